"""The list of practices: how many, what narrows it, order, rows, more of them, ways on."""

from dash import html
from dash.development.base_component import Component

from layouts.components import button_link, empty_state, icon, tag
from layouts.components.small_effect import small_effect
from smup.i18n import Texts
from smup.links import desk_href, practice_href, practices_feed_href, practices_href, with_query
from smup.repository.practice_records import EXPIRED, VERIFIED, PracticeInfo
from smup.views.practices.listing import Listing
from smup.views.practices.listing_words import (
    Chip,
    chips,
    found_words,
    sector_name,
    sort_shown,
    sorts_offered,
    unit_line,
    way_out_words,
)
from smup.views.practices.state import MOST_SHOWN, PAGE

API = "/api/v1/practices"
SORT_FIELD = "practices-sort"
LOAD = "python -m smup import practices data/practices"
OF_CARDS = "pl"
"""Language of titles and summaries in lists; whole cards say their own."""


def practice_list(listing: Listing, t: Texts) -> list[Component]:
    """Return the right side of the page."""
    if not listing.page.all:
        return [_nothing(t)]
    head = html.Div([_found(listing, t), _sort(listing, t)], className="prakt-pasek")
    loosened = html.P(t("practices.loosened"), className="uw i")
    rows = [practice_row(listing, info, t) for info in listing.page.practices]
    body: list[Component] = [html.Div(rows, className="prakt-wiersze")]
    return [
        head,
        *([loosened] if listing.page.loosened else []),
        *(body if rows else [_empty(listing, t)]),
        _ways(listing, t),
    ]


def practice_row(listing: Listing, info: PracticeInfo, t: Texts) -> html.Article:
    """Return a practice of the list."""
    name, rest = unit_line(listing, info, t)
    address = practice_href(t.lang, info.slug, unit=listing.state.unit)
    title = html.H3(html.A(info.title, href=address), **_of_card(t))
    place = html.P([html.B(name), f", {rest}" if rest else ""], className="m")
    summary = (
        html.P(info.summary, **_of_card(t))
        if info.summary
        else html.P(t("practices.to_fill"), className="m")
    )
    effect = listing.effects.get(info.id)
    sample = listing.dataset.is_sample or info.example
    picture = None if effect is None else small_effect(effect, t, sample=sample)
    return html.Article(
        [html.Div([_tags(listing, info, t), title, place, summary]), picture], className="kpr"
    )


def status_tag(info: PracticeInfo, t: Texts) -> html.Span:
    """Return the status of a practice as a tag."""
    word = t(f"practices.status.{info.status}")
    if info.status == VERIFIED:
        return html.Span([icon("check-lg"), word], className="tag l")
    if info.status == EXPIRED:
        return html.Span(word, className="tag g", title=t("practices.expired_note"))
    return tag(word)


def example_badge(t: Texts) -> html.Span:
    """Return the mark of a made-up card."""
    return html.Span(t("practices.example"), className="bp", title=t("practices.example_note"))


def submit_link(t: Texts, *, variant: str = "l") -> html.A:
    """Return the way to writing a practice of one's own."""
    return html.A(
        t("practices.submit"),
        href=desk_href(t.lang, "/praktyki/nowa"),
        className=f"b {variant}",
        target="_self",
    )


def _tags(listing: Listing, info: PracticeInfo, t: Texts) -> html.Div:
    badge = [example_badge(t)] if info.example else []
    sector = tag(sector_name(listing, info, t), "outline")
    return html.Div([sector, status_tag(info, t), *badge], className="tags")


def _of_card(t: Texts) -> dict[str, str]:
    return {} if t.lang == OF_CARDS else {"lang": OF_CARDS}


def _found(listing: Listing, t: Texts) -> html.Div:
    found, rest = found_words(listing, t)
    made = chips(listing, t)
    words: list[Component | str] = [html.B(found), " ", html.Span(rest, className="m")]
    if made:
        words.append(html.Span([" · ", t("practices.filtered")], className="m"))
    removable = [_chip(chip, t) for chip in made]
    clear = html.A(
        t("practices.clear"),
        href=practices_href(t.lang, jst=listing.state.unit),
        className="prakt-czysc",
        **{"data-praktyki-czysc": ""},
    )
    return html.Div(
        [html.P(words), html.Div([*removable, *([clear] if len(made) > 1 else [])])],
        className="prakt-wynik",
    )


def _chip(chip: Chip, t: Texts) -> html.Span:
    remove = html.Button(
        icon("x"),
        type="button",
        **{
            "aria-label": t("practices.remove", name=chip.text),
            "data-praktyki-klucz": chip.key,
            "data-wartosc": chip.value,
        },
    )
    return html.Span([html.Span(chip.text), remove], className="chip")


def _sort(listing: Listing, t: Texts) -> html.Div:
    chosen = sort_shown(listing)
    options = [
        html.Option(t(f"practices.sort.{name}"), value=name, selected=name == chosen)
        for name in sorts_offered(listing)
    ]
    label = html.Label(t("practices.sort_label"), htmlFor=SORT_FIELD, className="vh")
    marks = {"data-praktyki-sort": chosen}
    return html.Div([label, html.Select(options, id=SORT_FIELD, className="wyb", **marks)])


def _ways(listing: Listing, t: Texts) -> html.Div:
    """Return more of the list, and the ways on from it."""
    buttons: list[Component] = []
    if listing.more:
        state = listing.state.having(shown=listing.state.shown + PAGE)
        buttons.append(
            html.A(
                t.plural("practices.more", listing.more),
                href=with_query(practices_href(t.lang), state.to_query()),
                className="b",
                **{"data-praktyki-wiecej": str(state.shown)},
            )
        )
    buttons.append(submit_link(t))
    limit = listing.page.total > MOST_SHOWN and not listing.more
    note = html.P(t("practices.limit", n=MOST_SHOWN), className="m") if limit else None
    own = {"target": "_self"}
    further = html.P(
        [
            html.A(t("practices.feed"), href=practices_feed_href(t.lang), **own),
            " · ",
            html.A(t("practices.api"), href=API, **own),
        ],
        className="xs",
    )
    return html.Div([note, html.P(buttons, className="bb"), further], className="prakt-dalej nodr")


def _empty(listing: Listing, t: Texts) -> html.Div:
    """Return what the nearest search that finds something would be."""
    way = listing.way_out
    if way is None:
        note = t("practices.empty.all", count=t.plural("practices.count", listing.page.all))
        action = button_link(t("practices.empty.show_all"), practices_href(t.lang), variant="g")
    else:
        query = way.state.to_query()
        address = with_query(practices_href(t.lang), query)
        note = way_out_words(listing, way, t)
        action = button_link(t("practices.empty.show"), address, variant="g")
    return empty_state(t("practices.empty.title"), note, action=action)


def _nothing(t: Texts) -> html.Div:
    note = t("practices.empty.nothing_note", command=LOAD)
    action = submit_link(t, variant="g")
    return empty_state(t("practices.empty.nothing_title"), note, action=action)
