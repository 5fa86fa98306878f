"""The API of the Local Data Bank (BDL) of GUS: everything the program assumes about it.

Addresses, sizes and fields follow its public description (api.stat.gov.pl/Home/BdlApi), recorded
answers, and the client pybdl 1.1.0; docs/decisions/0032 tells why the client itself is not used.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from smup.sync.errors import UnusableAnswerError
from smup.sync.plain_text import LONGEST_NAME, plain_text

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


@dataclass(frozen=True, slots=True, kw_only=True)
class BdlColumns:
    """Values of the units of a page, one after another.

    Attributes:
        counts: how many values each unit has.
        year: int64.
        number: float64; NaN where there is none.
        attribute: id of the attribute, int64.
    """

    counts: NDArray[np.int64]
    year: NDArray[np.int64]
    number: NDArray[np.float64]
    attribute: NDArray[np.int64]


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
            name=plain_text(_field(row, "name", str, "atrybuty")),
            symbol=plain_text(_field(row, "symbol", str, "atrybuty")),
            description=plain_text(str(row.get("description") or "")),
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
        name=plain_text(";".join(map(str, names)), LONGEST_NAME),
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


def read_columns(rows: Sequence[Mapping[str, Any]]) -> BdlColumns:
    """Return the values of the rows of a page as columns.

    Raises:
        UnusableAnswerError: when fields are not there or of another type.
    """
    values = [value for row in rows for value in row["values"]]
    if values and not any(_has_field(value, "val") for value in values):
        raise UnusableAnswerError(NO_FIELD.format(what="dane", field="val"))
    return BdlColumns(
        counts=np.array([len(row["values"]) for row in rows], dtype=np.int64),
        year=_column("year", lambda: [int(value["year"]) for value in values], np.int64),
        number=_column("val", lambda: [value.get("val") for value in values], np.float64),
        attribute=_column("attrId", lambda: [value["attrId"] for value in values], np.int64),
    )


def _column(field: str, read: Callable[[], list[Any]], kind: type[np.generic]) -> NDArray[Any]:
    try:
        column = np.array(read() or np.empty(0, dtype=kind))
        # A text that looks like a number would pass the cast.
        if column.dtype.kind in "iuf" or (column.dtype.kind == "O" and kind is np.float64):
            return column.astype(kind, casting="same_kind" if kind is np.int64 else "unsafe")
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise UnusableAnswerError(NO_FIELD.format(what="dane", field=field)) from error
    raise UnusableAnswerError(NO_FIELD.format(what="dane", field=field))


def _has_field(value: Any, name: str) -> bool:
    return isinstance(value, dict) and name in value


def _has(document: Any, name: str) -> bool:
    return isinstance(document, dict) and bool(document.get(name))


def _field(document: Any, name: str, kind: type, what: str) -> Any:
    found = document.get(name) if isinstance(document, dict) else None
    if not isinstance(found, kind) or isinstance(found, bool):
        raise UnusableAnswerError(NO_FIELD.format(what=what, field=name))
    return found
