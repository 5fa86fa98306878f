"""What narrows the list of practices: facets with counts, my unit, places on a small map.

A box to tick is put in by ``assets/js/practices/practices.js``: Dash has no such plain element.
"""

from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import icon, unit_search
from smup.i18n import Texts
from smup.links import practices_href, with_query
from smup.repository.facade import Repository
from smup.views.practices.listing import Listing, Option
from smup.views.practices.listing_words import (
    option_label,
    services_offered,
    similar_label,
)
from smup.views.practices.places import Place, Places, places_of, read_land

SEARCH_FIELD = "practices-search-field"
_SVG_SIGNS = " !$&'()*+,-./:;=?@_~"


def search_box(listing: Listing, t: Texts) -> html.Div:
    """Return the field for words; the script puts the input in."""
    field = html.Div([icon("search"), html.Span(className="wejscie")], className="pole")
    return html.Div(
        [html.Label(t("practices.search"), htmlFor=SEARCH_FIELD), field],
        className="szuk mala",
        role="search",
        **{
            "aria-label": t("practices.search"),
            "data-praktyki-szukaj": SEARCH_FIELD,
            "data-placeholder": t("practices.placeholder"),
            "data-shown": listing.state.text,
        },
    )


def filters(listing: Listing, t: Texts) -> list[Component]:
    """Return the facets, with the choice of units similar to mine among them."""
    parts = [
        _facet(listing, "obszar", t),
        _services(listing, t),
        _facet(listing, "rodzaj", t, first=_similar(listing, t)),
        *(_facet(listing, name, t) for name in ("wielkosc", "dowod", "koszt", "status", "wymiar")),
    ]
    return [part for part in parts if part is not None]


def land(repository: Repository, t: Texts) -> Component | None:
    """Return the map without its dots, which stays; None when no borders are loaded."""
    svg = read_land(repository)
    if svg is None:
        return None
    source = f"data:image/svg+xml,{quote(svg, safe=_SVG_SIGNS)}"
    return html.Img(src=source, alt=t("practices.where.picture"))


def dots(listing: Listing, t: Texts) -> list[Component]:
    """Return the dots over the map; the list below says the same to those who use a keyboard."""
    places = places_of(listing)
    return [_dot(place, places, listing, t) for place in places.rows if place.left is not None]


def place_list(listing: Listing, t: Texts) -> list[Component]:
    """Return the places as a list of links, folded."""
    places = places_of(listing)
    kind = "voivodeships" if places.by_voivodeship else "units"
    rows = [
        html.Li(
            [
                html.Span(
                    [
                        html.A(place.name, href=_address(listing, place), **_change(place)),
                        html.Span(f" {place.note}", className="xs") if place.note else None,
                    ]
                ),
                html.Span(str(place.count), className="n"),
            ]
        )
        for place in places.rows
    ]
    parts: list[Component] = []
    if rows:
        summary = html.Summary(t(f"practices.where.list_{kind}", n=len(rows)))
        listed = html.Ul(rows, className="cz prakt-miejsca")
        parts.append(html.Details([summary, listed], **{"data-pamietaj": "miejsca"}))
    if places.elsewhere:
        count = t.plural("practices.count", places.elsewhere)
        parts.append(html.P(t("practices.where.elsewhere", count=count), className="xs"))
    return parts


def _dot(place: Place, places: Places, listing: Listing, t: Texts) -> html.A:
    count = t.plural("practices.count", place.count)
    shown = place.count > 1 or places.by_voivodeship
    return html.A(
        html.Span(str(place.count)) if shown else None,
        href=_address(listing, place),
        className="duza" if shown else None,
        title=t("practices.where.dot", name=place.name, count=count),
        style={"left": f"{place.left:.1f}%", "top": f"{place.top:.1f}%"},
        tabIndex=-1,
        **_change(place),
    )


def _change(place: Place) -> dict[str, str]:
    return {"data-praktyki-klucz": "gdzie", "data-wartosc": place.code}


def _address(listing: Listing, place: Place) -> str:
    state = listing.state.having(place=place.code)
    return with_query(practices_href(listing.lang), state.to_query())


def _facet(
    listing: Listing, name: str, t: Texts, *, first: Component | None = None
) -> html.Fieldset | None:
    options = listing.options[name]
    if not options and first is None:
        return None
    rows = [_option(listing, name, option, t) for option in options]
    legend = html.Legend(t(f"practices.facet.{name}"))
    return html.Fieldset([legend, first, *rows], **{"data-faceta": name})


def _services(listing: Listing, t: Texts) -> Component | None:
    """Return the services of chosen sectors, or all of them folded when they are many."""
    offered, folded = services_offered(listing)
    rows = [
        _option(listing, "usluga", option, t)
        for option in listing.options["usluga"]
        if option.value in offered
    ]
    if not rows:
        return None
    title = t("practices.facet.usluga")
    marks = {"data-faceta": "usluga"}
    if not folded:
        return html.Fieldset([html.Legend(title), *rows], **marks)
    listed = html.Fieldset([html.Legend(title, className="vh"), *rows], **marks)
    summary = html.Summary([title, html.Span(str(len(rows)), className="n")])
    return html.Details([summary, listed], className="prakt-uslugi", **{"data-pamietaj": "usluga"})


def _option(listing: Listing, facet: str, option: Option, t: Texts) -> html.Label:
    label = option_label(listing, facet, option.value, t)
    return box(facet, option.value, label, option.count, chosen=option.chosen)


def box(key: str, value: str, label: str, count: int, *, chosen: bool) -> html.Label:
    """Return a box to tick with its count; without practices it cannot be ticked, only cleared."""
    state = {"data-wybrane": "" if chosen else None, "data-nieczynne": None}
    if not count and not chosen:
        state["data-nieczynne"] = ""
    return html.Label(
        [
            html.Span(className="wejscie"),
            html.Span(label),
            html.Span(str(count), className="n"),
        ],
        className="nieczynne" if not count and not chosen else None,
        **{"data-klucz": key, "data-wartosc": value},
        **{name: value for name, value in state.items() if value is not None},
    )


def _similar(listing: Listing, t: Texts) -> html.Div:
    """Return my unit and the choice of units similar to it."""
    unit = listing.unit
    shown = "" if unit is None else listing.directory.label(unit, lang=t.lang)
    search = unit_search(
        ids.PRACTICES_UNIT, t, label=t("practices.similar.label"), shown=shown, compact=True
    )
    parts: list[Component] = [search]
    if unit is not None and listing.group is not None:
        chosen = listing.state.similar
        parts.append(
            box("podobne", "tak", similar_label(listing, t), listing.similar or 0, chosen=chosen)
        )
        note = t("practices.similar.note", group=listing.group.label)
        parts.append(html.P(note, className="xs"))
    return html.Div(parts, className="prakt-podobne")
