"""The distribution of the group and my unit's place in it, for many indicators at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from smup.repository.facade import Repository
from smup.territory.unit import TerritorialUnit
from smup.views.groups import WHOLE_COUNTRY, Group
from smup.views.linked import GroupStats, described
from smup.views.profile.chance import Asked

MOST_READ = 400
"""Up to so many units their values are read; above, the database counts who has more or less."""
RANKED_ALREADY = {"kraj": "country", "wojewodztwo": "voivodeship", "podobne": "peers"}
NONE_ASKED: Mapping[int, tuple[float, float]] = {}


class Place(NamedTuple):
    """A place in a group.

    Attributes:
        rank: competition ranking, 1 = best by polarity, largest first when not judged.
        ranks: first and last place the unit may as well take, from equal values and from the
            limits of chance around its own value; None when that is not known.
    """

    rank: int
    ranks: tuple[int, int] | None


class Standing(NamedTuple):
    """Group and country of one profile, each by indicator key.

    Attributes:
        group: distributions over the group.
        country: distributions over all units of the level.
        places: of my unit, if it is of the group.
    """

    group: Mapping[int, GroupStats]
    country: Mapping[int, GroupStats]
    places: Mapping[int, Place]


class Beside(NamedTuple):
    """Values of the members: keys of indicators, of units, and the numbers, side by side."""

    indicators: NDArray[np.int64]
    units: NDArray[np.int64]
    values: NDArray[np.float64]


def read_standing(
    repository: Repository,
    unit: TerritorialUnit,
    asked: Sequence[Asked],
    *,
    group: Group,
    limits: Mapping[int, tuple[float, float]] = NONE_ASKED,
) -> Standing:
    """Read where the values of a unit stand; at most three SELECTs whatever is asked.

    Args:
        repository: the database.
        unit: my unit.
        asked: its values.
        group: what it is compared with.
        limits: by indicator key, between what its value could as well have come out.
    """
    if not asked:
        return Standing({}, {}, {})
    directory = repository.directory()
    years = {one.indicator.id: one.year for one in asked}
    codes = {WHOLE_COUNTRY, group.code} if group.ready else {WHOLE_COUNTRY}
    ready = _ready(repository, years, group.level, codes)
    country = ready.get(WHOLE_COUNTRY, {})
    in_group = ready.get(group.code, {}) if group.ready else {}
    member = unit.position in set(group.positions)
    if group.ready and (not member or group.size > MOST_READ):
        places = _counted(repository, unit, asked, group, limits) if member else {}
        return Standing(in_group, country, places)
    ids = directory.ids[list(group.positions)]
    rows = repository.values_beside(unit.id, _by_year(asked), ids.tolist())
    beside = Beside(rows["indicator_id"], rows["unit_id"], rows["value"])
    if not group.ready:
        in_group = stats_of(beside)
    places = places_among(beside, asked, limits) if member else {}
    return Standing(in_group, country, places)


def _ready(
    repository: Repository, years: Mapping[int, int], level: str, codes: Iterable[str]
) -> dict[str, dict[int, GroupStats]]:
    """Return the stored distributions, by group, each in the year of its indicator's value."""
    rows = repository.stats_of_groups(
        list(years), level=level, group_codes=list(codes), years=sorted(set(years.values()))
    )
    found: dict[str, dict[int, GroupStats]] = {}
    names = ["group_code", "indicator_id", "year", *GroupStats._fields]
    for code, indicator, year, *numbers in zip(*(rows[n].tolist() for n in names), strict=True):
        if years[indicator] == year:
            found.setdefault(code, {})[indicator] = GroupStats(*numbers)
    return found


def stats_of(beside: Beside) -> dict[int, GroupStats]:
    """Describe the members' values as the stored statistics do."""
    indicators, column = np.unique(beside.indicators, return_inverse=True)
    units, row = np.unique(beside.units, return_inverse=True)
    table = np.full((len(units), len(indicators)), np.nan)
    table[row, column] = beside.values
    found = zip(indicators.tolist(), described(table), strict=True)
    return {key: one for key, one in found if one is not None}


def places_among(
    beside: Beside, asked: Sequence[Asked], limits: Mapping[int, tuple[float, float]]
) -> dict[int, Place]:
    """Rank my values among those of the members."""
    starts = np.flatnonzero(np.diff(beside.indicators, prepend=-1))
    ends = np.append(starts[1:], len(beside.indicators))
    spans = {
        int(beside.indicators[start]): slice(start, end)
        for start, end in zip(starts, ends, strict=True)
    }
    found = {}
    for one in asked:
        span = spans.get(one.indicator.id)
        if span is None:
            continue
        values = beside.values[span]
        low, high = limits.get(one.indicator.id, (one.value, one.value))
        down = one.indicator.polarity == "down"
        rank = 1 + int(np.count_nonzero(values < one.value if down else values > one.value))
        surely_above = int(np.count_nonzero(values > max(high, one.value)))
        surely_below = int(np.count_nonzero(values < min(low, one.value)))
        found[one.indicator.id] = Place(
            rank, _interval(surely_above, surely_below, len(values), down=down)
        )
    return found


def _counted(
    repository: Repository,
    unit: TerritorialUnit,
    asked: Sequence[Asked],
    group: Group,
    limits: Mapping[int, tuple[float, float]],
) -> dict[int, Place]:
    """Return places in a large group: those kept ready, and the others by counting.

    The database counts around the value itself: how far chance reaches stays open.
    """
    found = _kept_ready(repository, unit, asked, group)
    rest = [one for one in asked if one.indicator.id not in found]
    if not rest:
        return found
    ids = repository.directory().ids[list(group.positions)].tolist()
    rows = repository.places_beside(unit.id, _by_year(rest), ids)
    down = {one.indicator.id for one in rest if one.indicator.polarity == "down"}
    names = ("indicator_id", "n", "above", "below")
    for key, n, above, below in zip(*(rows[name].tolist() for name in names), strict=True):
        rank = 1 + (below if key in down else above)
        ranks = None if key in limits else _interval(above, below, n, down=key in down)
        found[key] = Place(rank, ranks)
    return found


def _kept_ready(
    repository: Repository, unit: TerritorialUnit, asked: Sequence[Asked], group: Group
) -> dict[int, Place]:
    """Return the places that stand in ``latest``, where they are of the same year and level."""
    name = RANKED_ALREADY.get(group.kind)
    own = [one for one in asked if _level_of_latest(unit, one) == group.level]
    if name is None or not own:
        return {}
    rows = repository.latest(unit.id, [one.indicator.id for one in own])
    years = {one.indicator.id: one.year for one in own}
    listed = rows[["indicator_id", "year", f"rank_{name}"]].itertuples(index=False, name=None)
    return {
        key: Place(int(rank), None)
        for key, year, rank in listed
        if years[key] == year and rank == rank  # noqa: PLR0124 - NA of a place that is not known
    }


def _level_of_latest(unit: TerritorialUnit, one: Asked) -> str:
    """Return the level a city with powiat rights is ranked at in ``latest``: that of the task."""
    if not unit.city_county:
        return unit.level
    return "powiat" if one.indicator.task_level == "powiat" else "gmina"


def _interval(above: int, below: int, n: int, *, down: bool) -> tuple[int, int]:
    """Return first and last place when so many of n are surely above and below."""
    better, worse = (below, above) if down else (above, below)
    return better + 1, n - worse


def _by_year(asked: Sequence[Asked]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for one in asked:
        found.setdefault(one.year, []).append(one.indicator.id)
    return found
