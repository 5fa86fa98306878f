"""What the panel of keys offers and says; amounts by hand from ``tests/cost_country.py``."""

import math
from typing import Any

import pytest

from smup.costs.keys import parse_keys
from smup.views.costs.keys_panel import KeyPart, key_parts, total_of
from smup.views.costs.keys_words import others_words, total_words, unavailable
from tests.cost_country import NAN, cost_service
from tests.cost_data import cost_data
from tests.memory_country import PLONSK, ZABOR


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def part(code: str, **changes: Any) -> KeyPart:
    return next(one for one in key_parts(cost_data(**changes)) if one.code == code)


def test_each_key_has_its_amount_and_one_is_chosen() -> None:
    found = {one.code: (one.amount, one.chosen) for one in part("shared").options}
    assert found["etaty"] == (1_500, True)
    assert found["m2"] == (2_000, False)
    assert found["udzial"] == (1_800, False)
    assert found["wlasny"] == (1_200, False)


def test_an_own_key_begins_where_the_chosen_one_is() -> None:
    without = {PLONSK: {"entity.wlasny": NAN, "shared.wlasny": NAN}}
    own = part("entity", rows=without).options[-1]
    # 2 100 of a pool of 3 000 zl
    assert (own.value, own.amount) == ("w70", 2_100)


def test_a_loaded_own_key_is_taken_as_it_was_loaded() -> None:
    own = part("entity").options[-1]
    assert (own.value, own.amount) == ("wlasny", 2_250)
    chosen = part("entity", keys="wlasny_etaty_zuzycie")
    assert chosen.options[-1].value == "wlasny"
    assert chosen.share == chosen.loaded == 75


def test_a_typed_share_is_kept_to_the_digit() -> None:
    found = part("entity", keys="w35.5_etaty_zuzycie")
    assert found.options[-1].value == "w35.5"
    assert found.share == pytest.approx(35.5)
    assert found.amount == pytest.approx(1_065)


@pytest.mark.parametrize("keys", ["etaty_etaty_zuzycie", "w35.5_w4_bez", "czas_wlasny_srednia"])
def test_every_value_offered_is_read_back_from_the_address(keys: str) -> None:
    service = cost_service()
    parts = key_parts(cost_data(keys=keys))
    for changed in parts:
        for option in changed.options:
            text = "_".join(
                option.value if one is changed else next(o.value for o in one.options if o.chosen)
                for one in parts
            )
            parse_keys(text, service)


def test_without_a_pool_there_is_no_share_to_type() -> None:
    found = part("entity", rows={PLONSK: {"entity_pool": 0.0}})
    assert "wlasny" not in {one.code for one in found.options}


def test_a_service_without_entities_has_no_such_part() -> None:
    codes = [one.code for one in key_parts(cost_data(service={"entities": (), "entity_keys": ()}))]
    assert codes == ["shared", "capital"]


@pytest.mark.parametrize(
    ("code", "keys", "words"),
    [
        ("entity", "", "Inny wybór: 2400 zł"),
        ("shared", "", "Inny wybór: od 1800 do 2000 zł"),
        ("capital", "", "Inny wybór: 0 albo 1310 zł"),
        ("capital", "etaty_etaty_bez", "Inny wybór: od 1010 do 1310 zł"),
    ],
)
def test_what_other_keys_would_give(code: str, keys: str, words: str) -> None:
    data = cost_data(keys=keys)
    found = next(one for one in key_parts(data) if one.code == code)
    assert plain(others_words(data, found)) == words


def test_a_key_without_numbers_says_why_and_counts_nowhere() -> None:
    data = cost_data(rows={PLONSK: {"shared.m2": NAN}})
    found = next(one for one in key_parts(data) if one.code == "shared")
    assert unavailable(data, found) == ("m²: nie wczytano powierzchni.",)
    assert found.others == (1_800,)


def test_the_total_spans_all_permitted_keys() -> None:
    data = cost_data()
    total = total_of(data)
    assert total is not None
    # 12 000 + 1 000 + (2 100 | 2 400) + (1 500 | 1 800 | 2 000) + (1 010 | 1 310)
    assert (total.low, total.high, total.without) == (17_610, 18_710, 16_600)
    words = total_words(data, total)
    assert plain(words.text) == (
        "Razem:17 610 zł · przy innych kluczach od 17 610 do 18 710 zł, a bez majątku od 16 600 zł"
    )


def test_the_total_follows_own_keys_and_the_span_does_not() -> None:
    total = total_of(cost_data(keys="w50_etaty_zuzycie"))
    assert total is not None
    assert (total.value, total.low) == (17_010, 17_610)


def test_without_output_the_total_is_in_all() -> None:
    data = cost_data(unit=ZABOR)
    total = total_of(data)
    assert total is not None
    assert total.value == pytest.approx(float(data.gross[data.mine or 0]))


def test_without_a_unit_keys_can_be_chosen_but_have_no_amounts() -> None:
    data = cost_data(unit=None)
    assert total_of(data) is None
    assert all(math.isnan(one.amount) for found in key_parts(data) for one in found.options)
