"""The API of the official SMUP portal: the one place with its addresses, fields and shapes.

Known from public users of the API (docs/decisions/0031); a difference found live is put right here.
Answers are lists of rows, bare or under ``data``; ids come as numbers or text; fields beyond the
contract may be there or not. What the program cannot do without is demanded by name.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from smup.sync.answers import PartKey
from smup.sync.errors import UnusableAnswerError

SOURCE = "smup"
FIRST_YEAR = 2010
PAGE_SIZE = 5_000
"""Largest page the API gives."""
SERVER_PAGE = 50
"""A count of rows divisible by this may be a page that the server cut short on its own."""

AREAS = "areas-list"
SERVICES = "public-services"
INDICATORS = "indicator-list"
INDICATORS_OF_SERVICE = "indicators-list"
AREA_CARD = "area-flashcard"
SERVICE_CARD = "public-services-flashcard"
INDICATOR_CARD = "indicator-flashcard"
UNITS = "teryt-dictionary"
DATES = "data-dictionary"
FLAGS = "flag-dictionary"
VERSION = "version"
VALUES = "indicator-date-data"
CARDS = {"sector": AREA_CARD, "service": SERVICE_CARD, "indicator": INDICATOR_CARD}
PAGED = frozenset({INDICATORS, UNITS, DATES, FLAGS, VALUES})

ID, TERYT, FLAG, VALUE, DECIMALS, DATE = (
    "id",
    "id-teryt",
    "id-flaga",
    "wartosc",
    "precyzja",
    "id-daty",
)
SECTOR_ID = ("id-ou", "id")
SECTOR_NAME = ("nazwa-obszaru", "nazwa")
SERVICE_ID = ("id-up", "id")
SERVICE_NAME = ("nazwa-uslugi", "nazwa")
INDICATOR_ID = (ID, "id-wskaznika")
INDICATOR_NAME = ("nazwa-wskaznika", "nazwa")
DIMENSION = ("wymiar-opisu-uslugi", "wymiar")
FLAG_ID = (FLAG, ID)
FLAG_NAME = ("nazwa", "nazwa-flagi", "opis", "flaga", "oznaczenie")
YEAR = ("rok",)
UNIT_CODES = ("woj", "pow", "gmn", "rodz")
UNIT_NAME = ("nazwa",)
UNIT_KIND = ("nazwa-dod",)
CARD_UNIT = ("jednostka miary", "jednostka miary wskaznika", "jednostka", "miano", "unit")
CARD_DEFINITION = ("definicja", "definicja wskaznika", "opis wskaznika", "definition")
CARD_LABEL = ("nazwa pola", "nazwa", "etykieta", "pole", "label", "name")
CARD_TEXT = ("wartosc pola", "wartosc", "tresc", "tekst", "opis", "value", "text")
"""Likely names of fields of a card, in plain letters: its shape is not known."""
VERSION_WORDS = ("wersja", "version")
TOTAL_ROWS = ("total", "total-count", "totalCount", "totalRecords", "total-records")
TOTAL_PAGES = ("page-count", "pageCount", "total-pages", "totalPages")
EMPTY_TEXTS = frozenset({"", "-", "null"})
DIMENSIONS = (
    ("ilos", "ilosc"),
    ("jako", "jakosc"),
    ("dost", "dostepnosc"),
    ("efek", "efektywnosc"),
    ("kont", "kontekst"),
)
"""Beginning of the official word, in plain letters, and our code."""
PLAIN = str.maketrans("ąćęłńóśźż", "acelnoszz")
LARGEST_WHOLE = 2**31 - 1
"""Ids, years and counts of the portal are far smaller; the database holds no larger id."""
WHOLE = re.compile(r"[+-]?\d{1,18}(\.0+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question to the API.

    Attributes:
        path: last part of the address.
        id: official id asked about, if any.
        year: year of values, or 0.
        lang: ``pl`` or ``en``.
    """

    path: str
    id: int | None = None
    year: int = 0
    lang: str = "pl"

    @property
    def key(self) -> PartKey:
        """Return the name of the answer in the store."""
        kind = self.path if self.lang == "pl" else f"{self.path}:{self.lang}"
        return PartKey(kind=kind, part="" if self.id is None else str(self.id), year=self.year)

    @property
    def paged(self) -> bool:
        """Tell whether the answer comes in pages."""
        return self.path in PAGED

    def query(self, page: int = 1) -> dict[str, str | int]:
        """Return the parameters for a page, counted from 1."""
        asked: dict[str, str | int] = {}
        if self.id is not None:
            asked["id"] = self.id
        if self.year:
            asked[DATE] = f"{self.year}1231"
        if self.paged:
            asked |= {"page": page, "page-size": PAGE_SIZE}
        return asked | {"lang": self.lang}


def values_ask(indicator: int, year: int) -> Ask:
    """Return the question for the values of an indicator in a year."""
    return Ask(path=VALUES, id=indicator, year=year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of an answer.

    Attributes:
        rows: its rows.
        total_rows: rows of the whole answer, if told.
        total_pages: pages of the whole answer, if told.
    """

    rows: list[Any]
    total_rows: int | None = None
    total_pages: int | None = None

    def more(self, number: int, seen: int) -> bool:
        """Tell whether another page is to be asked for.

        Totals are believed. Without them a full page goes on, and so does one with a round number
        of rows: the server may have a smaller limit than what was asked.

        Args:
            number: number of this page, from 1.
            seen: rows so far, those of this page included.
        """
        if not self.rows:
            return False
        if self.total_pages is not None:
            return number < self.total_pages
        if self.total_rows is not None and self.total_rows >= seen:
            return seen < self.total_rows
        return len(self.rows) >= PAGE_SIZE or len(self.rows) % SERVER_PAGE == 0


def first_asks() -> list[Ask]:
    """Return the questions for the lists and dictionaries that need nothing known before."""
    named = [Ask(path=path, lang=lang) for path in (AREAS, INDICATORS) for lang in ("pl", "en")]
    return [*named, *(Ask(path=path) for path in (UNITS, DATES, FLAGS, VERSION))]


def services_ask(sector: int, lang: str = "pl") -> Ask:
    """Return the question for the services of an official sector."""
    return Ask(path=SERVICES, id=sector, lang=lang)


def card_ask(kind: str, official_id: int) -> Ask:
    """Return the question for the card of a ``sector``, ``service`` or ``indicator``."""
    return Ask(path=CARDS[kind], id=official_id)


def version_text(document: Any) -> str:
    """Return the version of the API as text; moments and other fields beside it do not matter."""
    found = document
    if isinstance(document, dict):
        told = [document[key] for key in document if key.casefold() in VERSION_WORDS]
        found = told[0] if told else document
    return str(found)


def page_of(decoded: Any, path: str) -> Page:
    """Return the rows of an answer: a list, or an object with the list under ``data``.

    Raises:
        UnusableAnswerError: when it is neither, or a row is no object.
    """
    envelope: Mapping[str, Any] = decoded if isinstance(decoded, dict) else {}
    rows = envelope.get("data") if envelope else decoded
    if not isinstance(rows, list):
        raise unusable(path, "nie jest listą wierszy")
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise unusable(path, f"ma w wierszu {number} coś innego niż pola z nazwami")
    return Page(
        rows=rows,
        total_rows=_told(envelope, TOTAL_ROWS),
        total_pages=_told(envelope, TOTAL_PAGES),
    )


def unusable(path: str, why: str) -> UnusableAnswerError:
    """Return the error for an answer that is not what the contract says."""
    message = (
        f"Odpowiedź „{path}” portalu SMUP {why}. Dane wczytane wcześniej zostają. Jeżeli to się "
        "powtarza, API się zmieniło: popraw smup/sync/portal/smup_api.py albo zgłoś błąd."
    )
    return UnusableAnswerError(message)


def whole_number(value: Any) -> int | None:
    """Return a whole number given as number or text; None for anything else, or too large."""
    if isinstance(value, bool):
        return None
    text = str(value).strip() if isinstance(value, int | str | float) else ""
    number = int(text.split(".")[0]) if WHOLE.fullmatch(text) else None
    return number if number is None or abs(number) <= LARGEST_WHOLE else None


def _told(envelope: Mapping[str, Any], names: Sequence[str]) -> int | None:
    found = [whole_number(envelope[name]) for name in names if name in envelope]
    return next((number for number in found if number is not None and number >= 0), None)
