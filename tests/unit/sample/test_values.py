import numpy as np
import pytest

from smup.flags import Flag
from smup.sample.settings import SampleSettings, Whole
from smup.sample.values import GeneratedVariable
from smup.territory.unit import UnitRow
from tests.unit.sample.conftest import Generate, fictional_part

GMINAS = slice(11, None)
COUNTRY, FIRST_POWIAT = 0, 3
PLAIN = {"base": "ludnosc", "rate": 10.0}
PEOPLE = {"ludnosc": {"base": "one", "rate": 1.0, "trend": -0.005, "noise": 0.002, "region": 0.0}}
STILL = {"spread": 0.0, "noise": 0.0, "region": 0.0}


def share(variable: GeneratedVariable, flag: Flag) -> float:
    """Return the share of gmina-years with a flag."""
    return float((variable.flags[GMINAS] == flag).mean())


def test_the_population_is_the_real_one_in_the_year_of_the_fact(
    generate: Generate, country: list[UnitRow]
) -> None:
    people = generate(PEOPLE)["ludnosc"].values
    assert people[GMINAS, 2020 - 2018].tolist() == [unit.population for unit in country[GMINAS]]
    assert (people[COUNTRY, 1:] < people[COUNTRY, :-1]).all()


def test_gminas_add_up_to_powiat_and_country_even_where_they_are_hidden(generate: Generate) -> None:
    open_ = generate(PEOPLE | {"a": PLAIN})["a"]
    hidden = generate(PEOPLE | {"a": PLAIN | {"missing_share": 0.1, "secret_share": 0.1}})["a"]
    assert open_.values[COUNTRY] == pytest.approx(open_.values[GMINAS].sum(axis=0))
    assert open_.values[FIRST_POWIAT] == pytest.approx(open_.values[11:61].sum(axis=0))
    assert hidden.values[COUNTRY].tolist() == open_.values[COUNTRY].tolist()


def test_a_level_is_averaged_with_people_as_weights(
    generate: Generate, country: list[UnitRow]
) -> None:
    price = {"base": "one", "rate": 5.0, "integer": False}
    prices = generate({"a": price}, cards={"a": {"additive": False, "decimals": 2}})["a"].values
    people = np.array([[unit.population] for unit in country[GMINAS]])
    expected = (people * prices[GMINAS]).sum(axis=0) / people.sum()
    assert prices[COUNTRY] == pytest.approx(expected, abs=0.01)


def test_the_rate_is_the_median_whatever_the_loadings(generate: Generate) -> None:
    loadings = {"town": 0.5, "size": 0.3, "wealth": 0.4, "region": 0.3, "noise": 0.0}
    made = generate(PEOPLE | {"a": PLAIN | loadings})
    ratio = made["a"].values[GMINAS, -1] / made["ludnosc"].values[GMINAS, -1]
    assert np.median(ratio) == pytest.approx(10.0, rel=0.01)


def test_a_share_never_exceeds_its_base(generate: Generate) -> None:
    wild = {"base": "ludnosc", "scale": "logit", "rate": 0.9, "spread": 3.0}
    made = generate(PEOPLE | {"a": wild})
    assert (made["a"].values[GMINAS] <= made["ludnosc"].values[GMINAS]).all()


def test_towns_and_villages_differ_by_the_loading(
    generate: Generate, country: list[UnitRow]
) -> None:
    made = generate(PEOPLE | {"a": PLAIN | STILL | {"town": 0.5}})
    ratio = made["a"].values[GMINAS, -1] / made["ludnosc"].values[GMINAS, -1]
    town = np.array([unit.kind == "miejska" for unit in country[GMINAS]])
    village = np.array([unit.kind == "wiejska" for unit in country[GMINAS]])
    assert np.median(ratio[town]) / np.median(ratio[village]) == pytest.approx(
        np.exp(0.5), rel=0.01
    )


def test_variables_that_share_a_factor_are_correlated(generate: Generate) -> None:
    rich = PLAIN | {"wealth": 0.4}
    made = generate(PEOPLE | {"a": rich, "b": rich, "c": PLAIN})
    people = made["ludnosc"].values[GMINAS, -1]
    a, b, c = (np.log(made[code].values[GMINAS, -1] / people) for code in "abc")
    assert np.corrcoef(a, b)[0, 1] > 0.6
    assert abs(np.corrcoef(a, c)[0, 1]) < 0.3


def test_trend_shock_and_break_have_the_stated_size(generate: Generate) -> None:
    level = {"base": "one", "rate": 1e9, **STILL}
    moves = {"trend": 0.02, "shock_2020": -0.2, "break_2022": 0.3}
    values = np.log(generate(PEOPLE | {"a": level | moves})["a"].values[11] / 1e9)
    expected = [-0.12 - 0.3, -0.1 - 0.3, -0.08 - 0.5, -0.06 - 0.4, -0.04, -0.02, 0.0]
    assert values == pytest.approx(expected, abs=1e-6)


def test_zeros_stay_with_their_units_and_keep_their_share(generate: Generate) -> None:
    made = generate(PEOPLE | {"a": PLAIN | {"zero_share": 0.2}})["a"]
    zero = made.flags[GMINAS] == Flag.DID_NOT_OCCUR
    assert (zero.all(axis=1) | ~zero.any(axis=1)).all()
    assert zero.mean() == pytest.approx(0.2, abs=0.01)
    assert (made.values[GMINAS][zero] == 0).all()


def test_a_service_not_run_is_not_applicable_there_and_in_all_that_grows_from_it(
    generate: Generate, country: list[UnitRow]
) -> None:
    pupils = {"base": "ludnosc", "rate": 0.1, "na_share": 0.25}
    cost = {"base": "pupils", "rate": 9000.0, "missing_share": 0.1}
    made = generate(PEOPLE | {"pupils": pupils, "cost": cost})
    without = made["pupils"].flags[GMINAS] == Flag.NOT_APPLICABLE
    assert without.mean() == pytest.approx(0.25, abs=0.01)
    assert (without == (made["cost"].flags[GMINAS] == Flag.NOT_APPLICABLE)).all()
    size = np.array([unit.population for unit in country[GMINAS]])
    assert np.median(size[without[:, 0]]) < np.median(size[~without[:, 0]])


def test_a_powiat_in_which_nobody_runs_the_service_has_a_row_that_says_so(
    generate: Generate,
) -> None:
    made = generate(PEOPLE | {"a": PLAIN | {"na_share": 1.0}})["a"]
    assert (made.flags[[COUNTRY, FIRST_POWIAT]] == Flag.NOT_APPLICABLE).all()
    assert made.present[[COUNTRY, FIRST_POWIAT]].all()


def test_missing_and_secret_have_the_stated_shares(generate: Generate) -> None:
    made = generate(PEOPLE | {"a": PLAIN | {"missing_share": 0.05, "secret_share": 0.1}})["a"]
    assert share(made, Flag.MISSING) == pytest.approx(0.05, abs=0.015)
    assert share(made, Flag.SECRET) == pytest.approx(0.1, abs=0.02)
    assert np.isnan(made.values[GMINAS][made.flags[GMINAS] >= Flag.MISSING]).all()


def test_what_is_secret_is_small(generate: Generate) -> None:
    settings = {"base": "ludnosc", "rate": 0.01}
    shown = generate(PEOPLE | {"a": settings})["a"].values[GMINAS]
    secret = generate(PEOPLE | {"a": settings | {"secret_share": 0.1}})["a"].flags[GMINAS]
    assert shown[secret == Flag.SECRET].max() <= np.quantile(shown, 0.25)


def test_a_late_year_is_not_yet_published_and_an_early_one_has_no_row(generate: Generate) -> None:
    made = generate(PEOPLE | {"a": PLAIN | {"lag": 1, "first_year": 2020}})["a"]
    assert (made.flags[:, -1] == Flag.NOT_YET_PUBLISHED).all()
    assert (made.flags[GMINAS, 2:-1] == Flag.OCCURRED).all()
    assert made.present.any(axis=0).tolist() == [False, False, True, True, True, True, True]


def test_a_value_too_small_for_its_format_is_told_from_zero(generate: Generate) -> None:
    tiny = {"base": "ludnosc", "rate": 1e-9, "integer": False}
    made = generate(PEOPLE | {"a": tiny}, cards={"a": {"decimals": 2}})["a"]
    assert (made.flags[GMINAS] == Flag.BELOW_FORMAT).all()
    assert (made.values[GMINAS] > 0).all()


def test_parts_add_up_to_their_whole_everywhere(
    generate: Generate, sample_settings: SampleSettings
) -> None:
    sample = sample_settings.model_copy(
        update={"whole": (Whole(total="ludnosc", parts=("young", "old")),)}
    )
    parts = {code: {"base": "ludnosc", "scale": "logit", "rate": 0.4} for code in ("young", "old")}
    made = generate(PEOPLE | parts, sample=sample)
    total = made["young"].values + made["old"].values
    assert total.tolist() == made["ludnosc"].values.tolist()


def test_values_of_powiats_have_rows_from_powiats_upwards_only(generate: Generate) -> None:
    made = generate(PEOPLE | {"a": PLAIN}, cards={"a": {"level": "powiat"}})["a"]
    assert made.present[:11].all()
    assert not made.present[GMINAS].any()
    assert made.values[COUNTRY] == pytest.approx(made.values[3:11].sum(axis=0))


def test_another_variable_changes_nothing(generate: Generate) -> None:
    alone = generate(PEOPLE | {"m": PLAIN})["m"]
    among = generate(PEOPLE | {"a": PLAIN, "m": PLAIN, "z": PLAIN})["m"]
    assert among.values.tolist() == alone.values.tolist()
    assert among.flags.tolist() == alone.flags.tolist()


def test_the_seed_changes_everything_but_the_facts(
    generate: Generate, sample_settings: SampleSettings
) -> None:
    other = sample_settings.model_copy(update={"seed": 8})
    first, second = generate(PEOPLE | {"a": PLAIN}), generate(PEOPLE | {"a": PLAIN}, sample=other)
    assert (first["a"].values != second["a"].values).mean() > 0.99
    assert (
        first["ludnosc"].values[GMINAS, 2].tolist() == second["ludnosc"].values[GMINAS, 2].tolist()
    )


def test_fictional_units_change_no_real_value(generate: Generate, country: list[UnitRow]) -> None:
    settings = PEOPLE | {"a": PLAIN | {"zero_share": 0.1, "na_share": 0.1, "wealth": 0.2}}
    real = generate(settings)["a"]
    wider = generate(settings, units=[*country, *fictional_part()])["a"]
    assert np.array_equal(wider.values[: len(country)], real.values, equal_nan=True)
    assert wider.values[-2].tolist() == wider.values[-1].tolist()
