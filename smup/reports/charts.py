"""Charts of reports by matplotlib: vectors for HTML and PDF, pixels for DOCX.

Text stays text in the vectors, so it is selected, searched and set in the fonts of the page.
"""

import io
import re
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.text import Annotation
from matplotlib.ticker import FuncFormatter, MaxNLocator

from smup.figures import theme
from smup.formats import format_number
from smup.reports.chart_records import StepChart, TrendChart, TrendLine
from smup.reports.fonts import FAMILY, Fonts
from smup.reports.waterfall import waterfall_figure

WIDTH, HEIGHT = 3.44, 1.62  # inches: two charts beside each other on A4 with margins of 14 mm
PIXELS_PER_INCH = 220
SIZE = 7.5  # points
BESIDE = 4  # points between the end of a line and its name
LEAST_APART = 9.5  # points between two names
COVID = "#E8EEF2"
COVID_YEARS = (2019.5, 2021.5)
WIDE_STROKE = 4.5
OTHERS: tuple[tuple[str, Any, str], ...] = (
    ("#1B75A3", (0, (1, 1.4)), "o"),
    ("#A35F00", (0, (3, 1.6)), "s"),
    ("#0B7A6F", (0, (8, 2)), "^"),
    ("#6A4FB0", (0, (6, 1.5, 1, 1.5)), "P"),
    ("#3E2A14", "-", "h"),
)
_OUTER = re.compile(r"<metadata>.*?</metadata>|<defs>\s*<style.*?</defs>", re.DOTALL)
# Names of groups would repeat in every chart of a page; nothing refers to them.
_GROUP_ID = re.compile(r'<g id="[^"]*"')
_known_fonts: set[Path] = set()


def trend_svg(chart: TrendChart | StepChart, fonts: Fonts) -> str:
    """Return the chart as an ``svg`` element with its alternative text as ``title``.

    Ids are drawn from the title, so that charts of one page do not share theirs.
    """
    with io.StringIO() as text:
        settings = {"svg.fonttype": "none", "svg.hashsalt": chart.title}
        with mpl.rc_context(_style(fonts) | settings):
            _drawn(chart).savefig(text, format="svg", metadata={"Date": None})
        svg = text.getvalue()
    body = _GROUP_ID.sub("<g", _OUTER.sub("", svg[svg.index("<svg") :]))
    head, rest = body.split(">", maxsplit=1)
    return f'{head} role="img" class="wykres"><title>{escape(chart.alt)}</title>{rest}'


def trend_png(chart: TrendChart | StepChart, fonts: Fonts) -> bytes:
    """Return the chart as a picture for documents that take no vectors."""
    with io.BytesIO() as data:
        with mpl.rc_context(_style(fonts)):
            _drawn(chart).savefig(data, format="png", dpi=PIXELS_PER_INCH)
        return data.getvalue()


def _style(fonts: Fonts) -> dict[Any, Any]:
    for path in (fonts.regular, fonts.bold):
        if path not in _known_fonts:
            fontManager.addfont(str(path))
            _known_fonts.add(path)
    return {
        "font.family": FAMILY,
        "font.size": SIZE,
        "text.parse_math": False,  # a dollar sign in a name is a dollar sign
        "text.color": theme.TEXT_2,
        "axes.edgecolor": theme.BASELINE,
        "xtick.color": theme.TEXT_2,
        "ytick.color": theme.TEXT_2,
        "axes.spines.left": False,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "axes.axisbelow": True,
        "grid.color": theme.GRID,
        "grid.linewidth": 0.6,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
    }


def _drawn(chart: TrendChart | StepChart) -> Figure:
    if isinstance(chart, StepChart):
        return waterfall_figure(chart)
    figure = Figure(figsize=(WIDTH, HEIGHT))
    axes = figure.add_axes((0.1, 0.14, 0.6, 0.7))
    _background(axes, chart)
    for line in sorted(chart.lines, key=lambda line: line.mine):
        _line(axes, chart, line)
    _axes(axes, chart)
    names = _names(axes, chart)
    figure.text(0.004, 0.985, chart.measure, va="top", ha="left")
    if chart.stamp:
        figure.text(
            0.42, 0.5, chart.stamp, rotation=14, ha="center", va="center", fontsize=15,
            fontweight="bold", color=theme.INK, alpha=0.1,
        )  # fmt: skip
    _fit(figure, axes, names)
    return figure


def _background(axes: Axes, chart: TrendChart) -> None:
    years = chart.years
    if years[0] <= COVID_YEARS[0] and years[-1] >= COVID_YEARS[1]:
        axes.axvspan(*COVID_YEARS, color=COVID, linewidth=0, zorder=0)
        axes.annotate(
            chart.covid, (sum(COVID_YEARS) / 2, 1), xycoords=("data", "axes fraction"),
            ha="center", va="bottom", fontsize=6.5, color=theme.TEXT_3,
        )  # fmt: skip
    for run in _runs(chart, chart.low, chart.high):
        low, high = ([values[i] or 0.0 for i in run] for values in (chart.low, chart.high))
        span = [years[i] for i in run]
        axes.fill_between(span, low, high, color=theme.BAND_HALF, linewidth=0, zorder=1)
    for year in chart.breaks:
        if years[0] < year <= years[-1]:
            axes.axvline(year - 0.5, color=theme.WORSE, linewidth=1, linestyle=(0, (4, 2)))
            axes.annotate(
                chart.break_label.format(year=year), (year - 0.4, 1),
                xycoords=("data", "axes fraction"), va="bottom", fontsize=6.5, color=theme.WORSE,
            )  # fmt: skip


def _runs(chart: TrendChart, *columns: tuple[float | None, ...]) -> list[list[int]]:
    """Return stretches of years in which all columns have a number, cut at breaks."""
    known = [
        i for i in range(len(chart.years)) if all(col and col[i] is not None for col in columns)
    ]

    def stretch(item: tuple[int, int]) -> tuple[int, int]:
        order, i = item
        return i - order, sum(chart.years[i] >= year for year in chart.breaks)

    return [[i for _, i in run] for _, run in groupby(enumerate(known), key=stretch)]


def _line(axes: Axes, chart: TrendChart, line: TrendLine) -> None:
    colour, dash, marker = _look(chart, line)
    for run in _runs(chart, line.values):
        x = [chart.years[i] for i in run]
        y = [value for i in run if (value := line.values[i]) is not None]
        if line.mine:
            axes.plot(x, y, color="white", linewidth=WIDE_STROKE, zorder=4)
        axes.plot(
            x,
            y,
            color=colour,
            linewidth=1.9 if line.mine else 1.3,
            linestyle=dash,
            marker="_" if len(run) == 1 and not marker else marker,
            markersize=3.4,
            markeredgecolor="white" if line.mine else colour,
            markeredgewidth=0.5,
            zorder=5 if line.mine else 3,
        )


def _look(chart: TrendChart, line: TrendLine) -> tuple[str, Any, str]:
    """Return colour, dash and marker of a line; each unit has its own of all three."""
    if line.mine:
        return theme.MINE, "-", "D"
    if line.median:
        return theme.INK, (0, (5, 2.5)), ""
    others = [item for item in chart.lines if not item.mine and not item.median]
    return OTHERS[others.index(line) % len(OTHERS)]


def _axes(axes: Axes, chart: TrendChart) -> None:
    years = chart.years
    axes.set_xlim(years[0] - 0.3, years[-1] + 0.25)
    step = max(1, -(-len(years) // 6))
    shown = sorted(range(years[-1], years[0] - 1, -step))
    axes.set_xticks(shown, [str(year) for year in shown])
    axes.get_xticklabels()[-1].set_fontweight("bold")
    low, high = axes.get_ylim()
    if low < 0 <= min(_numbers(chart), default=0.0):
        axes.set_ylim(0, high)
    axes.yaxis.set_major_locator(MaxNLocator(4))

    def number(value: float, _position: int) -> str:
        return _short(value, chart)

    axes.yaxis.set_major_formatter(FuncFormatter(number))


def _short(value: float, chart: TrendChart) -> str:
    digits = next(
        d
        for d in range(chart.decimals + 3)
        if d == chart.decimals + 2 or round(value, d) == round(value, 9)
    )
    return format_number(value, decimals=digits, lang=chart.lang, group_all=True)


def _numbers(chart: TrendChart) -> list[float]:
    columns = (chart.low, chart.high, *(line.values for line in chart.lines))
    return [value for column in columns for value in column if value is not None]


def _names(axes: Axes, chart: TrendChart) -> list[Annotation]:
    """Write the names of the lines at their right ends, the lower ones first."""
    ends = []
    for line in chart.lines:
        known = [value for value in line.values if value is not None]
        if known:
            ends.append((known[-1], line))
    return [
        axes.annotate(
            line.name, (1, value), xycoords=("axes fraction", "data"), xytext=(BESIDE, 0),
            textcoords="offset points", va="center", fontweight="bold" if line.mine else "normal",
            color=_look(chart, line)[0],
        )
        for value, line in sorted(ends, key=lambda end: end[0])
    ]  # fmt: skip


def _fit(figure: Figure, axes: Axes, names: list[Annotation]) -> None:
    """Give the names and the numbers of the axis the room they need; push close names apart."""
    figure.draw_without_rendering()
    inch = figure.dpi
    wide = max((name.get_window_extent().width for name in names), default=0) / inch
    left = (
        max((tick.get_window_extent().width for tick in axes.get_yticklabels()), default=0) / inch
    )
    right = wide + (BESIDE + 6) / 72
    x0 = (left + 0.07) / WIDTH
    axes.set_position((x0, 0.13, max(0.3, 1 - x0 - right / WIDTH), 0.7))
    points = [axes.transData.transform((0, name.xy[1]))[1] / inch * 72 for name in names]
    for below, above in zip(range(len(names)), range(1, len(names)), strict=False):
        missing = LEAST_APART - (points[above] - points[below])
        if missing > 0:
            names[below].xyann = (BESIDE, names[below].xyann[1] - missing / 2)
            names[above].xyann = (BESIDE, names[above].xyann[1] + missing / 2)
