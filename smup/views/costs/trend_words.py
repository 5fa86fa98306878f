"""What the trend of a unit cost says: sentence, picture, table."""

import numpy as np

from smup.costs.warnings import NEW_CLASSIFICATION
from smup.figures.cost_trend import cost_trend_figure
from smup.figures.theme import Figure
from smup.figures.trend import SeriesBreak, TrendText
from smup.formats import format_change
from smup.typography import EN_DASH, NBSP
from smup.views.costs.money import per_unit_number, unit_decimals
from smup.views.costs.records import CostData
from smup.views.costs.spoken import spoken
from smup.views.costs.trend import (
    CostTrend,
    TrendRow,
    prices,
    segment_start,
    trend_frame,
)


def trend_sentence(data: CostData, trend: CostTrend) -> str:
    """Return how my unit and the median changed inside the stretch of comparable years.

    Told in current prices and, where the price index is known, in constant ones.
    """
    t, year = data.t, data.selection.year
    if year is None:
        return t("cost_trend.trend.none")
    mine = next((row for row in trend.rows if row.year == year and not np.isnan(row.value)), None)
    since = segment_start(trend.rows, year, with_unit=mine is not None)
    if since is None:
        return t("cost_trend.trend.no_year", year=year)
    missing = "" if mine is not None else _missing(data, trend, year)
    if since == year:
        key = "new_series" if year >= NEW_CLASSIFICATION else "first"
        return missing + t(f"cost_trend.trend.{key}", year=year)
    opening = t("cost_trend.trend.since", since=since, year=year)
    return missing + opening + _changes(data, trend, (since, year), with_unit=mine is not None)


def _missing(data: CostData, trend: CostTrend, year: int) -> str:
    """Return why my unit has no cost in a year; nothing without a unit."""
    reason = next((row.reason for row in trend.rows if row.year == year), "")
    if not reason:
        return ""
    words = data.t(f"cost_trend.reason.{reason}")
    return data.t("cost_trend.trend.missing", unit=data.unit_name, year=year, reason=words)


def _changes(data: CostData, trend: CostTrend, ends: tuple[int, int], *, with_unit: bool) -> str:
    t, key = data.t, "unit" if with_unit else "median"
    name = data.unit_name
    pair = _pair(data, trend.rows, ends, with_unit=with_unit)
    now = t(f"cost_trend.trend.{key}", unit=name, **pair)
    known = [row.median for row in trend.constant if row.year in ends]
    if any(np.isnan(median) for median in known):
        return f"{now}."
    constant = _pair(data, trend.constant, ends, with_unit=with_unit)
    after = t(f"cost_trend.trend.real_{key}", unit=name, base=trend.base, **constant)
    return f"{now}. {after}."


def _pair(
    data: CostData, rows: tuple[TrendRow, ...], ends: tuple[int, int], *, with_unit: bool
) -> dict[str, str]:
    """Return how the median changed between two years, and my unit where it is told."""
    by_year = {row.year: row for row in rows}
    old, new = (by_year[year] for year in ends)
    found = {"median": _change(data, old.median, new.median)}
    if with_unit:
        found["mine"] = _change(data, old.value, new.value)
    return found


def _change(data: CostData, old: float, new: float) -> str:
    return format_change(
        new, old, unit=data.t("cost_page.unit.zl"), decimals=unit_decimals(data), lang=data.lang
    )


def trend_pictures(data: CostData, trend: CostTrend) -> dict[str, Figure]:
    """Return the figure by width; what it is measured in stands above it, where it can wrap."""
    t, rows = data.t, trend.chosen
    text = TrendText(
        unit_name=data.unit_name or None,
        unit_end=_end(data, [row.value for row in rows]),
        median_end=_end(data, [row.median for row in rows]),
        median=t("cost_trend.trend.median_label"),
        half="",
        measure="",
        covid="COVID-19",
        number_format=f",.{unit_decimals(data)}f",
        suffix=f"{NBSP}{t('cost_page.unit.zl')}",
    )
    breaks = [
        SeriesBreak(year=NEW_CLASSIFICATION, label=t("view.trend.break", year=NEW_CLASSIFICATION))
    ]
    return cost_trend_figure(
        trend_frame(rows), text=text, breaks=breaks, lang=data.lang, sample_text=data.stamp
    )


def _end(data: CostData, values: list[float]) -> str:
    known = [value for value in values if not np.isnan(value)]
    return per_unit_number(data, known[-1]) if known else ""


def measure(data: CostData, trend: CostTrend) -> str:
    """Return what the numbers are in: zloty per unit of output, of which prices."""
    t, per = data.t, _per(data)
    if data.selection.state.constant:
        return t("cost_trend.trend.in_constant", per=per, base=trend.base)
    return t("cost_trend.trend.in_current", per=per)


def _per(data: CostData) -> str:
    return spoken(data.service.per, data.lang)


def price_source(data: CostData, trend: CostTrend) -> str:
    """Return how prices are made constant, with the source of the index."""
    source = spoken(prices().source, data.lang)
    return data.t("cost_trend.trend.prices_source", base=trend.base, source=source)


def trend_cells(data: CostData, row: TrendRow) -> tuple[str, str, str, str]:
    """Return my cost or why there is none, its interval, the median, and of how many units."""
    mine = per_unit_number(data, row.value)
    if row.reason:
        mine = data.t(f"cost_trend.reason.{row.reason}")
    low, high = per_unit_number(data, row.low), per_unit_number(data, row.high)
    span = low if low == high else f"{low}{EN_DASH}{high}"
    return mine, span, per_unit_number(data, row.median), str(row.n)
