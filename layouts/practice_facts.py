"""„W skrócie”: the facts of a card, each known or still to be filled in; the head of the page."""

from dash import html
from dash.development.base_component import Component

from layouts.components import tag
from smup.i18n import Texts
from smup.links import practices_href, unit_href
from smup.repository.practice_records import EXPIRED, VERIFIED
from smup.views.practices.card_page import CardPage
from smup.views.practices.card_words import Fact, Line, facts, history, status_word, unit_line
from smup.views.practices.effect import Words

STATUS_CLASS = {VERIFIED: "tag l ptaszek", EXPIRED: "tag g"}


def head_tags(page: CardPage, unit: str | None) -> html.Div:
    """Return sector, service, status and what kind of card it is; links keep the reader's unit."""
    t, info = page.t, page.info
    sector = html.A(
        page.sector, href=practices_href(page.lang, obszar=info.sector, jst=unit), className="tag o"
    )
    tags: list[Component] = [sector]
    if page.service is not None:
        address = practices_href(page.lang, usluga=info.service, jst=unit)
        tags.append(html.A(page.service, href=address, className="tag o"))
    if info.dimension:
        tags.append(tag(t(f"common.dimension.{info.dimension}")))
    tags.append(html.Span(status_word(page), className=STATUS_CLASS.get(info.status, "tag")))
    if info.example:
        tags.append(html.Span(t("practice.example"), className="bp"))
    return html.Div(tags, className="tags")


def place_line(page: CardPage) -> html.P:
    """Return the unit with a link to its profile, its kind, the year, the kind of card."""
    name, rest = unit_line(page)
    place: Component = html.B(name, **({"lang": page.foreign} if page.foreign else {}))
    if page.unit is not None:
        place = html.A(html.B(name), href=unit_href(page.lang, page.unit.teryt))
    separator = ", " if page.unit is not None else " · "
    return html.P([place, f"{separator}{rest}"], className="m czyja")


def lead_words(parts: tuple[Words, ...]) -> html.P:
    """Return the opening sentences with both values set off."""
    marks = {"strong": "mocno", "unit": "praktyki"}
    words = [
        html.B(part.text, className=marks[part.kind]) if part.kind in marks else part.text
        for part in parts
    ]
    return html.P(words, className="lead")


def facts_section(page: CardPage) -> html.Section:
    """Return the facts of the card."""
    t = page.t
    rows: list[Component] = []
    for fact in facts(page):
        rows += [html.Dt(t(f"practice.fact.{fact.key}")), html.Dd(_value(fact, page))]
    title: list[Component | str] = [t("practice.facts")]
    if page.card.example:
        title += [" ", html.Span(t("practice.example"), className="bp")]
    return html.Section(
        [
            html.H2(title, className="h3"),
            html.Dl(rows, className="kart"),
            html.P(history(page), className="xs"),
        ],
        className="sek",
        id="w-skrocie",
    )


def _value(fact: Fact, page: CardPage) -> list[Component]:
    if not fact.lines:
        return [to_fill(page.t)]
    return [html.Div(_line(line, page)) for line in fact.lines]


def to_fill(t: Texts) -> html.Span:
    """Return the mark of what nobody has given yet."""
    return html.Span(t("practice.to_fill"), className="puste")


def _line(line: Line, page: CardPage) -> list[Component]:
    language = {"lang": page.foreign} if line.of_card and page.foreign else {}
    if line.address.startswith("http"):
        rel = {"rel": "nofollow noopener ugc"}
        words: Component = html.A(line.text, href=line.address, **rel, **language)
    elif line.address:
        words = html.A(line.text, href=line.address)
    else:
        words = html.Span(line.text, **language)
    return [words, html.Span(f" {line.note}", className="m")] if line.note else [words]
