"""What may disturb the comparison, as records with a title and sentences."""

from typing import Any

import pytest

from smup.costs.warnings import EXCLUDING, Warnings
from smup.i18n import LANGUAGES
from smup.views.costs.warnings import CARE, CostNote, cost_notes, warning_codes
from tests.cost_data import cost_data
from tests.memory_country import JONIEC, LACK, LUBIN, PLONSK


def notes(**changes: Any) -> dict[str, CostNote]:
    found = cost_notes(cost_data(**changes))
    assert len({note.code for note in found}) == len(found)
    return {note.code: note for note in found}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_group_names_who_is_left_out_and_who_needs_care() -> None:
    found = notes()
    assert list(found) == ["left_out", "care", "break"]
    assert found["left_out"].title == "1 gmina pominięta"
    assert plain(found["left_out"].text).endswith("Powody: bez miary usługi: 1.")
    assert found["care"].title == "2 gminy do ostrożnego porównania"
    assert "usługę prowadzi spółka: 1, rok z projektem unijnym: 1" in plain(found["care"].text)


def test_units_without_rows_are_left_out_too() -> None:
    found = notes(without=[LUBIN, JONIEC])
    assert found["left_out"].title == "3 gminy pominięte"
    assert "bez miary usługi: 1, bez wczytanych kosztów: 2" in plain(found["left_out"].text)
    assert notes(without=[LUBIN, JONIEC], lang="en")["left_out"].title == "3 gminas left out"


def test_who_lacks_the_chosen_key_keeps_a_place_of_the_others() -> None:
    found = notes(keys="czas_m2_zuzycie")
    assert found["key_missing"].title == "1 gmina bez danych do tego klucza"
    assert "key_missing" not in notes()


def test_my_own_missing_key_narrows_the_interval() -> None:
    note = notes(unit=LACK)["keys"]
    assert note.about == "unit"
    assert "Gmina Łąck nie ma danych: powierzchnia." in plain(note.text)
    assert "Łąck lacks: floor area." in notes(unit=LACK, lang="en")["keys"].text
    assert "keys" not in notes()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("bit", list(Warnings))
def test_every_reason_of_my_unit_is_told(bit: Warnings, lang: str) -> None:
    found = notes(rows={PLONSK: {"warnings": int(bit)}}, lang=lang)
    note = found[str(bit.name).lower()]
    assert note.about == "unit"
    assert note.title
    assert "{" not in note.text


def test_every_reason_is_either_care_or_keeps_out() -> None:
    assert set(CARE) | set(EXCLUDING) == set(Warnings)
    assert all(bit.excludes for bit in EXCLUDING)
    assert not any(bit.excludes for bit in CARE)


def test_the_average_of_fewer_than_ten_years_is_told_when_chosen() -> None:
    note = notes(keys="etaty_etaty_srednia", year=2023)["average"]
    assert plain(note.title) == "Średnia majątku z 9 lat"
    assert "average" not in notes(keys="etaty_etaty_srednia")
    assert "average" not in notes(year=2023)


def test_the_break_names_the_years_on_its_other_side() -> None:
    after, before = notes()["break"], notes(year=2020)["break"]
    assert after.title == "Nowa klasyfikacja od 2022 roku"
    assert "z latami 2019–2021" in plain(after.text)
    assert before.title == "Klasyfikacja sprzed 2022 roku"
    assert "z latami 2022–2024" in plain(before.text)


def test_nothing_disturbs_a_unit_without_flags() -> None:
    assert {note.about for note in notes().values()} == {"group", "series"}


def test_codes_of_a_sum() -> None:
    assert warning_codes(0) == ()
    assert warning_codes(2 + 64) == ("company", "no_output")
