"""Lists of units: what each has of an indicator in a year, and those that lack most indicators."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from smup.flags import Flag
from smup.repository.facade import Repository
from smup.repository.observations import Span
from smup.statistics.coverage import counted_units
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit
from smup.views.coverage.selection import Chosen

KIND_OF_FLAG = {
    Flag.OCCURRED: "wartosc",
    Flag.DID_NOT_OCCUR: "zero",
    Flag.BELOW_FORMAT: "ponizej",
    Flag.MISSING: "brak",
    Flag.SECRET: "tajemnica",
    Flag.NOT_APPLICABLE: "nie-dotyczy",
    Flag.NOT_YET_PUBLISHED: "jeszcze-nie-ma",
}
EMPTY = ("bez-wiersza", "brak", "tajemnica", "jeszcze-nie-ma", "nie-dotyczy")
NEVER = "nigdy"
NO_ROW = "bez-wiersza"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit in a year of an indicator.

    Attributes:
        unit: which.
        kind: what it has, one of ``UNIT_KINDS`` without ``nigdy``.
        never: it has no value in any year.
    """

    unit: TerritorialUnit
    kind: str
    never: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitList:
    """Units of a year of an indicator.

    Attributes:
        rows: of the chosen kind and voivodeship, in the order of codes.
        counts: units by kind, of all voivodeships; ``nigdy`` beside.
        voivodeships: code and number of units of the chosen kind.
    """

    rows: tuple[UnitRow, ...]
    counts: Mapping[str, int]
    voivodeships: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingRow:
    """A unit by the number of indicators it has any value of.

    Attributes:
        unit: which.
        indicators: that are its task and have data at the level.
        known: of these: have any value in the unit.
    """

    unit: TerritorialUnit
    indicators: int
    known: int

    @property
    def lacking(self) -> int:
        """Return the indicators without any value."""
        return self.indicators - self.known


def unit_list(repository: Repository, chosen: Chosen) -> UnitList | None:
    """Return the units of the picked year of the chosen indicator; None without an indicator.

    One SELECT: all values of the indicator at the level.
    """
    year, indicator = chosen.year, chosen.indicator
    if indicator is None or year is None:
        return None
    every = _units_of_year(repository, chosen, year)
    state = chosen.state
    if state.rodzaj == NEVER:
        of_kind = [row for row in every if row.never]
    else:
        kinds = EMPTY if state.rodzaj is None else (state.rodzaj,)
        of_kind = [row for row in every if row.kind in kinds]
    directory = repository.directory()
    places: dict[str, int] = {}
    shown = []
    for row in of_kind:
        code = voivodeship_code(directory, row.unit)
        places[code] = places.get(code, 0) + 1
        if state.woj in (None, code):
            shown.append(row)
    counts = dict.fromkeys((*KIND_OF_FLAG.values(), NO_ROW), 0)
    for row in every:
        counts[row.kind] += 1
    counts[NEVER] = sum(row.never for row in every)
    return UnitList(rows=tuple(shown), counts=counts, voivodeships=tuple(sorted(places.items())))


def reporting_rows(repository: Repository, chosen: Chosen) -> list[ReportingRow]:
    """Return the units that lack any value of an indicator that others have, most first."""
    level, directory = chosen.level.level, repository.directory()
    every = [
        one
        for one in chosen.level.of.values()
        if one.last is not None
        and (chosen.sector is None or one.indicator.sector_id == chosen.sector.id)
    ]
    tasks: dict[tuple[int, str], int] = {}
    for one in every:
        key = one.indicator.sector_id, one.indicator.task_level
        tasks[key] = tasks.get(key, 0) + 1
    held = repository.indicators_of_units(level)
    rows = []
    for unit in directory.units_of(level):
        own = [key for key in tasks if unit.city_county or _is_task(level, key[1])]
        known = sum(held.get((unit.id, *key), 0) for key in own)
        rows.append(ReportingRow(unit=unit, indicators=sum(tasks[k] for k in own), known=known))
    rows = [
        row
        for row in rows
        if row.lacking > 0 and chosen.state.woj in (None, voivodeship_code(directory, row.unit))
    ]
    return sorted(rows, key=lambda row: (-row.lacking, row.unit.code_at(level)))


def voivodeship_code(directory: UnitDirectory, unit: TerritorialUnit) -> str:
    """Return the code of the voivodeship a unit lies in; empty for the country."""
    above = directory.voivodeship_of(unit)
    return "" if above is None else above.teryt


def _is_task(level: str, task_level: str) -> bool:
    return level not in ("gmina", "powiat") or task_level in (level, "oba")


def _units_of_year(repository: Repository, chosen: Chosen, year: int) -> list[UnitRow]:
    """Return the units that the counts of a year are made of, with what each has."""
    indicator, years = chosen.indicator, chosen.level.years
    if indicator is None:
        return []
    directory = repository.directory()
    counted = counted_units(directory, chosen.level.level)
    ids = directory.ids[counted.positions]
    span = Span(indicator_id=indicator.id, first_year=years[0], last_year=years[-1])
    cells = repository.plain_cells(span, ids)
    valued = cells["flag"] <= Flag.BELOW_FORMAT
    ever = np.isin(ids, cells["unit"][valued])
    of_year = cells[cells["year"] == year]
    flags = dict(zip(of_year["unit"].tolist(), of_year["flag"].tolist(), strict=True))
    expected = counted.expected(np.array([year]), indicator.task_level)[0]
    rows = []
    for at, position in enumerate(counted.positions.tolist()):
        flag = flags.get(int(ids[at]))
        if flag is not None or expected[at]:
            kind = NO_ROW if flag is None else KIND_OF_FLAG[Flag(flag)]
            rows.append(UnitRow(unit=directory.units[position], kind=kind, never=not ever[at]))
    return sorted(rows, key=lambda row: row.unit.code_at(chosen.level.level))
