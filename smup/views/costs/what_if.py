"""What would change if there were fewer places or other fees; an exercise, not a forecast.

Only my unit changes: output, keys and the costs of all others stay as they are.
"""

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from smup.costs.keys import Keys
from smup.costs.method import capital_part, entity_part, gross, rank_interval
from smup.costs.what_if import Change, Outcome, outcome
from smup.views.costs.records import CostData
from smup.views.costs.state import usual_saving
from smup.views.costs.waterfall import has_output

MOST_MORE = 9
"""So many places more can be asked for: what is more is no small change."""

LEAST_PLACES = 2
Obstacle = Literal["none", "unknown", "single", "no_fees"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """My unit before or after the change.

    Attributes:
        gross: zl.
        net: zl.
        unit: gross per unit of output, zl; NaN without output.
        net_unit: net per unit of output, zl; NaN without output.
        place: best and worst place over all permitted keys; None without one.
    """

    gross: float
    net: float
    unit: float
    net_unit: float
    place: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What is asked and what comes of it.

    Attributes:
        change: what changes, within what is possible.
        cut: whether fewer places were asked for than can go.
        places: number of places; NaN where not known.
        no_places: why their number cannot be changed; None where it can.
        no_fees: why fees cannot be changed; None where they can.
        before: numbers now.
        after: numbers after the change.
        n: units that have a place in the group.
    """

    change: Change
    cut: bool
    places: float
    no_places: Obstacle | None
    no_fees: Obstacle | None
    before: Numbers
    after: Numbers
    n: int

    @property
    def changed(self) -> bool:
        """Tell whether anything is changed."""
        return bool(self.change.fewer or self.change.fee)

    @property
    def most_fewer(self) -> int:
        """Return how many places can go at most."""
        return 0 if self.no_places else int(self.places) - 1


def what_if_of(data: CostData) -> WhatIf | None:
    """Return what would change; None without a full cost of my unit."""
    if data.mine is None or math.isnan(float(data.gross[data.mine])):
        return None
    at, state = data.mine, data.selection.state
    places = float(data.costs.facilities[at])
    no_places, no_fees = _no_places(data, places), _no_fees(data, at)
    most = 0 if no_places else int(places) - 1
    fewer = 0 if no_places else min(max(state.fewer, -MOST_MORE), most)
    saved = usual_saving(data.service) if state.saved is None else state.saved
    change = Change(fewer=fewer, saved_share=saved / 100, fee=0.0 if no_fees else state.fee / 100)
    nothing = replace(change, fewer=0, fee=0.0)
    return WhatIf(
        change=change,
        cut=not no_places and fewer != state.fewer,
        places=places,
        no_places=no_places,
        no_fees=no_fees,
        before=_numbers(data, at, nothing),
        after=_numbers(data, at, change),
        n=len(data.ranked),
    )


def _no_places(data: CostData, places: float) -> Obstacle | None:
    if data.service.facilities is None:
        return "none"
    if math.isnan(places):
        return "unknown"
    return "single" if places < LEAST_PLACES else None


def _no_fees(data: CostData, at: int) -> Obstacle | None:
    if data.service.fees_label is None:
        return "none"
    return None if data.costs.fees[at] > 0 else "no_fees"


def _numbers(data: CostData, at: int, change: Change) -> Numbers:
    found = _outcome(data, at, data.keys, change)
    output = float(data.costs.output[at]) if has_output(data) else float("nan")
    return Numbers(
        gross=found.gross_after,
        net=found.net_after,
        unit=found.gross_after / output,
        net_unit=found.net_after / output,
        place=_place(data, at, change),
    )


def _outcome(data: CostData, at: int, keys: Keys, change: Change) -> Outcome:
    """Return what the change does by the given keys; the cost of a place hangs on them too."""
    costs = data.costs
    by_place = costs.direct + entity_part(costs, keys) + capital_part(costs, keys)
    whole, incomes = gross(costs, keys)[at], costs.fees + costs.sales + costs.targeted
    return outcome(
        gross=float(whole),
        net=float(whole - incomes[at]),
        by_place=float(by_place[at]),
        facilities=float(costs.facilities[at]) if change.fewer else None,
        fees=float(costs.fees[at]),
        change=change,
    )


def _place(data: CostData, at: int, change: Change) -> tuple[int, int] | None:
    """Return the places of my unit after the change, all others as they are."""
    if at not in data.places or not has_output(data):
        return None
    column = int(np.flatnonzero(data.ranked == at)[0])
    matrix = data.matrix[:, data.ranked].copy()
    output = float(data.costs.output[at])
    for row, keys in enumerate(data.combos):
        if not math.isnan(matrix[row, column]):
            matrix[row, column] = _outcome(data, at, keys, change).gross_after / output
    best, worst = rank_interval(matrix)
    return int(best[column]), int(worst[column])
