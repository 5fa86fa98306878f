"""The difference of two unit costs: by hand, and without a residual whatever the numbers."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.costs.differences import Drivers, decompose, logarithmic_mean

MINE = Drivers(
    pay=1_200_000,
    posts=12,
    resource=10,
    output=150,
    other=300_000,
    capital=60_000,
    grants=15_000,
)
THEIRS = Drivers(
    pay=2_000_000,
    posts=25,
    resource=20,
    output=400,
    other=600_000,
    capital=200_000,
    grants=0,
)
positive = st.floats(0.01, 1e9)
amount = st.floats(-1e9, 1e9)
drivers = st.builds(
    Drivers,
    pay=positive,
    posts=positive,
    resource=st.none() | positive,
    output=positive,
    other=amount,
    capital=amount,
    grants=amount,
)


def unit_cost(one: Drivers) -> float:
    return (one.pay + one.other + one.capital + one.grants) / one.output


def test_by_hand() -> None:
    found = decompose(MINE, THEIRS)
    assert found is not None
    # Pay per pupil 8000 and 5000: L = 3000 / ln 1.6. Ratios: 100 000 and 80 000 zl a post, 1.2
    # and 1.25 posts a class, 1/15 and 1/20 class a pupil; 1.25 x 0.96 x 4/3 = 1.6.
    mean = 3000 / math.log(1.6)
    by_code = {effect.code: effect for effect in found}
    assert by_code["placa"].amount == pytest.approx(mean * math.log(1.25))
    assert by_code["obsada"].amount == pytest.approx(mean * math.log(0.96))
    assert by_code["wielkosc"].amount == pytest.approx(mean * math.log(4 / 3))
    assert (by_code["placa"].mine, by_code["placa"].theirs) == (100_000, 80_000)
    # 2000 - 1500, 400 - 500, 100 - 0.
    rest = [by_code[code].amount for code in ("pozostale", "kapital", "dotacje")]
    assert rest == pytest.approx([500, -100, 100])
    assert sum(effect.amount for effect in found) == pytest.approx(10_500 - 7_000)


def test_kinds_of_effects() -> None:
    found = decompose(MINE, THEIRS)
    assert found is not None
    assert [(effect.code, effect.kind) for effect in found] == [
        ("placa", "price"),
        ("obsada", "structure"),
        ("wielkosc", "volume"),
        ("pozostale", "price"),
        ("kapital", "structure"),
        ("dotacje", "structure"),
    ]


@pytest.mark.parametrize("resource", [None, 0])
def test_without_a_resource_posts_are_taken_per_output(resource: float | None) -> None:
    found = decompose(replace(MINE, resource=resource), THEIRS)
    assert found is not None
    assert [effect.code for effect in found[:2]] == ["placa", "etaty"]
    assert (found[1].mine, found[1].theirs) == (12 / 150, 25 / 400)
    assert sum(effect.amount for effect in found) == pytest.approx(3_500)


@pytest.mark.parametrize("field", ["pay", "posts", "output"])
@pytest.mark.parametrize("value", [0, float("nan"), -1])
def test_without_pay_posts_or_output_there_is_nothing_to_split(field: str, value: float) -> None:
    assert decompose(replace(MINE, **{field: value}), THEIRS) is None
    assert decompose(MINE, replace(THEIRS, **{field: value})) is None


def test_an_unknown_amount_is_not_taken_as_nothing() -> None:
    assert decompose(replace(MINE, capital=float("nan")), THEIRS) is None


def test_equal_units_differ_by_nothing() -> None:
    found = decompose(MINE, MINE)
    assert found is not None
    assert [effect.amount for effect in found] == [0] * 6


@given(mine=drivers, theirs=drivers)
def test_effects_add_up_to_the_difference(mine: Drivers, theirs: Drivers) -> None:
    found = decompose(mine, theirs)
    assert found is not None
    whole = unit_cost(mine) - unit_cost(theirs)
    # Rounding of the sum is relative to its largest part.
    largest = max(abs(effect.amount) for effect in found)
    reach = 1e-9 * (largest + abs(unit_cost(mine)) + abs(unit_cost(theirs)))
    assert sum(effect.amount for effect in found) == pytest.approx(whole, abs=reach)


@given(mine=drivers, theirs=drivers)
def test_seen_from_the_other_side_every_effect_changes_its_sign(
    mine: Drivers, theirs: Drivers
) -> None:
    here, there = decompose(mine, theirs), decompose(theirs, mine)
    assert here is not None
    assert there is not None
    for one, other in zip(here, there, strict=True):
        reach = 1e-9 * (mine.pay / mine.output + theirs.pay / theirs.output)
        assert one.amount == pytest.approx(-other.amount, abs=reach)


@given(a=positive, b=positive)
def test_the_logarithmic_mean_lies_between_the_other_two(a: float, b: float) -> None:
    mean = logarithmic_mean(a, b)
    assert math.sqrt(a * b) * (1 - 1e-9) <= mean <= (a + b) / 2 * (1 + 1e-9)


@given(a=positive)
def test_the_logarithmic_mean_of_equal_numbers_is_the_number(a: float) -> None:
    assert logarithmic_mean(a, a) == a
    assert logarithmic_mean(a, math.nextafter(a, math.inf)) == pytest.approx(a, rel=1e-12)
