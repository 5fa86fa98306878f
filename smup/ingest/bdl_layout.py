"""The two layouts of a web export of the Local Data Bank: CTAB (wide) and CREL (long)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from smup.errors import IngestError

KOD, YEAR, UNIT, ATTRIBUTE = "kod", "rok", "jednostka miary", "atrybut"
NOT_DIMENSIONS = frozenset({KOD, "nazwa", YEAR, UNIT, ATTRIBUTE, "wartosc", "wartość", ""})
VALUE_NAMES = ("wartosc", "wartość")
MEASURE = re.compile(r"\[(.*)\]")
WHOLE = re.compile(r"\d{4,}")
FIRST_YEAR, LAST_YEAR = 1900, 2100

NO_YEAR = "Plik {file}: w nagłówku nie ma roku. Podaj go przełącznikiem --year, np. --year 2020."
BAD_YEAR = "Plik {file}, kolumna „{column}”: rok {year} jest poza zakresem 1900-2100."
NO_VALUES = "Plik {file} nie ma żadnej kolumny z wartościami obok kolumn Kod i Nazwa."


@dataclass(frozen=True, slots=True)
class Cells:
    """Where a value stands: heading without year and measure, year, measure, places in the row."""

    heading: str
    year: str
    measure: str
    value: str
    attribute: str


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    year: str
    measure: str
    place: int
    attribute: int | None


class Layout:
    """How to read the rows of one file."""

    def __init__(self, header: Sequence[str], *, file: str, year: int | None) -> None:
        """Find the layout from the header.

        Args:
            header: column names.
            file: name, for messages.
            year: year of the values when the file does not say.

        Raises:
            IngestError: when the file has no values, or no year and none is given.
        """
        self._names = [name.casefold() for name in header]
        self._year = None if year is None else str(year)
        self.kod = self._names.index(KOD)
        self.width = len(header)
        self.long = any(name in self._names for name in VALUE_NAMES)
        if self.long:
            self._prepare_long(file)
        else:
            self._columns = list(self._wide_columns(header, file))
            if not self._columns:
                raise IngestError(NO_VALUES.format(file=file))

    def values(self, cells: Sequence[str]) -> Iterator[Cells]:
        """Yield the values of a row with at least ``width`` cells."""
        if self.long:
            yield Cells(
                ";".join(cells[place].strip() for place in self._dimensions),
                cells[self._year_place].strip() if self._year_place is not None else self._given,
                cells[self._unit_place].strip() if self._unit_place is not None else "",
                cells[self._value_place],
                cells[self._attribute_place] if self._attribute_place is not None else "",
            )
            return
        for column in self._columns:
            attribute = "" if column.attribute is None else cells[column.attribute]
            yield Cells(column.heading, column.year, column.measure, cells[column.place], attribute)

    def _prepare_long(self, file: str) -> None:
        self._value_place = next(
            place for place, name in enumerate(self._names) if name in VALUE_NAMES
        )
        self._year_place = self._place_of(YEAR)
        self._unit_place = self._place_of(UNIT)
        self._attribute_place = self._place_of(ATTRIBUTE)
        self._dimensions = [
            place for place, name in enumerate(self._names) if name not in NOT_DIMENSIONS
        ]
        if self._year_place is None and self._year is None:
            raise IngestError(NO_YEAR.format(file=file))
        self._given = self._year or ""

    def _place_of(self, name: str) -> int | None:
        return self._names.index(name) if name in self._names else None

    def _wide_columns(self, header: Sequence[str], file: str) -> Iterator[_Column]:
        for place, name in enumerate(header):
            if self._names[place] in NOT_DIMENSIONS or self._names[place].endswith(";" + ATTRIBUTE):
                continue
            heading, year, measure = split_heading(name)
            if year is not None and not FIRST_YEAR <= int(year) <= LAST_YEAR:
                raise IngestError(BAD_YEAR.format(file=file, column=name, year=year))
            if year is None and self._year is None:
                raise IngestError(NO_YEAR.format(file=file))
            following = self._names[place + 1] if place + 1 < len(header) else ""
            beside = following == ATTRIBUTE or following.endswith(";" + ATTRIBUTE)
            yield _Column(
                heading, year or self._year or "", measure, place, place + 1 if beside else None
            )


def split_heading(name: str) -> tuple[str, str | None, str]:
    """Split ``ogółem;2003;[osoba]`` into heading, year and measure; the last two may be absent.

    A number of five or more digits in the place of the year is returned as a year, so that it is
    refused as one and does not become part of a heading.
    """
    parts = [part.strip() for part in name.split(";")]
    found = MEASURE.fullmatch(parts[-1]) if len(parts) > 1 else None
    measure = found.group(1) if found else ""
    if found:
        parts.pop()
    year = None
    if len(parts) > 1 and WHOLE.fullmatch(parts[-1]):
        year = parts.pop()
    return ";".join(parts), year, measure
