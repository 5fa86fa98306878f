"""Rows of a profile as lines of a report's table, grouped by sector."""

from collections.abc import Sequence
from itertools import groupby

from smup.links import href
from smup.reports.records import Line, LineGroup, LineTable, Tone, Way
from smup.reports.spec import ReportSpec
from smup.reports.strips import strip_of
from smup.reports.words import amount, by_chance, middle_half, observed, row_note, standing
from smup.views.profile import Band, Profile, ProfileRow, TrendMark, trend_word

TONES: dict[Band, Tone] = {Band.BEST: "better", Band.MIDDLE: "middle", Band.WORST: "worse"}
TRENDS: dict[TrendMark, tuple[Way, Tone]] = {
    TrendMark.RISING_GOOD: ("rising", "better"),
    TrendMark.RISING_BAD: ("rising", "worse"),
    TrendMark.RISING: ("rising", "plain"),
    TrendMark.FALLING_GOOD: ("falling", "better"),
    TrendMark.FALLING_BAD: ("falling", "worse"),
    TrendMark.FALLING: ("falling", "plain"),
    TrendMark.STEADY: ("steady", "plain"),
    TrendMark.UNKNOWN: ("", "plain"),
}


def table_of(
    spec: ReportSpec, profile: Profile, rows: Sequence[ProfileRow], *, caption: str
) -> LineTable:
    """Return the rows as a table; they stay in their order, which keeps sectors together."""
    names = {row.sector.code: row.sector.name(spec.lang) for row in profile.heat}
    groups = tuple(
        LineGroup(
            title=names.get(code, code), lines=tuple(line_of(spec, profile, row) for row in found)
        )
        for code, found in groupby(rows, key=lambda row: row.indicator.sector_code)
    )
    return LineTable(caption=caption, unit_name=profile.name, groups=groups)


def line_of(spec: ReportSpec, profile: Profile, row: ProfileRow) -> Line:
    """Return one indicator: value, median, strip, place, trend, year, notes."""
    lang, indicator = spec.lang, row.indicator
    path = href(lang, f"/wskaznik/{indicator.code}", unit=profile.unit.code_at(profile.level))
    way, verdict = TRENDS[row.trend]
    return Line(
        name=indicator.short_name(lang),
        note=row_note(profile, row),
        value=observed(indicator, row.value, lang),
        median="" if row.stats is None else amount(indicator, row.stats.median, lang),
        middle=middle_half(row, lang),
        place=standing(row, lang),
        tone=_tone(row),
        trend=trend_word(row, lang) if way else "",
        way=way,
        verdict=verdict,
        year="" if row.year is None else str(row.year),
        strip=strip_of(row),
        address=f"{spec.origin}{path}",
    )


def _tone(row: ProfileRow) -> Tone:
    if row.indicator.dimension == "kontekst":
        return "context"
    return "plain" if by_chance(row) else TONES.get(row.band, "plain")
