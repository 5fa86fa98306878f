"""The terms of my unit's cost, worked out by hand from ``tests/cost_country.py``."""

import math
from typing import Any

import pytest

from smup.views.costs.waterfall import divisor, has_output, missing_parts, terms_of
from smup.views.costs.waterfall_words import (
    chapters,
    counted_in_all,
    origin,
    picture_text,
    picture_unit,
    term_note,
    waterfall_pictures,
)
from tests.cost_country import NAN, cost_service
from tests.cost_data import cost_data
from tests.memory_country import PLONSK, ZABOR


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def by_key(**changes: Any) -> dict[str, float]:
    return {term.key: term.unit for term in terms_of(cost_data(**changes))}


def test_terms_add_up_from_direct_to_net() -> None:
    assert by_key() == {
        "direct": 12_000,
        "entity": 2_100,
        "shared": 1_500,
        "capital": 1_010,
        "grants": 1_000,
        "gross": 17_610,
        "fees": 400,
        "sales": 260,
        "targeted": 600,
        "net": 16_350,
    }


def test_shares_are_of_the_gross_cost() -> None:
    shares = {term.key: term.share for term in terms_of(cost_data())}
    assert shares["gross"] == 1
    assert shares["direct"] == pytest.approx(12_000 / 17_610)


def test_what_a_service_does_not_have_is_not_there() -> None:
    changed = {"entities": (), "entity_keys": (), "fees_label": None}
    rows = {PLONSK: {"grants_out": 0.0, "fees": 0.0}}
    keys = by_key(service=changed, rows=rows).keys()
    assert keys == {"direct", "shared", "capital", "gross", "sales", "targeted", "net"}


def test_an_amount_that_should_not_be_there_is_shown_all_the_same() -> None:
    assert by_key(service={"fees_label": None})["fees"] == 400


def test_a_key_without_numbers_leaves_the_sum_unknown_and_is_named() -> None:
    data = cost_data(keys="etaty_m2_zuzycie", rows={PLONSK: {"shared.m2": NAN}})
    units = {term.key: term.unit for term in terms_of(data)}
    assert missing_parts(data) == ("shared",)
    assert math.isnan(units["gross"])
    assert units["capital"] == 1_010
    assert "shared" in {term.key for term in terms_of(data) if not term.known}
    assert "brak" in picture_text(data)


def test_without_output_amounts_are_in_all() -> None:
    data = cost_data(unit=ZABOR)
    assert not has_output(data)
    assert divisor(data) == 1
    assert counted_in_all(data)
    assert picture_unit(data) == "tys. zł"


def test_without_a_row_there_are_no_terms() -> None:
    assert terms_of(cost_data(without=(PLONSK,))) == ()
    assert terms_of(cost_data(unit=None)) == ()


def test_the_picture_in_a_sentence_has_every_amount() -> None:
    text = plain(picture_text(cost_data()))
    assert "zł na ucznia, 2024" in text
    assert "wprost 12 000; etaty 2 100" in text
    assert "opłaty −400" in text
    assert text.endswith("koszt netto 16 350.")


def test_amounts_in_all_are_thousands_and_of_a_large_service_millions() -> None:
    data = cost_data(state={"total": True})
    assert "koszt brutto 17 610" in plain(picture_text(data))
    large = cost_data(unit="0264011", state={"total": True})  # 40 000 pupils
    assert picture_unit(large) == "mln zł"


def test_both_pictures_have_a_bar_for_each_term() -> None:
    data = cost_data(kind="sample")
    pictures = waterfall_pictures(data)
    assert len(pictures["wide"]["data"][0]["y"]) == 10
    assert len(pictures["narrow"]["data"][0]["x"]) == 10


def test_the_origin_names_chapters_and_the_key() -> None:
    data = cost_data(keys="w35.5_etaty_srednia")
    assert "80101" in origin(data, "direct")
    assert plain(origin(data, "entity")).endswith("klucz: własny, 35,5%")
    assert "dziesięciu" in origin(data, "capital")
    assert [plain(line) for line in term_note(data, "capital")] == ["średnia", "z 10 lat"]


def test_only_chapters_of_the_year_are_named() -> None:
    rules = cost_service(
        rules=({"chapter": "80107", "first_year": 2022}, {"chapter": "85401", "last_year": 2021})
    ).rules
    assert chapters(rules, 2021) == "85401"
    assert chapters(rules, 2022) == "80107"
