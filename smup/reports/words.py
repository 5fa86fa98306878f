"""Short words of a report's table; its sentences are those of the profile."""

from smup.formats import format_observation, format_value
from smup.i18n import texts
from smup.repository.records import IndicatorInfo
from smup.typography import EN_DASH, NBSP, nbsp
from smup.views.linked import Value
from smup.views.profile import (
    Band,
    Profile,
    ProfileRow,
    band_word,
    change_sentence,
    noise_word,
    place_words,
    row_sentence,
)

EDGES = (Band.BEST, Band.WORST)


def tidy(text: str, lang: str) -> str:
    """Return a joined sentence with the no-break spaces that Polish lines need."""
    return nbsp(text) if lang == "pl" else text


def amount(indicator: IndicatorInfo, value: float, lang: str) -> str:
    """Return a number with its unit of measure."""
    return format_value(value, unit=indicator.unit(lang), decimals=indicator.decimals, lang=lang)


def observed(indicator: IndicatorInfo, value: Value, lang: str) -> str:
    """Return a value with its unit, or the word of its emptiness."""
    return format_observation(
        value.value if value.known else None,
        value.flag,
        unit=indicator.unit(lang),
        decimals=indicator.decimals,
        lang=lang,
    )


def told_value(profile: Profile, row: ProfileRow) -> str:
    """Return the sentence of a row without the name, which stands above it, and its place."""
    sentence = _without_name(row_sentence(profile, row), row, profile.lang)
    place = place_words(row, profile.lang).replace(" ", NBSP)  # else its end stands alone
    return f"{sentence} {place[:1].upper()}{place[1:]}." if place else sentence


def told_change(profile: Profile, row: ProfileRow) -> str:
    """Return the change of a row in a sentence without the name, which stands above it."""
    return _without_name(change_sentence(profile, row), row, profile.lang)


def _without_name(sentence: str, row: ProfileRow, lang: str) -> str:
    _, mark, rest = sentence.partition(f"{tidy(row.indicator.short_name(lang), lang)}: ")
    return f"{rest[:1].upper()}{rest[1:]}" if mark else sentence


def middle_half(row: ProfileRow, lang: str) -> str:
    """Return the range between the quartiles of the group."""
    if row.stats is None:
        return ""
    low, high = (
        format_value(value, unit="", decimals=row.indicator.decimals, lang=lang)
        for value in (row.stats.q1, row.stats.q3)
    )
    return f"{low}{EN_DASH}{high}"


def by_chance(row: ProfileRow) -> bool:
    """Tell whether a row stands at an edge of its group only by chance."""
    return row.band in EDGES and row.noise is not None and row.noise.within


def standing(row: ProfileRow, lang: str) -> str:
    """Return where a row stands: its quarter in words, chance, or that it is not judged."""
    if row.stats is None or not row.value.known or row.band is Band.UNKNOWN:
        return ""
    return noise_word(row, lang) if by_chance(row) else band_word(row.band, lang)


def row_note(profile: Profile, row: ProfileRow) -> str:
    """Return what stands under the name of an indicator: other year, flag, chance, break."""
    t = texts(profile.lang)
    notes = []
    if row.year is not None and row.year != profile.year:
        notes.append(t("reports.table.data_of", year=row.year))
    if row.value.flag and row.value.known:
        notes.append(t(f"common.empty.{row.value.flag.label}.name"))
    if by_chance(row):
        notes.append(band_word(row.band, profile.lang))
    if row.break_year is not None:
        notes.append(t("reports.table.break_in", year=row.break_year))
    if not row.of_task:
        notes.append(t(f"common.task.{row.indicator.task_level}"))
    return " · ".join(notes)
