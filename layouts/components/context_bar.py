"""The context bar: my unit, comparison group, year with play, copy link. One state, the address.

Behaviour is in ``assets/js/controls.js``: the year is told to the page by the event ``smup:year``.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from dash import dcc, html
from dash.development.base_component import Component

from layouts.components.basics import icon
from layouts.components.groups import OwnGroup, own_group_dialog
from layouts.components.search import unit_search
from smup.i18n import Texts

_LABELS_AT_MOST = 6
OWN_GROUP = "+"
"""Value of the choice that opens the dialog; no kind of group is called so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearAxis:
    """Years of the slider.

    Attributes:
        years: years with data, ascending.
        year: the year shown; None when there is none.
        breaks: years from which values are counted anew.
    """

    years: Sequence[int]
    year: int | None
    breaks: Sequence[int] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Comparison groups to choose from.

    Attributes:
        options: code and label of each.
        chosen: code of the chosen one.
        own: what the dialog of the own group has to know; None where a group cannot be made.
    """

    options: Sequence[tuple[str, str]]
    chosen: str
    own: OwnGroup | None = None


def context_bar(
    prefix: str, t: Texts, *, unit_label: str, groups: Choices, axis: YearAxis
) -> html.Div:
    """Return the bar. It makes the stores ``<prefix>-unit``, ``<prefix>-group``, ``<prefix>-year``.

    Args:
        prefix: beginning of the ids; the data of the stores are ``{"code", "name", "label"}``, a
            group code and a year.
        t: texts of the page's language.
        unit_label: label of my unit, empty when none is chosen.
        groups: the comparison groups.
        axis: the years.
    """
    unit = unit_search(
        f"{prefix}-unit", t, label=t("controls.unit"), shown=unit_label, compact=True
    )
    copy = html.Button(
        [icon("link-45deg"), html.Span(t("controls.copy"))],
        type="button",
        className="b",
        **{"data-kopiuj": "", "data-done": t("controls.copied")},
    )
    cells = [
        html.Div(unit, className="kp"),
        html.Div(
            group_select(f"{prefix}-group", t, groups),
            id=f"{prefix}-group-cell",
            className="kp",
        ),
        html.Div(year_cell(f"{prefix}-year", t, axis), id=f"{prefix}-year-cell", className="kp"),
        html.Div(
            [html.Span(t("controls.view"), className="kl"), html.Div(copy, className="bb")],
            className="kp",
        ),
    ]
    dialog = None if groups.own is None else own_group_dialog(prefix, t)
    return html.Div([html.Div(cells, className="w"), dialog], className="kon")


def year_cell(component_id: str, t: Texts, axis: YearAxis) -> list[Component]:
    """Return the slider under its label, which names the breaks of the series."""
    return [html.Span(_year_label(t, axis), className="kl"), year_slider(component_id, t, axis)]


def group_select(component_id: str, t: Texts, choices: Choices) -> list[Component]:
    """Return the list of comparison groups; its last choice opens the dialog of the own group.

    The choice goes to the store ``component_id``; an own group leads to its address, or, in a
    linked view, changes what is shown.
    """
    parts = select(component_id, t("controls.group"), choices)
    if choices.own is None:
        return parts
    field = parts[1]
    word = "groups.own.change" if choices.own.codes else "groups.own.make"
    field.children = [*field.children, html.Option(t(word), value=OWN_GROUP)]
    setattr(field, "data-own", choices.own.as_json())
    return parts


def select(component_id: str, label: str, choices: Choices) -> list[Component]:
    """Return a native list of choices with its label; the choice goes to the store."""
    options = [
        html.Option(text, value=code, selected=code == choices.chosen)
        for code, text in choices.options
    ]
    field_id = f"{component_id}-field"
    return [
        html.Label(label, htmlFor=field_id),
        html.Select(options, id=field_id, className="wyb", **{"data-store": component_id}),
        dcc.Store(id=component_id),
    ]


def year_slider(component_id: str, t: Texts, axis: YearAxis) -> html.Div:
    """Return the slider of years with its play button.

    Arrows move by a year, Home and End to the ends. Years without data between the ends are
    drawn as dotted gaps and skipped; a break of the series is a dashed line.
    """
    if not axis.years:
        words = html.Span(t("controls.no_years"), className="m")
        return html.Div([words, dcc.Store(id=component_id)], className="lata")
    first, last = axis.years[0], axis.years[-1]
    year = axis.year if axis.year is not None else last
    play = html.Button(
        icon("play-fill"),
        type="button",
        className="graj",
        disabled=len(axis.years) < 2,
        **{
            "aria-label": t("controls.play", first=first, last=last),
            "data-graj": component_id,
            "data-stop": t("controls.pause"),
        },
    )
    track = html.Div(
        [
            html.Div(className="tor"),
            html.Div(className="pel", style={"width": _at(year, first, last)}),
            *_ticks(axis),
            html.Div(className="gal", style={"left": _at(year, first, last)}),
            *_labels(axis, year),
        ],
        id=f"{component_id}-slider",
        className="suw",
        role="slider",
        tabIndex=0,
        **{
            "aria-label": t("controls.year"),
            "aria-valuemin": str(first),
            "aria-valuemax": str(last),
            "aria-valuenow": str(year),
            "aria-valuetext": str(year),
            "data-suwak": component_id,
            "data-years": json.dumps(list(axis.years)),
        },
    )
    return html.Div([play, track, dcc.Store(id=component_id, data=year)], className="lata")


def _year_label(t: Texts, axis: YearAxis) -> str:
    if not axis.breaks:
        return t("controls.year")
    return t("controls.year_breaks", years=", ".join(str(year) for year in axis.breaks))


def _ticks(axis: YearAxis) -> list[Component]:
    first, last = axis.years[0], axis.years[-1]
    known = set(axis.years)
    inner = [
        html.I(className=None if year in known else "nie", style={"left": _at(year, first, last)})
        for year in range(first + 1, last)
    ]
    breaks = [
        html.Div(className="prz", style={"left": _at(year - 0.5, first, last)})
        for year in axis.breaks
        if first < year <= last
    ]
    return [*inner, *breaks]


def _labels(axis: YearAxis, chosen: int) -> list[Component]:
    first, last = axis.years[0], axis.years[-1]
    step = max(1, -(-(last - first) // (_LABELS_AT_MOST - 1)))
    shown = set(range(first, last - step // 2, step)) | {last}
    return [
        html.Em(
            str(year),
            className="on" if year == chosen else None,
            style={"left": _at(year, first, last)},
            **{"data-rok": str(year)},
        )
        for year in sorted(shown)
    ]


def _at(year: float, first: int, last: int) -> str:
    share = (year - first) / (last - first) if last > first else 1.0
    return f"{100 * share:.1f}%"
