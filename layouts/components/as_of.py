"""What stands above a page whose data are read as of an earlier release."""

from dash import html

from layouts.components.basics import icon
from layouts.components.states import problem_note
from smup.as_of import PAGE_KEY
from smup.i18n import Texts
from smup.links import href, releases_href, with_query
from smup.repository import ReleaseInfo
from smup.views.as_of import state_parts

TODAY = "data-dzisiaj"
"""Marks a link that leaves the release; scripts let it go (assets/js/as-of.js)."""


def as_of_bar(
    release: ReleaseInfo, view: tuple[str, str], t: Texts, *, redefined: int = 0
) -> html.Div:
    """Return the bar that no page read as of a release goes without.

    Args:
        release: what the data are read as of.
        view: path of the page without the language, and its query string without the release.
        t: texts of the page.
        redefined: number of indicators whose definition has changed since the release.
    """
    path, query = view
    state, rest = state_parts(release, t.lang, redefined)
    today = with_query(href(t.lang, path, **{PAGE_KEY: None}), query)
    words = html.Div(
        [
            html.B(state),
            f" {rest} ",
            html.A(t("releases.as_of.back"), href=today, className="nodr", **{TODAY: ""}),
            " ",
            html.A(t("releases.as_of.others"), href=releases_href(t.lang), className="nodr"),
        ]
    )
    bar = html.Div([icon("clock-history"), words], className="w")
    return html.Div(bar, className="zwydania", role="note")


def open_as_of(path: str, t: Texts) -> html.A:
    """Return the link to the list of releases to open this view as of; the script adds its query.

    Args:
        path: path of the page without the language.
        t: texts of the page.
    """
    address = f"{releases_href(t.lang, strona=path)}#lista"
    return html.A(
        t("releases.as_of.open_view"), href=address, className="nodr", **{"data-otworz-wydanie": ""}
    )


def unknown_release(asked: str, t: Texts) -> html.Div:
    """Return the note that there is no such release to read the data as of."""
    lines = [t("releases.as_of.unknown", value=asked), t("releases.as_of.today")]
    note = problem_note(t("releases.as_of.problem"), lines)
    return html.Div(note, className="w zwydania-brak")
