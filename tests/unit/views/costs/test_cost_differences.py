"""The difference from the peers: parts that add up, words for both directions, reasons."""

import math
from typing import Any

import numpy as np
import pytest

from smup.views.costs.differences import Differences, differences_of
from smup.views.costs.differences_words import (
    differences_notes,
    differences_sentence,
    effect_label,
    kind_rows,
)
from tests.cost_country import GROMADKA, SCHOOLS
from tests.cost_data import cost_data
from tests.memory_country import LACK, LUBIN, PLONSK

NAN = float("nan")
RESOURCE = {
    "code": "oddzial",
    "one": {"pl": "oddział", "en": "class"},
    "few": {"pl": "oddziały", "en": "classes"},
    "many": {"pl": "oddziałów", "en": "classes"},
}


def found(**changes: Any) -> Differences:
    result = differences_of(cost_data(**changes))
    assert isinstance(result, Differences)
    return result


@pytest.mark.parametrize("keys", ["", "czas_etaty_srednia", "w50_w10_bez", "etaty_udzial_zuzycie"])
@pytest.mark.parametrize("group", ["kraj", "powiat"])
def test_effects_add_up_to_the_whole_difference(keys: str, group: str) -> None:
    result = found(keys=keys, group=group)
    effects = math.fsum(effect.amount for effect in result.effects)
    assert effects == pytest.approx(result.total, abs=1e-6)
    kinds = math.fsum(result.of_kind(kind) for kind in ("price", "structure", "volume"))
    assert kinds == pytest.approx(result.total, abs=1e-6)


def test_theirs_is_what_the_others_spent_by_what_they_delivered() -> None:
    data = cost_data()
    known = ~np.isnan(data.unit_cost)
    known[data.mine or 0] = False
    whole = data.gross[known].sum() / data.costs.output[known].sum()
    result = found()
    assert result.theirs == pytest.approx(whole)
    assert result.mine == pytest.approx(17_610)
    assert result.peers == len(SCHOOLS) - 2
    assert result.left_out == 0


def test_a_unit_without_posts_is_left_out_and_counted() -> None:
    data = cost_data(rows={LUBIN: {"posts": NAN}})
    result = differences_of(data)
    assert isinstance(result, Differences)
    assert (result.peers, result.left_out) == (9, 1)
    notes = " ".join(differences_notes(data, result))
    assert "1 jednostkę pomijamy" in notes.replace("\u00a0", " ")


def test_larger_classes_of_mine_make_it_cheaper_and_say_so() -> None:
    # 1 000 pupils in 40 classes instead of 50, with the same posts
    rows = {PLONSK: {"resource": 40.0}}
    data = cost_data(rows=rows, service={"resource": RESOURCE})
    result = differences_of(data)
    assert isinstance(result, Differences)
    amounts = {effect.code: effect.amount for effect in result.effects}
    assert amounts["wielkosc"] < 0 < amounts["obsada"]
    labels = {effect.code: effect_label(data, effect) for effect in result.effects}
    assert labels["wielkosc"] == "większe oddziały"
    assert labels["obsada"] == "więcej etatów na oddział"
    row = next(
        row
        for _, _, rows_of in kind_rows(data, result)
        for row in rows_of
        if row.label == "większe oddziały"
    )
    assert (row.mine, row.theirs) == ("25,0", "20,0")
    assert row.measure.replace("\u00a0", " ") == "uczniów na 1 oddział"


def test_without_a_resource_posts_are_held_against_output() -> None:
    data = cost_data(rows={PLONSK: {"resource": NAN, "posts": 100.0}})
    result = differences_of(data)
    assert isinstance(result, Differences)
    codes = [effect.code for effect in result.effects]
    assert "etaty" in codes
    assert "obsada" not in codes
    labels = {effect.code: effect_label(data, effect) for effect in result.effects}
    assert labels["etaty"].replace("\u00a0", " ") == "więcej etatów na ucznia"


def test_the_sentence_names_the_two_largest_effects() -> None:
    data = cost_data()
    said = differences_sentence(data, found()).replace("\u00a0", " ")
    assert said.startswith("Płońsk: 17 610 zł na ucznia, o 1292 zł więcej niż średnio w grupie")
    assert said.endswith("Najwięcej ważą: wyższe płace (+969 zł) i wyższe inne wydatki (+323 zł).")
    english = cost_data(lang="en")
    assert "higher pay (+969" in differences_sentence(english, found(lang="en"))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"unit": None}, "no_unit"),
        ({"without": (PLONSK,)}, "no_unit"),
        ({"rows": {PLONSK: {"entity.etaty": NAN}}}, "no_cost"),
        (
            {
                "rows": {
                    code: {"posts": NAN} for code in SCHOOLS if code not in {PLONSK, LACK, GROMADKA}
                }
            },
            "no_peers",
        ),
    ],
)
def test_what_cannot_be_split_says_why(changes: dict[str, Any], reason: str) -> None:
    data = cost_data(**changes)
    assert differences_of(data) == reason
    assert data.t(f"cost_trend.differences.why.{reason}")


@pytest.mark.parametrize(
    ("mine", "why"),
    [({"posts": NAN}, "no_posts"), ({"pay": 0.0, "entity.etaty": 0.0}, "no_pay")],
)
def test_without_pay_or_posts_kinds_of_spending_add_up(mine: dict[str, float], why: str) -> None:
    data = cost_data(rows={PLONSK: mine})
    result = differences_of(data)
    assert isinstance(result, Differences)
    assert result.plain == why
    amounts = {effect.code: effect.amount for effect in result.effects}
    assert math.fsum(amounts.values()) == pytest.approx(result.total)
    # Every gmina but mine has the 2 100 a pupil of the entity.
    assert amounts["podmiotowe"] == pytest.approx(0 if why == "no_posts" else -2_100)
    assert result.of_kind("spending") == pytest.approx(result.total)
    assert data.t(f"cost_trend.differences.plain.{why}") in differences_notes(data, result)
    assert [name for name, _, _ in kind_rows(data, result)] == ["Rodzaje wydatków"]
