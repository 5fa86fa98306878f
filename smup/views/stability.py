"""Does a place in the group hold in other groups that one could as well have chosen?

The groups asked are those a reader would accept without an argument: similar ones by kind and
size, the statistically nearest, the voivodeship, the kind, the size class, the functional type,
the country. A group of fewer than eight units with a value says nothing and is left out, and so
is one with the very same units as another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from smup.repository.facade import Repository
from smup.view_state import ViewState
from smup.views.groups import Group, resolve_group
from smup.views.linked import GroupStats, described
from smup.views.profile.judge import band_of
from smup.views.profile.records import Band, Profile, ProfileRow

KINDS = ("podobne", "najblizsze", "wojewodztwo", "rodzaj", "wielkosc", "typ", "kraj")
TOLD_FIRST = ("wojewodztwo", "wielkosc", "podobne", "najblizsze", "kraj")
LEAST_UNITS = 8
TOLD = 2

Spreads = Mapping[tuple[str, int], GroupStats]
"""Distribution by kind of group and indicator key, in the year of the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowStability:
    """In which groups a band holds.

    Attributes:
        band: best, middle or worst: where the value stands in the group of the profile.
        level: level of the units, for words.
        same: kinds of groups in which it stands in the same band, in the order of ``KINDS``.
        other: kinds in which it does not.
    """

    band: Band
    level: str
    same: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def groups(self) -> int:
        """Return the number of groups asked."""
        return len(self.same) + len(self.other)


class Kept(NamedTuple):
    """How many strengths remain strengths in each of the named groups.

    Attributes:
        kept: of them.
        total: strengths of the profile.
        kinds: one or two kinds of groups; never the kind of the profile itself.
    """

    kept: int
    total: int
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """What holds in other groups.

    Attributes:
        rows: by indicator key; a row that is not judged, or asked in fewer than two groups, is
            not there.
        kept: the strengths in total; None when there is nothing to count.
        level: level of the units.
    """

    rows: Mapping[int, RowStability]
    kept: Kept | None
    level: str

    def of(self, row: ProfileRow) -> RowStability | None:
        """Return what is known of a row of the profile."""
        return self.rows.get(row.indicator.id)


def judge_stability(profile: Profile, kinds: Sequence[str], spreads: Spreads) -> Stability:
    """Return what holds, from distributions that have been read.

    Args:
        profile: the profile; its bands are what is checked.
        kinds: kinds of groups asked, different in their units.
        spreads: distributions; one of fewer than eight units with a value is not used.
    """
    rows = {}
    for row in profile.rows:
        found = _row_stability(row, kinds, spreads, level=profile.level)
        if found is not None:
            rows[row.indicator.id] = found
    kept = _kept(profile, rows, kinds)
    return Stability(rows=rows, kept=kept, level=profile.level)


def stability_of(repository: Repository, profile: Profile) -> Stability:
    """Read what the judgement needs and judge.

    The SELECTs do not grow with the profile: one for all ready groups, one for the values of the
    groups that are not, and those that find the groups.
    """
    groups = reasonable_groups(repository, profile)
    rows = [row for row in profile.rows if row.judged and row.year is not None]
    spreads = _ready_spreads(repository, rows, [group for group in groups if group.ready])
    spreads |= _counted_spreads(
        repository, rows, groups=[group for group in groups if not group.ready], profile=profile
    )
    return judge_stability(profile, [group.kind for group in groups], spreads)


def reasonable_groups(repository: Repository, profile: Profile) -> list[Group]:
    """Return the groups that are asked: large enough and different in their units."""
    found: dict[frozenset[int], Group] = {}
    for kind in KINDS:
        group = _group(repository, profile, kind)
        if group is not None and group.size >= LEAST_UNITS:
            found.setdefault(frozenset(group.positions), group)
    return list(found.values())


def _group(repository: Repository, profile: Profile, kind: str) -> Group | None:
    """Return a group of a kind; None when the unit has none of it."""
    if profile.group.kind == kind:
        return profile.group
    group, _ = resolve_group(
        repository,
        profile.unit,
        level=profile.level,
        state=ViewState(group=kind),
        lang=profile.lang,
    )
    return group if group.kind == kind else None


def _row_stability(
    row: ProfileRow, kinds: Iterable[str], spreads: Spreads, *, level: str
) -> RowStability | None:
    if not row.judged:
        return None
    same: list[str] = []
    other: list[str] = []
    for kind in kinds:
        stats = spreads.get((kind, row.indicator.id))
        if stats is None or stats.n < LEAST_UNITS:
            continue
        band = band_of(row.value, stats, polarity=row.indicator.polarity)
        (same if band is row.band else other).append(kind)
    if len(same) + len(other) < 2:
        return None
    return RowStability(band=row.band, level=level, same=tuple(same), other=tuple(other))


def _kept(profile: Profile, rows: Mapping[int, RowStability], kinds: Sequence[str]) -> Kept | None:
    """Count the strengths that remain in each of two groups, other than that of the profile."""
    told = tuple(kind for kind in TOLD_FIRST if kind in kinds and kind != profile.group.kind)[:TOLD]
    if not told or not profile.strengths:
        return None
    asked = [rows.get(row.indicator.id) for row in profile.strengths]
    kept = sum(row is not None and set(told) <= set(row.same) for row in asked)
    return Kept(kept=kept, total=len(asked), kinds=told)


def _ready_spreads(
    repository: Repository, rows: Sequence[ProfileRow], groups: Sequence[Group]
) -> dict[tuple[str, int], GroupStats]:
    if not groups or not rows:
        return {}
    kind_of = {group.code: group.kind for group in groups}
    year_of = {row.indicator.id: row.year for row in rows}
    found = repository.stats_of_groups(
        year_of,
        level=groups[0].level,
        group_codes=list(kind_of),
        years={year for year in year_of.values() if year is not None},
    )
    return {
        (kind_of[code], indicator_id): GroupStats(n, *numbers)
        for code, indicator_id, year, n, *numbers in found.tolist()
        if year_of[indicator_id] == year
    }


def _counted_spreads(
    repository: Repository, rows: Sequence[ProfileRow], *, groups: Sequence[Group], profile: Profile
) -> dict[tuple[str, int], GroupStats]:
    """Return distributions over groups that are not stored, from the values of their units."""
    if not groups or not rows:
        return {}
    year_of = {row.indicator.id: row.year for row in rows if row.year is not None}
    ids = profile.directory.ids
    members = {group.kind: ids[list(group.positions)] for group in groups}
    values = repository.member_values(
        year_of, np.unique(np.concatenate(list(members.values()))), years=set(year_of.values())
    )
    wanted = np.array([year_of[int(one)] for one in values["indicator_id"]], dtype=np.int16)
    values = values[(values["year"] == wanted) & ~np.isnan(values["value"])]
    found: dict[tuple[str, int], GroupStats] = {}
    for kind, units in members.items():
        inside = values[np.isin(values["unit_id"], units)]
        found |= {(kind, key): stats for key, stats in _by_indicator(inside)}
    return found


def _by_indicator(values: NDArray[np.void]) -> Iterable[tuple[int, GroupStats]]:
    """Yield the distribution of each indicator of a record array ordered by indicator."""
    keys, starts = np.unique(values["indicator_id"], return_index=True)
    if len(keys) == 0:  # an empty array is split into one empty part, not into none
        return
    for key, numbers in zip(keys.tolist(), np.split(values["value"], starts[1:]), strict=True):
        (stats,) = described(numbers[:, None])
        if stats is not None:
            yield key, stats
