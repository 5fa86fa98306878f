"""Controls and notes of the linked view, which the sector and the indicator page share."""

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import (
    Choices,
    YearAxis,
    context_bar,
    empty_state,
    own_group,
    problem_note,
)
from layouts.linked import payload, question
from smup.i18n import Texts
from smup.views.linked import LinkedData, series_breaks
from smup.views.problem_text import problem_text


def view_stores(data: LinkedData, *, page: str, code: str) -> list[Component]:
    """Return the state of the view that is not in a visible control."""
    state = data.selection.state
    picked = {
        "woj": state.woj,
        "sel": state.sel,
        "low": state.low,
        "high": state.high,
        "sort": state.sort,
        "add": state.add,
    }
    context = {"page": page, "code": code, "lang": data.lang}
    return [
        dcc.Store(id=ids.VIEW_PAYLOAD, data=payload(data, page=page)),
        dcc.Store(id=ids.VIEW_QUESTION, data=question(data)),
        dcc.Store(id=ids.VIEW_ASK),
        dcc.Store(id=ids.VIEW_CONTEXT, data=context),
        dcc.Store(id=ids.VIEW_PICKED, data=picked),
        dcc.Store(id=ids.VIEW_DRAWN_LEVEL, data=data.selection.level),
        dcc.Store(id=ids.VIEW_TAB, data=state.tab),
    ]


def problem_notes(data: LinkedData) -> list[Component]:
    """Return the note about parameters of the address that were replaced, if any."""
    t, problems = data.t, data.selection.problems
    if not problems:
        return []
    lines = [problem_text(t, problem) for problem in problems]
    return [problem_note(t("view.problem.title"), lines)]


def view_bar(data: LinkedData) -> html.Div:
    """Return the context bar of a linked view."""
    chosen = data.selection.chosen
    return context_bar(
        ids.VIEW_PREFIX,
        data.t,
        unit_label=data.directory.label(chosen, lang=data.lang) if chosen else "",
        groups=group_choices(data),
        axis=year_axis(data),
    )


def group_choices(data: LinkedData) -> Choices:
    """Return the groups my unit can be compared with, each with the number of its units."""
    selection, unit = data.selection, data.unit
    options = [
        (kind, data.t("territory.group.counted", label=label[:1].upper() + label[1:], n=n))
        for kind, label, n in data.choices
    ]
    own = own_group(data.dataset, unit, level=selection.level, codes=selection.state.own_codes)
    return Choices(options=options, chosen=selection.group_kind, own=own)


def year_axis(data: LinkedData) -> YearAxis:
    """Return the years of the slider."""
    return YearAxis(
        years=data.selection.years,
        year=data.selection.year,
        breaks=[item.year for item in series_breaks(data.indicator)],
    )


def no_values(t: Texts, *, hidden: bool) -> html.Div:
    """Return what stands in the place of the pictures when no unit of the level has a value."""
    note = empty_state(t("view.empty.title"), t("view.empty.note"))
    return html.Div(note, id=ids.VIEW_EMPTY, hidden=hidden)


def level_choice(data: LinkedData) -> dbc.RadioItems:
    """Return the levels at which the indicator has values."""
    return dbc.RadioItems(
        id=ids.VIEW_LEVEL,
        options=level_options(data),
        value=data.selection.level,
        class_name="seg",
        inline=True,
    )


def level_options(data: LinkedData) -> list[dict[str, str]]:
    """Return the levels as options of a choice."""
    return [
        {"label": data.t(f"view.level.{level}"), "value": level} for level in data.selection.levels
    ]


def mode_choice(data: LinkedData) -> dbc.RadioItems:
    """Return the choice between colouring by value and against the group."""
    return dbc.RadioItems(
        id=ids.VIEW_MODE,
        options=[
            {"label": data.t(f"view.mode.{mode}"), "value": mode} for mode in ("value", "group")
        ],
        value=data.selection.state.mode,
        class_name="seg",
        inline=True,
    )
