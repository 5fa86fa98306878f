"""The badge of an indicator: how much of it there is, with the way to its gaps."""

from dash import html

from smup.i18n import texts
from smup.repository import IndicatorInfo
from smup.repository.facade import Repository
from smup.views.coverage.badge import badge


def coverage_badge(repository: Repository, indicator: IndicatorInfo, lang: str) -> html.A:
    """Return the badge as a link to the coverage of the indicator."""
    shown, t = badge(repository, indicator, lang=lang), texts(lang)
    return html.A(
        [html.Span(t("coverage.badge.name"), className="vh"), shown.text],
        href=shown.address,
        className=f"odz-komp {shown.look}",
        title=t("coverage.badge.title"),
    )
