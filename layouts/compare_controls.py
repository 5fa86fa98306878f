"""Bar, notes and small controls of the comparison; what they do is in assets/js/compare/."""

import json
from typing import Any

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import (
    Choices,
    YearAxis,
    context_bar,
    group_select,
    own_group,
    problem_note,
    year_cell,
)
from smup.i18n import Texts
from smup.services import Services
from smup.view_state import Problem
from smup.views.compare import CompareData
from smup.views.groups import group_choices
from smup.views.linked import series_breaks
from smup.views.problem_text import problem_text


def change(**changes: object) -> dict[str, str]:
    """Return the attribute that says which keys of the address an element changes.

    A value of None takes the key out.
    """
    return {"data-cmp": json.dumps(changes)}


def choice(t: Texts, label: str, options: list[tuple[str, dict[str, Any], bool]]) -> html.Div:
    """Return a row of segments; each has a text, what it changes, and whether it is on."""
    buttons = [
        html.Button(
            text,
            type="button",
            id=f"compare-{'-'.join(f'{key}-{value}' for key, value in changes.items())}",
            **{"aria-pressed": str(on).lower(), **change(**changes)},
        )
        for text, changes, on in options
    ]
    names = {"aria-label": label, "lang": t.lang}
    row = html.Div(buttons, className="seg", role="group", **names)
    return html.Div([html.Span(label, className="kl"), row], className="cmp-pole")


def listed(key: str, label: str, options: list[tuple[str, str]], chosen: str) -> html.Div:
    """Return a native list of choices for a key of the address."""
    field = f"compare-{key}-field"
    items = [html.Option(text, value=code, selected=code == chosen) for code, text in options]
    select = html.Select(items, id=field, className="wyb", **{"data-cmp-key": key})
    return html.Div(
        [html.Label(label, htmlFor=field, className="kl"), select], className="cmp-pole rosnie"
    )


def compare_bar(services: Services, data: CompareData) -> html.Div:
    """Return the context bar of the comparison."""
    chosen = data.chosen.chosen
    return context_bar(
        ids.COMPARE_PREFIX,
        data.t,
        unit_label=data.directory.label(chosen, lang=data.lang) if chosen else "",
        groups=_groups(services, data),
        axis=_axis(data),
    )


def group_part(services: Services, data: CompareData) -> list[Component]:
    """Return the list of groups anew."""
    return group_select(f"{ids.COMPARE_PREFIX}-group", data.t, _groups(services, data))


def year_part(data: CompareData) -> list[Component]:
    """Return the slider of years anew."""
    return year_cell(f"{ids.COMPARE_PREFIX}-year", data.t, _axis(data))


def group_signature(data: CompareData) -> str:
    """Return what the list of groups depends on: it is drawn anew only when this changes."""
    chosen = data.chosen
    unit = data.code(data.mine) if data.mine else ""
    return f"{unit}|{chosen.level}|{chosen.group.kind}|{chosen.state.own}"


def year_signature(data: CompareData) -> str:
    """Return what the slider depends on."""
    axis = _axis(data)
    return f"{list(axis.years)}|{list(axis.breaks)}"


def _groups(services: Services, data: CompareData) -> Choices:
    chosen = data.chosen
    state = chosen.state.group_state
    found = group_choices(
        services.repository,
        data.mine,
        level=chosen.level,
        state=state,
        lang=data.lang,
        peers=chosen.peers,
    )
    options = [(kind, f"{label[:1].upper()}{label[1:]} ({n})") for kind, label, n in found]
    own = own_group(data.dataset, data.mine, level=chosen.level, codes=state.own_codes)
    return Choices(options=options, chosen=chosen.group.kind, own=own)


def _axis(data: CompareData) -> YearAxis:
    one = data.chosen.state.view != "table" and data.chosen.x is not None
    breaks = [item.year for item in series_breaks(data.x)] if one else []
    return YearAxis(years=data.chosen.years, year=data.chosen.year, breaks=breaks)


def problem_part(data: CompareData) -> list[Component]:
    """Return the note about parts of the address that were replaced, if any."""
    t, problems = data.t, data.chosen.problems
    if not problems:
        return []
    return [problem_note(t("compare.problem.title"), [_problem(t, one) for one in problems])]


def _problem(t: Texts, problem: Problem) -> str:
    if problem.reason:
        return problem_text(t, problem)
    return t(f"compare.problem.{problem.parameter}", value=problem.value)


def level_part(data: CompareData) -> list[Component]:
    """Return the levels at which any of the indicators has values, if there are several."""
    if len(data.chosen.levels) < 2:
        return []
    options = [
        (
            data.t(f"view.level.{level}"),
            {"level": level, "box": None, "sel": None},
            level == data.chosen.level,
        )
        for level in data.chosen.levels
    ]
    return [choice(data.t, data.t("compare.level"), options)]
