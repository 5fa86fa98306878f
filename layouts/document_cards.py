"""Open Graph and Twitter cards: how a link looks where it is shared."""

from html import escape
from typing import Protocol

from smup.i18n import LANGUAGES, texts
from smup.views.sharing.pictures import HEIGHT, WIDTH

LOCALES = {"pl": "pl_PL", "en": "en_GB"}


class Shared(Protocol):
    """What a card says; see ``layouts.document.Head``."""

    @property
    def lang(self) -> str:
        """Language of the page."""

    @property
    def title(self) -> str:
        """Full title of the window."""

    @property
    def exists(self) -> bool:
        """Tell whether there is such a page."""

    @property
    def description(self) -> str:
        """What the page is about, or nothing."""

    @property
    def theme(self) -> str:
        """Theme of an embedded view, or nothing."""

    @property
    def picture(self) -> str:
        """Path of the picture, or nothing."""

    @property
    def picture_text(self) -> str:
        """What the picture shows."""

    def address(self, lang: str) -> str:
        """Return path and query of the page in a language."""


def card_tags(head: Shared, host: str) -> list[str]:
    """Return the meta elements of a card; none for what is not there or stands in a frame."""
    if head.theme or not head.exists:
        return []
    t = texts(head.lang)
    description = head.description or t("shell.description")
    pairs = [
        ("og:type", "website"),
        ("og:site_name", t("sharing.site")),
        ("og:title", head.title),
        ("og:description", description),
        ("og:url", host + head.address(head.lang)),
        ("og:locale", LOCALES[head.lang]),
        *(("og:locale:alternate", LOCALES[lang]) for lang in LANGUAGES if lang != head.lang),
    ]
    if head.picture:
        pairs += [
            ("og:image", host + head.picture),
            ("og:image:type", "image/png"),
            ("og:image:width", str(WIDTH)),
            ("og:image:height", str(HEIGHT)),
            ("og:image:alt", head.picture_text),
        ]
    tags = [f'<meta property="{name}" content="{escape(text)}">' for name, text in pairs]
    card = "summary_large_image" if head.picture else "summary"
    return [*tags, f'<meta name="twitter:card" content="{card}">']
