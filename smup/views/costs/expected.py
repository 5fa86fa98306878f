"""What the service would be expected to cost: by the middle of the group, and by a regression.

The coefficients come from all units of the country that have a unit cost: a group of forty units
is too small for five coefficients, and the expected cost of a unit then does not depend on which
group a reader looks at. Over the units used the expected costs add up to the actual ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np

from smup.costs.expected import Diagnostics, Expected, by_median, by_regression
from smup.costs.method import Booleans, Floats, gross, per_output
from smup.errors import UnknownCodeError
from smup.repository.records import IndicatorInfo
from smup.views.costs.records import CostData

LEAST_KNOWN = 0.5
"""A condition known in a smaller share of the units with a cost is left out of the regression."""


class Condition(NamedTuple):
    """A context indicator of the regression, and the year its values are of."""

    indicator: IndicatorInfo
    year: int


class Fit(NamedTuple):
    """A regression over the country and the conditions that stand in it."""

    expected: Expected
    diagnostics: Diagnostics


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedView:
    """Expected unit costs, an element for each of ``CostData.costs``.

    Attributes:
        median: by the median of the group shown.
        regression: by the regression; None with too few units or without conditions.
        diagnostics: of the regression.
        conditions: context indicators given to the regression, in the order of the service.
        left_out: codes of conditions of the service that are not in the regression, because they
            are known too rarely or say nothing beside the others.
        actual_sum: what the units of the regression really spent, zl; NaN without one.
        expected_sum: what is expected of them together, zl: the same but for rounding.
    """

    median: Expected
    regression: Expected | None
    diagnostics: Diagnostics | None
    conditions: tuple[Condition, ...]
    left_out: tuple[str, ...]
    actual_sum: float
    expected_sum: float

    @property
    def way(self) -> Literal["regression", "median"]:
        """Return which of the two the page names first."""
        return "median" if self.regression is None else "regression"

    @property
    def best(self) -> Expected:
        """Return the regression where there is one, else the median of the group."""
        return self.median if self.regression is None else self.regression


def expected_of(data: CostData) -> ExpectedView:
    """Return the expected unit costs, once for an answer.

    Deviations hold my unit's cost by its own keys against what is expected of it; the regression
    itself always counts every unit by permitted keys. The one by the usual keys is kept.
    """
    return data.once("expected", lambda: _expected(data))


def _expected(data: CostData) -> ExpectedView:
    actual, output = data.unit_cost, data.costs.output
    median = by_median(actual, output, data.members & ~np.isnan(actual))
    known = _known_conditions(data)[0]
    found = _kept_fit(data, known)
    spent = wanted = float("nan")
    regression = None
    if found is not None:
        regression = _held_against(found.expected, actual, output)
        used = found.expected.used
        wanted = float((found.expected.value * output)[used].sum())
        spent = float((_counted(data) * output)[used].sum())
    return ExpectedView(
        median=median,
        regression=regression,
        diagnostics=None if found is None else found.diagnostics,
        conditions=known,
        left_out=_left_out(data, found),
        actual_sum=spent,
        expected_sum=wanted,
    )


def _held_against(expected: Expected, actual: Floats, output: Floats) -> Expected:
    """Return the same expectation with deviations of the costs shown."""
    return replace(
        expected,
        deviation=actual / expected.value - 1,
        difference=(actual - expected.value) * output,
    )


def _counted(data: CostData) -> Floats:
    """Return the unit costs that the regression is about: no unit by its own key."""
    if not data.keys.own:
        return data.unit_cost
    return per_output(gross(data.costs, data.permitted_keys), data.costs)


def _kept_fit(data: CostData, conditions: Sequence[Condition]) -> Fit | None:
    if data.permitted_keys != data.usual:
        return _fit(data, conditions)
    key = ("expected cost", data.service.code, data.selection.year)
    return data.repository.keep(key, lambda: _fit(data, conditions))


def _fit(data: CostData, conditions: Sequence[Condition]) -> Fit | None:
    actual = _counted(data)
    if not conditions:
        return None
    found = by_regression(
        actual,
        data.costs.output,
        condition_values(data),
        codes=tuple(one.indicator.code for one in conditions),
        members=~np.isnan(actual) & ~_invented(data),
    )
    return None if found is None else Fit(*found)


def _invented(data: CostData) -> Booleans:
    """Tell which units are fictional: they get an expected cost, but none depends on them."""
    found = [unit.id for unit in data.directory.units if unit.fictional]
    return np.isin(data.costs.unit_ids, found)


def condition_values(data: CostData) -> Floats:
    """Return the values of the conditions, shape (units, conditions); NaN where not known."""
    return _known_conditions(data)[1]


def _left_out(data: CostData, found: Fit | None) -> tuple[str, ...]:
    inside = set() if found is None else {term[0] for term in found.diagnostics.terms}
    return tuple(code for code in data.service.context if code not in inside)


def _known_conditions(data: CostData) -> tuple[tuple[Condition, ...], Floats]:
    key = ("conditions of cost", data.service.code, data.selection.year)
    return data.repository.keep(key, lambda: _read_conditions(data))


def _read_conditions(data: CostData) -> tuple[tuple[Condition, ...], Floats]:
    """Read the newest values not after the year of the costs; one SELECT, none without any."""
    asked = _asked(data)
    unit_ids = data.costs.unit_ids
    rows = data.repository.member_values(
        [one.indicator.id for one in asked],
        [int(unit) for unit in unit_ids],
        years={one.year for one in asked},
    )
    matrix = np.full((len(unit_ids), len(asked)), np.nan)
    for column, one in enumerate(asked):
        mine = rows[(rows["indicator_id"] == one.indicator.id) & (rows["year"] == one.year)]
        place = np.searchsorted(unit_ids, mine["unit_id"])
        matrix[place, column] = mine["value"]
    with_cost = matrix[~np.isnan(data.matrix).all(axis=0)]
    kept = [
        column
        for column in range(len(asked))
        if len(with_cost) and np.isfinite(with_cost[:, column]).mean() >= LEAST_KNOWN
    ]
    return tuple(asked[column] for column in kept), matrix[:, kept]


def _asked(data: CostData) -> list[Condition]:
    """Return the context indicators of the service that have values by the year of the costs."""
    year, found = data.selection.year, []
    for code in data.service.context:
        try:
            indicator = data.repository.indicator(code)
        except UnknownCodeError:
            continue
        years = data.repository.years(indicator.id, data.service.level)
        if year is not None and (past := [one for one in years if one <= year]):
            found.append(Condition(indicator, past[-1]))
    return found
