"""What the charts of a report are drawn from, plain values."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendLine:
    """A series of a trend chart: one number a year, None where there is none.

    Attributes:
        name: stands at its right end.
        values: by the years of the chart.
        mine: my unit's line.
        median: the median of the group; every other line is another unit's.
    """

    name: str
    values: tuple[float | None, ...]
    mine: bool = False
    median: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendChart:
    """A chart of series over years, drawn by ``smup.reports.charts``.

    Attributes:
        title: name of the indicator.
        alt: what the chart shows, in a sentence.
        measure: unit of measure above the axis.
        years: of the values, ascending, without gaps.
        lines: the series.
        low: lower quartile of the group by year.
        high: upper quartile.
        breaks: years before which the series breaks.
        break_label: word of a break; takes ``{year}``.
        covid: label of the years 2020–2021.
        decimals: digits of the axis.
        lang: language of the numbers.
        stamp: mark of the sample, or an empty text.
    """

    title: str
    alt: str
    measure: str
    years: tuple[int, ...]
    lines: tuple[TrendLine, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    breaks: tuple[int, ...] = ()
    break_label: str = "{year}"
    covid: str = "COVID-19"
    decimals: int = 0
    lang: str = "pl"
    stamp: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartStep:
    """A column of a waterfall.

    Attributes:
        name: under the column.
        text: its amount, over the column.
        amount: in the measure of the chart, as a positive number.
        kind: ``direct`` begins the first sum, ``added`` and ``taken`` change it, ``sum`` is it.
    """

    name: str
    text: str
    amount: float
    kind: Literal["direct", "added", "taken", "sum"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChart:
    """A waterfall, as wide as the page, drawn by ``smup.reports.waterfall``.

    Attributes:
        title: what it shows.
        alt: the same with every amount, in a sentence.
        measure: unit of measure above the columns.
        steps: columns from left to right.
        stamp: mark of the sample, or an empty text.
    """

    title: str
    alt: str
    measure: str
    steps: tuple[ChartStep, ...]
    stamp: str = ""
