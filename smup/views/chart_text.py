"""What the trend shows, in a sentence: change of my unit and of its group over one segment."""

from smup.formats import format_change
from smup.views.linked import GroupStats, LinkedData, series_breaks


def segment_start(data: LinkedData, year: int) -> int | None:
    """Return the first year comparable with ``year``: after the last break, with values.

    With a unit both its value and the group's median must be known; without one the median.
    None when the year itself has none.
    """
    since = max(
        (item.year for item in series_breaks(data.indicator) if item.year <= year), default=0
    )
    comparable = [item for item in data.selection.years if since <= item <= year]
    known = [item for item in comparable if _known(data, item)]
    return known[0] if known and known[-1] == year else None


def chart_sentence(data: LinkedData, year: int) -> str:
    """Return how my unit and the median changed from the first comparable year to ``year``."""
    t, start = data.t, segment_start(data, year)
    if start is None:
        return t("indicator.chart.none", year=year)
    if start == year:
        broken = any(item.year == year for item in series_breaks(data.indicator))
        return t("indicator.chart.new_series" if broken else "indicator.chart.first", year=year)
    median = _median_change(data, start, year)
    if data.unit is None:
        return t("indicator.chart.median", start=start, year=year, change=median)
    mine = _change(data, data.value_of(data.indicator, start).value, _value(data, year))
    return t(
        "indicator.chart.unit",
        unit=data.unit_name,
        start=start,
        year=year,
        change=mine,
        median=median,
    )


def _known(data: LinkedData, year: int) -> bool:
    group = data.stats_of(data.indicator, year) is not None
    return group and (data.unit is None or data.value_of(data.indicator, year).known)


def _value(data: LinkedData, year: int) -> float:
    return data.value_of(data.indicator, year).value


def _median_change(data: LinkedData, start: int, year: int) -> str:
    return _change(data, _stats(data, start).median, _stats(data, year).median)


def _stats(data: LinkedData, year: int) -> GroupStats:
    found = data.stats_of(data.indicator, year)
    if found is None:
        message = f"no statistics for {year}"
        raise LookupError(message)
    return found


def _change(data: LinkedData, old: float, new: float) -> str:
    indicator = data.indicator
    return format_change(
        new, old, unit=indicator.unit(data.lang), decimals=indicator.decimals, lang=data.lang
    )
