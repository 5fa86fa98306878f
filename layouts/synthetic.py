"""The page of the synthetic index: one unit against its group, with the method in the open."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import (
    Choices,
    YearAxis,
    breadcrumbs,
    context_bar,
    empty_state,
    icon,
    problem_note,
)
from layouts.components.context_bar import group_select, year_cell
from layouts.components.groups import own_group
from layouts.synthetic_contributions import contributions_section
from layouts.synthetic_group import (
    FIRST_ROWS,
    method_section,
    scatter_section,
    sensitivity_section,
    table_section,
)
from layouts.synthetic_sectors import cards, sectors_table
from layouts.synthetic_weights import weight_notes, weights_panel
from smup.i18n import Texts, texts
from smup.links import href, unit_href
from smup.repository.records import DatasetInfo
from smup.services import Services
from smup.statistics.standardise import LEAST_UNITS
from smup.view_state import Problem
from smup.views.problem_text import problem_text
from smup.views.synthetic import (
    IndexData,
    IndexSelection,
    parse_index_state,
    read_index,
    select_index,
)
from smup.views.synthetic.sensitivity import sensitivity
from smup.views.synthetic.words import no_index, opening

QUESTION_KEYS = ("unit", "group", "level", "year", "own", "w", "sort", "wagi", "bez")
_OWN_KEYS = ("wagi", "bez")


def title(_services: Services, lang: str) -> str:
    """Return the title of the window."""
    return texts(lang)("synthetic.title")


def layout(services: Services, lang: str, **query: str) -> html.Div:
    """Return the page with the state of its address already shown."""
    selection = read_selection(services, lang, query)
    parts = content(services, selection, lang, rows=FIRST_ROWS)
    t = texts(lang)
    bar = context_bar(
        ids.SYNTHETIC_PREFIX,
        t,
        unit_label=_unit_label(services, selection, lang),
        groups=_groups(selection, services.repository.dataset()),
        axis=_axis(selection),
    )
    head = html.Div(parts["head"], id=ids.SYNTHETIC_HEAD, **{"aria-live": "polite"})
    head.className = "w naglowek"
    panel = weights_panel(t, services.repository.sectors(), dict(selection.state.weights))
    below = [
        _level_choice(selection, t),
        html.Div(parts["empty"], id=ids.SYNTHETIC_EMPTY),
        _result(parts, panel),
        html.P(className="xs tylko-druk", **{"data-address-shown": ""}),
    ]
    return html.Div(
        [
            *_stores(selection, parts, lang),
            html.Div(parts["path"], id=ids.SYNTHETIC_PATH),
            head,
            bar,
            html.Div(below, className="w"),
        ],
        className="indeks",
    )


def _stores(selection: IndexSelection, parts: dict[str, Any], lang: str) -> list[Component]:
    return [
        dcc.Store(id=ids.SYNTHETIC_CONTEXT, data={"lang": lang}),
        dcc.Store(id=ids.SYNTHETIC_QUESTION, data=_asked(selection)),
        dcc.Store(id=ids.SYNTHETIC_ASK),
        dcc.Store(id=ids.SYNTHETIC_SHOWN, data=parts["shown"]),
        dcc.Store(id=ids.SYNTHETIC_DONE),
    ]


def _unit_label(services: Services, selection: IndexSelection, lang: str) -> str:
    if selection.chosen is None:
        return ""
    return services.repository.directory().label(selection.chosen, lang=lang)


def _result(parts: dict[str, Any], weights: Component) -> html.Div:
    """Return everything that needs an index; the panel of weights in it is never drawn anew."""
    sectors = html.Div(parts["sectors"], id=ids.SYNTHETIC_SECTORS, className="k8")
    return html.Div(
        [
            html.Div(parts["cards"], id=ids.SYNTHETIC_CARDS),
            html.Div([sectors, html.Div(weights, className="k4")], className="siatka obszary-wagi"),
            html.Div(parts["rest"], id=ids.SYNTHETIC_REST),
        ],
        id=ids.SYNTHETIC_RESULT,
        hidden=bool(parts["empty"]),
    )


def read_selection(services: Services, lang: str, query: dict[str, Any]) -> IndexSelection:
    """Return what an address, or a question of the browser, asks for."""
    state, problems = parse_index_state(query)
    return select_index(services.repository, state, problems=problems, lang=lang)


def content(
    services: Services, selection: IndexSelection, lang: str, *, rows: int
) -> dict[str, Any]:
    """Return the parts of the page that depend on the selection, by name.

    Args:
        services: the parts of the application.
        selection: what is shown.
        lang: language of the page.
        rows: how many rows of the table of the group are shown.
    """
    data = read_index(services.repository, selection, lang=lang)
    t = texts(lang)
    found = None if data is None else sensitivity(data)
    shown = {
        "query": selection.state.to_query(),
        "level": selection.level,
        "bar": _bar_key(selection),
        "weights": weight_notes(selection, data, found, t),
        "none": t("synthetic.weights.none"),
    }
    parts: dict[str, Any] = {
        "path": _path(selection, services, t),
        "head": _head(selection, services, t),
        "cards": [],
        "sectors": [],
        "rest": [],
        "empty": [],
        "shown": shown,
    }
    if data is None:
        key = no_index(selection)
        note = t(f"synthetic.empty.{key}.note", units=LEAST_UNITS)
        return parts | {"empty": [empty_state(t(f"synthetic.empty.{key}.title"), note)]}
    sentence = opening(data, found)
    lead = html.P([sentence.before, html.B(sentence.strong), sentence.after], className="lead")
    parts["head"][1:1] = [lead]
    places = [scatter_section(data), sensitivity_section(data, found)]
    return parts | {
        "cards": cards(data, found),
        "sectors": [sectors_table(data), contributions_section(data)],
        "rest": [
            html.Div(places, className="siatka"),
            table_section(data, limit=rows),
            method_section(data),
            html.P(_source(data), className="xs zrodlo"),
        ],
    }


def bar_cells(selection: IndexSelection, dataset: DatasetInfo, t: Texts) -> dict[str, Any]:
    """Return the parts of the context bar and the levels, for a new unit or level."""
    return {
        "group": group_select(ids.SYNTHETIC_GROUP, t, _groups(selection, dataset)),
        "year": year_cell(ids.SYNTHETIC_YEAR, t, _axis(selection)),
        "levels": _level_options(selection, t),
        "level": selection.level,
    }


def _bar_key(selection: IndexSelection) -> str:
    """Return what the context bar depends on besides the choices made in it."""
    unit = "" if selection.unit is None else selection.unit.code_at(selection.level)
    return f"{unit}/{selection.level}"


def _path(selection: IndexSelection, services: Services, t: Texts) -> html.Nav:
    steps: list[tuple[str, str | None]] = [(t("synthetic.start"), href(t.lang, "/"))]
    if selection.unit is not None:
        name = services.repository.directory().display_name(selection.unit, lang=t.lang)
        steps.append((name, unit_href(t.lang, selection.unit.code_at(selection.level))))
    return breadcrumbs(t, [*steps, (t("synthetic.title"), None)])


def _head(selection: IndexSelection, services: Services, t: Texts) -> list[Component]:
    name = t("synthetic.title")
    links: list[Component] = []
    if selection.unit is not None:
        unit = services.repository.directory().display_name(selection.unit, lang=t.lang)
        name = t("synthetic.heading", unit=unit)
        code = selection.unit.code_at(selection.level)
        links = [html.A(t("synthetic.warning.profile"), href=unit_href(t.lang, code))]
    warning = html.Div(
        [
            icon("info-circle"),
            html.Div(
                [
                    html.H2(t("synthetic.warning.title"), className="h3"),
                    html.P([t("synthetic.warning.text"), " ", *links]),
                ]
            ),
        ],
        className="uw i ostrzezenie",
        role="note",
    )
    return [html.H1(name), warning, *_problems(selection, t)]


def _problems(selection: IndexSelection, t: Texts) -> list[Component]:
    if not selection.problems:
        return []
    lines = [_problem(t, problem) for problem in selection.problems]
    return [problem_note(t("view.problem.title"), lines)]


def _problem(t: Texts, problem: Problem) -> str:
    if problem.parameter in _OWN_KEYS:
        reason = problem.reason or "form"
        return t(f"synthetic.problem.{problem.parameter}.{reason}", value=problem.value)
    return problem_text(t, problem)


def _asked(selection: IndexSelection) -> dict[str, Any]:
    """Return the question that this page answers, as the browser asks it."""
    view, state = selection.state.view, selection.state
    known = {key: getattr(view, key) for key in QUESTION_KEYS if key not in _OWN_KEYS}
    weights = "_".join(f"{code}.{weight}" for code, weight in sorted(state.weights.items()))
    return known | {"wagi": weights or None, "bez": ".".join(state.left_out) or None}


def _groups(selection: IndexSelection, dataset: DatasetInfo) -> Choices:
    options = [
        (choice.kind, f"{choice.label[:1].upper()}{choice.label[1:]} ({choice.n})")
        for choice in selection.choices
    ]
    view = selection.state.view
    own = own_group(dataset, selection.unit, level=selection.level, codes=view.own_codes)
    chosen = view.group if selection.group is None else selection.group.kind
    return Choices(options=options, chosen=chosen, own=own)


def _axis(selection: IndexSelection) -> YearAxis:
    return YearAxis(years=selection.years, year=selection.year)


def _level_choice(selection: IndexSelection, t: Texts) -> html.Div:
    choice = dbc.RadioItems(
        id=ids.SYNTHETIC_LEVEL,
        options=_level_options(selection, t),
        value=selection.level,
        class_name="seg",
        inline=True,
    )
    return html.Div(choice, className="poziomy")


def _level_options(selection: IndexSelection, t: Texts) -> list[dict[str, str]]:
    return [
        {"label": t(f"view.level.{level}"), "value": level}
        for level in selection.levels
        if len(selection.levels) > 1
    ]


def _source(data: IndexData) -> str:
    t = data.t
    return t("indicator.source.sample") if data.dataset.is_sample else t("synthetic.source_file")
