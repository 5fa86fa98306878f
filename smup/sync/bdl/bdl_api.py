"""The API of the Local Data Bank (BDL) of GUS: everything the program assumes about it.

Addresses, sizes and fields follow its public description (api.stat.gov.pl/Home/BdlApi), recorded
answers, and the client pybdl 1.1.0; docs/decisions/0032 tells why the client itself is not used.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from smup.sync.errors import UnusableAnswerError

SOURCE = "bdl"
PUBLISHER = "GUS, Bank Danych Lokalnych (API)"
OFFICIAL_HOST = "bdl.stat.gov.pl"
PAGE_SIZE = 100  # the largest that the API gives
FIRST_PAGE = 0
COMMON: dict[str, str | int] = {"format": "json", "lang": "pl"}
COUNTRY_LEVEL, VOIVODESHIP_LEVEL, POWIAT_LEVEL, GMINA_LEVEL = 0, 2, 5, 6
"""Levels of units that have TERYT codes; 1, 3 and 4 are macroregions, regions and subregions."""
UNIT_LEVELS = {
    "kraj": COUNTRY_LEVEL,
    "wojewodztwo": VOIVODESHIP_LEVEL,
    "powiat": POWIAT_LEVEL,
    "gmina": GMINA_LEVEL,
}
UNITS_AT_LEVEL = {COUNTRY_LEVEL: 1, VOIVODESHIP_LEVEL: 16, POWIAT_LEVEL: 400, GMINA_LEVEL: 4100}
"""About so many rows a level has, former codes and the parts 4 and 5 of gminas included."""
LEVELS_OF_TASK = {
    "gmina": (COUNTRY_LEVEL, VOIVODESHIP_LEVEL, POWIAT_LEVEL, GMINA_LEVEL),
    "powiat": (COUNTRY_LEVEL, VOIVODESHIP_LEVEL, POWIAT_LEVEL),
    "oba": (COUNTRY_LEVEL, VOIVODESHIP_LEVEL, POWIAT_LEVEL, GMINA_LEVEL),
}

MARK_WITHOUT_SYMBOL = {"wartość": "", "0": "-", "-": "-"}
"""What an attribute without a symbol means, by its name: a value, or no information."""

NO_FIELD = "Odpowiedź BDL ({what}) nie ma pola „{field}” w postaci, w jakiej API je podawało."
OTHER_VARIABLE = "BDL na pytanie o zmienną {asked} odpowiada zmienną {given}."
Call = tuple[str, dict[str, str | int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BdlVariable:
    """What the bank says about a variable.

    Attributes:
        id: id of the variable.
        subject: subject it belongs to, e.g. P1944.
        name: its names in the cross-sections, joined by ``;`` as in headings of web exports.
        measure: unit of measure.
        level: the lowest level of units that it has values for.
    """

    id: int
    subject: str
    name: str
    measure: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BdlAttribute:
    """A remark beside values: the cell shows ``name``, ``symbol`` stands beside it."""

    id: int
    name: str
    symbol: str
    description: str

    @property
    def mark(self) -> str | None:
        """Symbol as web exports write it (``smup.ingest.numbers``); None when not known."""
        return self.symbol or MARK_WITHOUT_SYMBOL.get(self.name.casefold())


@dataclass(frozen=True, slots=True, kw_only=True)
class BdlPage:
    """A page of values: ``total`` rows on all pages, one row a unit with all its years."""

    total: int
    last_update: str | None
    rows: Sequence[Mapping[str, Any]]

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return pages_of(self.total)


@dataclass(frozen=True, slots=True)
class BdlValue:
    """A value as it was answered; ``number`` is None where there is none."""

    unit: str
    year: int
    number: float | None
    attribute: int


def pages_of(rows: int) -> int:
    """Return how many pages so many rows fill."""
    return -(-rows // PAGE_SIZE)


def attributes_call() -> Call:
    """Return the address of the dictionary of attributes; it fits on one page."""
    return "/attributes", {"page-size": PAGE_SIZE, **COMMON}


def variable_call(variable: int) -> Call:
    """Return the address of what is known about a variable."""
    return f"/variables/{variable}", dict(COMMON)


def data_call(variable: int, level: int, page: int) -> Call:
    """Return the address of a page of the values of a variable, all years."""
    query = {"unit-level": level, "page": page, "page-size": PAGE_SIZE, **COMMON}
    return f"/data/by-variable/{variable}", query


def read_attributes(document: Any) -> dict[int, BdlAttribute]:
    """Return the dictionary of attributes by id.

    Raises:
        UnusableAnswerError: when fields are not there or of another type.
    """
    rows = _field(document, "results", list, "atrybuty")
    found = [
        BdlAttribute(
            id=_field(row, "id", int, "atrybuty"),
            name=_field(row, "name", str, "atrybuty").strip(),
            symbol=_field(row, "symbol", str, "atrybuty").strip(),
            description=str(row.get("description") or "").strip(),
        )
        for row in rows
    ]
    return {one.id: one for one in found}


def read_variable(document: Any) -> BdlVariable:
    """Return what the bank says about a variable.

    Raises:
        UnusableAnswerError: when fields are not there or of another type.
    """
    names = [document[f"n{number}"] for number in range(1, 6) if _has(document, f"n{number}")]
    return BdlVariable(
        id=_field(document, "id", int, "zmienna"),
        subject=_field(document, "subjectId", str, "zmienna"),
        name=";".join(str(name) for name in names),
        measure=_field(document, "measureUnitName", str, "zmienna"),
        level=_field(document, "level", int, "zmienna"),
    )


def read_page(document: Any, variable: int) -> BdlPage:
    """Return a page of values, as it came.

    Raises:
        UnusableAnswerError: when fields are not there, or it is about another variable.
    """
    given = document.get("variableId", variable) if isinstance(document, dict) else None
    if given is not None and str(given) != str(variable):
        raise UnusableAnswerError(OTHER_VARIABLE.format(asked=variable, given=given))
    stamp = document.get("lastUpdate") if isinstance(document, dict) else None
    rows = _field(document, "results", list, "dane")
    for row in rows:
        _field(row, "id", str, "dane")
        _field(row, "values", list, "dane")
    return BdlPage(
        total=_field(document, "totalRecords", int, "dane"),
        last_update=None if stamp is None else str(stamp),
        rows=rows,
    )


def read_values(row: Mapping[str, Any]) -> list[BdlValue]:
    """Return the values of a row of a page.

    Raises:
        UnusableAnswerError: when fields are not there or of another type.
    """
    return [
        BdlValue(
            row["id"],
            _year(value),
            _number(value),
            _field(value, "attrId", int, "dane"),
        )
        for value in row["values"]
    ]


def _year(value: Any) -> int:
    text = value.get("year") if isinstance(value, dict) else None
    if isinstance(text, int) or (isinstance(text, str) and text.isascii() and text.isdigit()):
        return int(text)
    raise UnusableAnswerError(NO_FIELD.format(what="dane", field="year"))


def _number(value: Any) -> float | None:
    number = value.get("val")
    if number is None:
        return None
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise UnusableAnswerError(NO_FIELD.format(what="dane", field="val"))
    return float(number)


def _has(document: Any, name: str) -> bool:
    return isinstance(document, dict) and bool(document.get(name))


def _field(document: Any, name: str, kind: type, what: str) -> Any:
    found = document.get(name) if isinstance(document, dict) else None
    if not isinstance(found, kind) or isinstance(found, bool):
        raise UnusableAnswerError(NO_FIELD.format(what=what, field=name))
    return found
