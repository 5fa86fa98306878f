"""Turns the rows of a series into rows of the database: units, kinds of values, one row a key."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from smup.errors import UnknownCodeError
from smup.flags import Flag
from smup.ingest.bdl_layout import FIRST_YEAR, LAST_YEAR
from smup.ingest.columns import NO_DECIMALS, ValueColumns
from smup.ingest.numbers import cell_of, not_reported, remarks_of
from smup.ingest.settle import settle_rows
from smup.ingest.staging import ROW, Rows, Staging
from smup.ingest.unit_codes import LENGTH, UnitCodes
from smup.sync.bdl.bdl_api import BdlAttribute, BdlColumns, read_columns
from smup.sync.bdl.series import Row
from smup.sync.bdl.wanted import Wanted
from smup.sync.plain_text import plain_text
from smup.sync.replies import LARGEST_VALUE
from smup.territory.codes import is_bdl_region, parse_bdl_id

PART = "czesc"
SHOWN = 80
LEFT_OUT, UNKNOWN = -1, -2
SAYS_NOTHING, NOT_KNOWN, BESIDE_NONE, TOO_LARGE = -1, -2, -3, -4
"""In the place of a flag: neither number nor attribute says anything; refused, and why."""
STATES = (None, 0.0, 1.0)
"""No number, zero, another number: all that a flag depends on, the attribute apart."""
UNKNOWN_UNIT = "Nieznana jednostka BDL: {id} ({name})"
BAD_YEAR = "Rok poza zakresem 1900-2100: {year}"
REASONS = {
    NOT_KNOWN: "Nieznany atrybut BDL: {attribute} przy wartości {number:g}",
    BESIDE_NONE: "Liczba przy atrybucie, który mówi, że jej nie ma: {number:g} ({attribute})",
    TOO_LARGE: "Liczba spoza zakresu: {number:g}",
}


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
    pages: Iterable[tuple[int, Sequence[Row]]],
    units: UnitCodes,
    attributes: Mapping[int, BdlAttribute],
) -> Translated:
    """Return the values of a series; both codes of a gmina that changed its kind are joined.

    Args:
        wanted: what the series is for.
        pages: level and rows of each page, a row for each unit.
        units: units of the database by TERYT code.
        attributes: dictionary of the bank.
    """
    reading = _Reading(wanted, units, attributes)
    for level, rows in pages:
        reading.page(level, rows)
    return reading.result()


class _Reading:
    def __init__(
        self, wanted: Wanted, units: UnitCodes, attributes: Mapping[int, BdlAttribute]
    ) -> None:
        self._wanted = wanted
        self._units = units
        self._attributes = attributes
        self._staging = Staging(settle_rows)
        self._found = Translated(columns=_columns(np.empty(0, dtype=ROW)))
        self._lines = 0

    def page(self, level: int, rows: Sequence[Row]) -> None:
        """Take the rows of a page."""
        columns = read_columns(rows)
        codes = [_teryt(row["id"]) for row in rows]
        unit = np.array([self._unit_id(code) for code in codes], dtype=np.int64)
        origin = np.array([int((code or "0").ljust(LENGTH, "0")) for code in codes])
        line = np.arange(1, len(rows) + 1) + self._lines
        self._lines += len(rows)
        found = self._found
        found.by_level[level] += int(columns.counts.sum())
        left_out = int(columns.counts[unit == LEFT_OUT].sum())
        found.skipped += left_out
        found.read += left_out
        for index in np.flatnonzero(unit == UNKNOWN).tolist():
            self._refuse_unit(int(line[index]), rows[index])
        known = np.flatnonzero(unit >= 0)
        found.units.update((rows[index]["id"], int(unit[index])) for index in known.tolist())
        taken = np.repeat(unit >= 0, columns.counts)
        self._take(
            columns,
            taken,
            {
                name: np.repeat(array, columns.counts)[taken]
                for name, array in (("unit_id", unit), ("origin", origin), ("line", line))
            },
        )

    def result(self) -> Translated:
        """Return what was read, each year and unit once."""
        found = self._found
        for columns in self._staging.drain(self._reject_staged):
            found.columns = columns
        found.skipped += self._staging.repeated
        return found

    def _unit_id(self, code: str | None) -> int:
        if code is None:
            return LEFT_OUT
        found = self._units.find(code)
        return UNKNOWN if found is None else found

    def _refuse_unit(self, line: int, row: Row) -> None:
        bdl_id, name = (plain_text(str(row.get(one) or ""), SHOWN) for one in ("id", "name"))
        reason = UNKNOWN_UNIT.format(id=bdl_id, name=name)
        self._found.read += 1
        self._found.refused.append(Refusal(line, reason, f"{bdl_id};{name}"))

    def _take(
        self, columns: BdlColumns, taken: NDArray[np.bool_], places: Mapping[str, NDArray[Any]]
    ) -> None:
        """Stage the values of known units."""
        year, number = columns.year[taken], columns.number[taken]
        attribute, which = np.unique(columns.attribute[taken], return_inverse=True)
        flags = np.array([self._flags(one) for one in attribute.tolist()]).reshape(-1, len(STATES))
        state = np.where(np.isnan(number), 0, np.where(number == 0, 1, 2))
        flag = np.where(np.abs(number) > LARGEST_VALUE, TOO_LARGE, flags[which, state])
        self._found.read += len(flag)
        self._found.skipped += int(np.count_nonzero(flag == SAYS_NOTHING))
        good = (flag >= 0) & (year >= FIRST_YEAR) & (year <= LAST_YEAR)
        for index in np.flatnonzero(~good & (flag != SAYS_NOTHING)).tolist():
            told = {"number": number[index], "attribute": int(attribute[which[index]])}
            reason = REASONS.get(int(flag[index]), BAD_YEAR).format(year=int(year[index]), **told)
            key = (int(year[index]), int(places["unit_id"][index]))
            content = ";".join(map(str, (places["origin"][index], year[index], *told.values())))
            self._found.refused.append(Refusal(int(places["line"][index]), reason, content, key))
        for one, count in zip(
            attribute.tolist(), np.bincount(which[good], minlength=len(attribute)), strict=True
        ):
            for remark in remarks_of(self._mark(one) or ""):
                self._found.remarks[remark] += int(count)
        rows = np.zeros(np.count_nonzero(good), dtype=ROW)
        rows["key_id"], rows["decimals"] = self._wanted.key_id, NO_DECIMALS
        rows["year"], rows["flag"] = year[good], flag[good]
        has_value = flag[good] <= Flag.BELOW_FORMAT
        rows["value"] = np.where(has_value, np.nan_to_num(number[good]), np.nan)
        for name, array in places.items():
            rows[name] = array[good]
        self._staging.add(rows)

    def _mark(self, attribute: int) -> str | None:
        known = self._attributes.get(attribute)
        return None if known is None else known.mark

    def _flags(self, attribute: int) -> list[int]:
        """Return the flag that an attribute gives to no number, to zero, to another number."""
        return [self._flag(attribute, number) for number in STATES]

    def _flag(self, attribute: int, number: float | None) -> int:
        mark = self._mark(attribute)
        if mark is None:
            return NOT_KNOWN
        if number and mark and not self._attributes[attribute].symbol:
            return BESIDE_NONE
        try:
            cell = cell_of(number, attribute=mark)
        except ValueError:
            return NOT_KNOWN
        if cell is None:
            return SAYS_NOTHING
        silent = self._wanted.zero_is_missing and not_reported(cell, mark)
        return int(Flag.MISSING if silent else cell.flag)

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
    names = ("key_id", "year", "unit_id", "value", "flag")
    return ValueColumns.of(**{name: rows[name] for name in names})
