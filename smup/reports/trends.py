"""Trend charts of a report: which indicators, and their numbers in words for those who hear."""

from collections.abc import Mapping, Sequence

from smup.i18n import texts
from smup.reports.chart_records import TrendChart, TrendLine
from smup.reports.words import amount
from smup.repository.facade import Repository
from smup.repository.records import IndicatorInfo
from smup.views.group_stats import group_distributions
from smup.views.groups import Group
from smup.views.linked import GroupStats, Value, series_breaks, stats_by_year
from smup.views.profile.records import Band, Profile, ProfileRow

MOST = 6
LEAST_YEARS = 3
Series = Mapping[tuple[int, int], Value]
Stats = Mapping[tuple[int, int], GroupStats]


def chosen_rows(
    profile: Profile, codes: Sequence[str] = (), *, most: int = MOST
) -> tuple[ProfileRow, ...]:
    """Return the rows to draw: those asked for, else featured ones, at most one a service first.

    Among the featured ones those that are judged and farthest from the median come first, for a
    reader wants to know since when a strength or a weakness lasts.
    """
    drawable = [row for row in profile.rows if row.value.known and row.stats is not None]
    if codes:
        asked = [row for row in drawable if row.indicator.code in codes]
        return tuple(asked[:most])
    featured = [row for row in drawable if row.indicator.card.get("featured")] or drawable
    telling = sorted(
        featured,
        key=lambda row: (
            row.band not in (Band.BEST, Band.WORST),
            -abs(row.place or 0.0),
        ),
    )
    seen: set[str] = set()
    found = []
    for row in telling:
        if row.indicator.sector_code not in seen:
            seen.add(row.indicator.sector_code)
            found.append(row)
    found += [row for row in telling if row not in found]
    return tuple(found[:most])


def read_group_years(
    repository: Repository, indicators: Sequence[IndicatorInfo], group: Group
) -> dict[tuple[int, int], GroupStats]:
    """Return the distribution of each indicator over the group in every year; one SELECT."""
    ids = [indicator.id for indicator in indicators]
    if not ids:
        return {}
    return stats_by_year(group_distributions(repository, ids, group))


def trend_chart(  # noqa: PLR0913  numbers, names and marks of one picture
    indicator: IndicatorInfo,
    *,
    stats: Stats,
    series: Series,
    unit_name: str,
    last: int,
    lang: str,
    stamp: str,
) -> TrendChart | None:
    """Return the chart of an indicator up to a year; None with fewer than three years.

    Args:
        indicator: what is drawn.
        stats: distributions of the group by indicator id and year.
        series: values of my unit by indicator id and year; empty without a unit.
        unit_name: name of my unit; empty without one.
        last: last year drawn.
        lang: language of names and numbers.
        stamp: mark of the sample, or an empty text.
    """
    key = indicator.id
    known = {year for item, year in stats if item == key}
    known |= {year for (item, year), value in series.items() if item == key and value.known}
    known = {year for year in known if year <= last}
    if len(known) < LEAST_YEARS:
        return None
    years = tuple(range(min(known), max(known) + 1))
    group = [stats.get((key, year)) for year in years]
    mine = tuple(_number(series.get((key, year))) for year in years)
    median = tuple(None if item is None else item.median for item in group)
    t = texts(lang)
    lines = [_line(unit_name, mine, indicator, lang)] if unit_name else []
    lines.append(_line(t("reports.trends.median"), median, indicator, lang, of_group=True))
    return TrendChart(
        title=indicator.short_name(lang),
        alt=_alt(indicator, years, mine=mine, median=median, unit_name=unit_name, lang=lang),
        measure=indicator.unit(lang),
        years=years,
        lines=tuple(lines),
        low=tuple(None if item is None else item.q1 for item in group),
        high=tuple(None if item is None else item.q3 for item in group),
        breaks=tuple(item.year for item in series_breaks(indicator)),
        break_label=t.entries["reports.trends.break"],
        decimals=indicator.decimals,
        lang=lang,
        stamp=stamp,
    )


def _line(
    name: str,
    values: tuple[float | None, ...],
    indicator: IndicatorInfo,
    lang: str,
    *,
    of_group: bool = False,
) -> TrendLine:
    shown = _end_name(name, values, indicator, lang)
    return TrendLine(name=shown, values=values, mine=not of_group, median=of_group)


def _number(value: Value | None) -> float | None:
    return value.value if value is not None and value.known else None


def _end_name(
    name: str, values: Sequence[float | None], indicator: IndicatorInfo, lang: str
) -> str:
    known = [value for value in values if value is not None]
    return f"{name}\n{amount(indicator, known[-1], lang)}" if known else name


def _alt(
    indicator: IndicatorInfo,
    years: Sequence[int],
    *,
    mine: Sequence[float | None],
    median: Sequence[float | None],
    unit_name: str,
    lang: str,
) -> str:
    t = texts(lang)
    ends = [(year, value) for year, value in zip(years, mine, strict=True) if value is not None]
    middle = [value for value in median if value is not None]
    words = {
        "indicator": indicator.short_name(lang),
        "first": years[0],
        "last": years[-1],
        "name": unit_name,
        "median": amount(indicator, middle[-1], lang) if middle else "",
    }
    if not ends:
        return t(
            "reports.trends.alt_no_value" if unit_name else "reports.trends.alt_group", **words
        )
    (since, start), (until, end) = ends[0], ends[-1]
    return t(
        "reports.trends.alt",
        **words,
        since=since,
        start=amount(indicator, start, lang),
        until=until,
        end=amount(indicator, end, lang),
    )


def profile_charts(
    repository: Repository, profile: Profile, codes: Sequence[str], *, stamp: str
) -> tuple[TrendChart, ...]:
    """Return the charts of a unit report; at most one SELECT."""
    rows = chosen_rows(profile, codes)
    indicators = [row.indicator for row in rows]
    stats = read_group_years(repository, indicators, profile.group)
    charts = (
        trend_chart(
            indicator,
            stats=stats,
            series=profile.series,
            unit_name=profile.unit.name,
            last=profile.year,
            lang=profile.lang,
            stamp=stamp,
        )
        for indicator in indicators
    )
    return tuple(chart for chart in charts if chart is not None)
