"""The detail of an indicator in sentences: value and place, chance, movement, loads."""

import math

from smup.flags import Flag
from smup.formats import (
    as_printed,
    format_change,
    format_date,
    format_difference,
    format_empty,
    format_number,
    format_observation,
    format_value,
)
from smup.i18n import Texts, texts
from smup.repository.records import ReleaseInfo
from smup.statistics.trend import ALPHA, FEWEST
from smup.views.profile.detail_records import Detail, YearRow
from smup.views.profile.judge import FEWEST_FOR_QUARTERS
from smup.views.profile.movement import Movement
from smup.views.profile.records import Band

SHORT = 12  # characters of a checksum that tell files apart
P_DECIMALS = 3


def amount(detail: Detail, number: float) -> str:
    """Return a number of the indicator with its unit of measure."""
    indicator, lang = detail.indicator, detail.lang
    return format_value(number, unit=indicator.unit(lang), decimals=indicator.decimals, lang=lang)


def heading(detail: Detail) -> str:
    """Return the name of the indicator and of the unit."""
    t = texts(detail.lang)
    return t("detail.heading", name=detail.indicator.short_name(detail.lang), unit=detail.name)


def meaning(detail: Detail) -> str:
    """Return dimension, what better means, and unit of measure."""
    t, indicator = texts(detail.lang), detail.indicator
    return t(
        "detail.meaning",
        dimension=t(f"common.dimension.{indicator.dimension}"),
        polarity=t(f"common.polarity.{indicator.polarity}"),
        measure=indicator.unit(detail.lang),
    )


def place_sentence(detail: Detail) -> str:
    """Return the value, its place in the group and the quarter, in one or two sentences."""
    t, value = texts(detail.lang), detail.value
    if not value.known:
        reason = t(f"common.empty.{value.flag.label}.name")
        opening = t("detail.value.empty", year=detail.year, reason=reason)
    else:
        shown = (
            format_empty(value.flag, detail.lang, decimals=detail.indicator.decimals)
            if value.flag is Flag.BELOW_FORMAT
            else amount(detail, value.value)
        )
        opening = t("detail.value.known", value=shown, year=detail.year)
    if value.known and not detail.of_task:
        opening += t("detail.value.other_task")
    return one_stop(opening + _standing(detail, t)).strip()


def _standing(detail: Detail, t: Texts) -> str:
    stats, place, group = detail.stats, detail.place, detail.group.label
    if stats is None:
        known = detail.value.known or detail.value.flag is not Flag.NOT_APPLICABLE
        return t("detail.rank.no_group", group=group) if known else ""
    median = amount(detail, stats.median)
    if place.rank is None:
        member = detail.unit.position in set(detail.group.positions)
        key = "no_value" if member or not detail.value.known else "outside"
        return t(f"detail.rank.{key}", group=group, median=median)
    key = "judged" if detail.judged else "plain"
    band = t(f"detail.band.{place.band.value}")
    text = t(
        f"detail.rank.{key}", rank=place.rank, n=place.n, group=group, band=band, median=median
    )
    if not detail.judged:
        text = _quarter_by_size(detail, t) + text
    if place.ranks is not None and place.ranks[0] != place.ranks[1]:
        why = "chance" if place.by_chance else "equal"
        text += t(f"detail.rank.{why}", low=place.ranks[0], high=place.ranks[1])
    return text + (t("detail.rank.few") if place.band is Band.UNKNOWN else "")


def _quarter_by_size(detail: Detail, t: Texts) -> str:
    """Return in which part of the group a value lies by size; empty where quarters mean little."""
    stats, value = detail.stats, detail.value.value
    if stats is None or stats.n < FEWEST_FOR_QUARTERS:
        return ""
    if stats.q1 <= value <= stats.q3:
        return t("detail.rank.size_middle")
    return t("detail.rank.size_above" if value > stats.q3 else "detail.rank.size_below")


def side_since(detail: Detail) -> str | None:
    """Return since when the value has been on its side of the group's median, in a sentence.

    Each year is compared with the median of the same year, so a break in the series does not
    matter; a year without a value or without a group ends the stretch.
    """
    known = {row.year: side for row in detail.years if (side := _side(row))}
    side, since = known.get(detail.year), detail.year
    if side in (None, "equal"):
        return None
    while known.get(since - 1) == side:
        since -= 1
    t, first = texts(detail.lang), since == min(known)
    word = t(f"detail.since.{side}")
    if since == detail.year:
        changed = since - 1 in known
        return t("detail.since.now", side=word, year=since) if changed else None
    return t("detail.since.first" if first else "detail.since.year", side=word, year=since)


def _side(row: YearRow) -> str | None:
    if row.stats is None or not row.value.known:
        return None
    if row.value.value == row.stats.median:
        return "equal"
    return "above" if row.value.value > row.stats.median else "below"


def sides_sentence(detail: Detail) -> str | None:
    """Return how many units of the group have less and how many more; None where it is judged."""
    sides = detail.sides
    if sides is None:
        return None
    t = texts(detail.lang)
    return t(
        "detail.sides.note",
        group=detail.group.label,
        year=detail.year,
        lower=t.plural("common.units", sides.lower),
        higher=sides.higher,
    )


def chance_words(detail: Detail) -> tuple[str, str] | None:
    """Return what the noise guard says and why; None where chance plays no part."""
    noise, stats, t = detail.place.noise, detail.stats, texts(detail.lang)
    if noise is None or stats is None:
        return None
    base = format_number(noise.base, decimals=0, lang=detail.lang)
    side = "within" if noise.within else "beyond"
    why = t(
        f"detail.noise.{side}_why",
        median=amount(detail, stats.median),
        low=amount(detail, noise.low),
        high=amount(detail, noise.high),
        value=amount(detail, detail.value.value),
    )
    counted = t("detail.noise.base", base=base, label=detail.base_label)
    return t(f"detail.noise.{side}"), one_stop(f"{counted} {why}")


def movement_sentences(detail: Detail, movement: Movement) -> tuple[str, ...]:
    """Return direction with its judgement, change, size a year and the test behind it."""
    t = texts(detail.lang)
    if movement.since is None:
        return (t("detail.trend.none"),)
    values = t.plural("common.values", movement.trend.n)
    parts = [t(f"detail.trend.{movement.mark.value}"), _change(detail, movement, t)]
    if movement.trend.direction == "unknown":
        parts.append(t("detail.trend.too_few", fewest=FEWEST, values=values))
    else:
        parts.append(_slope(detail, movement, t))
        parts.append(
            t(
                "detail.trend.test",
                since=movement.since,
                until=movement.until or movement.since,
                p=p_words(movement.trend.p_value, detail.lang),
                values=values,
            )
        )
    return tuple(one_stop(part) for part in parts if part)


def one_stop(text: str) -> str:
    """Return sentences with one full stop where an abbreviated unit of measure ends them."""
    return text.replace("..", ".")


def p_words(p_value: float, lang: str) -> str:
    """Return ``= 0,017`` or ``< 0,001``; a value beside 0.05 gets one more digit."""
    if p_value < 10**-P_DECIMALS:
        return f"< {format_number(10**-P_DECIMALS, decimals=P_DECIMALS, lang=lang)}"
    hidden = as_printed(p_value, decimals=P_DECIMALS) == ALPHA != p_value
    return f"= {format_number(p_value, decimals=P_DECIMALS + hidden, lang=lang)}"


def _change(detail: Detail, movement: Movement, t: Texts) -> str:
    change = movement.change
    if change is None:
        return ""
    text = format_change(
        change.before + change.difference,
        change.before,
        unit=detail.indicator.unit(detail.lang),
        decimals=detail.indicator.decimals,
        lang=detail.lang,
    )
    return t("detail.trend.change", since=change.since, until=change.year, change=text)


def _slope(detail: Detail, movement: Movement, t: Texts) -> str:
    slope = movement.slope
    if slope is None:
        return ""
    size = _a_year(detail, slope.per_year)
    text = t("detail.trend.slope", slope=size)
    if not math.isnan(slope.low):
        text += t(
            "detail.trend.slope_interval",
            low=_a_year(detail, slope.low),
            high=_a_year(detail, slope.high),
        )
    return f"{text}."


def _a_year(detail: Detail, slope: float) -> str:
    """Return a slope; small ones get one digit more than the values have."""
    indicator, lang = detail.indicator, detail.lang
    decimals = indicator.decimals + (abs(slope) < 10)
    return format_difference(slope, unit=indicator.unit(lang), decimals=decimals, lang=lang)


def year_cells(detail: Detail, row: YearRow) -> tuple[str, str, str, str]:
    """Return value, median, middle half and place of one year, in words and numbers."""
    t, lang, indicator = texts(detail.lang), detail.lang, detail.indicator
    value = format_observation(
        row.value.value if row.value.known else None,
        row.value.flag,
        unit=indicator.unit(lang),
        decimals=row.decimals,
        lang=lang,
    )
    stats = row.stats
    if stats is None:
        return value, "", "", ""
    low = format_number(stats.q1, decimals=indicator.decimals, lang=lang)
    high = amount(detail, stats.q3)
    place = "" if row.rank is None else t("detail.column.of", rank=row.rank, n=stats.n)
    return value, amount(detail, stats.median), f"{low}–{high}", place


def load_words(release: ReleaseInfo | None, lang: str) -> tuple[str, ...]:
    """Return source, day, file and checksum of a load, each as a short text."""
    t = texts(lang)
    if release is None:
        return (t("detail.load.gone"),)
    parts = [release.source, t("detail.load.when", date=format_date(release.fetched_at, lang))]
    if release.file_name:
        parts.append(t("detail.load.file", name=release.file_name))
    if release.checksum:
        parts.append(t("detail.load.checksum", checksum=release.checksum[:SHORT]))
    return tuple(parts)


def spans(years: tuple[int, ...]) -> str:
    """Return years with stretches joined: ``2012–2019, 2021``."""
    found: list[list[int]] = []
    for year in years:
        if found and year == found[-1][-1] + 1:
            found[-1].append(year)
        else:
            found.append([year])
    return ", ".join(str(one[0]) if len(one) == 1 else f"{one[0]}–{one[-1]}" for one in found)
