"""Expected costs: the median by hand, the regression against the formulas in plain numpy."""

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from smup.costs.expected import Diagnostics, Expected, by_median, by_regression
from smup.costs.method import Floats

NAN = float("nan")
CODES = ("A", "B")


def country(n: int = 60, seed: int = 7) -> dict[str, Any]:
    """Units whose log cost depends on output and on two conditions, with noise."""
    random = np.random.default_rng(seed)
    conditions = random.normal(size=(n, 2)) * [30, 0.5] + [100, 2]
    output = np.exp(random.normal(6, 1, size=n))
    log_cost = 10 - 0.1 * np.log(output) + 0.004 * conditions[:, 0] - 0.2 * conditions[:, 1]
    return {
        "actual": np.exp(log_cost + random.normal(0, 0.15, size=n)),
        "output": output,
        "conditions": conditions,
        "codes": CODES,
        "members": np.ones(n, dtype=bool),
    }


def regression(**changes: Any) -> tuple[Expected, Diagnostics]:
    found = by_regression(**(country() | changes))
    assert found is not None
    return found


def by_hand(case: dict[str, Any]) -> dict[str, Floats]:
    """Least squares, HC3 and the interval of one unit by their textbook formulas."""
    x = np.column_stack([np.ones(len(case["output"])), np.log(case["output"]), case["conditions"]])
    y = np.log(case["actual"])
    inverse = np.linalg.inv(x.T @ x)
    b = inverse @ x.T @ y
    error = y - x @ b
    leverage = np.einsum("ij,jk,ik->i", x, inverse, x)
    # HC3 of MacKinnon and White 1985.
    covariance = inverse @ (x.T * (error / (1 - leverage)) ** 2) @ x @ inverse
    freedom = len(y) - x.shape[1]
    sigma2 = error @ error / freedom
    reach = student.ppf(0.975, freedom) * np.sqrt(
        np.einsum("ij,jk,ik->i", x, covariance, x) + sigma2
    )
    fit = x @ b
    scale = (case["actual"] * case["output"]).sum() / (np.exp(fit) * case["output"]).sum()
    return {
        "b": b,
        "error": np.sqrt(np.diag(covariance)),
        "value": scale * np.exp(fit),
        "low": scale * np.exp(fit - reach),
        "high": scale * np.exp(fit + reach),
        "sigma": np.sqrt(sigma2),
        "r2": 1 - error @ error / ((y - y.mean()) ** 2).sum(),
    }


def test_median_by_hand() -> None:
    actual = np.array([10.0, 20, 60, NAN, 1000])
    output = np.array([1.0, 2, 3, 4, 5])
    members = np.array([True, True, True, True, False])
    found = by_median(actual, output, members)
    assert found.value.tolist() == [20] * 5
    assert found.used.tolist() == [True, True, True, False, False]
    assert found.deviation.tolist() == pytest.approx([-0.5, 0, 2, NAN, 49], nan_ok=True)
    assert found.difference.tolist() == pytest.approx([-10, 0, 120, NAN, 4900], nan_ok=True)
    assert np.isnan(found.low).all()
    assert np.isnan(found.high).all()


def test_an_empty_group_has_no_median() -> None:
    found = by_median(np.array([1.0]), np.array([1.0]), np.array([False]))
    assert np.isnan(found.value).all()
    assert np.isnan(found.deviation).all()


def test_regression_agrees_with_the_textbook() -> None:
    case = country()
    expected, known = regression()
    hand = by_hand(case)
    for name in ("value", "low", "high"):
        assert getattr(expected, name) == pytest.approx(hand[name]), name
    assert (known.n, known.sigma, known.r2) == pytest.approx((60, hand["sigma"], hand["r2"]))
    assert known.r2_adjusted == pytest.approx(1 - (1 - hand["r2"]) * 59 / 56)
    spread = np.array([1, *case["conditions"].std(axis=0)])
    assert [term for term, *_ in known.terms] == ["produkt", *CODES]
    assert [b for _, b, _, _ in known.terms] == pytest.approx(hand["b"][1:] * spread)
    assert [error for _, _, error, _ in known.terms] == pytest.approx(hand["error"][1:] * spread)
    p = 2 * student.sf(np.abs(hand["b"] / hand["error"])[1:], 56)
    assert [each for *_, each in known.terms] == pytest.approx(p)


def test_expected_lies_between_its_limits_and_deviation_follows() -> None:
    case = country()
    found, _ = regression()
    assert (found.low < found.value).all()
    assert (found.value < found.high).all()
    assert found.deviation == pytest.approx(case["actual"] / found.value - 1)
    assert found.difference == pytest.approx((case["actual"] - found.value) * case["output"])


@settings(max_examples=25)
@given(seed=st.integers(0, 10_000), n=st.integers(20, 45))
def test_expected_sums_to_actual_over_the_units_used(seed: int, n: int) -> None:
    case = country(n, seed)
    case["members"][::5] = False
    case["members"][: 20 + n // 10] = True
    found, _ = regression(**case)
    used = found.used
    whole = (case["actual"] * case["output"])[used].sum()
    assert (found.value * case["output"])[used].sum() == pytest.approx(whole)
    assert found.difference[used].sum() == pytest.approx(0, abs=1e-9 * whole)


def test_units_of_conditions_do_not_matter() -> None:
    case = country()
    found, known = regression(conditions=case["conditions"] * [1e6, 1e-6] + [5, -9])
    there, same = regression()
    assert found.value == pytest.approx(there.value)
    assert known.condition == pytest.approx(same.condition)
    assert known.condition < 3


def test_a_unit_outside_the_group_is_expected_but_not_used() -> None:
    case = country()
    case["members"][0] = False
    found, known = regression(members=case["members"])
    assert (found.used[0], known.n) == (False, 59)
    assert np.isfinite(found.value[0])


def test_units_with_gaps_take_no_part_and_have_no_expected_cost() -> None:
    case = country()
    case["actual"][:3] = [NAN, 0, -5]
    case["output"][3:5] = [0, NAN]
    case["conditions"][5, 1] = NAN
    found, known = regression(**case)
    assert found.used.tolist() == [False] * 6 + [True] * 54
    # Without a cost something can be expected; without output or a condition nothing can.
    assert np.isfinite(found.value).tolist() == [True] * 3 + [False] * 3 + [True] * 54
    assert np.isnan(found.deviation[0])
    assert known.n == 54


@pytest.mark.parametrize(
    ("column", "name"),
    [
        (lambda case: np.full(60, 4.0), "the same in all units"),
        (lambda case: np.arange(60) == 5, "one unit alone"),
        (lambda case: 3 * case["conditions"][:, 0] - 7, "follows from another"),
        (lambda case: np.log(case["output"]), "follows from output"),
    ],
)
def test_a_condition_that_says_nothing_is_left_out(column: Any, name: str) -> None:
    case = country()
    wider = np.column_stack([case["conditions"], column(case)])
    found, known = regression(conditions=wider, codes=(*CODES, "C"))
    assert [term for term, *_ in known.terms] == ["produkt", "A", "B"], name
    assert found.value == pytest.approx(regression()[0].value)


@pytest.mark.parametrize(("n", "enough"), [(19, False), (20, True)])
def test_twenty_units_are_the_fewest(n: int, enough: bool) -> None:
    assert (by_regression(**country(n)) is not None) == enough


@pytest.mark.parametrize(("n", "enough"), [(34, False), (35, True)])
def test_five_units_a_term(n: int, enough: bool) -> None:
    case = country(n)
    more = np.random.default_rng(1).normal(size=(n, 4))
    case |= {
        "conditions": np.column_stack([case["conditions"], more]),
        "codes": tuple("ABCDEF"),
    }
    assert (by_regression(**case) is not None) == enough


def test_conditions_may_all_be_missing() -> None:
    assert by_regression(**(country() | {"conditions": np.full((60, 2), NAN)})) is None


def test_no_conditions_leave_output_alone() -> None:
    found, known = regression(conditions=np.empty((60, 0)), codes=())
    assert [term for term, *_ in known.terms] == ["produkt"]
    order = np.argsort(country()["output"])
    falling = itertools.pairwise(found.value[order])
    assert all(before > after for before, after in falling)


def test_more_noise_makes_the_interval_wider() -> None:
    case = country()
    noise = np.exp(np.random.default_rng(3).normal(0, 0.5, size=60))
    (quiet, _), (loud, _) = regression(), regression(actual=case["actual"] * noise)
    assert np.median(loud.high / loud.low) > np.median(quiet.high / quiet.low)
