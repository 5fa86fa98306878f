import numpy as np
import pandas as pd
import pytest

from smup.costs.example import example_rows
from smup.flags import Flag
from smup.sample.cost_settings import read_cost_sample
from smup.sample.costs import with_full_cost
from smup.sample.tree import Tree
from smup.sample.values import GeneratedVariable
from smup.settings import DATA
from tests.sample_costs import (
    CHAPTER,
    COUNTRY,
    GMINAS,
    SCHOOL_VARIABLES,
    SCHOOLS,
    YEARS,
    Made,
    variable,
)

SPENDING = np.array(SCHOOL_VARIABLES["wydatki_sp"])


@pytest.fixture(scope="module")
def made() -> Made:
    return Made()


def test_rows_of_a_chapter_add_up_to_the_variable_to_the_grosz(made: Made) -> None:
    rows = made.spending[made.spending["chapter"] == CHAPTER]
    current = rows[~rows["paragraph"].str.startswith("6")]
    sums = current.groupby(["unit_id", "year"])["amount_gr"].sum().to_numpy()
    assert (sums.reshape(GMINAS, -1) == SPENDING[:, None] * 100).all()


def test_pay_of_teachers_has_its_own_paragraph_since_2022(made: Made) -> None:
    rows = made.spending[made.spending["chapter"] == CHAPTER]
    assert set(rows[rows["paragraph"] == "4790"]["year"]) == {2022, 2023}
    schools = made.of_service(SCHOOLS).set_index("year")
    assert (schools.loc[:2021, "entity_pool"] == 0).all()
    assert (schools.loc[2022:, "entity_pool"] > 0).all()


def test_what_is_not_shown_has_no_row_and_zero_stays_zero() -> None:
    flags = {(1, 2021): Flag.MISSING, (2, 2023): Flag.SECRET}
    spending = SPENDING.copy()
    spending[3] = 0
    made = Made(changed={"wydatki_sp": variable("wydatki_sp", spending, flags=flags)})
    spent = made.spent(CHAPTER)
    assert spent[1, 1] == spent[2, 3] == 0
    assert (spent[3] == 0).all()
    assert (spent[[0, 4, 5]] > 0).all()


def test_a_service_that_is_not_run_has_no_rows_or_says_so() -> None:
    flags = {(4, year): Flag.NOT_APPLICABLE for year in YEARS}
    names = ("uczniowie_sp", "oddzialy_sp", "etaty_nauczycieli_sp", "wydatki_sp")
    changed = {name: variable(name, SCHOOL_VARIABLES[name], flags=flags) for name in names}
    made = Made(changed=changed, settings={"reported_not_run": 1.0})
    rows = made.costs.rows
    assert 105 not in set(rows.outputs["unit_id"])
    said = rows.circumstances
    assert list(said[said["kind"] == "nie-prowadzi"]["unit_id"]) == [105] * len(YEARS)
    quiet = Made(changed=changed, settings={"reported_not_run": 0.0})
    assert 105 not in set(quiet.of_service(SCHOOLS)["unit_id"])


def test_a_year_that_is_not_published_has_no_rows() -> None:
    flags = {(gmina, 2023): Flag.NOT_YET_PUBLISHED for gmina in range(GMINAS)}
    made = Made(changed={"uczniowie_sp": variable("u", [300] * GMINAS, flags=flags)})
    assert set(made.of_service(SCHOOLS)["year"]) == {2020, 2021, 2022}


def test_output_and_classes_are_the_variables(made: Made) -> None:
    schools = made.of_service(SCHOOLS)
    for year in YEARS:
        rows = schools[schools["year"] == year].sort_values("unit_id")
        assert rows["output"].tolist() == SCHOOL_VARIABLES["uczniowie_sp"]
        assert rows["resource"].tolist() == SCHOOL_VARIABLES["oddzialy_sp"]


def test_all_current_spending_is_the_variable(made: Made) -> None:
    current = made.spending[~made.spending["paragraph"].str.startswith("6")]
    sums = current.groupby(["unit_id", "year"])["amount_gr"].sum().to_numpy()
    expected = np.array(SCHOOL_VARIABLES["wydatki_biezace"])[:, None] * 100
    assert (sums.reshape(GMINAS, -1) == expected).all()


def test_projects_and_corrections_change_no_sum() -> None:
    sample = read_cost_sample(DATA / "sample")
    schools = sample.service[SCHOOLS].model_copy(update={"eu_years": 0.5})
    odd = Made(settings={"corrections": 0.5, "service": sample.service | {SCHOOLS: schools}})
    rows = odd.spending[odd.spending["chapter"] == CHAPTER]
    assert (rows["amount_gr"] < 0).any()
    assert rows["paragraph"].str.endswith("7").any()
    assert odd.spent(CHAPTER) == pytest.approx(np.repeat(SPENDING[:, None], 4, axis=1), abs=0.001)


def test_the_same_seed_gives_the_same_rows(made: Made) -> None:
    again = Made()
    for name in ("spending", "drivers", "assets", "incomes", "outputs", "circumstances"):
        pd.testing.assert_frame_equal(
            getattr(made.costs.rows, name), getattr(again.costs.rows, name)
        )
    pd.testing.assert_frame_equal(made.costs.service_cost, again.costs.service_cost)
    other = Made(seed=8)
    assert not other.costs.rows.spending.equals(made.costs.rows.spending)


def test_one_gmina_more_does_not_move_the_others(made: Made) -> None:
    fewer = Made(gminas=GMINAS - 1)
    ours = made.spending[made.spending["unit_id"] < 100 + GMINAS].reset_index(drop=True)
    pd.testing.assert_frame_equal(ours, fewer.spending)


def test_a_gmina_left_out_has_no_rows_and_the_others_are_as_before(made: Made) -> None:
    fewer = Made(left_out=(103,))
    for name in ("spending", "drivers", "assets", "outputs"):
        usual = getattr(made.costs.rows, name)
        expected = usual[usual["unit_id"] != 103].reset_index(drop=True)
        pd.testing.assert_frame_equal(getattr(fewer.costs.rows, name), expected)
    costs = made.costs.service_cost
    rest = costs[costs["unit_id"] != 103].reset_index(drop=True)
    pd.testing.assert_frame_equal(fewer.costs.service_cost, rest)


def test_the_gmina_of_the_filled_example_is_left_out() -> None:
    units = {row[0] for rows in example_rows().values() for row in rows}
    assert set(read_cost_sample(DATA / "sample").left_out) == units


def test_rows_stand_in_the_order_of_their_keys(made: Made) -> None:
    keys = ["unit_id", "year", "chapter", "paragraph"]
    assert not made.spending.duplicated(keys).any()
    pd.testing.assert_frame_equal(made.spending, made.spending.sort_values(keys, ignore_index=True))


def test_own_shares_add_up_to_one() -> None:
    made = Made(settings={"with_own_shares": 1.0})
    drivers = made.costs.rows.drivers
    sums = drivers.groupby(["unit_id", "year", "pool"], observed=True)["own_share"].sum()
    assert sums.to_numpy() == pytest.approx(1.0)


def test_a_unit_without_floor_area_has_no_cost_by_floor_area() -> None:
    made = Made(settings={"without_area": 1.0})
    schools = made.of_service(SCHOOLS)
    assert schools["shared_area"].isna().all()
    assert schools["shared_posts"].notna().all()


def test_a_service_without_its_variables_is_left_out(made: Made) -> None:
    assert set(made.costs.service_cost["service"]) == {SCHOOLS}


class TestFullCost:
    """``kcu_sp`` is what the module counts by the usual keys."""

    @pytest.fixture
    def before(self) -> GeneratedVariable:
        flags = {(0, 2022): Flag.MISSING, (1, 2023): Flag.NOT_YET_PUBLISHED}
        return variable("kcu_sp", [1.0] * GMINAS, flags=flags)

    @pytest.fixture
    def tree(self) -> Tree:
        return Tree([100, *range(101, 101 + GMINAS)], [None, *[100] * GMINAS])

    def replaced(self, made: Made, before: GeneratedVariable, tree: Tree) -> GeneratedVariable:
        return with_full_cost(
            before,
            made.costs.service_cost,
            made.dictionary.services[SCHOOLS],
            ground=made.ground,
            tree=tree,
        )

    def by_hand(self, made: Made) -> np.ndarray:
        """Direct, entity by posts, shared by posts, depreciation and grants."""
        parts = ["direct", "entity_posts", "shared_posts", "capital_depreciation", "grants_out"]
        rows = made.of_service(SCHOOLS).sort_values(["unit_id", "year"])
        full: np.ndarray = rows[parts].to_numpy().sum(axis=1).reshape(GMINAS, len(YEARS))
        return full

    def test_it_equals_the_parts(self, made: Made, before: GeneratedVariable, tree: Tree) -> None:
        after = self.replaced(made, before, tree)
        shown = ~np.isnan(after.values[1:])
        assert after.values[1:][shown].tolist() == np.round(self.by_hand(made)[shown]).tolist()

    def test_flags_stay_and_hidden_values_count_above(
        self, made: Made, before: GeneratedVariable, tree: Tree
    ) -> None:
        after = self.replaced(made, before, tree)
        assert after.flags.tolist() == before.flags.tolist()
        assert np.isnan(after.values[1, 2])
        assert np.isnan(after.values[2, 3])
        assert after.values[COUNTRY] == pytest.approx(self.by_hand(made).sum(axis=0), abs=1)

    def test_no_cost_behind_it_is_missing(self, tree: Tree) -> None:
        flags = {(2, 2022): Flag.MISSING}
        made = Made(changed={"wydatki_sp": variable("w", SPENDING, flags=flags)})
        after = self.replaced(made, variable("kcu_sp", [1.0] * GMINAS), tree)
        assert after.flags[3].tolist() == [0, 0, Flag.MISSING, 0]
        assert np.isnan(after.values[3, 2])
        assert after.values[COUNTRY, 2] > np.nansum(after.values[1:, 2])
