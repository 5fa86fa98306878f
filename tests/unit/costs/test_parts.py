"""From loaded rows to parts of the cost: sums by hand, and identities."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smup.costs.dictionary import read_dictionary
from smup.costs.parts import service_cost_frame
from smup.costs.spending_places import placed
from smup.costs.warnings import Warnings
from tests.cost_rows import cost_rows

SCHOOLS, CLUBS = "szkoly-podstawowe", "swietlice-szkolne"
DICTIONARY = read_dictionary()
# 2023: pay of teachers 800 zl, energy 200 zl, staff of the school 100 zl (a pool), clubs 300 zl,
# the office 130 zl (a pool), a transfer to another unit 999 zl (no cost), a grant 50 zl.
SPENDING = (
    (7, 2023, "80101", "4790", 80_000),
    (7, 2023, "80101", "4260", 20_000),
    (7, 2023, "80101", "4010", 10_000),
    (7, 2023, "80107", "4790", 30_000),
    (7, 2023, "75023", "4010", 13_000),
    (7, 2023, "80101", "2540", 5_000),
)
DRIVERS = (
    (7, 2023, "szkola", SCHOOLS, 3.0, 30.0, None, None, None),
    (7, 2023, "szkola", CLUBS, 1.0, None, None, None, None),
    (7, 2023, "wspolne", SCHOOLS, 20.0, None, 600.0, None, 0.25),
    (7, 2023, "wspolne", CLUBS, 5.0, None, 100.0, None, None),
    (7, 2023, "wspolne", "inne", 25.0, None, 300.0, None, 0.75),
)


def computed(**tables: Any) -> pd.DataFrame:
    frame = service_cost_frame(cost_rows(**tables), DICTIONARY)
    return frame.set_index(["service", "year", "unit_id"])


def schools(year: int = 2023, **tables: Any) -> "pd.Series[Any]":
    row = computed(**tables).loc[(SCHOOLS, year, 7)]
    assert isinstance(row, pd.Series)
    return row


def test_direct_cost_holds_the_chapter_without_the_pool_and_grants() -> None:
    row = schools(spending=SPENDING)
    assert (row.direct, row.pay, row.grants_out) == (1_000, 800, 50)
    assert (row.entity_pool, row.shared_pool) == (100, 130)


def test_pools_are_shared_by_each_driver() -> None:
    row = schools(spending=SPENDING, drivers=DRIVERS)
    assert row.entity_posts == pytest.approx(75)  # 100 zl x 3 / 4
    assert row.shared_posts == pytest.approx(52)  # 130 zl x 20 / 50
    assert row.shared_area == pytest.approx(78)  # 130 zl x 600 / 1000
    assert row.shared_direct == pytest.approx(100)  # 130 zl x 1000 / (1000 + 300)
    assert row.shared_own == pytest.approx(32.5)


def test_key_without_numbers_is_null_and_not_zero() -> None:
    row = schools(spending=SPENDING, drivers=DRIVERS)
    assert np.isnan(row.entity_hours)  # the clubs have none
    assert np.isnan(row.entity_cases)
    assert np.isnan(schools(spending=SPENDING).shared_posts)


def test_pool_without_money_costs_nothing_whatever_the_keys() -> None:
    before = [(7, 2021, *row[2:]) for row in SPENDING if row[2] == "80101"]
    row = schools(2021, spending=before)
    assert (row.entity_pool, row.entity_posts, row.shared_posts) == (0, 0, 0)
    assert row.direct == 1_100  # before 2022 all pay is direct


def test_service_without_entities_has_no_entity_cost() -> None:
    frame = computed(spending=[(7, 2023, "80104", "4010", 100)])
    assert frame.loc[("wychowanie-przedszkolne", 2023, 7)].entity_posts == 0


def test_capital_is_averaged_over_the_years_that_have_rows() -> None:
    rows = [(7, 2010, "80101", "6050", 99_900), (7, 2014, "80101", "6050", 90_000)]
    rows += [(7, year, "80101", "4260", 100) for year in (2022, 2023)]
    row = schools(spending=rows)
    assert (row.capital_average, row.capital_years) == (300, 3)  # 900 zl in 2014, 2022, 2023
    assert np.isnan(row.capital_depreciation)


def test_depreciation_is_that_of_the_assets_in_use() -> None:
    assets = [
        (7, SCHOOLS, "szkola", 2000, None, 400_000, 2.5),
        (7, SCHOOLS, "komputery", 2019, 2021, 90_000, 30.0),
        (7, SCHOOLS, "sala", 2024, None, 100_000, 2.5),
    ]
    row = schools(spending=SPENDING, assets=assets)
    assert row.capital_depreciation == pytest.approx(100)  # 4000 zl x 2.5 %
    assert np.isnan(
        computed(spending=SPENDING, assets=assets).loc[(CLUBS, 2023, 7)].capital_depreciation
    )


def test_incomes_and_measures_stand_in_their_columns() -> None:
    row = schools(
        spending=SPENDING,
        incomes=[(7, 2023, SCHOOLS, "oplaty", 1_050), (7, 2023, SCHOOLS, "dotacje", 200)],
        outputs=[(7, 2023, SCHOOLS, "uczen", 40), (7, 2023, SCHOOLS, "oddzial", 0)],
    )
    assert (row.fees, row.sales, row.targeted) == (10.5, 0, 2)
    assert (row.output, row.resource) == (40, 0)
    assert np.isnan(row.facilities)


@pytest.mark.parametrize(
    ("tables", "bits"),
    [
        ({"spending": [(7, 2023, "80101", "4790", 100)]}, Warnings.NO_OUTPUT),
        ({"outputs": [(7, 2023, SCHOOLS, "uczen", 40)]}, Warnings.NO_COST),
        ({"outputs": [(7, 2023, SCHOOLS, "uczen", 0)]}, Warnings.NO_COST | Warnings.NO_OUTPUT),
        (
            {"spending": [(7, 2023, "80101", "2540", 100)]},
            Warnings.NO_OUTPUT | Warnings.GRANTS_ONLY,
        ),
        (
            {"spending": [(7, 2023, "80101", "4797", 100), (7, 2023, "80101", "4300", -1)]},
            Warnings.NO_OUTPUT | Warnings.EU_PROJECT | Warnings.CORRECTION,
        ),
        (
            {"circumstances": [(7, 2023, SCHOOLS, "nie-prowadzi")]},
            Warnings.NO_OUTPUT | Warnings.NO_COST | Warnings.NOT_RUN,
        ),
    ],
)
def test_warnings_say_what_the_rows_show(tables: dict[str, Any], bits: Warnings) -> None:
    assert schools(**tables).warnings == bits


def test_a_service_without_any_row_has_no_row() -> None:
    assert set(computed(spending=SPENDING).reset_index()["service"]) == {SCHOOLS, CLUBS}


def test_units_and_years_do_not_mix() -> None:
    other = [(9, 2022, "80101", "4790", 12_300)]
    frame = computed(spending=[*SPENDING, *other])
    assert frame.loc[(SCHOOLS, 2022, 9)].direct == 123
    assert frame.loc[(SCHOOLS, 2023, 7)].direct == 1_000
    assert (SCHOOLS, 2023, 9) not in frame.index


AMOUNTS = st.integers(min_value=0, max_value=10**11)


@settings(max_examples=25)
@given(whole=AMOUNTS, part=AMOUNTS)
def test_splitting_a_row_changes_nothing(whole: int, part: int) -> None:
    part = min(part, whole)
    rest = list(SPENDING)
    one = computed(spending=[*rest, (7, 2023, "80101", "4210", whole)], drivers=DRIVERS)
    two = computed(
        spending=[
            *rest,
            (7, 2023, "80101", "4210", part),
            (7, 2023, "80101", "4220", whole - part),
        ],
        drivers=DRIVERS,
    )
    pd.testing.assert_frame_equal(one, two)


@settings(max_examples=25)
@given(posts=st.lists(st.floats(min_value=0.01, max_value=1e5), min_size=3, max_size=3))
def test_services_and_the_rest_share_the_whole_pool(posts: list[float]) -> None:
    drivers = [
        (7, 2023, "wspolne", code, value)
        for code, value in zip((SCHOOLS, CLUBS, "inne"), posts, strict=True)
    ]
    shared = computed(spending=SPENDING, drivers=drivers)["shared_posts"].sum()
    assert shared + 130 * posts[2] / sum(posts) == pytest.approx(130)


@settings(max_examples=25)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(sorted(DICTIONARY.chapters)),
            st.sampled_from(sorted(DICTIONARY.paragraphs)),
            st.integers(min_value=1, max_value=10**9),
        ),
        unique_by=lambda row: row[:2],
        min_size=1,
    )
)
def test_every_zloty_is_counted_once(rows: list[tuple[str, str, int]]) -> None:
    spending = [(7, 2023, chapter, f"{paragraph}0", money) for chapter, paragraph, money in rows]
    tables = cost_rows(spending=spending)
    frame = service_cost_frame(tables, DICTIONARY)
    places = placed(tables.spending, DICTIONARY)
    assert not ((places.pool >= 0) & (places.service >= 0)).any()
    of_services = (places.service >= 0) & (places.kind <= 2)
    total = 0.0 if frame.empty else (frame["direct"] + frame["grants_out"]).sum()
    assert total == pytest.approx(tables.spending["amount_gr"][of_services].sum() / 100)
