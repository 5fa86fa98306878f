"""The badge of an indicator: how much of it there is, with the way to its gaps."""

from dash import html
from dash.development.base_component import Component

from smup.i18n import Texts, texts
from smup.repository import IndicatorInfo
from smup.repository.facade import Repository
from smup.views.coverage.badge import Badge, badge


def coverage_badge(repository: Repository, indicator: IndicatorInfo, lang: str) -> html.A:
    """Return the badge as a link to the coverage of the indicator."""
    shown, t = badge(repository, indicator, lang=lang), texts(lang)
    return html.A(
        _words(shown, t),
        href=shown.address,
        className=f"odz-komp {shown.look}",
        title=t("coverage.badge.title"),
    )


def coverage_mark(shown: Badge, t: Texts) -> html.Span:
    """Return the badge without a link, for what is a link itself."""
    return html.Span(_words(shown, t), className=f"odz-komp {shown.look}")


def _words(shown: Badge, t: Texts) -> list[Component | str]:
    return [html.Span(t("coverage.badge.name"), className="vh"), shown.text]
