"""A profile in words: the counted headline, and what is said of one indicator.

Names of places are never inflected and no form depends on their gender or number: where a name
could be a plural one (Katowice), a noun stands before it.
"""

from string import Formatter
from typing import NamedTuple

from smup.formats import (
    as_printed,
    format_number,
    format_observation,
    format_value,
)
from smup.i18n import Texts, texts
from smup.repository.records import IndicatorInfo
from smup.typography import nbsp
from smup.views.linked import Value
from smup.views.profile.judge import CHANGE_YEARS
from smup.views.profile.records import Band, HeatRow, Profile, ProfileRow

FEWEST_OF_SECTOR = 3
"""A share of one or two indicators is an accident."""
MAYBE_PLURAL = ("e", "y", "i")
"""Polish names that end so may be plural (Katowice, Tychy, Suwalki); others of one word are not."""


class Piece(NamedTuple):
    """A part of a sentence.

    Attributes:
        text: the words.
        band: which number it is, to be set off; None for plain words.
    """

    text: str
    band: Band | None = None


def plain(pieces: tuple[Piece, ...]) -> str:
    """Return a sentence without its emphasis."""
    return "".join(piece.text for piece in pieces)


def headline(profile: Profile) -> tuple[Piece, ...]:
    """Return how many indicators stand in each part of the group, and the best and worst sector."""
    t = texts(profile.lang)
    counts = {band: len(profile.of_band(band)) for band in (Band.BEST, Band.MIDDLE, Band.WORST)}
    judged = sum(counts.values())
    group = of_group(profile)
    if not judged:
        known = any(row.value.known for row in profile.rows)
        key = "profile.headline.no_judged" if known else "profile.headline.no_values"
        words = t(key, name=profile.name, group=group, year=profile.year)
        return (Piece(_tidy(words, profile.lang)),)
    opening = t.plural("profile.headline.counted", judged, name=subject(profile))
    pieces = [Piece(_tidy(opening, profile.lang))]
    for before, name, _, _ in Formatter().parse(t("profile.headline.counts")):
        if name == "group":
            pieces.append(Piece(f"{before}{group}"))
            continue
        pieces.append(Piece(before))
        if name:
            pieces.append(Piece(str(counts[Band(name)]), Band(name)))
    pieces.append(Piece(_sectors(profile)))
    return tuple(piece for piece in pieces if piece.text)


def subject(profile: Profile) -> str:
    """Return the name of the unit, fit to stand before a verb in the singular."""
    unit = profile.unit
    word = unit.name.rpartition(" ")[2]
    if unit.level != "gmina" or (word == unit.name and not word.endswith(MAYBE_PLURAL)):
        return profile.name
    key = "miejska" if unit.kind == "miejska" else "other"
    return texts(profile.lang)(f"profile.subject.{key}", name=profile.name)


def of_group(profile: Profile) -> str:
    """Return the units of the group in the genitive: ``podobnych gmin``."""
    t = texts(profile.lang)
    units = t(f"profile.units.{profile.level}")
    return t(f"profile.of_group.{profile.group.kind}", units=units)


def band_word(band: Band, lang: str) -> str:
    """Return the name of a band: ``najlepsza ćwiartka``."""
    return texts(lang)(f"profile.band.{band.value}")


def trend_word(row: ProfileRow, lang: str) -> str:
    """Return the trend with its judgement: ``rośnie i to dobrze``."""
    return texts(lang)(f"profile.trend.{row.trend.value}")


def noise_word(row: ProfileRow, lang: str) -> str:
    """Return ``w granicach przypadku`` where chance explains the difference, else nothing."""
    within = row.noise is not None and row.noise.within
    return texts(lang)("profile.noise.within") if within else ""


def noise_note(row: ProfileRow, lang: str) -> str:
    """Return which values chance alone may bring; empty without a guard."""
    if row.noise is None:
        return ""
    low, high = (amount(row.indicator, limit, lang) for limit in (row.noise.low, row.noise.high))
    base = format_number(row.noise.base, decimals=0, lang=lang)
    return _tidy(texts(lang)("profile.noise.note", base=base, low=low, high=high), lang)


def place_words(row: ProfileRow, lang: str) -> str:
    """Return the place in the group, or from which to which it may be; empty when unknown.

    Equal values and the limits of chance around the unit's own value make an interval. Where
    chance plays a part and the interval was not worked out, no place is told: the band says
    what can be said.
    """
    t = texts(lang)
    if row.rank is None or (row.ranks is None and row.noise is not None):
        return ""
    first, last = row.ranks or (row.rank, row.rank)
    if first == last:
        place = t("profile.place.exact", rank=first, n=row.n)
    else:
        place = t("profile.place.between", first=first, last=last, n=row.n)
    if row.indicator.polarity == "none":
        place = t("profile.place.by_value", place=place)
    return _tidy(place, lang)


def amount(indicator: IndicatorInfo, value: float, lang: str) -> str:
    """Return a number with its unit of measure."""
    return format_value(value, unit=indicator.unit(lang), decimals=indicator.decimals, lang=lang)


def observed(row: ProfileRow, lang: str) -> str:
    """Return the value of a row with its unit, or the word of its emptiness."""
    return _observed(row.indicator, row.value, lang)


def row_sentence(profile: Profile, row: ProfileRow) -> str:
    """Return value, year, median and side of one indicator.

    ``Dzieci 3–6 lat w przedszkolach: 92,4% w 2024 r., mediana grupy 87,7%; więcej niż w trzech
    czwartych podobnych gmin.``
    """
    t, lang, indicator = texts(profile.lang), profile.lang, row.indicator
    name = indicator.short_name(lang)
    if row.year is None or not row.value.known:
        reason = t(f"common.empty.{row.value.flag.label}.name")
        return _tidy(t("profile.row.no_value", name=name, reason=reason), lang)
    words = {"name": name, "value": observed(row, lang), "year": row.year}
    if row.stats is None:
        return _tidy(t("profile.row.value", **words), lang)
    median = amount(indicator, row.stats.median, lang)
    text = t("profile.row.median", **words, median=median) + _side(profile, row)
    return _tidy(text if row.of_task else text + t("profile.row.not_own"), lang)


def change_words(row: ProfileRow, lang: str) -> str:
    """Return ``w 5 lat o 3,1 pkt proc. więcej – to zmiana na lepsze``; empty without a change."""
    t, change = texts(lang), row.change
    if change is None:
        return ""
    decimals = row.indicator.decimals
    if as_printed(change.difference, decimals=decimals) == 0:
        return _tidy(t("profile.change.same", year=change.since), lang)
    points = row.indicator.unit(lang) == "%"
    unit = t("common.percentage_points") if points else row.indicator.unit(lang)
    size = format_value(abs(change.difference), unit=unit, decimals=decimals, lang=lang)
    key = "more" if change.difference > 0 else "less"
    text = t(f"profile.change.{key}", span=_span(row, t), size=size)
    if change.good is not None:
        text += t("profile.change.good" if change.good else "profile.change.bad")
    return _tidy(text, lang)


def change_sentence(profile: Profile, row: ProfileRow) -> str:
    """Return the change with both values in a sentence; empty without a change."""
    t, lang, change = texts(profile.lang), profile.lang, row.change
    if change is None:
        return ""
    text = t(
        "profile.change.sentence",
        name=row.indicator.short_name(lang),
        change=change_words(row, lang),
        before=amount(row.indicator, change.before, lang),
        since=change.since,
        value=observed(row, lang),
        year=change.year,
    )
    return _tidy(text, lang)


def side_words(profile: Profile, row: ProfileRow) -> str:
    """Return ``więcej niż w trzech czwartych podobnych gmin``; empty where quarters say nothing."""
    if row.stats is None or row.band is Band.UNKNOWN or not row.of_task:
        return ""
    value, t = row.value.value, texts(profile.lang)
    if row.stats.q1 <= value <= row.stats.q3:
        side = "middle"
    else:
        side = "above" if value > row.stats.q3 else "below"
    return t(f"profile.row.{side}", group=of_group(profile))


def _side(profile: Profile, row: ProfileRow) -> str:
    t, side = texts(profile.lang), side_words(profile, row)
    if not side:
        return t("profile.row.end")
    outside = row.band in (Band.BEST, Band.WORST)
    if outside and row.indicator.polarity == "down":
        return t("profile.row.less_is_better", side=side)
    return t("profile.row.side", side=side)


def _span(row: ProfileRow, t: Texts) -> str:
    """Return the years of a change: ``w 5 lat``, or since when after a break."""
    change = row.change
    if change is None:
        return ""
    years = change.year - change.since
    if years < CHANGE_YEARS:
        return t("profile.change.since_break", year=change.since)
    return t.plural("profile.change.span", years)


def _sectors(profile: Profile) -> str:
    """Return the sectors with the largest and smallest share of better indicators."""
    t = texts(profile.lang)
    shares = [(share, row.sector) for row in profile.heat if (share := _share(row)) is not None]
    if not shares:
        return ""
    best, worst = max(shares, key=lambda one: one[0]), min(shares, key=lambda one: one[0])
    if best[0] == worst[0]:
        return ""
    names = [one.name(profile.lang) for one in (best[1], worst[1])]
    keys = [f"profile.sector_in.{one.code}" for one in (best[1], worst[1])]
    if all(t.has(key) for key in keys):
        text = t("profile.headline.sectors", best=t(keys[0]), worst=t(keys[1]))
    else:
        text = t("profile.headline.sectors_plain", best=names[0], worst=names[1])
    return _tidy(text, profile.lang)


def _share(row: HeatRow) -> float | None:
    counted = sum(cell.counted for cell in row.cells)
    if counted < FEWEST_OF_SECTOR:
        return None
    return sum(cell.better for cell in row.cells) / counted


def _observed(indicator: IndicatorInfo, value: Value, lang: str) -> str:
    return format_observation(
        value.value if value.known else None,
        value.flag,
        unit=indicator.unit(lang),
        decimals=indicator.decimals,
        lang=lang,
    )


def _tidy(text: str, lang: str) -> str:
    """Keep one-letter words and units on the line of what follows them, as Polish does."""
    return nbsp(text) if lang == "pl" else text
