"""The full cost of a service: pure functions over arrays of units; docs/cost-of-service.md.

    gross = direct + entity costs by key + shared costs by key + capital + grants to providers
    net   = gross - fees of users - sales to other units - targeted grants
    unit cost = gross / output      (net unit cost = net / output)

All amounts are zloty of the year. NaN stands where a key has no numbers in a unit.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from smup.costs.keys import AVERAGE, BY_DIRECT, DEPRECIATION, NO_CAPITAL, OWN, Keys
from smup.costs.warnings import Warnings

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

EXCLUDED = sum(flag for flag in Warnings if flag.excludes)
LAST = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCosts:
    """The parts of the cost of one service, an element for each unit (of one year).

    Attributes:
        unit_ids: keys of the units.
        direct: current spending of the service's own chapters, zl.
        pay: the part of ``direct`` that is pay, zl.
        entity_pool: whole pools of the entities that feed the service, zl.
        entity: the service's part of them by key (etaty, czas, sprawy, wlasny), zl.
        shared_pool: whole shared costs of the unit, zl.
        shared: the service's part of them by key (etaty, m2, udzial, wlasny), zl.
        capital: cost of capital by way (zuzycie, srednia, bez), zl.
        capital_years: years that the average of capital spending covers, up to 10.
        grants_out: grants to outside providers, zl.
        fees, sales, targeted: incomes of the service, zl, as positive numbers.
        output, resource, facilities, posts: what it delivers and has; NaN where not known.
        warnings: sums of bits of ``smup.costs.warnings.Warnings``.
        release_ids: newest load behind each unit's numbers.
    """

    unit_ids: Integers
    direct: Floats
    pay: Floats
    entity_pool: Floats
    entity: Mapping[str, Floats]
    shared_pool: Floats
    shared: Mapping[str, Floats]
    capital: Mapping[str, Floats]
    capital_years: Integers
    grants_out: Floats
    fees: Floats
    sales: Floats
    targeted: Floats
    output: Floats
    resource: Floats
    facilities: Floats
    posts: Floats
    warnings: Integers
    release_ids: Integers

    def __len__(self) -> int:
        return len(self.unit_ids)


AMOUNTS = (
    "direct", "pay", "entity_pool", "shared_pool", "grants_out", "fees", "sales", "targeted",
    "output", "resource", "facilities", "posts",
)  # fmt: skip
"""Columns of ``service_cost`` that bear the name of their part."""
WHOLE_COLUMNS = frozenset({"unit_id", "capital_years", "warnings", "release_id"})
ENTITY_COLUMNS = {"etaty": "posts", "czas": "hours", "sprawy": "cases", OWN: "own"}
SHARED_COLUMNS = {"etaty": "posts", "m2": "area", BY_DIRECT: "direct", OWN: "own"}
CAPITAL_COLUMNS = {DEPRECIATION: "depreciation", AVERAGE: "average"}
"""Columns of ``service_cost`` by key, after ``entity_``, ``shared_`` and ``capital_``."""


def column_type(name: str) -> type[np.int64 | np.float64]:
    """Return the type of a column of ``service_cost``."""
    return np.int64 if name in WHOLE_COLUMNS else np.float64


def costs_of_columns(column: Callable[[str], NDArray[Any]]) -> ServiceCosts:
    """Return the parts of the cost from columns of the table ``service_cost``.

    Args:
        column: returns a column by its name, shape (units,), of the type ``column_type``.
    """

    def by_key(part: str, names: Mapping[str, str]) -> dict[str, Floats]:
        return {key: column(f"{part}_{name}") for key, name in names.items()}

    unit_ids = column("unit_id")
    amounts = {name: column(name) for name in AMOUNTS}
    return ServiceCosts(
        unit_ids=unit_ids,
        capital_years=column("capital_years"),
        warnings=column("warnings"),
        release_ids=column("release_id"),
        entity=by_key("entity", ENTITY_COLUMNS),
        shared=by_key("shared", SHARED_COLUMNS),
        capital={**by_key("capital", CAPITAL_COLUMNS), NO_CAPITAL: np.zeros(len(unit_ids))},
        **amounts,
    )


def entity_part(costs: ServiceCosts, keys: Keys) -> Floats:
    """Return the part of the entities' costs that falls to the service, zl; 0 without entities.

    Raises:
        KeyError: when the service is not counted by this key.
    """
    if not keys.entity:
        return np.zeros(len(costs))
    if keys.entity == OWN and keys.entity_share is not None:
        return costs.entity_pool * (keys.entity_share / 100)
    return costs.entity[keys.entity]


def shared_part(costs: ServiceCosts, keys: Keys) -> Floats:
    """Return the part of shared costs that falls to the service, zl.

    Raises:
        KeyError: when the service is not counted by this key.
    """
    if keys.shared == OWN and keys.shared_share is not None:
        return costs.shared_pool * (keys.shared_share / 100)
    return costs.shared[keys.shared]


def capital_part(costs: ServiceCosts, keys: Keys) -> Floats:
    """Return the cost of capital, zl; 0 when it is left out.

    Raises:
        KeyError: when the service is not counted in this way.
    """
    if keys.capital == NO_CAPITAL:
        return np.zeros(len(costs))
    return costs.capital[keys.capital]


PARTS_BY_KEY: Mapping[str, Callable[[ServiceCosts, Keys], Floats]] = {
    "entity": entity_part,
    "shared": shared_part,
    "capital": capital_part,
}
"""The parts of the cost that hang on keys."""


def gross(costs: ServiceCosts, keys: Keys) -> Floats:
    """Return the full cost, zl; NaN where one of the keys has no numbers in the unit."""
    return (
        costs.direct
        + entity_part(costs, keys)
        + shared_part(costs, keys)
        + capital_part(costs, keys)
        + costs.grants_out
    )


def net(costs: ServiceCosts, keys: Keys) -> Floats:
    """Return the full cost minus fees, sales and targeted grants, zl."""
    return gross(costs, keys) - costs.fees - costs.sales - costs.targeted


def per_output(amount: Floats, costs: ServiceCosts) -> Floats:
    """Return an amount divided by output; NaN where output is 0 or missing, or the unit excluded.

    Excluded are units whose warnings say so (``Warnings.excludes``).

    Args:
        amount: zl, shape (units,) or (combinations, units).
        costs: output and warnings of the same units.
    """
    counts = (costs.output > 0) & (costs.warnings & EXCLUDED == 0)
    return amount / np.where(counts, costs.output, np.nan)


def unit_costs(costs: ServiceCosts, combos: Sequence[Keys]) -> Floats:
    """Return gross unit costs, shape (combinations, units), vectorised; NaN as in per_output."""
    amounts = np.empty((len(combos), len(costs)))
    for row, keys in enumerate(combos):
        amounts[row] = gross(costs, keys)
    return per_output(amounts, costs)


def interval(matrix: Floats) -> tuple[Floats, Floats]:
    """Return the lowest and the highest value of each column, NaN left out, NaN where all are.

    Args:
        matrix: shape (combinations, units), at least one combination.
    """
    return np.fmin.reduce(matrix, axis=0), np.fmax.reduce(matrix, axis=0)


def rank_interval(matrix: Floats) -> tuple[Integers, Integers]:
    """Return the best and the worst place of each unit over all combinations.

    Place 1 is the lowest unit cost; equal costs share the better place in the first array and the
    worse one in the second, as everywhere in the product. 0 stands for a unit without a place. A
    unit that a combination has no numbers for has no place in that one, and the others are ranked
    without it.

    Args:
        matrix: shape (combinations, units) of the units of the group.
    """
    best = np.full(matrix.shape[1], LAST, dtype=np.int64)
    worst = np.zeros(matrix.shape[1], dtype=np.int64)
    for row in matrix:
        # NaN sort to the end, so that those with a cost are the first of the order.
        order = np.argsort(row)[: np.count_nonzero(~np.isnan(row))]
        first, last = _shared_places(row[order])
        best[order] = np.minimum(best[order], first)
        worst[order] = np.maximum(worst[order], last)
    return np.where(worst > 0, best, 0), worst


def _shared_places(ordered: Floats) -> tuple[Integers, Integers]:
    """Return the first and the last place that each of some ascending costs shares with equals."""
    place = np.arange(1, len(ordered) + 1)
    differs = np.diff(ordered) != 0
    first = np.where(np.concatenate([[True], differs])[: len(ordered)], place, 0)
    last = np.where(np.concatenate([differs, [True]])[: len(ordered)], place, LAST)
    return np.maximum.accumulate(first), np.minimum.accumulate(last[::-1])[::-1]


def share_pool(amount: Floats, driver: Floats, owner: Integers, n: int) -> Floats:
    """Share pools of many units among services by a driver, completely.

    Args:
        amount: the pool of each unit, zl, shape (n,).
        driver: of each row (a service of a unit), NaN where not known; 0 is a share of nothing.
        owner: position of the unit of each row in ``amount``.
        n: number of units.

    Returns:
        The part of each row, zl. The parts of a unit add up to its pool; all are NaN when its
        pool is not 0 and one of its drivers is not known or they add up to 0. Nothing is shared
        of a pool of 0, whatever the drivers.
    """
    total = np.bincount(owner, weights=driver, minlength=n)
    empty = amount[owner] == 0
    whole = np.where(total > 0, total, np.nan)[owner]
    return np.where(empty, 0.0, amount[owner] * (driver / whole))


def depreciation(
    value: Floats, rate: Floats, first_year: Integers, last_year: Integers, *, year: int
) -> Floats:
    """Return the linear depreciation of assets in a year, zl.

    Whole years from the first year in use; the last one takes what is left; 0 before the first
    year in use, after the last one and after the value is written off.

    Args:
        value: initial value, zl.
        rate: percent of the initial value a year, above 0.
        first_year: first year in use.
        last_year: last year in use; a year far ahead where it is still used.
        year: the year asked for.
    """
    left = 100 - (year - first_year) * rate
    used = (first_year <= year) & (year <= last_year)
    return np.where(used, value * np.clip(left, 0.0, rate) / 100, 0.0)
