"""Small multiples: one small panel a unit, the same axes, the group's median in each."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from smup.figures import theme
from smup.figures.lines import Line, LinesText, value_range
from smup.figures.series import MINE, cut_line
from smup.figures.theme import Figure
from smup.figures.years import SeriesBreak, split_at_breaks, stretches, whole_years

COLUMNS, COLUMNS_NARROW = 4, 2
PANEL_HEIGHT, PANEL_HEIGHT_NARROW = 158, 148
TOP, BOTTOM, BETWEEN = 50, 30, 46
GAP, GAP_NARROW = 0.03, 0.12
OTHER = "#3A8CA0"
LONGEST_NAME = {False: 32, True: 20}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Places of the panels.

    Attributes:
        columns: panels in a row.
        rows: rows.
        height: of the whole picture, in pixels.
        narrow: for a phone.
    """

    columns: int
    rows: int
    height: int
    narrow: bool

    @classmethod
    def of(cls, count: int, *, narrow: bool) -> "Grid":
        """Return the grid for a number of panels."""
        columns = COLUMNS_NARROW if narrow else min(COLUMNS, max(count, 1))
        rows = max(1, -(-count // columns))
        panel = PANEL_HEIGHT_NARROW if narrow else PANEL_HEIGHT
        height = TOP + BOTTOM + rows * panel + (rows - 1) * BETWEEN
        return cls(columns=columns, rows=rows, height=height, narrow=narrow)

    def domain(self, place: int) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the shares of width and height that a panel takes, counted from 0."""
        row, column = divmod(place, self.columns)
        gap = GAP_NARROW if self.narrow else GAP
        width = (1 - gap * (self.columns - 1)) / self.columns
        left = column * (width + gap)
        plot = self.height - TOP - BOTTOM
        tall = (plot - (self.rows - 1) * BETWEEN) / self.rows
        top = 1 - row * (tall + BETWEEN) / plot
        return (left, min(1.0, left + width)), (max(0.0, top - tall / plot), top)


def panels_figure(  # noqa: PLR0913 - keywords that say what the figure shows
    lines: Sequence[Line],
    group: pd.DataFrame,
    *,
    breaks: Sequence[SeriesBreak],
    text: LinesText,
    lang: str,
    narrow: bool,
    beside: Line | None = None,
) -> Figure:
    """Return the panels in the order of the lines.

    Args:
        lines: units.
        group: columns year (every year of the picture), median, q1, q3; NaN where there is none.
        breaks: of the series; lines are cut there.
        text: words.
        lang: language of the template.
        narrow: two columns, for a phone.
        beside: a line drawn in every panel, for example of my unit.
    """
    grid = Grid.of(len(lines), narrow=narrow)
    shown = [*lines, *([beside] if beside else [])]
    low, high = value_range(shown, group)
    traces: list[Figure] = []
    axes: Figure = {}
    notes: list[Figure] = []
    for place, line in enumerate(lines):
        number = "" if place == 0 else str(place + 1)
        on = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
        drawn = [*_background(group, breaks), *([_line(beside, group, breaks, text)] if beside
                 else []), _line(line, group, breaks, text)]  # fmt: skip
        traces += [{**trace, **on} for trace in drawn]
        axes |= _axes(place, number, grid, whole_years(group), (low, high), text)
        notes.append(_title(line, number, narrow=narrow))
    notes.append(theme.note(text.measure, xref="paper", yref="paper", x=0, y=1, xanchor="left",
                            yanchor="bottom", yshift=24, font={"size": 13,
                            "color": theme.TEXT_3}))  # fmt: skip
    notes += [theme.stamp(text.sample)] if text.sample else []
    layout = {
        "template": theme.template(lang),
        "height": grid.height,
        "margin": {"l": 8, "r": 8, "t": TOP, "b": BOTTOM},
        "hovermode": "closest",
        **axes,
        "annotations": notes,
    }
    return {"data": traces, "layout": layout}


def _background(group: pd.DataFrame, breaks: Sequence[SeriesBreak]) -> list[Figure]:
    """Return the band and the median, each as one trace, cut where there is nothing."""
    edges = [item.year for item in breaks]
    x, y = cut_line(
        whole_years(group), [None if pd.isna(v) else float(v) for v in group["median"]], edges
    )
    median = {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "connectgaps": False,
        "line": {"color": theme.INK, "width": 1.25, "dash": "5px,3px"},
        "hoverinfo": "skip",
    }
    bands = [
        _closed(run)
        for part in split_at_breaks(group, breaks)
        for run in stretches(part, ["q1", "q3"])
    ]
    return [*bands, median]


def _closed(run: pd.DataFrame) -> Figure:
    """Return the band of one stretch as a closed shape: half as many traces as two lines."""
    years = whole_years(run)
    low, high = run["q1"].astype(float).tolist(), run["q3"].astype(float).tolist()
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [*years, *reversed(years)],
        "y": [*low, *reversed(high)],
        "fill": "toself",
        "fillcolor": theme.BAND_HALF,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _line(
    line: Line, group: pd.DataFrame, breaks: Sequence[SeriesBreak], text: LinesText
) -> Figure:
    x, y = cut_line(whole_years(group), line.values, [item.year for item in breaks])
    mine = line.style is MINE
    colour = theme.MINE if mine else OTHER
    hover = f"<b>{line.name}</b><br>%{{y:{text.number_format}}}{text.suffix} · %{{x}}"
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": line.name,
        "x": x,
        "y": y,
        "connectgaps": False,
        "line": {"color": colour, "width": 2.5},
        "marker": {
            "symbol": "diamond" if mine else "circle",
            "size": 6 if mine else 5,
            "color": colour,
        },
        "customdata": [line.code] * len(x),
        "hovertemplate": f"{hover}<extra></extra>",
    }


def _axes(
    place: int,
    number: str,
    grid: Grid,
    years: list[int],
    ends: tuple[float, float],
    text: LinesText,
) -> Figure:
    across, up = grid.domain(place)
    first = place % grid.columns == 0
    ticks = sorted({years[0], years[-1]}) if years else []
    return {
        f"xaxis{number}": {
            "domain": list(across),
            "anchor": f"y{number}",
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": [str(year) for year in ticks],
            "tickfont": {"size": 13, "color": theme.TEXT_2},
            "range": [years[0] - 0.4, years[-1] + 0.4] if years else [0, 1],
            "showline": True,
            "linecolor": theme.BASELINE,
        },
        f"yaxis{number}": {
            "domain": list(up),
            "anchor": f"x{number}",
            "range": list(ends),
            "nticks": 4,
            "showticklabels": first,
            "tickformat": theme.axis_format(text.number_format),
            "tickfont": {"size": 13, "color": theme.TEXT_2},
        },
    }


def _title(line: Line, number: str, *, narrow: bool) -> Figure:
    most = LONGEST_NAME[narrow]
    name = line.name if len(line.name) <= most else f"{line.name[: most - 1]}\u2026"
    mine = line.style is MINE
    font = {"size": 14, "color": theme.MINE if mine else theme.INK, "weight": 650}
    place = {"x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "font": font}
    return theme.note(name, xref=f"x{number} domain", yref=f"y{number} domain", yshift=1, **place)
