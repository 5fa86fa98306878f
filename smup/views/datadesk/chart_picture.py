"""The chart of an indicator over the years chosen at the data desk."""

import numpy as np
import pandas as pd

from smup.figures.lines import Line, LinesText, Size, lines_figure
from smup.figures.series import GREY, styles_of
from smup.figures.years import SeriesBreak
from smup.i18n import texts
from smup.repository import Repository
from smup.statistics.describe import describe
from smup.views.datadesk.picture_values import DeskPicture, Drawn, read_drawn
from smup.views.datadesk.selection import Chosen
from smup.views.linked import series_breaks
from smup.views.pictures import d3_format, suffix

MOST_LINES = 12
"""Units drawn one by one; of more, the median and the middle half are drawn."""
HEIGHT, HEIGHT_NARROW = 460, 340


def desk_chart(repository: Repository, chosen: Chosen) -> DeskPicture | None:
    """Return the chart over the chosen years; None when none of them has a value."""
    drawn = read_drawn(repository, chosen)
    if not drawn.years:
        return None
    grouped = len(drawn.columns) > MOST_LINES
    group, lines = _group(drawn), _lines(drawn)
    if not grouped:
        group[["median", "q1", "q3"]] = np.nan
    t, lang = texts(chosen.lang), chosen.lang
    text = LinesText(
        median=t("datadesk_preview.chart.median"),
        measure=drawn.indicator.unit(lang),
        covid="COVID-19",
        number_format=d3_format(drawn.indicator),
        suffix=suffix(drawn.indicator, lang),
        sample=drawn.stamp,
    )
    breaks = [
        SeriesBreak(year=item.year, label=t("view.trend.break", year=item.year))
        for item in series_breaks(drawn.indicator)
    ]
    figures = {
        name: lines_figure(lines, group, breaks=breaks, text=text, lang=lang, size=size)
        for name, size in (
            ("wide", Size(height=HEIGHT)),
            ("narrow", Size(height=HEIGHT_NARROW, narrow=True)),
        )
    }
    return DeskPicture(
        indicator=drawn.indicator,
        year=drawn.years[-1],
        sentence=_grouped_sentence(drawn, group) if grouped else _lines_sentence(drawn),
        figures=figures,
        codes=drawn.codes,
        grouped=grouped,
    )


def _group(drawn: Drawn) -> pd.DataFrame:
    """Return columns year, median, q1, q3 of the chosen units, from the first to the last year."""
    years = list(range(drawn.years[0], drawn.years[-1] + 1))
    rows = np.full((len(drawn.columns), len(years)), np.nan)
    for place, year in enumerate(years):
        if year in drawn.years:
            rows[:, place] = drawn.values(year)
    found = describe(rows)
    columns = {"year": years, "median": found.median, "q1": found.q1, "q3": found.q3}
    return pd.DataFrame(columns)


def _lines(drawn: Drawn) -> list[Line]:
    """Return a line for each of a few units, mine first; of many only mine."""
    chosen, codes = drawn.chosen, drawn.codes
    mine = None if chosen.unit is None else chosen.unit.code_at(chosen.level)
    if len(codes) > MOST_LINES:
        codes = tuple(code for code in codes if code == mine)
    styles = styles_of(codes, mine=mine, picked=None)
    at = dict(zip(drawn.codes, drawn.columns, strict=True))
    years = range(drawn.years[0], drawn.years[-1] + 1)
    return [
        Line(
            code=code,
            name=drawn.name(code),
            values=[_number(drawn, year, at[code]) for year in years],
            style=styles[code],
            labelled=styles[code] is not GREY,
        )
        for code in codes
    ]


def _number(drawn: Drawn, year: int, column: int) -> float | None:
    if year not in drawn.years:
        return None
    value = float(drawn.matrix.values[drawn.row(year), column])
    return None if np.isnan(value) else value


def _grouped_sentence(drawn: Drawn, group: pd.DataFrame) -> str:
    t = texts(drawn.chosen.lang)
    known = group.dropna(subset=["median"])
    if known.empty:
        return t("datadesk_preview.chart.none")
    first, last = known.iloc[0], known.iloc[-1]
    return t(
        "datadesk_preview.chart.grouped",
        units=t.plural("common.units", len(drawn.columns)),
        first=int(first["year"]),
        last=int(last["year"]),
        before=drawn.amount(float(first["median"])),
        after=drawn.amount(float(last["median"])),
        low=drawn.amount(float(last["q1"])),
        high=drawn.amount(float(last["q3"])),
    )


def _lines_sentence(drawn: Drawn) -> str:
    t, year = texts(drawn.chosen.lang), drawn.years[-1]
    values = drawn.values(year)
    if np.isnan(values).all():
        return t("datadesk_preview.chart.none_in", year=year)
    top, bottom = int(np.nanargmax(values)), int(np.nanargmin(values))
    if top == bottom:
        return t(
            "datadesk_preview.chart.single",
            name=drawn.name(drawn.codes[top]),
            year=year,
            value=drawn.amount(float(values[top])),
        )
    return t(
        "datadesk_preview.chart.several",
        year=year,
        top=drawn.name(drawn.codes[top]),
        most=drawn.amount(float(values[top])),
        bottom=drawn.name(drawn.codes[bottom]),
        least=drawn.amount(float(values[bottom])),
    )
