"""The page of the cost of a service: from spending to full cost, beside the group of my unit."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import (
    Choices,
    YearAxis,
    breadcrumbs,
    context_bar,
    group_select,
    own_group,
    year_cell,
)
from layouts.components.practice_links import practice_section
from layouts.cost_fold import jumps
from layouts.cost_parts import PARTS, heading, lead, problems, signs
from layouts.cost_states import no_costs
from smup.costs.warnings import NEW_CLASSIFICATION
from smup.i18n import Texts, texts
from smup.links import costs_href, href
from smup.services import Services
from smup.views.costs.opening import Piece, no_years
from smup.views.costs.read import read_cost
from smup.views.costs.records import CostData, CostSelection
from smup.views.costs.selection import cost_service, select_cost
from smup.views.costs.spoken import opened, spoken
from smup.views.costs.state import parse_cost_state
from smup.views.practices.gap_questions import cost_question


def title(_services: Services, lang: str, *, service: str) -> str:
    """Return the title of the window; an unknown service raises UnknownCodeError."""
    name = spoken(cost_service(service, lang=lang).title, lang)
    return texts(lang)("cost_page.page.heading", service=name)


def layout(services: Services, lang: str, *, service: str, **query: str) -> html.Div:
    """Return the page with the state of its address already shown."""
    selection = read_selection(services, lang, service, query)
    data = read_cost(services.repository, selection, lang=lang)
    t = texts(lang)
    parts = dict.fromkeys(PARTS) if data is None else made(data, before=None)
    head = html.Div(
        empty_head(selection, lang) if data is None else parts["head"],
        id=ids.COST_PARTS["head"],
        className="w naglowek",
        **{"aria-live": "polite"},
    )
    empty = html.Div([] if data else no_costs(t), id=ids.COST_EMPTY)
    result = html.Div([jumps(t), *_result(parts)], id=ids.COST_RESULT, hidden=data is None)
    address = html.P(className="xs tylko-druk", **{"data-address-shown": ""})
    practices = html.Div(practice_links(services, selection, lang), id=ids.COST_PRACTICES)
    return html.Div(
        [
            *_stores(selection, data, lang),
            html.Div(path(selection, t), id=ids.COST_PATH),
            head,
            _bar(services, selection, t),
            html.Div([empty, result, practices, address], className="w"),
        ],
        className="koszt",
    )


def read_selection(
    services: Services, lang: str, service: str, query: dict[str, Any]
) -> CostSelection:
    """Return what an address, or a question of the browser, asks for.

    Raises:
        UnknownCodeError: when the cost of such a service is not counted.
    """
    state, found = parse_cost_state(query, cost_service(service, lang=lang))
    return select_cost(services.repository, service, state=state, problems=found, lang=lang)


def made(data: CostData, *, before: dict[str, str] | None) -> dict[str, Any]:
    """Return the parts of the page by name; those that show the same as before are left out."""
    now = signs(data)
    return {
        name: part.make(data)
        for name, part in PARTS.items()
        if before is None or before.get(name) != now[name]
    }


def shown(selection: CostSelection, data: CostData | None) -> dict[str, Any]:
    """Return what the browser has to know of what it shows."""
    return {
        "query": selection.state.to_query(),
        "year": selection.year,
        "signs": {} if data is None else signs(data),
        "group": group_sign(selection),
        "years": list(selection.years),
        "path": path_sign(selection),
    }


def practice_links(services: Services, selection: CostSelection, lang: str) -> html.Section:
    """Return the practices for the service."""
    return practice_section(services, cost_question(services.repository, selection), lang)


def empty_head(selection: CostSelection, lang: str) -> list[Component]:
    """Return the head of a page without any costs."""
    said = lead((Piece(no_years(selection, lang=lang)),))
    return [heading(selection, lang), said, *problems(selection, lang)]


def group_sign(selection: CostSelection) -> str:
    """Return what the list of groups depends on: it is drawn anew only when this changes."""
    unit = "" if selection.unit is None else selection.unit.teryt
    return f"{unit}|{selection.group.kind}|{selection.state.view.own or ''}"


def path_sign(selection: CostSelection) -> str:
    """Return what the path of links depends on."""
    return "" if selection.chosen is None else selection.chosen.teryt


def path(selection: CostSelection, t: Texts) -> html.Nav:
    """Return the path of links to this page."""
    unit = None if selection.chosen is None else selection.chosen.teryt
    return breadcrumbs(
        t,
        [
            (t("cost_page.page.start"), href(t.lang, "/")),
            (t("cost_page.page.costs"), costs_href(t.lang, unit=unit)),
            (opened(spoken(selection.service.title, t.lang)), None),
        ],
    )


def group_part(services: Services, selection: CostSelection, t: Texts) -> list[Component]:
    """Return the list of groups anew."""
    return group_select(ids.COST_GROUP, t, _groups(services, selection))


def year_part(selection: CostSelection, t: Texts) -> list[Component]:
    """Return the slider of years anew."""
    return year_cell(ids.COST_YEAR, t, _axis(selection))


def _result(parts: dict[str, Any]) -> list[Component]:
    def place(name: str) -> html.Div:
        return html.Div(parts[name], id=ids.COST_PARTS[name], className=PARTS[name].column or None)

    return [
        place("cards"),
        html.Div([place("waterfall"), place("keys")], className="siatka"),
        place("triangle"),
        html.Div([place("places"), place("warnings")], className="siatka"),
        html.Div([place("trend"), place("differences")], className="siatka"),
        html.Div([place("expected"), place("what_if")], className="siatka"),
        place("explain"),
        place("export"),
    ]


def _stores(selection: CostSelection, data: CostData | None, lang: str) -> list[Component]:
    return [
        dcc.Store(id=ids.COST_CONTEXT, data={"lang": lang, "service": selection.service.code}),
        dcc.Store(id=ids.COST_ASKED),
        dcc.Store(id=ids.COST_SHOWN, data=shown(selection, data)),
        dcc.Store(id=ids.COST_WRITTEN),
        dcc.Store(id=ids.COST_CHOSEN),
    ]


def _bar(services: Services, selection: CostSelection, t: Texts) -> html.Div:
    chosen = selection.chosen
    label = services.repository.directory().label(chosen, lang=t.lang) if chosen else ""
    return context_bar(
        ids.COST_PREFIX,
        t,
        unit_label=label,
        groups=_groups(services, selection),
        axis=_axis(selection),
    )


def _groups(services: Services, selection: CostSelection) -> Choices:
    options = [(one.kind, f"{opened(one.label)} ({one.n})") for one in selection.choices]
    own = own_group(
        services.repository.dataset(),
        selection.unit,
        level=selection.service.level,
        codes=selection.state.view.own_codes,
    )
    return Choices(options=options, chosen=selection.group.kind, own=own)


def _axis(selection: CostSelection) -> YearAxis:
    years = selection.years
    breaks = (NEW_CLASSIFICATION,) if years and years[0] < NEW_CLASSIFICATION <= years[-1] else ()
    return YearAxis(years=years, year=selection.year, breaks=breaks)
