"""Values of the units of a group in one year, for a table in a report."""

from dataclasses import dataclass

import numpy as np

from smup.reports.words import amount
from smup.repository.facade import Repository
from smup.views.profile import Profile, ProfileRow

MOST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersOfYear:
    """Units of a group by value, the largest first.

    Attributes:
        name: of the indicator.
        year: of the values.
        rows: name of the unit, its value in words, whether it is mine.
        most: largest number of rows.
    """

    name: str
    year: int
    rows: tuple[tuple[str, str, bool], ...]
    most: int = MOST


def read_members(repository: Repository, profile: Profile, row: ProfileRow) -> MembersOfYear | None:
    """Return the units of the group around mine; one SELECT. None without a value of mine.

    Of a large group the highest and the lowest values stay and those beside my unit.
    """
    if row.year is None or not row.value.known:
        return None
    directory, lang = profile.directory, profile.lang
    unit_ids = [int(directory.ids[position]) for position in profile.group.positions]
    found = repository.member_values([row.indicator.id], unit_ids, years=(row.year,))
    known = found[~np.isnan(found["value"])]
    order = np.argsort(-known["value"], kind="stable")
    ids = [int(unit_id) for unit_id in known["unit_id"][order]]
    values = [float(value) for value in known["value"][order]]
    mine = ids.index(profile.unit.id) if profile.unit.id in ids else 0
    kept = _kept(len(ids), mine)
    rows = tuple(
        (
            directory.display_name(directory.by_id(ids[place]), lang=lang),
            amount(row.indicator, values[place], lang),
            ids[place] == profile.unit.id,
        )
        for place in kept
    )
    return MembersOfYear(name=row.indicator.name(lang), year=row.year, rows=rows)


def _kept(count: int, mine: int) -> list[int]:
    """Return the places to show: all, or both ends and the surroundings of mine."""
    if count <= MOST:
        return list(range(count))
    third = MOST // 3
    first = min(max(third, mine - third // 2), count - 2 * third)
    return sorted({*range(third), *range(first, first + third), *range(count - third, count)})
