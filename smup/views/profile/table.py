"""The table of a profile as values: the same rows, in the same order, as on the page."""

from collections.abc import Iterator

from smup.i18n import texts
from smup.views.linked import GroupStats
from smup.views.notes import note_cell
from smup.views.profile.records import Profile, ProfileRow
from smup.views.profile.words import band_word, noise_word, trend_word

Cell = str | int | float | None

COLUMNS = (
    "teryt",
    "unit",
    "sector",
    "indicator",
    "indicator_name",
    "dimension",
    "polarity",
    "year",
    "value",
    "flag",
    "unit_of_measure",
    "decimals",
    "group",
    "n",
    "p5",
    "q1",
    "median",
    "q3",
    "p95",
    "band",
    "rank_first",
    "rank_last",
    "chance",
    "trend",
    "change",
    "change_since",
    "break_year",
    "country_median",
    "source",
    "note",
)
MOST_DECIMALS = 8  # beyond lie only traces of binary arithmetic
DISTRIBUTION = ("p5", "q1", "median", "q3", "p95")


def profile_cells(profile: Profile) -> Iterator[list[Cell]]:
    """Yield the cells of ``COLUMNS`` for each row.

    A place is given as the first and the last it may be; both are empty where chance plays a
    part and the interval was not worked out: the band then says what can be said.
    """
    sectors = {row.sector.code: row.sector.name(profile.lang) for row in profile.heat}
    for row in profile.rows:
        cells = _about(profile, row, sectors) | _value(profile, row) | _standing(profile, row)
        yield [cells[column] for column in COLUMNS]


def _note(profile: Profile, row: ProfileRow) -> Cell:
    """Return what the unit says, with the year when that is not the one of the value."""
    note = profile.note_of(row)
    said = note_cell(note, profile.lang)
    return said if note is None or note.year == row.year else f"{note.year}: {said}"


def _about(profile: Profile, row: ProfileRow, sectors: dict[str, str]) -> dict[str, Cell]:
    indicator, lang = row.indicator, profile.lang
    t = texts(lang)
    sample = profile.dataset.is_sample
    return {
        "note": _note(profile, row),
        "teryt": profile.unit.code_at(profile.level),
        "unit": profile.name,
        "sector": sectors.get(indicator.sector_code),
        "indicator": indicator.code,
        "indicator_name": indicator.name(lang),
        "dimension": t(f"common.dimension.{indicator.dimension}"),
        "polarity": t(f"common.polarity.{indicator.polarity if row.of_task else 'none'}"),
        "source": t("api.sample.source") if sample else indicator.card_text("source", lang),
    }


def _value(profile: Profile, row: ProfileRow) -> dict[str, Cell]:
    change = row.change
    return {
        "year": row.year,
        "value": row.value.value if row.value.known else None,
        "flag": row.value.flag.label,
        "unit_of_measure": row.indicator.unit(profile.lang),
        "decimals": row.indicator.decimals,
        "trend": trend_word(row, profile.lang),
        "change": None if change is None else round(change.difference, MOST_DECIMALS),
        "change_since": None if change is None else change.since,
        "break_year": row.break_year,
    }


def _standing(profile: Profile, row: ProfileRow) -> dict[str, Cell]:
    exact = row.ranks is not None or row.noise is None
    places = row.ranks or (row.rank, row.rank)
    return {
        "group": profile.group.label,
        "n": row.n,
        **_distribution(row.stats),
        "band": band_word(row.band, profile.lang),
        "rank_first": places[0] if exact and row.rank is not None else None,
        "rank_last": places[1] if exact and row.rank is not None else None,
        "chance": noise_word(row, profile.lang) or None,
        "country_median": None if row.country is None else row.country.median,
    }


def _distribution(stats: GroupStats | None) -> dict[str, Cell]:
    if stats is None:
        return dict.fromkeys(DISTRIBUTION)
    return {name: round(getattr(stats, name), MOST_DECIMALS) for name in DISTRIBUTION}
