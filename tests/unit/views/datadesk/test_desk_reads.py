"""How much the table of the data desk reads and holds, and what is refused."""

import numpy as np
import pyarrow as pa
import pytest
from sqlalchemy import Engine

from smup.errors import TooLargeError
from smup.repository import Repository, Span
from smup.statistics.changes import rounded
from smup.views.datadesk import batches as batches_module
from smup.views.datadesk import order as order_module
from smup.views.datadesk import table as desk_module
from smup.views.datadesk.order import row_order
from smup.views.datadesk.selection import select_desk
from smup.views.datadesk.table import desk_rows, desk_table
from tests import desk_country
from tests.desk_country import JONIEC, KIDS, MONEY
from tests.extracts import watched
from tests.poured import Pour
from tests.small_country import counted_selects
from tests.unit.views.datadesk.conftest import Choose, records

BOTH = f"{KIDS}.{MONEY}"
EVERYTHING = "rodzaj.powiat.wojewodztwo.ludnosc.powod.zmiana.miejsce.grupa.uwaga.zrodlo"


def test_more_than_can_be_held_is_refused_with_a_remedy(
    desk: Repository, choose: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "MOST_HELD", 11)
    long = choose(ind=MONEY, years="all", uklad="dlugi")
    assert len(records(desk, long)) == 12
    for query in ({"uklad": "szeroki"}, {"uklad": "lata"}, {"uklad": "dlugi", "sort": "value"}):
        chosen = choose(ind=MONEY, years="all", **query)
        with pytest.raises(TooLargeError, match=r"12 .*11\..*układ długi"):
            desk_table(desk, chosen)
        with pytest.raises(TooLargeError):
            desk_rows(desk, chosen, start=0, count=1)
    monkeypatch.setattr(desk_module, "MOST_COLUMNS", 5)
    with pytest.raises(TooLargeError, match="6 kolumn"):
        desk_table(desk, choose(ind=KIDS, years="2020-2021", kolumny="powod"))


def test_one_select_an_indicator_and_few_beside(engine: Engine, pour: Pour) -> None:
    pour(engine, desk_country.fill)
    repository = Repository(engine)
    query = {"ind": BOTH, "years": "all", "kolumny": EVERYTHING, "uklad": "dlugi"}
    chosen = select_desk(repository, query, lang="pl")
    repository.begin_request()
    repository.dataset()
    with counted_selects(engine) as statements:
        assert sum(1 for _ in desk_table(repository, chosen).batches()) == 2
    values = [one for one in statements if "FROM observation" in one]
    assert len(values) == 2
    assert len(statements) == 4  # and the distributions, and the notes
    with counted_selects(engine) as statements:
        desk_rows(repository, chosen, start=8, count=2)
    assert sum("FROM observation" in one for one in statements) == 1
    repository.end_request()


def test_a_long_table_streams_with_one_batch_alive(
    desk: Repository, choose: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches_module, "BATCH_ROWS", 1)
    table, alive = watched(desk_table(desk, choose(ind=MONEY, years="all", uklad="dlugi")))
    assert sum(batch.num_rows for batch in table.batches()) == 12
    assert len(alive) == 12
    assert max(alive) <= 2  # the one just made, and the one that the reader lets go


@pytest.mark.parametrize("layout", ["dlugi", "lata", "szeroki"])
@pytest.mark.parametrize("sort", [{}, {"sort": "-teryt"}])
def test_the_first_rows_alone_are_those_of_the_whole(
    desk: Repository, choose: Choose, layout: str, sort: dict[str, str]
) -> None:
    query = {"ind": BOTH, "years": "all", "kolumny": EVERYTHING, "uklad": layout}
    table = desk_table(desk, choose(**query, **sort))
    assert table.first is not None
    whole = pa.Table.from_batches(list(table.batches())).to_pylist()
    assert pa.Table.from_batches([table.first(3)]).to_pylist() == whole[:3]


def test_orders_are_kept_within_bounds(
    desk: Repository, choose: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders = [
        choose(ind=MONEY, years="all", uklad="dlugi", sort=sort) for sort in ("value", "-value")
    ]
    first = row_order(desk, orders[0])
    assert row_order(desk, orders[0]) is first
    monkeypatch.setattr(order_module, "MOST_BYTES", 1)
    last = row_order(desk, orders[1])
    assert row_order(desk, orders[1]) is last  # the newest is kept, however large
    assert row_order(desk, orders[0]) is not first


def test_texts_are_dictionaries_and_numbers_arrays(desk: Repository, choose: Choose) -> None:
    table = desk_table(desk, choose(ind=BOTH, kolumny=EVERYTHING, uklad="dlugi"))
    for batch in table.batches():
        for column, array in zip(table.columns, batch.columns, strict=True):
            kind = array.type
            if pa.types.is_dictionary(kind):
                kind = kind.value_type
            assert kind == column.type, column.key
            assert not (pa.types.is_floating(kind) and np.isnan(array.drop_null()).any())


def test_cells_hold_where_a_value_comes_from(engine: Engine, pour: Pour) -> None:
    pour(engine, desk_country.fill)
    repository = Repository(engine)
    unit = repository.directory().by_code(JONIEC).id
    span = Span(indicator_id=repository.indicator(MONEY).id, first_year=2021, last_year=2022)
    rows = repository.cells(span, np.array([unit]))
    assert rows.tolist() == [(2021, unit, 90.0, 0, -1, 1), (2022, unit, 0.0, 4, -1, 2)]
    plain = repository.plain_cells(span, np.array([unit]))
    assert plain.tolist() == [(2021, unit, 90.0, 0), (2022, unit, 0.0, 4)]
    every = repository.directory().ids
    padded = np.concatenate([every, np.arange(10_000, 10_600)])  # too many for the database
    assert repository.cells(span, padded).tolist() == repository.cells(span, every).tolist()
    of_each = [row[:4] for row in repository.cells(span, every).tolist()]
    assert repository.plain_cells(span, padded).tolist() == of_each
    assert repository.release_ids(span.indicator_id) == {
        2019: (1,), 2020: (1,), 2021: (1,), 2022: (2,),
    }  # fmt: skip
    assert [item.id for item in repository.releases_by_id({1, 2, 99})] == [2, 1]


def test_halves_are_rounded_away_from_zero() -> None:
    values = np.array([3.75, -3.75, 92.45 - 90.7, 0.04, -0.04, np.nan])
    found = rounded(values, 1)
    assert found[:5].tolist() == [3.8, -3.8, 1.8, 0.0, 0.0]
    assert np.isnan(found[5])
