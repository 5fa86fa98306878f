"""Reads of costs over the country of costs, on both engines."""

import numpy as np
import pytest
from sqlalchemy import Engine, insert

from smup.models.costs import CostSpending
from smup.repository import Repository
from tests import builders, cost_database
from tests.cost_database import CLUBS, CODE, EMPTY, JONIEC, LACK, LUBIN, PLONSK, YEARS, ZABOR
from tests.poured import Pour
from tests.small_country import counted_selects

CENT = 0.005


@pytest.fixture
def costs(engine: Engine, pour: Pour) -> Repository:
    """The repository over six gminas with costs."""
    pour(engine, cost_database.fill)
    return Repository(engine)


def unit_id(repository: Repository, code: str) -> int:
    return repository.directory().by_code(code).id


def test_a_year_holds_every_unit_with_a_row_in_the_order_of_ids(costs: Repository) -> None:
    found = costs.service_costs(CODE, 2024)
    named = [costs.directory().by_id(int(one)).teryt for one in found.unit_ids]
    assert sorted(found.unit_ids) == found.unit_ids.tolist()
    assert set(named) == {PLONSK, JONIEC, LUBIN, LACK, ZABOR}
    mine = named.index(PLONSK)
    # 7311.07 + 1204.13 + 655.55 + 811.01 zl a pupil of 1546; 4010 is the pool of the entity.
    assert found.direct[mine] == pytest.approx(1546 * 9_981.76, abs=0.05)
    assert found.entity_pool[mine] == pytest.approx(1546 * 2_010.19, abs=0.01)
    assert found.grants_out[mine] == pytest.approx(1546 * 501.3, abs=0.01)
    assert found.output[mine] == 1546
    assert (found.capital["bez"] == 0).all()
    assert found.unit_ids.dtype == np.int64
    assert found.direct.flags.c_contiguous


def test_a_key_without_numbers_is_not_a_number_and_zero_stays_zero(costs: Repository) -> None:
    found = costs.service_costs(CODE, 2024)
    lack = found.unit_ids.tolist().index(unit_id(costs, LACK))
    zabor = found.unit_ids.tolist().index(unit_id(costs, ZABOR))
    plonsk = found.unit_ids.tolist().index(unit_id(costs, PLONSK))
    assert np.isnan(found.shared["m2"][lack])
    assert np.isnan(found.output[zabor])
    assert not np.isnan(found.shared["wlasny"][plonsk])
    assert np.isnan(found.shared["wlasny"][lack])
    clubs = costs.service_costs(CLUBS, 2024)
    assert (clubs.grants_out == 0).all()


def test_a_year_without_rows_is_empty(costs: Repository) -> None:
    found = costs.service_costs(CODE, 1999)
    assert len(found) == 0
    assert len(found.shared["etaty"]) == 0


def test_units_over_years_equal_each_year(costs: Repository) -> None:
    units = [unit_id(costs, code) for code in (PLONSK, EMPTY, JONIEC)]
    by_year = costs.service_costs_of(CODE, units)
    assert list(by_year) == list(YEARS)
    for year, found in by_year.items():
        whole = costs.service_costs(CODE, year)
        inside = np.isin(whole.unit_ids, units)
        assert found.unit_ids.tolist() == whole.unit_ids[inside].tolist() == sorted(units[::2])
        np.testing.assert_array_equal(found.shared["m2"], whole.shared["m2"][inside])


def test_each_read_is_one_select(costs: Repository, engine: Engine) -> None:
    unit = unit_id(costs, PLONSK)
    with counted_selects(engine) as selects:
        costs.service_costs(CODE, 2024)
    assert len(selects) == 1
    with counted_selects(engine) as selects:
        costs.service_costs_of(CODE, [unit])
    assert len(selects) == 1
    with counted_selects(engine) as selects:
        assert costs.service_costs_of(CODE, []) == {}
    assert selects == []


def test_years_of_all_services_are_read_once(costs: Repository, engine: Engine) -> None:
    costs.begin_request()
    costs.dataset()
    with counted_selects(engine) as selects:
        assert costs.cost_years(CODE) == YEARS
        assert costs.cost_years("nie-ma") == ()
        covered = costs.covered_services()
    costs.end_request()
    assert len(selects) == 1
    assert covered[CODE] == (YEARS, (5, 5, 5))
    assert list(covered) == sorted(covered)


def test_the_rows_add_up_to_the_terms(costs: Repository) -> None:
    unit = unit_id(costs, LUBIN)
    loaded = costs.cost_rows(CODE, unit, 2024)
    terms = costs.service_costs_of(CODE, [unit])[2024]
    assert loaded.amount("direct") == pytest.approx(terms.direct[0], abs=CENT)
    assert loaded.amount("grants") == pytest.approx(terms.grants_out[0], abs=CENT)
    assert loaded.amount("pool", pool="szkola") == pytest.approx(terms.entity_pool[0], abs=CENT)
    assert loaded.amount("pool", pool="wspolne") == pytest.approx(terms.shared_pool[0], abs=CENT)
    average = loaded.amount("capital") / terms.capital_years[0]
    assert average == pytest.approx(terms.capital["srednia"][0], abs=CENT)
    written_off = sum(asset.written_off for asset in loaded.assets)
    assert written_off == pytest.approx(terms.capital["zuzycie"][0], abs=CENT)
    incomes = {row.kind: row.amount_gr / 100 for row in loaded.incomes}
    assert incomes["oplaty"] == pytest.approx(terms.fees[0], abs=CENT)
    assert incomes["dotacje"] == pytest.approx(terms.targeted[0], abs=CENT)
    share = loaded.amount("direct") / loaded.current
    assert share * terms.shared_pool[0] == pytest.approx(terms.shared["udzial"][0], abs=CENT)


def test_the_drivers_give_the_shares(costs: Repository) -> None:
    unit = unit_id(costs, PLONSK)
    loaded = costs.cost_rows(CODE, unit, 2024)
    terms = costs.service_costs_of(CODE, [unit])[2024]
    posts = {row.service: row.posts or 0 for row in loaded.drivers if row.pool == "wspolne"}
    assert set(posts) == {CODE, CLUBS, "inne"}
    share = posts[CODE] / sum(posts.values())
    assert share * terms.shared_pool[0] == pytest.approx(terms.shared["etaty"][0], abs=0.005)


def test_rows_name_target_kind_and_load(costs: Repository) -> None:
    loaded = costs.cost_rows(CODE, unit_id(costs, LUBIN), 2024)
    seen = {(row.chapter, row.paragraph): row for row in loaded.spending if row.year == 2024}
    assert (seen["80101", "4790"].target, seen["80101", "4790"].kind) == ("direct", "pay")
    assert (seen["80101", "4010"].target, seen["80101", "4010"].pool) == ("pool", "szkola")
    assert (seen["75085", "4010"].target, seen["75085", "4010"].pool) == ("pool", "wspolne")
    assert seen["80101", "2540"].target == "grants"
    assert seen["80101", "6050"].target == "capital"
    assert seen["80101", "4300"].amount_gr == -12_345
    assert ("80113", "4300") not in seen
    assert {row.year for row in loaded.spending if row.target == "capital"} == set(YEARS)
    assert {row.year for row in loaded.spending if row.target != "capital"} == {2024}
    assert loaded.releases[1].file_name == "wydatki.csv"
    assert [row.measure for row in loaded.outputs] == ["oddzial", "szkola", "uczen"]
    assert [row.first_year for row in loaded.assets] == [1999, 2001, 2010, 2020]


def test_a_reported_circumstance_keeps_its_note(costs: Repository) -> None:
    (told,) = costs.cost_rows(CODE, unit_id(costs, LACK), 2024).circumstances
    assert (told.kind, told.note, told.release_id) == ("spolka", "spółka gminna", 1)


def test_rows_older_than_ten_years_stay_out(costs: Repository, engine: Engine) -> None:
    unit = unit_id(costs, PLONSK)
    old = {
        "unit_id": unit,
        "chapter": "80101",
        "paragraph": "6050",
        "amount_gr": 1,
        "release_id": 1,
    }
    with engine.begin() as connection:
        connection.execute(insert(CostSpending), [old | {"year": 2014}, old | {"year": 2015}])
    years = {row.year for row in costs.cost_rows(CODE, unit, 2024).spending}
    assert years == {2015, *YEARS}


def test_the_rows_take_seven_selects_also_where_there_is_nothing(
    costs: Repository, engine: Engine
) -> None:
    for code, most in ((PLONSK, 7), (EMPTY, 6)):
        unit = unit_id(costs, code)
        with counted_selects(engine) as selects:
            loaded = costs.cost_rows(CODE, unit, 2024)
        assert len(selects) == most
    assert loaded.spending == ()
    assert loaded.releases == {}


def test_a_service_without_an_entry_is_a_key_error(costs: Repository) -> None:
    with pytest.raises(KeyError):
        costs.cost_rows("nie-ma", 1, 2024)


def test_an_empty_database_covers_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        builders.set_dataset(connection)
    assert Repository(engine).covered_services() == {}
