"""Turns the rows of a series into rows of the database: units, kinds of values, one row a key."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from smup.errors import UnknownCodeError
from smup.ingest.bdl_layout import FIRST_YEAR, LAST_YEAR
from smup.ingest.columns import ValueColumns
from smup.ingest.numbers import MISSING, Cell, cell_of, not_reported, remarks_of
from smup.ingest.settle import settle_rows
from smup.ingest.staging import ROW, Rows, Staging
from smup.ingest.unit_codes import LENGTH, UnitCodes
from smup.sync.bdl.bdl_api import BdlAttribute, BdlValue, read_values
from smup.sync.bdl.series import Row
from smup.sync.bdl.wanted import Wanted
from smup.territory.codes import is_bdl_region, parse_bdl_id

PART = "czesc"
SHOWN = 80
UNKNOWN_UNIT = "Nieznana jednostka BDL: {id} ({name})"
UNKNOWN_ATTRIBUTE = "Nieznany atrybut BDL: {attribute} przy wartości {number}"
NUMBER_BESIDE_NONE = "Liczba przy atrybucie, który mówi, że jej nie ma: {number} ({attribute})"
BAD_YEAR = "Rok poza zakresem 1900-2100: {year}"


class Refusal(NamedTuple):
    """A row that cannot be taken; ``key``: year and unit whose held value therefore stays."""

    line: int
    reason: str
    content: str
    key: tuple[int, int] | None = None


@dataclass(slots=True)
class Translated:
    """What the rows of a series say.

    Attributes:
        columns: values, each year and unit once.
        read: values read; a row of an unknown unit counts as one.
        skipped: of these, of parts of gminas and of regions, or repeated.
        by_level: values read at each level.
        refused: what could not be taken.
        remarks: values by the remark beside them.
        units: unit by the id of the bank.
    """

    columns: ValueColumns
    read: int = 0
    skipped: int = 0
    by_level: Counter[int] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    remarks: Counter[str] = field(default_factory=Counter)
    units: dict[str, int] = field(default_factory=dict)


def translate(
    wanted: Wanted,
    rows: Iterable[tuple[int, Row]],
    units: UnitCodes,
    attributes: Mapping[int, BdlAttribute],
) -> Translated:
    """Return the values of a series; both codes of a gmina that changed its kind are joined.

    Args:
        wanted: what the series is for.
        rows: level and row of each unit.
        units: units of the database by TERYT code.
        attributes: dictionary of the bank.
    """
    reading = _Reading(wanted, units, attributes)
    for line, (level, row) in enumerate(rows, start=1):
        reading.unit(line, level, row)
    return reading.result()


class _Reading:
    def __init__(
        self, wanted: Wanted, units: UnitCodes, attributes: Mapping[int, BdlAttribute]
    ) -> None:
        self._wanted = wanted
        self._units = units
        self._attributes = attributes
        self._staging = Staging(settle_rows)
        self._rows: list[tuple[object, ...]] = []
        self._found = Translated(columns=_columns(np.empty(0, dtype=ROW)))

    def unit(self, line: int, level: int, row: Row) -> None:
        """Take the values of a unit."""
        values = read_values(row)
        self._found.by_level[level] += len(values)
        code = _teryt(row["id"])
        if code is None:
            self._found.read += len(values)
            self._found.skipped += len(values)
            return
        unit_id = self._units.find(code)
        if unit_id is None:
            name = str(row.get("name") or "")[:SHOWN]
            reason = UNKNOWN_UNIT.format(id=row["id"][:SHOWN], name=name)
            self._found.read += 1
            self._found.refused.append(Refusal(line, reason, f"{row['id']};{name}"[:SHOWN]))
            return
        self._found.units[row["id"]] = unit_id
        origin = int(code.ljust(LENGTH, "0"))
        for value in values:
            self._value(line, (unit_id, origin), value)

    def result(self) -> Translated:
        """Return what was read, each year and unit once."""
        self._staging.add(np.array(self._rows, dtype=ROW))
        found = self._found
        for columns in self._staging.drain(self._reject_staged):
            found.columns = columns
        found.skipped += self._staging.repeated
        return found

    def _value(self, line: int, unit: tuple[int, int], value: BdlValue) -> None:
        self._found.read += 1
        attribute = self._attributes.get(value.attribute)
        mark = None if attribute is None else attribute.mark
        try:
            cell = self._cell(value, attribute, mark)
        except ValueError as error:
            content = f"{value.unit};{value.year};{value.number};{value.attribute}"
            key = (value.year, unit[0])
            self._found.refused.append(Refusal(line, str(error), content, key))
            return
        if cell is None:
            self._found.skipped += 1
            return
        self._found.remarks.update(remarks_of(mark or ""))
        row = (self._wanted.key_id, value.year, unit[0], *cell, 0, line, unit[1])
        self._rows.append(row)

    def _cell(
        self, value: BdlValue, attribute: BdlAttribute | None, mark: str | None
    ) -> Cell | None:
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValueError(BAD_YEAR.format(year=value.year))
        told = {"attribute": value.attribute, "number": value.number}
        if attribute is None or mark is None:
            raise ValueError(UNKNOWN_ATTRIBUTE.format(**told))
        if value.number and mark and not attribute.symbol:
            raise ValueError(NUMBER_BESIDE_NONE.format(**told))
        try:
            cell = cell_of(value.number, attribute=mark)
        except ValueError as error:
            raise ValueError(UNKNOWN_ATTRIBUTE.format(**told)) from error
        if cell and self._wanted.zero_is_missing and not_reported(cell, mark):
            return MISSING
        return cell

    def _reject_staged(self, row: np.void, reason: str) -> None:
        content = f"{row['origin']:07d};{row['year']};{row['value']:g}"
        key = (int(row["year"]), int(row["unit_id"]))
        self._found.refused.append(Refusal(int(row["line"]), reason, content, key))


def _teryt(bdl_id: str) -> str | None:
    """Return the TERYT code in an id, None for a part of a gmina or a region, "" for no id."""
    if is_bdl_region(bdl_id):
        return None
    try:
        code = parse_bdl_id(bdl_id)
    except UnknownCodeError:
        return ""
    return None if code.level == PART else code.text


def _columns(rows: Rows) -> ValueColumns:
    return ValueColumns.of(
        **{name: rows[name] for name in ("key_id", "year", "unit_id", "value", "flag")}
    )
