"""Where the practices found come from: dots of a small map and the same as a list."""

from collections import Counter
from dataclasses import dataclass

from smup.figures.small_map import Frame, on_map, small_map
from smup.repository.facade import Repository
from smup.territory.unit import TerritorialUnit
from smup.views.outline import read_outline
from smup.views.practices.listing import Listing

MOST_DOTS = 60
"""More places than these are counted by voivodeship: neither eye nor list would tell them apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A unit, or a voivodeship, with practices.

    Attributes:
        code: its TERYT code.
        name: with the word its level needs.
        note: kind and powiat, which tell apart units of one name; may be empty.
        count: practices found there.
        left: percent of the width of the map; None where the place has none on it.
        top: percent of its height.
    """

    code: str
    name: str
    note: str
    count: int
    left: float | None
    top: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the practices found come from.

    Attributes:
        rows: places in the order of their names.
        by_voivodeship: whether the places are voivodeships.
        elsewhere: practices of institutions, which have no place.
    """

    rows: tuple[Place, ...]
    by_voivodeship: bool
    elsewhere: int


def read_land(repository: Repository) -> str | None:
    """Return the map of the country without dots as SVG; None when no borders are loaded."""
    outline = read_outline(repository, "wojewodztwo")
    return None if outline is None else small_map(outline, [], None).svg


def places_of(listing: Listing) -> Places:
    """Return where the practices found come from: units, or voivodeships when there are many."""
    directory, counts = listing.directory, listing.page.places
    by_voivodeship = len(counts) > MOST_DOTS
    summed: Counter[int] = Counter()
    for unit_id, count in counts:
        unit = directory.by_id(unit_id)
        above = directory.voivodeship_of(unit) if by_voivodeship else None
        # A fictional unit lies in no voivodeship: it stands for itself.
        summed[(above or unit).id] += count
    rows = [_place(listing, directory.by_id(key), count) for key, count in summed.items()]
    return Places(
        rows=tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.code))),
        by_voivodeship=by_voivodeship,
        elsewhere=listing.page.total - sum(count for _, count in counts),
    )


def _place(listing: Listing, unit: TerritorialUnit, count: int) -> Place:
    left, top = None, None
    if unit.lon is not None and unit.lat is not None:
        left, top = _WHOLE.place(on_map(unit.lon, unit.lat))
    return Place(
        code=unit.teryt,
        name=listing.directory.display_name(unit, lang=listing.lang),
        note=listing.directory.beside_name(unit, lang=listing.lang),
        count=count,
        left=left,
        top=top,
    )


_WHOLE: Frame = small_map("", [], None).frame
