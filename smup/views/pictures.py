"""The pictures of a linked view: map colours and legend, trend, distribution."""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from smup.figures import theme
from smup.figures.choropleth import MapLayer, choropleth_figure
from smup.figures.classes import class_breaks, class_index, ramp_of
from smup.figures.distribution import DistributionText, Quartiles, distribution_figure
from smup.figures.theme import Figure
from smup.figures.trend import SeriesBreak, TrendText, trend_figure
from smup.flags import EMPTY_FLAGS, Flag
from smup.formats import unit_after
from smup.repository.facade import Repository
from smup.repository.records import IndicatorInfo, Matrix
from smup.territory.directory import UnitDirectory
from smup.views.linked import LinkedData, series_breaks

GROUP_CLASSES = 5
OUTLINE_LEVEL = "wojewodztwo"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapScheme:
    """How values become colours on a map; the browser uses the same numbers.

    Attributes:
        breaks: inner class breaks, fixed over the years.
        colours: colour of each class, lowest first.
        against: five colours against the group, lowest value first, turned by polarity.
    """

    breaks: tuple[float, ...]
    colours: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendRow:
    """A row of the legend.

    Attributes:
        key: ``class-0`` … for classes, the label of the flag for kinds of empty and zero.
        colour: of a class; None for kinds that have a pattern.
        label: words.
        count: units of the map in this class in the year.
        low: least value of the class that can be written with the indicator's decimals; None
            for the lowest class and for kinds without a colour.
        high: the greatest such value; None for the highest class.
    """

    key: str
    colour: str | None
    label: str
    count: int
    low: float | None = None
    high: float | None = None


def map_scheme(data: LinkedData) -> MapScheme:
    """Return the classes of the driving indicator at the level shown."""
    return scheme_of(data.indicator, map_breaks(data.matrix, data.indicator))


def map_breaks(matrix: Matrix, indicator: IndicatorInfo) -> tuple[float, ...]:
    """Return the class breaks: quantiles of the newest full year, the same for every year.

    Amounts in złoty grow from year to year: quantiles of all years would put most units of the
    newest map into its top class. A year is full when it has at least half as many values as the
    fullest one. Measured zeros have a pattern of their own and are in no class.
    """
    if not matrix.years:
        return ()
    values = np.where(matrix.flags == Flag.DID_NOT_OCCUR, np.nan, matrix.values)
    known = np.isfinite(values).sum(axis=1)
    newest_full = int(np.flatnonzero(2 * known >= known.max())[-1])
    return class_breaks(values[newest_full], decimals=indicator.decimals)


def scheme_of(indicator: IndicatorInfo, breaks: tuple[float, ...]) -> MapScheme:
    """Return the colours for given breaks: context has a ramp of its own."""
    ramp = ramp_of_dimension(indicator)
    against = theme.AGAINST_GROUP_5
    return MapScheme(
        breaks=breaks,
        colours=ramp_of(ramp, len(breaks) + 1),
        against=against[::-1] if indicator.polarity == "down" else against,
    )


def ramp_of_dimension(indicator: IndicatorInfo) -> tuple[str, ...]:
    """Return the five colours of values; context has a ramp of its own."""
    return theme.CONTEXT_5 if indicator.dimension == "kontekst" else theme.VALUE_5


def legend(data: LinkedData, scheme: MapScheme, year: int, *, mode: str) -> tuple[LegendRow, ...]:
    """Return the legend of a year: classes from the lowest, then kinds that occur."""
    row = data.matrix.year_index(year)
    if row is None:
        return ()
    values = np.where(data.matrix.flags[row] == Flag.DID_NOT_OCCUR, np.nan, data.matrix.values[row])
    breaks, colours, labels = _classes(data, scheme, year, mode=mode)
    counts = np.bincount(class_index(values, breaks) + 1, minlength=len(colours) + 1)[1:]
    bounds = _class_bounds(breaks, data.indicator.decimals)
    classes = [
        LegendRow(key=f"class-{place}", colour=colour, label=label, count=int(count), **limits)
        for place, (colour, label, count, limits) in enumerate(
            zip(colours, labels, counts, bounds, strict=True)
        )
    ]
    return (*classes, *_kinds_of_empty(data, row))


def _class_bounds(breaks: tuple[float, ...], decimals: int) -> list[dict[str, float | None]]:
    """Return the least and greatest value of each class; a break belongs to the class above it.

    Values have a fixed number of decimals, so the greatest value of a class is one last digit
    below the first number at or above the break.
    """
    scale = 10**decimals
    starts = [math.ceil(round(edge * scale, 6)) for edge in breaks]
    lows = [None, *(start / scale for start in starts)]
    highs = [*((start - 1) / scale for start in starts), None]
    return [{"low": low, "high": high} for low, high in zip(lows, highs, strict=True)]


def _classes(
    data: LinkedData, scheme: MapScheme, year: int, *, mode: str
) -> tuple[tuple[float, ...], tuple[str, ...], list[str]]:
    stats = data.stats_of(data.indicator, year)
    if mode == "group" and stats is not None:
        kind = "value" if data.indicator.polarity == "none" else "judged"
        words = [data.t(f"view.legend.{kind}.{place}") for place in range(GROUP_CLASSES)]
        if data.indicator.polarity == "down":
            words.reverse()
        return (stats.p5, stats.q1, stats.q3, stats.p95), scheme.against, words
    return scheme.breaks, scheme.colours, _class_labels(data, scheme.breaks)


def _class_labels(data: LinkedData, breaks: tuple[float, ...]) -> list[str]:
    t, number = data.t, data.number
    if not breaks:
        return [t("view.legend.all")]
    middle = [f"{number(low)}–{number(high)}" for low, high in pairwise(breaks)]
    low = t("view.legend.below", value=data.amount(breaks[0]))
    return [low, *middle, t("view.legend.above", value=number(breaks[-1]))]


def _kinds_of_empty(data: LinkedData, row: int) -> list[LegendRow]:
    flags = data.matrix.flags[row]
    kinds = (Flag.DID_NOT_OCCUR, *EMPTY_FLAGS)
    counts = {kind: int(np.count_nonzero(flags == kind)) for kind in kinds}
    return [
        LegendRow(
            key=kind.label,
            colour=None,
            label=data.t(f"view.legend.empty.{kind.label}"),
            count=counts[kind],
        )
        for kind in kinds
        if counts[kind]
    ]


def map_figure(
    repository: Repository, data: LinkedData, scheme: MapScheme, *, cities: bool = True
) -> Figure | None:
    """Return the map of the level in the year shown; None when no borders are loaded."""
    selection = data.selection
    units = layer(repository, selection.level, data.directory)
    if units is None:
        return None
    classes = dict.fromkeys(units.codes, -1)
    row = None if selection.year is None else data.matrix.year_index(selection.year)
    if row is not None:
        index = class_index(data.matrix.values[row], scheme.breaks)
        classes.update(zip(data.codes, index.tolist(), strict=True))
    outline = (
        None
        if selection.level == OUTLINE_LEVEL
        else layer(repository, OUTLINE_LEVEL, data.directory)
    )
    return choropleth_figure(
        units,
        outline=outline,
        class_indexes=[classes[code] for code in units.codes],
        colours=scheme.colours,
        lang=data.lang,
        sample_text=sample_text(data),
        cities=cities,
    )


def layer(repository: Repository, level: str, directory: UnitDirectory) -> MapLayer | None:
    """Return the country-wide borders of a level, or None when none are loaded."""
    for item in repository.boundary_sets():
        if item.level == level and item.detail == 0:
            return MapLayer(geojson=item.path, codes=directory.codes_of(level))
    return None


def sample_text(data: LinkedData) -> str | None:
    """Return the mark that pictures of sample data carry, or None for real data."""
    return data.t("common.sample_stamp") if data.dataset.is_sample else None


def trend(data: LinkedData, *, wide_band: bool = False) -> Figure:
    """Return the trend of my unit against its group over all years."""
    frame = trend_frame(data)
    lang, indicator = data.lang, data.indicator
    text = TrendText(
        unit_name=data.unit_name,
        unit_end=_end(data, frame["value"], data.unit_name or ""),
        median_end=_end(data, frame["median"], data.t("view.trend.median")),
        median=data.t("view.trend.median"),
        half=data.t("view.trend.half"),
        measure=indicator.unit(lang),
        covid="COVID-19",
        number_format=d3_format(indicator),
        suffix=suffix(indicator, lang),
    )
    breaks = [
        SeriesBreak(year=item.year, label=data.t("view.trend.break", year=item.year))
        for item in series_breaks(indicator)
    ]
    return trend_figure(
        frame,
        text=text,
        breaks=breaks,
        wide_band=wide_band,
        lang=lang,
        sample_text=sample_text(data),
    )


def _end(data: LinkedData, column: "pd.Series[float]", name: str) -> str:
    known = column.dropna()
    return f"{name} {data.number(float(known.iloc[-1]))}" if len(known) else name


def trend_frame(data: LinkedData) -> pd.DataFrame:
    """Return columns year, value, median, q1, q3, p5, p95; NaN where there is none.

    Years without any value between the first and the last have a row too, so that lines are cut.
    """
    rows = []
    known = data.selection.years
    for year in range(known[0], known[-1] + 1) if known else ():
        stats = data.stats_of(data.indicator, year)
        value = data.value_of(data.indicator, year).value if data.unit else np.nan
        band = (stats.median, stats.q1, stats.q3, stats.p5, stats.p95) if stats else (np.nan,) * 5
        rows.append((year, value, *band))
    return pd.DataFrame(rows, columns=["year", "value", "median", "q1", "q3", "p5", "p95"])


def distribution(data: LinkedData, year: int) -> Figure:
    """Return where my unit stands among the units of its group in a year."""
    row = data.matrix.year_index(year)
    columns = data.member_columns
    values = data.matrix.values[row, columns] if row is not None else np.zeros(0)
    known = columns[np.isfinite(values)]
    stats = data.stats_of(data.indicator, year)
    mine = data.value_of(data.indicator, year) if data.unit else None
    units = [data.directory.by_id(int(unit_id)) for unit_id in data.matrix.unit_ids[known]]
    return distribution_figure(
        values[np.isfinite(values)].tolist(),
        [data.directory.display_name(unit, lang=data.lang) for unit in units],
        [data.codes[column] for column in known],
        mine=mine.value if mine and mine.known else None,
        quartiles=Quartiles(q1=stats.q1, median=stats.median, q3=stats.q3) if stats else None,
        text=DistributionText(
            mine=f"{data.unit_name} {data.amount(mine.value)}" if mine and mine.known else None,
            median=data.t("view.distribution.median", value=data.number(stats.median))
            if stats
            else "",
            half=data.t("view.trend.half"),
            count=data.t(f"view.distribution.count.{data.selection.level}"),
            suffix=suffix(data.indicator, data.lang),
            number_format=d3_format(data.indicator),
        ),
        lang=data.lang,
        sample_text=sample_text(data),
    )


def d3_format(indicator: IndicatorInfo) -> str:
    """Return the d3 format of an indicator's values."""
    return f",.{indicator.decimals}f"


def suffix(indicator: IndicatorInfo, lang: str) -> str:
    """Return what follows every number in a figure: ``%``, or a space and the unit."""
    unit = unit_after(2, unit=indicator.unit(lang), decimals=indicator.decimals, lang=lang)
    return unit if unit == "%" else f"\u00a0{unit}" if unit else ""
