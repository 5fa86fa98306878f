"""Answers of the portal as they may come: shapes, pages, types, fields that are gone."""

from typing import Any

import numpy as np
import orjson
import pytest

from smup.sync.errors import UnusableAnswerError
from smup.sync.portal import official
from smup.sync.portal.smup_api import (
    AREAS,
    FLAGS,
    INDICATORS,
    UNITS,
    VALUES,
    Ask,
    Page,
    card_ask,
    page_of,
    services_ask,
    values_ask,
    whole_number,
)
from smup.sync.portal.smup_values import parse_values

ROW = {
    "id": 4074,
    "id-daty": 20231231,
    "id-teryt": 1324,
    "id-flaga": 1,
    "wartosc": 1160.06,
    "precyzja": 2,
}


def parsed(*rows: dict[str, Any]) -> Any:
    return parse_values(orjson.dumps(list(rows)), indicator=4074, year=2023)


def test_questions_carry_the_parameters_of_the_contract() -> None:
    assert values_ask(4074, 2023).query(2) == {
        "id": 4074,
        "id-daty": "20231231",
        "page": 2,
        "page-size": 5000,
        "lang": "pl",
    }
    assert Ask(path=AREAS, lang="en").query() == {"lang": "en"}
    assert services_ask(9).query() == {"id": 9, "lang": "pl"}
    assert card_ask("service", 64).path == "public-services-flashcard"


def test_answers_in_two_languages_are_kept_apart() -> None:
    assert Ask(path=AREAS).key != Ask(path=AREAS, lang="en").key


@pytest.mark.parametrize("answer", [[{"id": 1}], {"data": [{"id": 1}]}])
def test_a_list_and_an_object_with_data_are_the_same(answer: Any) -> None:
    assert page_of(answer, VALUES).rows == [{"id": 1}]


@pytest.mark.parametrize("answer", [{"message": "błąd"}, "tekst", None, 7, {"data": {}}, [1, 2]])
def test_anything_else_is_refused_with_its_path(answer: Any) -> None:
    with pytest.raises(UnusableAnswerError, match="indicator-date-data"):
        page_of(answer, VALUES)


@pytest.mark.parametrize(
    ("page", "number", "seen", "more"),
    [
        (Page(rows=[]), 1, 0, False),
        (Page(rows=[{}] * 5000), 1, 5000, True),
        (Page(rows=[{}] * 2975), 1, 2975, False),
        (Page(rows=[{}] * 1000), 1, 1000, True),
        (Page(rows=[{}] * 1000, total_rows=1000), 1, 1000, False),
        (Page(rows=[{}] * 999, total_rows=2000), 1, 999, True),
        (Page(rows=[{}] * 7, total_pages=2), 1, 7, True),
        (Page(rows=[{}] * 7, total_pages=2), 2, 14, False),
        (Page(rows=[{}] * 5000, total_rows=1), 1, 5000, True),
    ],
)
def test_a_page_that_may_be_cut_short_asks_for_another(
    page: Page, number: int, seen: int, more: bool
) -> None:
    assert page.more(number, seen) is more


def test_totals_of_the_envelope_are_read() -> None:
    page = page_of({"data": [{}], "total": "12", "page-count": 3}, UNITS)
    assert (page.total_rows, page.total_pages) == (12, 3)


@pytest.mark.parametrize(
    ("told", "number"),
    [(7, 7), ("7", 7), (" 7 ", 7), (7.0, 7), ("7.0", 7), ("siedem", None), (True, None)],
)
def test_ids_come_as_numbers_and_as_text(told: Any, number: int | None) -> None:
    assert whole_number(told) == number


def test_an_indicator_has_its_service_and_our_code_of_the_dimension() -> None:
    row = {
        "id": "4074",
        "nazwa-wskaznika": " Dług  na mieszkańca ",
        "id-up": 64,
        "wymiar-opisu-uslugi": "EFEKTYWNOŚĆ",
        "pozycja": 3,
    }
    assert official.indicators([row]) == [
        official.OfficialIndicator(
            id=4074,
            name="Dług na mieszkańca",
            service_id=64,
            service_name=None,
            dimension="efektywnosc",
        )
    ]


def test_a_dimension_that_is_not_known_is_not_guessed() -> None:
    row = {"id": 1, "nazwa-wskaznika": "x", "id-up": 2, "wymiar-opisu-uslugi": "inny"}
    assert official.indicators([row])[0].dimension is None


def test_a_field_that_is_gone_is_named_with_its_row() -> None:
    rows = [{"id": 1, "nazwa-wskaznika": "x", "id-up": 2}, {"id": 2, "id-up": 2}]
    with pytest.raises(UnusableAnswerError, match=r"indicator-list.*wierszu 2.*nazwa-wskaznika"):
        official.indicators(rows)
    with pytest.raises(UnusableAnswerError, match=f"{INDICATORS}.*wierszu 1.*id-up"):
        official.indicators([{"id": 1, "nazwa-wskaznika": "x"}])


def test_units_keep_leading_zeros_and_leave_out_what_does_not_apply() -> None:
    rows = [
        {"id-teryt": 6, "woj": 2, "nazwa": "DOLNOŚLĄSKIE", "nazwa-dod": "województwo"},
        {"id-teryt": "7", "woj": "02", "pow": "64", "gmn": "01", "rodz": 1, "nazwa": "Wrocław"},
        {"id-teryt": 8, "woj": "00", "pow": None, "gmn": "", "nazwa": "Polska"},
    ]
    found = official.units(rows)
    assert [(u.voivodeship, u.powiat, u.gmina, u.kind) for u in found] == [
        ("02", "", "", ""),
        ("02", "64", "01", "1"),
        ("", "", "", ""),
    ]
    with pytest.raises(UnusableAnswerError, match="woj"):
        official.units([{"id-teryt": 1, "woj": "abc", "nazwa": "x"}])


def test_years_and_flags_are_read() -> None:
    assert official.years([{"rok": "2011"}, {"rok": 2010}, {"rok": 2011}]) == [2010, 2011]
    flag = official.flags([{"id-flaga": 5, "nazwa": "Brak informacji"}])[0]
    assert (flag.id, flag.name) == (5, "Brak informacji")
    with pytest.raises(UnusableAnswerError, match=FLAGS):
        official.flags([{"id-flaga": 5}])


def test_values_come_as_columns() -> None:
    columns = parsed(ROW, {**ROW, "id-teryt": 1325, "id-flaga": 5, "wartosc": None})
    assert columns.unit.tolist() == [1324, 1325]
    assert columns.flag.tolist() == [1, 5]
    assert columns.decimals.tolist() == [2, 2]
    assert columns.value[0] == 1160.06
    assert np.isnan(columns.value[1])


def test_values_as_text_with_comma_or_point_and_empty() -> None:
    texts = ["1160,06", "1160.06", "1 160,06", "", " ", "-3"]
    columns = parsed(*({**ROW, "id-teryt": str(n), "wartosc": t} for n, t in enumerate(texts)))
    assert columns.unit.tolist() == [0, 1, 2, 3, 4, 5]
    assert columns.value[[0, 1, 2, 5]].tolist() == [1160.06, 1160.06, 1160.06, -3.0]
    assert np.isnan(columns.value[[3, 4]]).all()


def test_no_rows_are_no_rows() -> None:
    assert len(parsed()) == 0


@pytest.mark.parametrize("optional", ["id", "id-daty", "precyzja"])
def test_fields_that_are_not_needed_may_be_absent(optional: str) -> None:
    columns = parsed({key: value for key, value in ROW.items() if key != optional})
    assert columns.value.tolist() == [1160.06]
    assert columns.decimals.tolist() == [-1 if optional == "precyzja" else 2]


@pytest.mark.parametrize("gone", ["id-teryt", "id-flaga", "wartosc"])
def test_a_field_gone_from_all_rows_breaks_the_contract(gone: str) -> None:
    with pytest.raises(UnusableAnswerError, match=f"wierszu 1 pola „{gone}”"):
        parsed({key: value for key, value in ROW.items() if key != gone})


@pytest.mark.parametrize(
    "wrong",
    [
        {"wartosc": "abc"},
        {"wartosc": [1]},
        {"wartosc": "1e999"},
        {"id-teryt": "x"},
        {"id-teryt": None},
        {"id-flaga": {}},
        {"id": 4075},
        {"id-daty": 20221231},
    ],
)
def test_a_wrong_type_or_another_indicator_is_refused_with_row_and_field(wrong: Any) -> None:
    with pytest.raises(UnusableAnswerError, match=f"wierszu 2 .*{next(iter(wrong))}"):
        parsed(ROW, {**ROW, **wrong})


def test_cut_json_is_refused() -> None:
    with pytest.raises(UnusableAnswerError, match="JSON"):
        parse_values(b'[{"id": 40', indicator=1, year=2020)
