"""What goes with a table of the data desk: title, file words, sources, notes, borders."""

import gzip

from sqlalchemy import Engine

from smup.repository import Repository
from smup.views.datadesk.selection import select_desk
from smup.views.datadesk.table import desk_extract
from smup.views.take_out.records import Description, Extract
from tests import desk_country, small_country
from tests.desk_country import KIDS, MONEY, PLONSK
from tests.poured import Pour
from tests.unit.views.datadesk.conftest import cells


def extract(repository: Repository, lang: str = "pl", **query: str) -> Extract:
    """Return the extract of a query."""
    return desk_extract(repository, select_desk(repository, query, lang=lang))


def words_of(description: Description) -> str:
    """Return the notes as one text with plain spaces."""
    return " ".join(description.notes).replace("\u00a0", " ")


def test_a_table_says_what_it_is_and_where_it_comes_from(engine: Engine, pour: Pour) -> None:
    pour(engine, desk_country.fill, kind="sample")
    repository = Repository(engine)
    found = extract(repository, ind=f"{KIDS}.{MONEY}", years="2020-2021", sort="-teryt").description
    assert found.title == "2 wskaźniki, 3 gminy, 2020–2021"
    assert found.words == ("dane", "2-wskaznikow", "gmina", "2020", "2021")
    assert (found.page, found.table) == ("/dane", "/dane")
    assert found.query == "ind=EDU-PRZ-01.FIN-DO-01&years=2020-2021&sort=-teryt"
    assert found.sample
    assert found.tag == repository.dataset().tag
    assert [item.code for item in found.indicators] == [KIDS, MONEY]
    assert [item.id for item in found.releases] == [1]
    assert [item.id for item in extract(repository, ind=MONEY).description.releases] == [2, 1]
    assert "przerwa w serii w 2021 roku. Nowa klasyfikacja" in words_of(found)
    titles = [
        extract(repository, ind=MONEY, units=PLONSK, years="2021").description.title,
        extract(repository, "en", ind=MONEY, level="kraj", years="2021").description.title,
        extract(repository, "en").description.title,
    ]
    assert titles == [
        "Dochody na mieszkańca, Płońsk, 2021",
        "Revenue per resident, Poland, 2021",
        "Empty table",
    ]


def test_computed_columns_filters_and_refusals_are_explained(desk: Repository) -> None:
    found = extract(
        desk, ind=f"{MONEY}.X-9", kolumny="zmiana.miejsce.grupa.ludnosc.powod", wiersze="puste"
    )
    notes = words_of(found.description)
    for words in ("punktach procentowych", "równe wartości", "Grupa: wszystkie", "nie z roku",
                  "secret", "przefiltrowana", "X-9"):  # fmt: skip
        assert words in notes
    assert not extract(desk, ind=KIDS, kolumny="brak").description.notes


def test_only_a_row_a_unit_has_borders(engine: Engine, pour: Pour) -> None:
    pour(engine, desk_country.fill)
    body = b'{"type":"FeatureCollection","features":[]}'
    small_country.add_boundary(engine, gzip_body=gzip.compress(body), brotli_body=b"")
    repository = Repository(engine)
    places = extract(repository, ind=KIDS).places
    assert places is not None
    assert (places.column, places.level, places.approximate) == ("teryt", "gmina", False)
    assert places.geojson() == body
    assert extract(repository, ind=KIDS, uklad="dlugi").places is None
    without = extract(repository, ind=KIDS, level="powiat").places
    assert without is not None
    assert without.geojson() is None


def test_a_table_can_be_read_again(desk: Repository) -> None:
    table = extract(desk, ind=KIDS, sort="-unit").table
    assert cells(table) == cells(table)
    reading = table.batches()
    next(reading)
    reading.close()
