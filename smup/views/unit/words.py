"""What only the page of a unit says, beside the sentences of ``smup.views.profile.words``."""

from smup.i18n import texts
from smup.territory.directory import UnitDirectory
from smup.territory.naming import kind_code
from smup.territory.unit import TerritorialUnit
from smup.views.profile import Band, Profile, ProfileRow
from smup.views.profile.words import amount, change_words, observed, place_words, side_words


def kind_words(directory: UnitDirectory, unit: TerritorialUnit, lang: str) -> tuple[str, ...]:
    """Return kind, powiat, voivodeship and code of a unit, to be joined by middle dots."""
    t = texts(lang)
    above = (directory.powiat_of(unit), directory.voivodeship_of(unit))
    parts = [t(f"unit.kind.{kind_code(unit)}")]
    parts += [
        directory.display_name(one, lang=lang)
        for one in above
        if one is not None and one is not unit
    ]
    return (*parts, t("unit.kind_line", code=unit.teryt))


def band_counts(profile: Profile) -> dict[str, int]:
    """Return how many indicators stand in the best quarter, the middle half, the worst quarter."""
    return {band.value: len(profile.of_band(band)) for band in (Band.BEST, Band.MIDDLE, Band.WORST)}


def chance_note(profile: Profile) -> str:
    """Return how many outer places chance alone may explain; empty when none."""
    counts = band_counts(profile)
    outer = counts[Band.BEST.value] + counts[Band.WORST.value]
    chance = outer - len(profile.strengths) - len(profile.weaknesses)
    return texts(profile.lang).plural("unit.headline.chance", chance) if chance else ""


def median_text(row: ProfileRow, lang: str) -> str:
    """Return the median of the group with its unit of measure; empty where there is none."""
    return "" if row.stats is None else amount(row.indicator, row.stats.median, lang)


def side_sentence(profile: Profile, row: ProfileRow) -> str:
    """Return what makes a row a strength or a weakness, in a sentence."""
    t, lang = texts(profile.lang), profile.lang
    sentence = t(
        "unit.sides.sentence",
        value=observed(row, lang),
        side=side_words(profile, row),
        median=median_text(row, lang),
    )
    if row.indicator.polarity == "down":
        sentence += t("unit.sides.less_is_better")
    place = place_words(row, lang)
    if place:
        sentence += f" {place[:1].upper()}{place[1:]}."
    if row.year is not None and row.year != profile.year:
        sentence += t("unit.sides.in_year", year=row.year)
    return sentence


def change_sentence(profile: Profile, row: ProfileRow) -> str:
    """Return the value and how it changed, with whether for the better; empty without a change."""
    words = change_words(row, profile.lang)
    if not words:
        return ""
    value = observed(row, profile.lang)
    return texts(profile.lang)("unit.sides.change", value=value, change=words)
