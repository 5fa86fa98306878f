"""Units over the years: lines, small multiples and their table."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smup.figures.lines import Line, LinesText, Size, lines_figure
from smup.figures.panels import panels_figure
from smup.figures.series import GREY, Style, styles_of
from smup.figures.theme import Figure
from smup.figures.years import SeriesBreak
from smup.flags import Flag
from smup.formats import format_change
from smup.repository.records import IndicatorInfo
from smup.territory.unit import TerritorialUnit
from smup.views.compare.data import CompareData
from smup.views.linked import Value, series_breaks
from smup.views.pictures import d3_format, suffix

HEIGHT, HEIGHT_NARROW = 460, 340


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRow:
    """A row of the table of years.

    Attributes:
        unit: the unit, None for the median of the group.
        values: one for each year of the table.
        since: first year comparable with the last, None where there is none.
        change: change between them as text, empty where there is none.
    """

    unit: TerritorialUnit | None
    values: tuple[Value, ...]
    since: int | None
    change: str


def looks(data: CompareData) -> dict[str, Style]:
    """Return the look of each compared unit by its code."""
    codes = [data.code(unit) for unit in data.units]
    mine = data.code(data.mine) if data.mine else None
    return styles_of(codes, mine=mine, picked=data.chosen.state.sel)


def breaks_of(data: CompareData, indicator: IndicatorInfo) -> list[SeriesBreak]:
    """Return the breaks of a series with their labels."""
    return [
        SeriesBreak(year=item.year, label=data.t("view.trend.break", year=item.year))
        for item in series_breaks(indicator)
    ]


def group_frame(data: CompareData, indicator: IndicatorInfo) -> pd.DataFrame:
    """Return columns year, median, q1, q3 for every year of the picture; NaN where none."""
    rows = []
    for year in data.years_of(indicator):
        stats = data.stats_of(indicator, year)
        rows.append((year, *((stats.median, stats.q1, stats.q3) if stats else (np.nan,) * 3)))
    return pd.DataFrame(rows, columns=["year", "median", "q1", "q3"])


def unit_lines(data: CompareData, indicator: IndicatorInfo) -> list[Line]:
    """Return the lines of the compared units, mine first."""
    styles = looks(data)
    years = data.years_of(indicator)
    return [
        Line(
            code=data.code(unit),
            name=data.names[unit.id],
            values=[number(data.value_of(indicator, unit, year)) for year in years],
            style=styles[data.code(unit)],
            labelled=styles[data.code(unit)] is not GREY,
        )
        for unit in data.units
    ]


def number(value: Value) -> float | None:
    """Return the number of a value, None for the kinds of empty."""
    return value.value if value.known else None


def lines_text(data: CompareData, indicator: IndicatorInfo) -> LinesText:
    """Return the words of a picture over the years."""
    return LinesText(
        median=data.t("compare.lines.median"),
        measure=indicator.unit(data.lang),
        covid="COVID-19",
        number_format=d3_format(indicator),
        suffix=suffix(indicator, data.lang),
        sample=sample_text(data),
    )


def sample_text(data: CompareData) -> str | None:
    """Return the mark of sample data, or None."""
    return data.t("common.sample_stamp") if data.dataset.is_sample else None


def lines_picture(data: CompareData, *, narrow: bool) -> Figure:
    """Return the lines of the units on the band and the median of the group."""
    return lines_figure(
        unit_lines(data, data.x),
        group_frame(data, data.x),
        breaks=breaks_of(data, data.x),
        text=lines_text(data, data.x),
        lang=data.lang,
        size=Size(height=HEIGHT_NARROW if narrow else HEIGHT, narrow=narrow),
    )


def panels_picture(data: CompareData, *, narrow: bool) -> Figure:
    """Return one small panel for each unit."""
    return panels_figure(
        unit_lines(data, data.x),
        group_frame(data, data.x),
        breaks=breaks_of(data, data.x),
        text=lines_text(data, data.x),
        lang=data.lang,
        narrow=narrow,
    )


def series_rows(data: CompareData, years: Sequence[int]) -> list[SeriesRow]:
    """Return a row for each unit, mine first, and the median of the group last."""
    rows = []
    for unit in data.units:
        values = tuple(data.value_of(data.x, unit, year) for year in years)
        rows.append(_row(data, unit, values, years))
    stats = [data.stats_of(data.x, year) for year in years]
    medians = tuple(
        Value(item.median, Flag.OCCURRED) if item else Value(float("nan"), Flag.MISSING)
        for item in stats
    )
    rows.append(_row(data, None, medians, years))
    return rows


def comparable_since(
    data: CompareData, values: Sequence[Value], years: Sequence[int]
) -> int | None:
    """Return the first year whose value is comparable with that of the last year.

    None when the last year has no value, or when the series has no other value after its last
    break.
    """
    if not values or not values[-1].known:
        return None
    for year, value in zip(years[:-1], values[:-1], strict=True):
        if value.known and data.same_series(data.x, year, years[-1]):
            return year
    return None


def _row(
    data: CompareData,
    unit: TerritorialUnit | None,
    values: tuple[Value, ...],
    years: Sequence[int],
) -> SeriesRow:
    since = comparable_since(data, values, years)
    change = ""
    if since is not None:
        change = format_change(
            values[-1].value,
            values[list(years).index(since)].value,
            unit=data.x.unit(data.lang),
            decimals=data.x.decimals,
            lang=data.lang,
        )
    return SeriesRow(unit=unit, values=values, since=since, change=change)
