"""A practice beside the unit of the reader: where it stands, and how alike the two units are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from smup.flags import Flag
from smup.repository.facade import Repository
from smup.repository.records import IndicatorInfo
from smup.territory.unit import TerritorialUnit
from smup.view_state import Problem
from smup.views.choices import unit_at_level, unit_of_code, usual_level
from smup.views.groups import NEAREST, USUAL, Group, ready_group
from smup.views.linked import GroupStats, Value
from smup.views.practices.card_page import CardPage
from smup.views.profile.judge import band_of
from smup.views.profile.records import Band

UNIT_KEY = "unit"


class Shown(NamedTuple):
    """An indicator in a unit at a level."""

    indicator: IndicatorInfo
    unit: TerritorialUnit
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MineRow:
    """A linked indicator of the practice in the reader's unit.

    Attributes:
        indicator: the indicator.
        unit: the reader's unit, or the powiat it lies in where the task is the powiat's.
        level: level of the values.
        group: what it is compared with; its label is in the reader's words.
        year: newest year of the unit; None when it has no row at all.
        value: in that year.
        stats: of the group in that year.
        band: where the value stands.
    """

    indicator: IndicatorInfo
    unit: TerritorialUnit
    level: str
    group: Group
    year: int | None
    value: Value
    stats: GroupStats | None
    band: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """The reader's unit beside a practice.

    Attributes:
        unit: the unit as asked for.
        rows: one for each linked indicator that the unit, or its powiat, answers for.
        others: linked indicators it has nothing to do with.
        likeness: ``same`` unit, ``institution``, ``level`` (not comparable), ``unknown`` (no
            similar units are computed), ``near`` or ``far``.
        place: place among the units most like that of the practice, of ``near``.
        of: how many such units there are.
    """

    unit: TerritorialUnit
    rows: tuple[MineRow, ...]
    others: tuple[IndicatorInfo, ...]
    likeness: str
    place: int
    of: int


def my_unit(
    repository: Repository, code: str | None
) -> tuple[TerritorialUnit | None, tuple[Problem, ...]]:
    """Return the unit of an address and what of it could not be understood."""
    found: list[Problem] = []
    unit = unit_of_code(repository.directory(), UNIT_KEY, code or None, found)
    return unit, tuple(found)


def read_mine(repository: Repository, page: CardPage, unit: TerritorialUnit) -> Mine:
    """Return how the reader's unit stands in what the practice concerns.

    Two SELECTs for each level at which the indicators are, and one for the units most alike.
    """
    shown, others = _shown(repository, page, unit)
    rows: dict[int, MineRow] = {}
    for level in dict.fromkeys(one.level for one in shown):
        rows |= _read_level(repository, [one for one in shown if one.level == level], page.lang)
    likeness, place, of = _likeness(repository, page, unit)
    return Mine(
        unit=unit,
        rows=tuple(rows[one.indicator.id] for one in shown),
        others=others,
        likeness=likeness,
        place=place,
        of=of,
    )


def _shown(
    repository: Repository, page: CardPage, unit: TerritorialUnit
) -> tuple[list[Shown], tuple[IndicatorInfo, ...]]:
    years = repository.years_of_all()
    shown, others = [], []
    for indicator in page.indicators:
        levels = tuple(years.get(indicator.id, {}))
        level = usual_level(page.directory, indicator, unit, levels)
        at_level = unit_at_level(page.directory, unit, level)
        if at_level is None or level not in levels:
            others.append(indicator)
        else:
            shown.append(Shown(indicator, at_level, level))
    return shown, tuple(others)


def _read_level(repository: Repository, shown: Sequence[Shown], lang: str) -> dict[int, MineRow]:
    unit, level = shown[0].unit, shown[0].level
    ids = [one.indicator.id for one in shown]
    directory = repository.directory()
    group = ready_group(directory, unit, level=level, kind=USUAL, lang=lang)
    stats = _stats(repository.group_stats(ids, level=level, group_code=group.code))
    newest = _newest(repository.unit_series(unit.id, ids))
    found = {}
    for one in shown:
        key = one.indicator.id
        year, value = newest.get(key, (None, Value(float("nan"), Flag.MISSING)))
        of_group = None if year is None else stats.get((key, year))
        judged = one.indicator.polarity if one.indicator.is_task_of(level) else "none"
        found[key] = MineRow(
            indicator=one.indicator,
            unit=unit,
            level=level,
            group=group,
            year=year,
            value=value,
            stats=of_group,
            band=band_of(value, of_group, polarity=judged),
        )
    return found


def _stats(frame: pd.DataFrame) -> Mapping[tuple[int, int], GroupStats]:
    columns = [frame[name].tolist() for name in ("indicator_id", "year", *GroupStats._fields)]
    return {
        (int(key), int(year)): GroupStats(*numbers)
        for key, year, *numbers in zip(*columns, strict=True)
    }


def _newest(frame: pd.DataFrame) -> dict[int, tuple[int, Value]]:
    """Return the newest year with a number of each indicator, else the newest with any row."""
    found: dict[int, tuple[int, Value]] = {}
    columns = (frame[name].tolist() for name in ("indicator_id", "year", "value", "flag"))
    for key, year, value, flag in zip(*columns, strict=True):
        one = Value(float(value), Flag(int(flag)))
        before = found.get(int(key))
        if before is None or one.known or not before[1].known:
            found[int(key)] = (int(year), one)
    return found


def _likeness(
    repository: Repository, page: CardPage, unit: TerritorialUnit
) -> tuple[str, int, int]:
    theirs, level = page.unit, page.level
    if theirs is None or level is None:
        return "institution", 0, 0
    if theirs.id == unit.id:
        return "same", 0, 0
    if not unit.answers_at(level):
        return "level", 0, 0
    near = [peer for peer in repository.peers(theirs.id, level=level) if peer.kind == NEAREST]
    place = next((peer.position for peer in near if peer.peer_id == unit.id), 0)
    if place:
        return "near", place, len(near)
    return ("far" if near else "unknown"), 0, len(near)
