"""Unit cost over the years: my unit with its interval over keys, and the middle of its group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from smup.costs.dictionary import Prices, read_dictionary
from smup.costs.keys import NO_CAPITAL, Keys, combinations
from smup.costs.method import Integers, ServiceCosts, gross, interval, per_output, unit_costs
from smup.costs.prices import factor
from smup.costs.warnings import NEW_CLASSIFICATION, Warnings
from smup.views.costs.records import CostData

WHOLE_COUNTRY = "kraj"
NAN = float("nan")
Middles = dict[int, tuple[float, int]]
Mine = tuple[ServiceCosts, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendRow:
    """One year of the trend.

    Attributes:
        year: the year.
        value: unit cost of my unit by the chosen keys, zl; NaN where there is none.
        low: the lowest over all permitted keys.
        high: the highest.
        median: of the group; NaN where nobody has a cost.
        n: units of the group with a cost.
        reason: why my unit has no value, the last part of a key under ``cost_trend.reason``;
            empty where it has one or there is no unit.
    """

    year: int
    value: float
    low: float
    high: float
    median: float
    n: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostTrend:
    """The trend in current and in constant prices.

    Attributes:
        rows: in current prices, a row for each year from the first to the last.
        constant: the same in prices of ``base``; a year without an index has no numbers.
        base: the year whose prices are constant: the last with costs.
        chosen: which of the two is shown.
    """

    rows: tuple[TrendRow, ...]
    constant: tuple[TrendRow, ...]
    base: int
    chosen: tuple[TrendRow, ...]


@lru_cache(maxsize=1)
def prices() -> Prices:
    """Return the price index of the dictionary."""
    return read_dictionary().prices


def trend_of(data: CostData) -> CostTrend | None:
    """Return the trend, once for an answer; None without a year with costs.

    One SELECT; for the whole country a second one, whose medians are kept.
    """
    return data.once("trend", lambda: _trend(data))


def _trend(data: CostData) -> CostTrend | None:
    years = data.selection.years
    if not years:
        return None
    mine, middles = _read(data)
    rows = tuple(
        _row(data, year, mine.get(year), middles) for year in range(years[0], years[-1] + 1)
    )
    base = years[-1]
    constant = tuple(_in_prices(row, base) for row in rows)
    chosen = constant if data.selection.state.constant else rows
    return CostTrend(rows=rows, constant=constant, base=base, chosen=chosen)


def _read(data: CostData) -> tuple[dict[int, Mine], Middles]:
    """Return the costs of my unit by year, and the median of the group with its units."""
    repository, service, unit = data.repository, data.service.code, data.selection.unit
    own = [] if unit is None else [unit.id]
    members = [int(data.directory.ids[at]) for at in data.selection.group.positions]
    if data.selection.group.kind != WHOLE_COUNTRY or data.keys.own:
        read = repository.service_costs_of(service, {*members, *own})
        return _found(read, own), _middles(data, read, members)
    mine = repository.service_costs_of(service, own) if own else {}
    key = ("medians of unit cost", service, data.keys)
    middles = repository.keep(
        key, lambda: _middles(data, repository.service_costs_of(service, members), members)
    )
    return _found(mine, own), middles


def _found(read: Mapping[int, ServiceCosts], own: Sequence[int]) -> dict[int, Mine]:
    """Return where my unit stands in each year that it has a row in."""
    places = {year: np.flatnonzero(np.isin(costs.unit_ids, own)) for year, costs in read.items()}
    return {
        year: (costs, int(places[year][0])) for year, costs in read.items() if places[year].size
    }


def _middles(data: CostData, read: Mapping[int, ServiceCosts], members: Sequence[int]) -> Middles:
    inside = np.array(members, dtype=np.int64)
    return {year: _middle(data, costs, inside) for year, costs in read.items()}


def _middle(data: CostData, costs: ServiceCosts, inside: Integers) -> tuple[float, int]:
    """Return the median unit cost of the group and how many units it is of.

    My unit counts by the chosen keys, so that the median is that of the rest of the page.
    """
    values = per_output(gross(costs, data.permitted_keys), costs)
    unit = data.selection.unit
    if data.keys.own and unit is not None:
        own = costs.unit_ids == unit.id
        values = np.where(own, per_output(gross(costs, data.keys), costs), values)
    values = values[np.isin(costs.unit_ids, inside)]
    known = values[~np.isnan(values)]
    return (float(np.median(known)), len(known)) if len(known) else (NAN, 0)


def _row(data: CostData, year: int, mine: Mine | None, middles: Middles) -> TrendRow:
    median, n = middles.get(year, (NAN, 0))
    bare = TrendRow(year=year, value=NAN, low=NAN, high=NAN, median=median, n=n)
    if data.selection.unit is None:
        return bare
    if mine is None:
        return replace(bare, reason="no_row")
    costs, at = mine
    value = float(per_output(gross(costs, data.keys), costs)[at])
    if np.isnan(value):
        return replace(bare, reason=_reason(int(costs.warnings[at])))
    low, high = interval(unit_costs(costs, interval_keys(data))[:, [at]])
    return replace(bare, value=value, low=float(low[0]), high=float(high[0]))


def interval_keys(data: CostData) -> tuple[Keys, ...]:
    """Return the keys whose unit costs make the band: all permitted ones.

    A cost without capital measures something else; its band leaves capital out as well.
    """
    if data.keys.capital != NO_CAPITAL:
        return data.combos
    every = combinations(data.service, with_none=True)
    return tuple(keys for keys in every if keys.capital == NO_CAPITAL)


def _reason(bits: int) -> str:
    return Warnings(bits).why_no_unit_cost or "no_key"


def _in_prices(row: TrendRow, base: int) -> TrendRow:
    by = factor(prices(), year=row.year, base=base)
    if by is None:
        reason = row.reason or ("no_index" if not np.isnan(row.value) else "")
        return replace(row, value=NAN, low=NAN, high=NAN, median=NAN, reason=reason)
    return replace(
        row, value=row.value * by, low=row.low * by, high=row.high * by, median=row.median * by
    )


def trend_frame(rows: Sequence[TrendRow]) -> pd.DataFrame:
    """Return columns year, value, low, high, median; NaN where there is none."""
    columns = ["year", "value", "low", "high", "median"]
    return pd.DataFrame(
        [(row.year, row.value, row.low, row.high, row.median) for row in rows], columns=columns
    )


def segment_start(rows: Sequence[TrendRow], year: int, *, with_unit: bool) -> int | None:
    """Return the first year that is comparable with ``year``; None when it has no numbers itself.

    Years before the break and after it are not comparable.
    """
    known = [
        row.year
        for row in rows
        if row.year <= year
        and (row.year >= NEW_CLASSIFICATION) == (year >= NEW_CLASSIFICATION)
        and not np.isnan(row.median)
        and not (with_unit and np.isnan(row.value))
    ]
    return known[0] if known and known[-1] == year else None
