"""Read the official list of units, TERC of the TERYT register, as CSV, XML or the ZIP it comes in.

The list must be whole and in order to be taken: a unit that is not on it is held to have ended, so
a bad row stops the load instead of being left out.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

from smup.errors import IngestError, UnknownCodeError
from smup.territory.codes import COUNTRY, VOIVODESHIPS, is_city_county, parse_teryt

COLUMNS = ("WOJ", "POW", "GMI", "RODZ", "NAZWA", "STAN_NA")
WHERE_FROM = (
    "Pobierz „TERC urzędowy” (CSV albo XML) ze strony eteryt.stat.gov.pl i wskaż pobrany plik."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedUnit:
    """A unit of a list.

    Attributes:
        code: 2 digits (``00`` is the country), 4 or 7.
        level: ``kraj``, ``wojewodztwo``, ``powiat``, ``gmina`` or ``czesc``.
        kind: kind of a gmina, else the level.
        name: official name; voivodeships in lower case.
        powiat_code: the 4-digit code of a city with powiat rights, else None.
    """

    code: str
    level: str
    kind: str
    name: str
    powiat_code: str | None = None

    @property
    def key(self) -> str:
        """Return what identifies the unit from list to list: a gmina without its kind."""
        return self.code[:6] if self.level == "gmina" else self.code

    @property
    def codes(self) -> tuple[str, ...]:
        """Return all its TERYT codes."""
        return (self.code,) if self.powiat_code is None else (self.powiat_code, self.code)

    @property
    def parent_key(self) -> str | None:
        """Return the key of the unit it lies in; districts of a city lie in the city."""
        if self.level == "kraj":
            return None
        if self.level == "wojewodztwo":
            return COUNTRY
        if self.level == "powiat" or self.powiat_code is not None:
            return self.code[:2]
        if self.level == "gmina" or self.code[6] in "89":
            return self.code[:4]
        return self.code[:6]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitList:
    """A whole list of units as of one day.

    Attributes:
        valid_on: day the list describes.
        units: country, voivodeships, powiats, gminas, parts, in this order, then by code.
        rows: rows of the file; a city with powiat rights has two.
    """

    valid_on: date
    units: tuple[ListedUnit, ...]
    rows: int


def read_terc(file: Path) -> UnitList:
    """Read a TERC file.

    Raises:
        IngestError: when it is no such list or not a whole one; names file, row and remedy.
    """
    name, data = _content(file)
    start = data[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        raise _refused(file, "jest pusty")
    if start.startswith((b"<!doctype html", b"<html")):
        raise _refused(file, "jest stroną internetową (HTML), a nie listą TERC")
    is_xml = start.startswith(b"<")
    rows = _xml_rows(file, data) if is_xml else _csv_rows(file, data, name)
    return _checked(file, list(rows))


def _content(file: Path) -> tuple[str, bytes]:
    try:
        data = file.read_bytes()
        if not zipfile.is_zipfile(io.BytesIO(data)):
            return file.name, data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [n for n in archive.namelist() if n.lower().endswith((".csv", ".xml"))]
            if len(names) != 1 or "xl/workbook.xml" in archive.namelist():
                raise _refused(file, "nie zawiera dokładnie jednej listy CSV albo XML")
            return names[0], archive.read(names[0])
    except OSError as error:
        message = f"Nie można odczytać pliku {file}: {error.strerror}. Sprawdź nazwę i prawa."
        raise IngestError(message) from error
    except zipfile.BadZipFile as error:
        raise _refused(file, "jest uszkodzonym archiwum ZIP") from error


def _csv_rows(file: Path, data: bytes, name: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1250", errors="replace")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    try:
        header = [column.strip().upper() for column in next(reader)]
        missing = [column for column in COLUMNS if column not in header]
        if missing:
            raise _refused(
                file, f"nie jest listą TERC, bo brakuje w nim kolumn: {', '.join(missing)}"
            )
        for values in filter(any, reader):
            if len(values) < len(header):
                place = f"{name}, wiersz {reader.line_num}"
                raise _refused(file, f"jest urwany ({place}: za mało kolumn)")
            yield reader.line_num, dict(zip(header, values, strict=False))
    except csv.Error as error:
        raise _refused(
            file, f"nie jest poprawnym plikiem CSV (wiersz {reader.line_num})"
        ) from error


def _xml_rows(file: Path, data: bytes) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        # The file is one the operator chose; expat itself bounds the growth of entities.
        root = ET.fromstring(data)  # noqa: S314
    except ET.ParseError as error:
        raise _refused(
            file, f"jest urwany albo nie jest poprawnym XML (wiersz {error.position[0]})"
        ) from error
    found = root.findall(".//row")
    if not found or any(found[0].find(column) is None for column in COLUMNS):
        raise _refused(file, "jest plikiem XML, ale nie listą TERC")
    for number, element in enumerate(found, start=1):
        yield number, {child.tag.upper(): child.text or "" for child in element}


def _checked(file: Path, rows: list[tuple[int, Mapping[str, str]]]) -> UnitList:
    units = [ListedUnit(code=COUNTRY, level="kraj", kind="kraj", name="Polska")]
    cities: set[str] = set()
    for number, row in rows:
        unit = _unit(file, number, row)
        if unit.level == "powiat" and is_city_county(unit.code):
            cities.add(unit.code)
        else:
            units.append(unit)
    valid_on = _date(file, rows)
    _check_whole(file, units, cities)
    return UnitList(valid_on=valid_on, units=tuple(_ordered(units)), rows=len(rows))


def _unit(file: Path, number: int, row: Mapping[str, str]) -> ListedUnit:
    code = "".join(row.get(column, "").strip() for column in ("WOJ", "POW", "GMI", "RODZ"))
    name = row.get("NAZWA", "").strip()
    try:
        parsed = parse_teryt(code)
    except UnknownCodeError as error:
        raise _refused(file, f"ma w wierszu {number} zły kod „{code}”") from error
    if not name or len(code) == len("WWPPGG"):
        raise _refused(file, f"ma w wierszu {number} jednostkę bez nazwy albo rodzaju ({code})")
    if parsed.level == "wojewodztwo":
        name = name.lower()
    city = parsed.level == "gmina" and parsed.city_county
    return ListedUnit(
        code=code,
        level=parsed.level,
        kind=parsed.kind or parsed.level,
        name=name,
        powiat_code=parsed.powiat if city else None,
    )


def _check_whole(file: Path, units: list[ListedUnit], cities: set[str]) -> None:
    keys = [unit.key for unit in units]
    known = set(keys)
    if len(known) < len(keys):
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _refused(file, f"ma dwa razy jednostkę o kodzie {twice}")
    absent = sorted(VOIVODESHIPS - known)
    if absent:
        raise _refused(file, f"jest niepełny: brakuje województw {', '.join(absent)}")
    of_gminas = {unit.powiat_code for unit in units if unit.powiat_code is not None}
    above = {unit.parent_key for unit in units if unit.parent_key is not None}
    powiats = {unit.code for unit in units if unit.level == "powiat"}
    lost = sorted((cities ^ of_gminas) | (powiats - above) | (above - known - of_gminas))
    if lost:
        raise _refused(file, f"jest niepełny: przy kodzie {lost[0]} brakuje powiatu albo gmin")


def _date(file: Path, rows: list[tuple[int, Mapping[str, str]]]) -> date:
    dates = {row.get("STAN_NA", "").strip() for _, row in rows}
    if len(dates) != 1:
        raise _refused(file, "ma różne daty w kolumnie STAN_NA, a lista ma być z jednego dnia")
    try:
        return date.fromisoformat(dates.pop())
    except ValueError as error:
        raise _refused(file, "ma w kolumnie STAN_NA coś innego niż data RRRR-MM-DD") from error


def _ordered(units: Iterable[ListedUnit]) -> list[ListedUnit]:
    order = {
        level: place
        for place, level in enumerate(("kraj", "wojewodztwo", "powiat", "gmina", "czesc"))
    }
    return sorted(units, key=lambda unit: (order[unit.level], unit.code))


def _refused(file: Path, why: str) -> IngestError:
    return IngestError(f"Plik {file.name} {why}. {WHERE_FROM}")
