"""The noise guard of one value: 143 children decide little, 14 300 a lot."""

from typing import Any

import pytest

from smup.repository.records import IndicatorInfo
from smup.views.profile.chance import chance_of, noise_of
from tests.memory_country import indicator

NAN = float("nan")
LABEL = {"pl": "dzieci", "en": "children"}


def share(**card: Any) -> IndicatorInfo:
    formula = {
        "numerator": "przedszkolaki",
        "denominator": "chlopcy + dziewczynki",
        "multiplier": 100,
        "numerator_label": LABEL,
        "denominator_label": LABEL,
    }
    return indicator(card={"formula": formula, "chance": "proportion"} | card)


def test_the_base_is_the_denominator() -> None:
    chance = chance_of(share())
    assert chance is not None
    assert (chance.kind, chance.variables) == ("proportion", ("chlopcy", "dziewczynki"))


@pytest.mark.parametrize(("times", "within"), [(1, True), (100, False)])
def test_the_same_difference_is_chance_in_a_small_unit_only(times: int, within: bool) -> None:
    children = {"chlopcy": 70.0 * times, "dziewczynki": 73.0 * times}
    noise = noise_of(chance_of(share()), children, value=83.9, centre=88)
    assert noise is not None
    assert (noise.base, noise.within) == (143 * times, within)
    if times == 1:  # counts 118 … 133 of 143, half a count outside
        assert (noise.low, noise.high) == pytest.approx((100 * 117.5 / 143, 100 * 133.5 / 143))


@pytest.mark.parametrize(
    "children",
    [
        {},
        {"chlopcy": 70.0},
        {"chlopcy": 70.0, "dziewczynki": NAN},
        {"chlopcy": 0.0, "dziewczynki": 0.0},
    ],
)
def test_without_a_base_there_is_no_guard(children: dict[str, float]) -> None:
    assert noise_of(chance_of(share()), children, value=90, centre=88) is None


def test_without_a_value_or_a_level_there_is_no_guard() -> None:
    children = {"chlopcy": 70.0, "dziewczynki": 73.0}
    assert noise_of(chance_of(share()), children, value=NAN, centre=88) is None
    assert noise_of(chance_of(share()), children, value=90, centre=NAN) is None
    assert noise_of(chance_of(share()), children, value=90, centre=100) is None


@pytest.mark.parametrize("card", [{"chance": None}, {"chance": "other"}, {"formula": None}])
def test_a_card_that_does_not_speak_of_chance_has_no_guard(card: dict[str, Any]) -> None:
    assert chance_of(share(**card)) is None
    assert noise_of(chance_of(share(**card)), {}, value=1, centre=1) is None
