"""Rows of the lists and dictionaries of the official portal as typed records.

Fields are named in ``smup_api``; here they are read, and demanded where the program needs them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from smup.sync.errors import UnusableAnswerError
from smup.sync.plain_text import LONGEST_NAME, plain_text
from smup.sync.portal.smup_api import (
    AREAS,
    DATES,
    DIMENSION,
    DIMENSIONS,
    EMPTY_TEXTS,
    FLAG_ID,
    FLAG_NAME,
    FLAGS,
    INDICATOR_ID,
    INDICATOR_NAME,
    INDICATORS,
    PLAIN,
    SECTOR_ID,
    SECTOR_NAME,
    SERVICE_ID,
    SERVICE_NAME,
    SERVICES,
    TERYT,
    UNIT_CODES,
    UNIT_KIND,
    UNIT_NAME,
    UNITS,
    YEAR,
    unusable,
    whole_number,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialSector:
    """A row of the list of sectors."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialService:
    """A row of the list of services of a sector."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialIndicator:
    """A row of the list of indicators.

    Attributes:
        id: official id.
        name: official name.
        service_id: official id of its service.
        service_name: name of its service, if given.
        dimension: our code of the dimension; None when not given or not known.
    """

    id: int
    name: str
    service_id: int
    service_name: str | None
    dimension: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialUnit:
    """A row of the dictionary of units; a code that does not apply is empty.

    Attributes:
        id: ``id-teryt``, the key that values use.
        voivodeship: two digits, or empty for the country and other aggregates.
        powiat: two digits within the voivodeship, or empty.
        gmina: two digits within the powiat, or empty.
        kind: digit of the kind, or empty.
        name: name as given.
        kind_name: what the unit is, in words, as given.
    """

    id: int
    voivodeship: str
    powiat: str
    gmina: str
    kind: str
    name: str
    kind_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialFlag:
    """A row of the dictionary of flags."""

    id: int
    name: str


def sectors(rows: Sequence[Mapping[str, Any]]) -> list[OfficialSector]:
    """Return the sectors of ``areas-list``."""
    return [
        OfficialSector(id=cell.whole(SECTOR_ID), name=cell.text(SECTOR_NAME))
        for cell in _cells(AREAS, rows)
    ]


def services(rows: Sequence[Mapping[str, Any]]) -> list[OfficialService]:
    """Return the services of ``public-services``."""
    return [
        OfficialService(id=cell.whole(SERVICE_ID), name=cell.text(SERVICE_NAME))
        for cell in _cells(SERVICES, rows)
    ]


def indicators(rows: Sequence[Mapping[str, Any]]) -> list[OfficialIndicator]:
    """Return the indicators of ``indicator-list``."""
    return [
        OfficialIndicator(
            id=cell.whole(INDICATOR_ID),
            name=cell.text(INDICATOR_NAME),
            service_id=cell.whole(SERVICE_ID[:1]),
            service_name=cell.optional(SERVICE_NAME[:1]) or None,
            dimension=_dimension(cell.optional(DIMENSION)),
        )
        for cell in _cells(INDICATORS, rows)
    ]


def units(rows: Sequence[Mapping[str, Any]]) -> list[OfficialUnit]:
    """Return the units of ``teryt-dictionary``."""
    return [
        OfficialUnit(
            id=cell.whole((TERYT,)),
            voivodeship=cell.digits(UNIT_CODES[0], 2),
            powiat=cell.digits(UNIT_CODES[1], 2),
            gmina=cell.digits(UNIT_CODES[2], 2),
            kind=cell.digits(UNIT_CODES[3], 1),
            name=cell.text(UNIT_NAME),
            kind_name=cell.optional(UNIT_KIND),
        )
        for cell in _cells(UNITS, rows)
    ]


def flags(rows: Sequence[Mapping[str, Any]]) -> list[OfficialFlag]:
    """Return the flags of ``flag-dictionary``."""
    return [
        OfficialFlag(id=cell.whole(FLAG_ID), name=cell.text(FLAG_NAME))
        for cell in _cells(FLAGS, rows)
    ]


def years(rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Return the years of ``data-dictionary``, each once, in order."""
    return sorted({cell.whole(YEAR) for cell in _cells(DATES, rows)})


READERS: dict[str, Callable[[Sequence[Mapping[str, Any]]], object]] = {
    AREAS: sectors,
    SERVICES: services,
    INDICATORS: indicators,
    UNITS: units,
    FLAGS: flags,
    DATES: years,
}
"""What reads the rows of each list and dictionary, and so tells whether they keep the contract."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of one row, read by name."""

    path: str
    number: int
    row: Mapping[str, Any]

    def whole(self, names: Sequence[str]) -> int:
        found = whole_number(self._first(names))
        if found is None:
            raise self._bad(names[0], "nie jest liczbą całkowitą")
        return found

    def text(self, names: Sequence[str]) -> str:
        found = self.optional(names)
        if not found:
            raise self._bad(names[0], "jest puste")
        return found

    def optional(self, names: Sequence[str]) -> str:
        value = next((self.row[name] for name in names if self.row.get(name) is not None), "")
        if isinstance(value, dict | list):
            raise self._bad(names[0], "nie jest tekstem")
        return plain_text(str(value), LONGEST_NAME)

    def digits(self, name: str, width: int) -> str:
        text = self.optional((name,))
        if text.casefold() in EMPTY_TEXTS or not text.strip("0"):
            return ""
        if not text.isascii() or not text.isdigit() or len(text) > width:
            raise self._bad(name, f"nie jest kodem z {width} cyfr")
        return text.zfill(width)

    def _first(self, names: Sequence[str]) -> Any:
        for name in names:
            if name in self.row:
                return self.row[name]
        raise unusable(self.path, f"nie ma w wierszu {self.number} pola „{names[0]}”")

    def _bad(self, name: str, why: str) -> UnusableAnswerError:
        return unusable(self.path, f"jest błędna: w wierszu {self.number} pole „{name}” {why}")


def _cells(path: str, rows: Sequence[Mapping[str, Any]]) -> list[_Cells]:
    return [_Cells(path, number, row) for number, row in enumerate(rows, start=1)]


def _dimension(word: str) -> str | None:
    plain = word.casefold().translate(PLAIN)
    return next((code for start, code in DIMENSIONS if plain.startswith(start)), None)
