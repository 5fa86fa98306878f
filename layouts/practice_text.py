"""The text of a card: cleaned Markdown as components, parts still to be filled in, files.

The cleaned HTML of ``safe_html`` is read tag by tag and built anew from components of Dash, so
that no markup of a card is ever put into the page as it stands.
"""

from collections.abc import Callable, Mapping
from html.parser import HTMLParser

from dash import html
from dash.development.base_component import Component

from layouts.components import button_link, icon
from smup.i18n import Texts
from smup.links import attachment_href, desk_href
from smup.practices.card import SECTIONS
from smup.practices.markdown_card import HEADINGS
from smup.practices.rendering import safe_html
from smup.repository.practice_records import AttachmentInfo
from smup.typography import nbsp
from smup.views.practices.card_page import CardPage
from smup.views.practices.card_words import size_text

ELEMENTS: dict[str, Callable[..., Component]] = {
    "p": html.P,
    "h3": html.H3,
    "h4": html.H4,
    "h5": html.H5,
    "h6": html.H6,
    "ul": html.Ul,
    "ol": html.Ol,
    "li": html.Li,
    "strong": html.Strong,
    "em": html.Em,
    "s": html.S,
    "code": html.Code,
    "pre": html.Pre,
    "blockquote": html.Blockquote,
    "table": html.Table,
    "thead": html.Thead,
    "tbody": html.Tbody,
    "tr": html.Tr,
    "th": html.Th,
    "td": html.Td,
    "a": html.A,
    "br": html.Br,
    "hr": html.Hr,
}
EMPTY = frozenset({"br", "hr"})
ROWS = frozenset({"table", "thead", "tbody", "tr", "ul", "ol"})
"""Elements in which text may not stand, so that white space between tags is nothing there."""
SAFE_LINKS = ("http://", "https://", "mailto:")


class _Builder(HTMLParser):
    """Builds components from the tags it knows; of others only the text inside is kept."""

    def __init__(self, *, polish: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.root = html.Div([])
        self._open: list[tuple[str, Component]] = [("", self.root)]
        self._polish = polish

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; a link leads only where links of cards may lead."""
        kind = ELEMENTS.get(tag)
        if kind is None:
            return
        if tag in EMPTY:
            self._add(kind())
            return
        element = kind([], **_attributes(tag, dict(attrs)))
        # A table scrolls inside a frame of its own, which can be focused.
        framed = html.Div(element, className="tw", tabIndex=0) if tag == "table" else element
        self._add(framed)
        self._open.append((tag, element))

    def handle_endtag(self, tag: str) -> None:
        """Close an element and what was left open inside it."""
        names = [name for name, _ in self._open]
        if tag in names[1:]:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Add text."""
        if data.strip() or self._open[-1][0] not in ROWS | {""}:
            self._add(nbsp(data) if self._polish else data)

    def _add(self, child: Component | str) -> None:
        self._open[-1][1].children.append(child)


def markdown_part(markdown: str, *, lang: str) -> list[Component]:
    """Return Markdown of a card as components; headings in it begin at h3.

    Args:
        markdown: text of somebody.
        lang: its language, for its line breaks.
    """
    builder = _Builder(polish=lang == "pl")
    builder.feed(safe_html(markdown))
    builder.close()
    return list(builder.root.children)


def text_sections(page: CardPage) -> html.Div:
    """Return all parts of the text in the order of the card, then what is still missing."""
    t, card = page.t, page.card
    parts: list[Component] = []
    if page.foreign and any(card.sections.values()):
        parts.append(html.P(t("practice.foreign"), className="uw i"))
    language = {"lang": page.foreign} if page.foreign else {}
    for name in SECTIONS:
        text = card.sections.get(name)
        if text:
            content = html.Div(markdown_part(text, lang=card.lang), className="tresc", **language)
            heading = html.H2(HEADINGS[page.lang][name])
            parts.append(html.Section([heading, content], id=f"karta-{name}"))
    parts += [part for part in (_files(page), _missing(page)) if part is not None]
    return html.Div(parts, className="sek glowna pisz")


def missing_way(page: CardPage, *, variant: str = "s") -> html.A:
    """Return the link by which a contributor proposes what is missing."""
    address = desk_href(page.lang, f"/praktyki/{page.card.slug}/popraw")
    return button_link(page.t("practice.missing.way"), address, icon_name="plus", variant=variant)


def _missing(page: CardPage) -> html.Section | None:
    t = page.t
    names = [name for name in SECTIONS if not page.card.sections.get(name)]
    if not names:
        return None
    items = [
        html.Li(
            [
                html.B(HEADINGS[page.lang][name]),
                html.Span(t(f"practice.missing.{name}"), className="m"),
            ]
        )
        for name in names
    ]
    everything = len(names) == len(SECTIONS)
    lead = t("practice.missing.all" if everything else "practice.missing.some")
    return html.Section(
        [
            html.H2(t("practice.missing.title")),
            html.P(lead),
            html.Ul(items, className="cz do-uzupelnienia"),
            html.P(missing_way(page), className="bb nodr"),
        ],
        id="do-uzupelnienia",
    )


def _files(page: CardPage) -> html.Section | None:
    files = page.practice.attachments
    if not files:
        return None
    t = page.t
    images = [one for one in files if one.media_type.startswith("image/")]
    others = [one for one in files if not one.media_type.startswith("image/")]
    parts: list[Component] = [html.H2(t("practice.files.title"))]
    language = {"lang": page.foreign} if page.foreign else {}
    if images:
        pictures = [_picture(one, t) for one in images]
        parts.append(html.Div(pictures, className="obrazy-karty", **language))
    if others:
        items = [_document(one, t) for one in others]
        parts.append(html.Ul(items, className="cz pliki-karty", **language))
    return html.Section(parts, id="karta-zalaczniki")


def _picture(one: AttachmentInfo, t: Texts) -> html.Figure:
    address = attachment_href(one.name, one.file_name)
    image = html.Img(src=address, alt=one.title)
    link = html.A(image, href=address, target="_blank", rel="noopener")
    return html.Figure([link, html.Figcaption([one.title, " ", _size(one, t)])])


def _document(one: AttachmentInfo, t: Texts) -> html.Li:
    link = html.A(one.title, href=attachment_href(one.name, one.file_name), download="")
    return html.Li([icon("journal-text"), html.Span([link, " ", _size(one, t)])])


def _size(one: AttachmentInfo, t: Texts) -> html.Span:
    kind = one.media_type.rpartition("/")[2].upper()
    return html.Span(f"{kind} · {size_text(one.size, t)}", className="xs")


def _attributes(tag: str, given: Mapping[str, str | None]) -> Mapping[str, str]:
    if tag == "a":
        address = given.get("href") or ""
        if not address.startswith(SAFE_LINKS):
            return {}
        return {"href": address, "rel": "nofollow noopener ugc"}
    start = given.get("start") or ""
    if tag == "ol" and start.isascii() and start.isdigit():
        return {"start": start}
    return {"th": {"scope": "col"}, "table": {"className": "t"}}.get(tag, {})
