"""The catalogue of good practices: search, what narrows it, the list, where they come from."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import breadcrumbs, problem_note
from layouts.practices_filters import dots, filters, land, place_list, search_box
from layouts.practices_list import practice_list
from smup.i18n import Texts, texts
from smup.links import href
from smup.moments import today
from smup.services import Services
from smup.views.practices.listing import Listing, read_listing
from smup.views.practices.listing_words import chips, found_words, problem_lines


def title(_services: Services, lang: str) -> str:
    """Return the title of the window."""
    return texts(lang)("practices.title")


def layout(services: Services, lang: str, **query: str) -> html.Div:
    """Return the page for its address."""
    listing = read_page(services, lang, query)
    t, parts = texts(lang), changing(listing)
    path = [(t("start.title"), href(lang, "/")), (t("practices.crumb"), None)]
    head = html.Div(
        [
            html.H1(t("practices.heading")),
            html.P(t("practices.lead"), className="lead"),
            html.Div(parts["problems"], id=ids.PRACTICES_PROBLEMS),
        ],
        className="w naglowek",
    )
    body = html.Div(
        [
            html.H2(t("practices.parts"), className="vh"),
            _side(services, listing, parts, t),
            html.Section(
                parts["list"], id=ids.PRACTICES_LIST, **{"aria-label": t("practices.list")}
            ),
        ],
        className="w prakt",
    )
    said = html.P(id=ids.PRACTICES_SAID, className="vh", role="status")
    return html.Div(
        [*_stores(parts, lang), breadcrumbs(t, path), head, body, said], className="praktyki"
    )


def read_page(services: Services, lang: str, query: dict[str, str]) -> Listing:
    """Return what an address shows today."""
    return read_listing(services.repository, query, lang=lang, today=today())


def changing(listing: Listing) -> dict[str, Any]:
    """Return the parts of the page that follow its address, by the name of their output."""
    t = texts(listing.lang)
    found, rest = found_words(listing, t)
    n = len(chips(listing, t))
    return {
        "problems": _problems(listing, t),
        "filters": filters(listing, t) if listing.page.all else [],
        "chosen": t.plural("practices.chosen", n) if n else "",
        "dots": dots(listing, t),
        "places": place_list(listing, t),
        "list": practice_list(listing, t),
        "said": f"{found} {rest}".strip(),
        "shown": {"query": listing.state.to_query(), "rows": len(listing.page.practices)},
    }


def _side(services: Services, listing: Listing, parts: dict[str, Any], t: Texts) -> html.Aside:
    """Return the search and what narrows the list; on a phone the latter is folded."""
    ground = land(services.repository, t)
    places: list[Component] = [html.H3(t("practices.where.title"))]
    dotted = html.Div(parts["dots"], id=ids.PRACTICES_DOTS, **{"aria-hidden": "true"})
    if ground is None:
        dotted.hidden = True
    places.append(html.Div([ground, dotted], className="prakt-mapa"))
    places.append(html.Div(parts["places"], id=ids.PRACTICES_PLACES))
    chosen = html.Span(parts["chosen"], id=ids.PRACTICES_CHOSEN, className="m")
    folded = html.Details(
        [
            html.Summary([t("practices.filters"), " ", chosen]),
            html.Div(parts["filters"], id=ids.PRACTICES_FILTERS),
            html.Div(places, className="prakt-gdzie", hidden=not listing.page.all),
        ],
        open=True,
        className="prakt-filtry",
        **{"data-praktyki-filtry": ""},
    )
    return html.Aside([search_box(listing, t), folded], className="fil nodr")


def _problems(listing: Listing, t: Texts) -> list[Component]:
    lines = problem_lines(listing, t)
    return [problem_note(t("practices.problem.title"), lines)] if lines else []


def _stores(parts: dict[str, Any], lang: str) -> list[Component]:
    return [
        dcc.Store(id=ids.PRACTICES_CONTEXT, data={"lang": lang}),
        dcc.Store(id=ids.PRACTICES_SHOWN, data=parts["shown"]),
        dcc.Store(id=ids.PRACTICES_ASKED),
        dcc.Store(id=ids.PRACTICES_WRITTEN),
        dcc.Store(id=ids.PRACTICES_UNIT_CHOSEN),
    ]
