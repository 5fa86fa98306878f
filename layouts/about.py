"""Page about."""

from dash import html

from smup.i18n import texts
from smup.services import Services


def title(services: Services, lang: str) -> str:
    """Return the title of the window."""
    return texts(lang)("about.title")


def layout(services: Services, lang: str, **query: str) -> html.Div:
    """Return the page."""
    return html.Div(html.H1(texts(lang)("about.title")), className="w")
