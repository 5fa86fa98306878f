"""The list of services whose full cost is counted; with a unit, its place in each of them."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import (
    breadcrumbs,
    button_link,
    empty_state,
    icon,
    problem_note,
    section_heading,
    unit_search,
)
from layouts.components.search import MARK
from layouts.components.strip import aligned_strip
from smup.i18n import Texts, texts
from smup.links import cost_href, costs_href, href, unit_href, with_query
from smup.repository.records import SectorInfo
from smup.services import Services
from smup.views.costs.overview import LEAST_FOR_STRIP, Overview, ServiceRow, read_overview
from smup.views.costs.overview_words import (
    amount,
    deviation_words,
    per_words,
    place_words,
    strip_words,
    summary,
    why_empty,
    years_words,
)
from smup.views.costs.spoken import opened, spoken
from smup.views.problem_text import problem_text

METHOD, TEMPLATE, API = "/koszty/metoda", "/koszty/szablony/koszty.xlsx", "/api/v1/costs"
OFFERED = ("podobne", "najblizsze", "powiat", "wojewodztwo", "kraj")
WITH_UNIT = ("service", "cost", "net", "strip", "deviation", "place")
WITHOUT_UNIT = ("service", "median", "strip", "units")


def title(_services: Services, lang: str) -> str:
    """Return the title of the window."""
    return texts(lang)("cost_files.list.title")


def layout(services: Services, lang: str, **query: str) -> html.Div:
    """Return the page for the unit and the group of its address."""
    view = read_overview(services.repository, query, lang=lang)
    t = texts(lang)
    loaded = any(row.years for row in view.rows)
    lists = [_list(view, t)] if loaded else [_nothing_loaded(t), _list(view, t)]
    path = [(t("start.title"), href(lang, "/")), (t("cost_files.list.title"), None)]
    return html.Div(
        [
            breadcrumbs(t, path),
            html.Div(_head(view, t), className="w naglowek"),
            html.Div([_choice(view, t), *lists, _further(view, t)], className="w"),
        ],
        className="koszty",
    )


def _head(view: Overview, t: Texts) -> list[Component]:
    said = summary(view, t.lang)
    lead = html.P([said.before, html.B(said.strong), said.after], className="lead")
    notes: list[Component] = []
    if view.problems:
        lines = [problem_text(t, problem) for problem in view.problems]
        notes = [problem_note(t("view.problem.title"), lines)]
    about = html.P(t("cost_files.list.about"), className="pod zd")
    return [html.H1(t("cost_files.list.heading")), lead, about, *notes]


def _choice(view: Overview, t: Texts) -> html.Div:
    """Return the search of my unit and the groups it may be compared with, as links."""
    shown = "" if view.unit is None else view.directory.label(view.unit, lang=t.lang)
    kept = {"group": view.state.group if view.state.group != "podobne" else None}
    search = unit_search(
        ids.COSTS_UNIT,
        t,
        label=t("cost_files.list.unit"),
        shown=shown,
        address=costs_href(t.lang, unit=MARK, **kept),
        compact=True,
    )
    return html.Div([search, _groups(view, t)], className="koszty-wybor nodr")


def _groups(view: Overview, t: Texts) -> Component | None:
    if view.unit is None:
        return None
    usual = {choice.kind: choice for choice in view.choices if choice.kind in OFFERED}
    if view.group.kind not in usual:
        usual |= {one.kind: one for one in view.choices if one.kind == view.group.kind}
    links = []
    for kind, choice in usual.items():
        state = view.state.with_changes(group=kind)
        words = t("territory.group.counted", label=opened(choice.label), n=choice.n)
        mark = {"aria-current": "true"} if kind == view.group.kind else {}
        query = state.to_query()
        address = with_query(costs_href(t.lang), query)
        links.append(html.Li(html.A(words, href=address, **mark)))
    label = html.P(t("cost_files.list.group"), className="kl", id=ids.COSTS_GROUPS)
    named = {"aria-labelledby": ids.COSTS_GROUPS}
    return html.Nav([label, html.Ul(links, className="cz grupy")], **named)


def _list(view: Overview, t: Texts) -> html.Section:
    """Return one table of all services, with the sectors as groups of its rows."""
    names = WITH_UNIT if view.unit is not None else WITHOUT_UNIT
    head = [
        html.Th(
            t(f"cost_files.list.column.{name}"),
            scope="col",
            className=None if name in {"service", "strip"} else "num",
        )
        for name in names
    ]
    caption = t("cost_files.list.caption", group=view.group.label)
    bodies = [_sector(sector, rows, view, t) for sector, rows in view.sectors]
    table = html.Table(
        [html.Caption(caption, className="vh"), html.Thead(html.Tr(head)), *bodies],
        className="t koszty-lista",
    )
    title = section_heading(t("cost_files.list.table"), note=t("cost_files.list.read"))
    return html.Section([title, table], className="sek")


def _sector(
    sector: SectorInfo, rows: tuple[ServiceRow, ...], view: Overview, t: Texts
) -> html.Tbody:
    columns = len(WITH_UNIT if view.unit is not None else WITHOUT_UNIT)
    name = html.Th(sector.name(t.lang), scope="rowgroup", colSpan=columns)
    title = html.Tr(name, className="dzial")
    return html.Tbody([title, *(_row(row, view, t) for row in rows)], id=sector.code)


def _row(row: ServiceRow, view: Overview, t: Texts) -> html.Tr:
    names = WITH_UNIT if view.unit is not None else WITHOUT_UNIT
    reason = why_empty(row, view, t)
    if reason and (view.unit is None or row.low is None):
        cells = [html.Td(reason, colSpan=len(names) - 1, className="m powod")]
        return html.Tr([_name(row, view, t), *cells], className="bez")
    cells = [_cell(name, row, t) for name in names[1:]]
    return html.Tr([_name(row, view, t), *cells])


def _name(row: ServiceRow, view: Overview, t: Texts) -> html.Th:
    """Return the name of a service, a link unless nothing is loaded of it."""
    name = opened(spoken(row.service.title, t.lang))
    if not row.years:
        return html.Th(html.Span(name), scope="row")
    state = view.state.to_query()
    address = cost_href(t.lang, row.service.code)
    link = html.A(name, href=with_query(address, state))
    return html.Th([link, html.Small(years_words(row))], scope="row")


def _cell(name: str, row: ServiceRow, t: Texts) -> html.Td:
    label = {"data-nazwa": t(f"cost_files.list.column.{name}")}
    if name == "strip":
        return html.Td(_strip(row, t), className="pasmo")
    if name in {"cost", "median"}:
        mine = row.unit_cost if name == "cost" else row.spread and row.spread.median
        value: list[Any] = [html.B(amount(row, mine, t.lang)), " "]
        value.append(html.Small(per_words(row, t.lang)))
        return html.Td(value, className="num", **label)
    words = {
        "net": lambda: amount(row, row.net, t.lang),
        "deviation": lambda: deviation_words(row, t.lang),
        "place": lambda: place_words(row, t.lang),
        "units": lambda: t.plural("common.units", row.n),
    }[name]()
    return html.Td(words, className="num", **label)


def _strip(row: ServiceRow, t: Texts) -> list[Component]:
    """Return the strip around the median of the group, and the same in words for those who hear."""
    if row.spread is None or row.n < LEAST_FOR_STRIP:
        return []
    words = html.Span(strip_words(row, t.lang), className="vh")
    return [aligned_strip(row.spread, row.unit_cost, marker="mine"), words]


def _nothing_loaded(t: Texts) -> Component:
    way = button_link(t("cost_files.list.template"), TEMPLATE, icon_name="download")
    state = empty_state(
        t("cost_files.list.empty_title"), t("cost_files.list.empty_note"), action=way
    )
    return html.Section(state, className="sek")


def _further(view: Overview, t: Texts) -> html.Section:
    """Return where to go on: method, template to load own spending, API, the profile."""
    ways = [
        ("info-circle", "method", href(t.lang, METHOD)),
        ("table", "template", TEMPLATE),
        ("journal-text", "example", "/koszty/szablony/przyklad/koszty.xlsx"),
        ("download", "api", API),
    ]
    rows = [
        html.Li(
            [
                icon(sign),
                html.Div(
                    [
                        html.A(html.B(t(f"cost_files.list.{key}")), href=address),
                        html.P(t(f"cost_files.list.{key}_note"), className="m"),
                    ]
                ),
            ]
        )
        for sign, key, address in ways
    ]
    profile = []
    if view.unit is not None:
        address = unit_href(t.lang, view.unit.teryt)
        profile = [button_link(t("cost_files.list.profile"), address, icon_name="arrow-right")]
    source = t("cost_page.source.sample" if view.dataset.is_sample else "cost_page.source.loaded")
    return html.Section(
        [
            section_heading(t("cost_files.list.further"), actions=profile),
            html.Ul(rows, className="cz now znaki"),
            html.P(t("cost_files.list.key"), className="xs zrodlo"),
            html.P(t("cost_files.list.source", source=source), className="xs"),
        ],
        className="sek",
    )
