"""What is exported is what is shown: the table of each page against its file, cell by cell.

The tables that a script draws (sector, indicator, cost) are drawn here anew from what the page
sends to the script, with the numbers of the database; the browser tests compare them once more.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from sqlalchemy import Engine, insert, text

from layouts import compare, datadesk, indicator, practice, sector, synthetic, unit
from layouts.frozen import markup
from smup.exports.forms import chunks
from smup.models import PracticeEffect
from smup.repository import Repository
from smup.services import Services
from smup.settings import Settings
from smup.views.take_out.extracts import read_extract
from tests import index_country, small_country
from tests.poured import Pour
from tests.practice_data import add_practice, full_card
from tests.tree import prop, walk

WORDS = {
    "missing": "brak",
    "secret": "tajemnica",
    "not-applicable": "nie dotyczy",
    "not-yet-published": "jeszcze nie ma",
}
MINE = "unit=1420011&group=kraj"
THREE = f"{MINE}&ind=EDU-PRZ-01&units=1420011.1420062.0264011&year=2021"
POWIATS = "unit=1420&level=powiat&group=kraj&units=1420.0264"
DESK = "ind=EDU-PRZ-01&level=gmina&years=2020-2021"
Rows = list[list[str]]


class Cells(HTMLParser):
    """Collects the texts of the body of a table."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Rows = []
        self._inside = False
        self._cell: str | None = None

    def handle_starttag(self, tag: str, _attrs: Sequence[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "tbody"
        if self._inside and tag == "tr":
            self.rows.append([])
        if self._inside and tag in {"td", "th"}:
            self._cell = ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "tbody"
        if tag in {"td", "th"} and self._cell is not None:
            self.rows[-1].append(self._cell.strip())
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell += data.replace("\u00a0", " ")


def shown(tree: Any, look: str) -> Rows:
    """Return the body of the table with a class, or of the one that stands in its place as HTML."""
    for part in walk(tree):
        html = prop(part, "data-html") or (markup(part) if type(part).__name__ == "Table" else "")
        if look in str(prop(part, "className")).split() and "<tbody" in html:
            cells = Cells()
            cells.feed(html)
            return cells.rows
    return []


def file_of(services: Services, table: str, query: str) -> tuple[list[str], list[dict[str, str]]]:
    """Return header and rows of the CSV with comma and point."""
    extract = read_extract(services.repository, table, asked(query), lang="pl")
    body = b"".join(chunks("csv", extract, separator="comma")).decode("utf-8-sig")
    reader = csv.DictReader(io.StringIO(body))
    rows = list(reader)
    assert extract.table.rows == len(rows)
    return list(reader.fieldnames or ()), rows


def asked(query: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in query.split("&") if pair)


def said(value: str, flag: str = "occurred", decimals: int = 1, unit: str = "") -> str:
    """Write a cell as a Polish page does: a rounded number, or why there is none."""
    if not value:
        return WORDS.get(flag, "–")
    places = Decimal(1).scaleb(-decimals)
    number = f"{Decimal(value).quantize(places, rounding=ROUND_HALF_UP):f}".replace(".", ",")
    return f"{number}{unit}"


def services_over(engine: Engine) -> Services:
    return Services(repository=Repository(engine), settings=Settings(database_url="sqlite://"))


@pytest.fixture
def services(sqlite_engine: Engine, pour: Pour) -> Services:
    return services_over(pour(sqlite_engine, small_country.fill))


@pytest.mark.parametrize(
    "more",
    [
        "",
        "&uklad=lata",
        "&uklad=dlugi",
        "&sort=-EDU-PRZ-01@2021",
        "&filtr=EDU-PRZ-01@2021~80~",
        "&wiersze=puste&uklad=dlugi",
        "&szukaj=joniec",
        "&years=2020-2022&unit=1420011&uklad=dlugi",
        "&szukaj=nikt",
    ],
)
def test_data_desk(services: Services, more: str) -> None:
    query = DESK + more
    header, rows = file_of(services, "/dane", query)
    values = {one: f"{one}_znacznik" for one in header if f"{one}_znacznik" in header}
    values |= {"wartosc": "znacznik"} if "wartosc" in header else {}
    kept = [one for one in header if one not in values.values()]
    expected = [
        [said(row[one], row[values[one]]) if one in values else row[one] for one in kept]
        for row in rows
    ]
    page = datadesk.layout(services, "pl", **asked(query))
    assert shown(page, "tw") == expected
    assert bool(expected) is ("nikt" not in more)


@pytest.mark.parametrize(
    "more", ["", "&sort=name", "&sort=EDU-PRZ-01", "&ind=EDU-PRZ-01.EDU-SPP-01", "&view=lines"]
)
def test_comparison_side_by_side_and_over_time(services: Services, more: str) -> None:
    query = "&".join(f"{key}={one}" for key, one in (asked(THREE) | asked(more)).items())
    _, rows = file_of(services, "/porownanie", query)
    expected: dict[str, list[str]] = {}
    for row in rows:
        cells = expected.setdefault(row["jednostka"], [])
        cells.append(said(row["wartosc"], row["znacznik"]))
    look = "cmp-tab" if "lines" in more else "zar"
    *units, medians = shown(compare.layout(services, "pl", **asked(query)), look)
    width = len(next(iter(expected.values()))) + 1
    assert [row[:width] for row in units] == [[name, *cells] for name, cells in expected.items()]
    assert medians[1] == said(rows[0]["mediana_grupy"])


def test_comparison_of_places(services: Services) -> None:
    query = f"{THREE}&view=places"
    _, rows = file_of(services, "/porownanie", query)
    expected: dict[str, list[str]] = {}
    for row in rows:
        place = f"{row['miejsce']} z {row['z_ilu']}" if row["miejsce"] else "–"
        expected.setdefault(row["jednostka"], []).append(place)
    found = shown(compare.layout(services, "pl", **asked(query)), "cmp-tab")
    width = len(next(iter(expected.values()))) + 1
    assert [row[:width] for row in found] == [[name, *cells] for name, cells in expected.items()]


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        (f"{THREE}&view=spread", {"wartosc": (1, "%")}),
        (
            f"{POWIATS}&ind=EDU-PRZ-01.EDU-SPP-01&view=scatter",
            {"wartosc": (1, "%"), "wartosc_2": (0, " zł")},
        ),
    ],
)
def test_comparison_in_pictures(
    services: Services, query: str, columns: dict[str, tuple[int, str]]
) -> None:
    _, rows = file_of(services, "/porownanie", query)
    # Under the picture stand the compared units; the file has every point of the picture.
    expected = [
        [row["jednostka"], *(said(row[key], "", *how) for key, how in columns.items())]
        for row in rows
        if row["porownywana"] == "tak"
    ]
    found = shown(compare.layout(services, "pl", **asked(query)), "cmp-tab")
    assert sorted(row[: len(columns) + 1] for row in found) == sorted(expected)


def test_comparison_without_values_is_empty_in_both(services: Services) -> None:
    query = f"{THREE}&view=better"
    assert file_of(services, "/porownanie", query)[1] == []
    assert shown(compare.layout(services, "pl", **asked(query)), "cmp-tab") == []


@pytest.mark.parametrize("year", ["2021", "2020"])
def test_profile_of_a_unit(services: Services, year: str) -> None:
    query = f"group=kraj&year={year}"
    _, rows = file_of(services, "/jednostka/1420011", query)
    page = unit.layout(services, "pl", teryt="1420011", **asked(query))
    found = [row for row in shown(page, "kreg") if len(row) > 1]
    assert [(row[1], row[3], row[4]) for row in found] == [
        (
            said(row["wartosc"], row["znacznik"], unit="%"),
            said(row["mediana"], unit="%"),
            row["pasmo"],
        )
        for row in rows
    ]


@pytest.mark.parametrize("more", ["", "&sort=name", "&sort=-change", "&wagi=edukacja.3"])
def test_index(sqlite_engine: Engine, more: str, pour: Pour) -> None:
    services = services_over(pour(sqlite_engine, index_country.fill))
    query = f"unit={index_country.G}{more}"
    _, rows = file_of(services, "/indeks", query)
    expected = [
        [
            f"{row['jednostka']} pow. {row['powiat']}",
            row["cwiartka"],
            said(row["poziom_pkt"]),
            said(row["dynamika_pkt"]),
            f"{row['miejsce_od']}–{row['miejsce_do']}",
            f"{row['znane_wskazniki']} z {row['mozliwe_wskazniki']}",
        ]
        for row in rows
    ]
    found = shown(synthetic.layout(services, "pl", **asked(query)), "grupa-indeksu")
    assert len(found) == len(index_country.UNITS)
    assert found == expected


def drawn(services: Services, page: Any, year: int) -> Iterator[tuple[str, float | None]]:
    """Yield code and value of the rows that the script draws, from the values of the database."""
    sent = next(
        data for one in walk(page) if isinstance(data := prop(one, "data"), dict) and "view" in data
    )
    view = sent["view"]
    picked = next(
        data for one in walk(page) if isinstance(data := prop(one, "data"), dict) and "sort" in data
    )
    sql = (
        "SELECT c.code, o.value FROM observation o JOIN unit_code c ON c.unit_id = o.unit_id"
        " JOIN indicator i ON i.id = o.indicator_id WHERE i.code = :code AND o.year = :year"
        " AND o.flag < 3 AND length(c.code) = 7"
    )
    with services.repository._engine.connect() as connection:
        found = connection.execute(text(sql), {"code": view["indicator"]["code"], "year": year})
        values: dict[str, float | None] = {str(code): float(value) for code, value in found}
    low, high = picked["low"], picked["high"]
    brushed = low is not None or high is not None
    rows = [
        (code, value)
        for code, value in ((code, values.get(code)) for code in view["members"])
        if code == view["unit"]
        or not brushed
        or (value is not None and (low or 0) <= value <= (high or 1e9))
    ]
    assert picked["sort"] == "-value"
    yield from sorted(
        rows, key=lambda row: (row[0] != view["unit"], row[1] is None, -(row[1] or 0), row[0])
    )


@pytest.mark.parametrize("more", ["&year=2021", "&year=2020", "&year=2021&low=90&high=95"])
def test_sector_and_indicator(services: Services, more: str) -> None:
    query = f"{MINE}&ind=EDU-PRZ-01{more}"
    pages = {
        "/obszar/edukacja": sector.layout(services, "pl", sector="edukacja", **asked(query)),
        "/wskaznik/EDU-PRZ-01": indicator.layout(services, "pl", code="EDU-PRZ-01", **asked(query)),
    }
    for table, page in pages.items():
        _, rows = file_of(services, table, query)
        exported = [
            (row["teryt"], float(row["wartosc"]) if row["wartosc"] else None) for row in rows
        ]
        assert exported == list(drawn(services, page, int(asked(query)["year"])))


def test_numbers_of_a_practice(services: Services) -> None:
    with services.repository._engine.begin() as connection:
        key = add_practice(connection, full_card())
        effect = {
            "before_year": 2020, "after_year": 2021, "change": 3.75, "peers_change": 1.25,
            "low": 0.5, "high": 4.5, "peers": 90, "verdict": "lepiej",
        }  # fmt: skip
        row = {"practice_id": key, "indicator": "EDU-PRZ-01", **effect}
        connection.execute(insert(PracticeEffect).values(row))
    _, rows = file_of(services, "/praktyki/dowozenie-uczniow/EDU-PRZ-01", "")
    page = practice.layout(services, "pl", slug="dowozenie-uczniow")
    effects = next(one for one in walk(page) if prop(one, "id") == "przed-i-po")
    found = {row[0][:4]: row[1] for row in shown(effects, "t")}
    assert found == {row["rok"]: said(row["wartosc"], row["znacznik"], unit="%") for row in rows}
    assert found
