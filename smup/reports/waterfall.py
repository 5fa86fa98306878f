"""The waterfall of a cost by matplotlib, in the look of the page: columns that stand on sums."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from smup.figures import theme
from smup.reports.chart_records import ChartStep, StepChart

WIDTH, HEIGHT = 7.05, 2.3  # inches: the width of A4 with margins of 14 mm
COLUMN = 0.66
DIRECT, ADDED = "#3A8CA0", "#7DBDB5"
LEAST_LETTERS = 9


def waterfall_figure(chart: StepChart) -> Figure:
    """Return the chart; what is taken away is hatched, so that colour is not alone."""
    figure = Figure(figsize=(WIDTH, HEIGHT))
    axes = figure.add_axes((0.01, 0.2, 0.98, 0.66))
    tops = _columns(axes, chart)
    axes.set_xlim(-0.6, len(chart.steps) - 0.4)
    axes.set_ylim(min(0.0, *tops) * 1.1, max(*tops, 1e-9) * 1.16)
    axes.set_yticks([])
    axes.grid(visible=False)
    names = [_lines(step.name) for step in chart.steps]
    axes.set_xticks(range(len(chart.steps)), names)
    for label, step in zip(axes.get_xticklabels(), chart.steps, strict=True):
        label.set_fontweight("bold" if step.kind == "sum" else "normal")
    figure.text(0.004, 0.985, chart.measure, va="top", ha="left")
    if chart.stamp:
        figure.text(
            0.5, 0.5, chart.stamp, rotation=14, ha="center", va="center", fontsize=24,
            fontweight="bold", color=theme.INK, alpha=0.1,
        )  # fmt: skip
    return figure


def _columns(axes: Axes, chart: StepChart) -> list[float]:
    """Draw the columns, the lines between them and their amounts; return the ends of all."""
    level, tops = 0.0, [0.0]
    for place, step in enumerate(chart.steps):
        start = 0.0 if step.kind in {"direct", "sum"} else level
        end = start - step.amount if step.kind == "taken" else start + step.amount
        axes.bar(place, end - start, bottom=start, width=COLUMN, zorder=3, **_look(step))
        top = max(start, end)
        axes.annotate(
            step.text, (place, top), xytext=(0, 2.5), textcoords="offset points", ha="center",
            fontweight="bold",
        )  # fmt: skip
        if place + 1 < len(chart.steps):
            ends = (place + COLUMN / 2, place + 1 - COLUMN / 2)
            axes.plot(ends, (end, end), color=theme.BASELINE, linewidth=0.7, linestyle=":")
        level = end
        tops += [start, end]
    return tops


def _look(step: ChartStep) -> dict[str, Any]:
    if step.kind == "taken":
        return {
            "facecolor": "white",
            "edgecolor": theme.TEXT_2,
            "hatch": "////",
            "linewidth": 0.7,
        }
    return {"facecolor": {"direct": DIRECT, "added": ADDED, "sum": theme.INK}[step.kind]}


def _lines(name: str) -> str:
    """Break a name of two words in two lines."""
    return name.replace(" ", "\n", 1) if len(name) > LEAST_LETTERS else name
