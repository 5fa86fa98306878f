"""Page start."""

from dash import html

from smup.i18n import texts
from smup.services import Services


def title(services: Services, lang: str) -> str:
    """Return the title of the window."""
    return texts(lang)("start.title")


def layout(services: Services, lang: str, **query: str) -> html.Div:
    """Return the page."""
    return html.Div(html.H1(texts(lang)("start.title")), className="w")
