"""The trend of a detail as a figure: my unit against the quartiles of its group."""

import pandas as pd

from smup.figures.theme import Figure
from smup.figures.trend import SeriesBreak, TrendText, trend_figure
from smup.formats import format_number
from smup.i18n import texts
from smup.views.pictures import d3_format, suffix
from smup.views.profile.detail_records import Detail

END_NUMBERS = 76  # pixels for the numbers at the ends of the lines; names stand in the key
COLUMNS = ("median", "q1", "q3", "p5", "p95")


def detail_frame(detail: Detail) -> pd.DataFrame:
    """Return columns year, value, median, q1, q3, p5, p95; NaN where there is none.

    Years without anything between the first and the last have a row too, so that lines are cut.
    """
    rows = {row.year: row for row in detail.years}
    years = range(min(rows), max(rows) + 1) if rows else range(0)
    nan = float("nan")
    found = []
    for year in years:
        row = rows.get(year)
        stats = row.stats if row else None
        band = tuple(getattr(stats, name) if stats else nan for name in COLUMNS)
        found.append((year, row.value.value if row else nan, *band))
    return pd.DataFrame(found, columns=["year", "value", *COLUMNS])


def detail_figure(detail: Detail) -> Figure:
    """Return the trend with the quartile band, cut at breaks and at missing years."""
    t, lang, indicator = texts(detail.lang), detail.lang, detail.indicator
    frame = detail_frame(detail)

    def end(column: str) -> str:
        known = frame[column].dropna()
        if known.empty:
            return ""
        return format_number(float(known.iloc[-1]), decimals=indicator.decimals, lang=lang)

    text = TrendText(
        unit_name=detail.name,
        unit_end=end("value"),
        median_end=end("median"),
        median=t("view.trend.median"),
        half=t("view.trend.half"),
        measure=indicator.unit(lang),
        covid="COVID-19",
        number_format=d3_format(indicator),
        suffix=suffix(indicator, lang),
    )
    breaks = [
        SeriesBreak(year=item.year, label=t("view.trend.break", year=item.year))
        for item in detail.breaks
    ]
    stamp = t("common.sample_stamp") if detail.dataset.is_sample else None
    figure = trend_figure(frame, text=text, breaks=breaks, lang=lang, sample_text=stamp)
    figure["layout"]["margin"]["r"] = END_NUMBERS
    return figure
