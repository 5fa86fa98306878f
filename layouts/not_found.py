"""The page of an address that leads nowhere, and of a view that failed."""

from collections.abc import Sequence

from dash import html

from layouts.components.basics import button_link
from smup.i18n import texts
from smup.links import href


def layout(
    lang: str, *, message: str | None = None, near: Sequence[tuple[str, str]] = ()
) -> html.Div:
    """Return the page of an unknown address.

    Args:
        lang: language of the page.
        message: says which code is not known.
        near: names and addresses of pages with a name like the one asked for.
    """
    t = texts(lang)
    ways = [
        button_link(t("not_found.home"), href(lang, "/"), variant="g"),
        button_link(t("not_found.areas"), href(lang, "/obszary"), variant=""),
        button_link(t("not_found.indicators"), href(lang, "/wskazniki"), variant=""),
    ]
    page = _plain(t("not_found.title"), message or t("not_found.lead"), ways)
    if near:
        items = [html.Li(html.A(name, href=address)) for name, address in near]
        page.children.insert(2, html.P(t("not_found.near"), className="m"))
        page.children.insert(3, html.Ul(items, className="blisko"))
    return page


def failed(lang: str, *, request_id: str) -> html.Div:
    """Return the page shown in place of one that could not be made."""
    t = texts(lang)
    ways = [button_link(t("not_found.home"), href(lang, "/"), variant="g")]
    return _plain(t("shell.error_title"), t("shell.error_note", id=request_id), ways)


def title(lang: str) -> str:
    """Return the title of the window."""
    return texts(lang)("not_found.title")


def _plain(heading: str, lead: str, ways: Sequence[html.A]) -> html.Div:
    return html.Div(
        [html.H1(heading), html.P(lead, className="lead"), html.Div(list(ways), className="bb")],
        className="w samo",
    )
