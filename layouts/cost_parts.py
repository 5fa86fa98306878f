"""The parts of the page of costs: what each is made of, and what it depends on.

A part is made anew only when something that it depends on has changed, so the what-if does not
count the regression again and the prices of the trend do not draw the waterfall.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from layouts.components import problem_note
from layouts.cost_cards import cost_cards
from layouts.cost_differences import differences_section
from layouts.cost_expected import expected_section
from layouts.cost_explain import explain_section
from layouts.cost_export import export_section
from layouts.cost_keys import keys_section
from layouts.cost_places import places_section
from layouts.cost_trend import trend_section
from layouts.cost_triangle import triangle_section
from layouts.cost_warnings import warnings_section
from layouts.cost_waterfall import waterfall_section
from layouts.cost_what_if import what_if_section
from smup.i18n import texts
from smup.views.costs.opening import Piece, opening
from smup.views.costs.problems import cost_problem_text
from smup.views.costs.records import CostData, CostSelection
from smup.views.costs.spoken import spoken

MARKS = {"mine": "ja-t", "strong": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the page.

    Attributes:
        make: makes its components.
        depends: aspects of the selection that it depends on, see ``aspects``.
        column: its width in the grid.
    """

    make: Callable[[CostData], Any]
    depends: Collection[str]
    column: str = ""


NUMBERS = ("who", "year", "keys")


def lead(pieces: tuple[Piece, ...]) -> html.P:
    """Return the sentences that open the page, with their numbers marked."""
    parts: list[Component | str] = [
        html.B(piece.text, className=MARKS[piece.mark]) if piece.mark else piece.text
        for piece in pieces
    ]
    return html.P(parts, className="lead")


def heading(selection: CostSelection, lang: str) -> html.H1:
    """Return the heading of the page."""
    name = spoken(selection.service.title, lang)
    return html.H1(texts(lang)("cost_page.page.heading", service=name))


def problems(selection: CostSelection, lang: str) -> list[Component]:
    """Return the note about parts of the address that were replaced."""
    t = texts(lang)
    lines = [cost_problem_text(t, problem) for problem in selection.problems]
    return [problem_note(t("view.problem.title"), lines)] if lines else []


def _head(data: CostData) -> list[Component]:
    selection, lang = data.selection, data.lang
    return [heading(selection, lang), lead(opening(data)), *problems(selection, lang)]


PARTS: Mapping[str, Part] = {
    "head": Part(make=_head, depends=(*NUMBERS, "problems")),
    "cards": Part(make=cost_cards, depends=NUMBERS),
    "waterfall": Part(make=waterfall_section, depends=(*NUMBERS, "total"), column="k8"),
    "keys": Part(make=keys_section, depends=NUMBERS, column="k4"),
    "triangle": Part(make=triangle_section, depends=(*NUMBERS, "sides")),
    "places": Part(make=places_section, depends=NUMBERS, column="k6"),
    "warnings": Part(make=warnings_section, depends=NUMBERS, column="k6"),
    "trend": Part(make=trend_section, depends=(*NUMBERS, "prices"), column="k6"),
    "differences": Part(make=differences_section, depends=NUMBERS, column="k6"),
    "expected": Part(make=expected_section, depends=NUMBERS, column="k6"),
    "what_if": Part(make=what_if_section, depends=(*NUMBERS, "what_if"), column="k6"),
    "explain": Part(make=explain_section, depends=NUMBERS),
    "export": Part(make=export_section, depends=("query",)),
}


def aspects(data: CostData) -> dict[str, str]:
    """Return the aspects of the selection that parts depend on, each as a text."""
    selection = data.selection
    state, view = selection.state, selection.state.view
    unit = "" if selection.unit is None else selection.unit.teryt
    who = (data.dataset.tag, unit, selection.group.code, view.own, view.w)
    return {
        "who": "|".join(str(one or "") for one in who),
        "year": str(selection.year),
        "keys": selection.keys.to_text(),
        "total": str(state.total),
        "sides": f"{state.quality}|{state.availability}",
        "prices": str(state.constant),
        "what_if": f"{state.fewer}|{state.saved}|{state.fee}",
        "problems": "|".join(f"{one.parameter}={one.value}" for one in selection.problems),
        "query": state.to_query(),
    }


def signs(data: CostData) -> dict[str, str]:
    """Return for each part what it shows, so that two answers can be told apart."""
    known = aspects(data)
    return {
        name: "/".join(known[aspect] for aspect in part.depends) for name, part in PARTS.items()
    }
