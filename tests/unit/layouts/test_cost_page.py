"""The sections of the page of costs as a reader finds them."""

import json
import re
from typing import Any

import pytest

from layouts import ids
from layouts.cost_cards import cost_cards
from layouts.cost_export import export_section
from layouts.cost_fold import jumps
from layouts.cost_keys import keys_section
from layouts.cost_picture import PictureWords, file_name, picture_buttons
from layouts.cost_states import no_costs
from layouts.cost_warnings import warnings_section
from layouts.cost_waterfall import waterfall_section
from layouts.cost_what_if import what_if_section
from smup.i18n import texts
from tests.cost_country import NAN
from tests.cost_data import cost_data
from tests.memory_country import PLONSK, ZABOR
from tests.tree import having, prop, text, walk


def plain(part: Any) -> str:
    return text(part).replace("\u00a0", " ")


def test_the_four_cards_are_gross_net_unit_and_expected() -> None:
    cards = cost_cards(cost_data()).children
    assert [plain(card) for card in cards] == [
        "Koszt brutto, cała usługa17,6 mln zł1000 uczniów, 3 szkoły",
        "Koszt netto, płaci gmina16,4 mln złpo odjęciu opłat, rozliczeń i dotacji",
        "Brutto na ucznia17 610 złnetto 16 350 zł",
        "Mediana grupy na ucznia17 610 złróżnica 0,0%, miejsce 5–7 z 11",
    ]
    assert [getattr(card, "className", None) for card in cards].count("g") == 1


def test_without_output_the_unit_cost_is_said_to_be_missing() -> None:
    words = plain(cost_cards(cost_data(unit=ZABOR)))
    assert "Brutto na uczniabrak" in words
    assert "nan" not in words


def test_without_a_unit_the_cards_are_of_the_group() -> None:
    words = plain(cost_cards(cost_data(unit=None)))
    assert "Mediana brutto na ucznia17 610 zł" in words
    assert "Koszt brutto, cała usługa" not in words


def test_the_table_of_parts_has_a_row_for_each_and_says_where_from() -> None:
    section = waterfall_section(cost_data())
    assert "Tabela składników · 10 wierszy" in plain(section)
    rows = [one for one in walk(section) if type(one).__name__ == "Tr"]
    assert len(rows) == 11
    assert plain(rows[2]).startswith("Etaty2 100 000 zł2 10011,9%")
    assert "klucz: etaty" in plain(rows[2])


def test_amounts_per_pupil_and_in_all_change_the_address() -> None:
    section = waterfall_section(cost_data(state={"total": True}))
    per, total = having(section, "data-cost")
    assert json.loads(prop(per, "data-cost")) == {"na": None}
    assert json.loads(prop(total, "data-cost")) == {"na": "calosc"}
    assert prop(total, "aria-pressed") == "true"


def test_a_missing_key_is_told_above_the_picture() -> None:
    data = cost_data(keys="etaty_m2_zuzycie", rows={PLONSK: {"shared.m2": NAN}})
    words = plain(waterfall_section(data))
    assert "Nie wczytano powierzchni" in words
    assert "nan" not in words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"unit": None}, "Wybierz gminę"),
        ({"without": (PLONSK,)}, "Płońsk: w 2024 roku nie ma kosztów tej usługi"),
    ],
)
def test_without_costs_of_mine_there_is_a_way_on(changes: Any, words: str) -> None:
    assert words in plain(waterfall_section(cost_data(**changes)))


def test_the_saved_picture_says_its_source_and_the_sample() -> None:
    words = PictureWords(title="T", text="S")
    button = having(picture_buttons(cost_data(kind="sample"), "waterfall", words), "data-words")[0]
    said = json.loads(prop(button, "data-words"))
    assert said["stamp"] == "DANE PRZYKŁADOWE"
    assert "dane przykładowe" in said["source"]
    assert said["file"].endswith("2024-dane-przykladowe")
    assert "przyklad" not in file_name(cost_data(), "waterfall")


def test_radios_are_one_group_each_with_one_that_the_tab_key_reaches() -> None:
    section = keys_section(cost_data(keys="czas_m2_bez"))
    groups = having(section, "role", "radiogroup")
    assert [prop(group, "data-key-part") for group in groups] == ["entity", "shared", "capital"]
    for group in groups:
        radios = having(group, "role", "radio")
        chosen = [one for one in radios if prop(one, "aria-checked") == "true"]
        assert len(chosen) == 1
        assert [one for one in radios if prop(one, "tabIndex") == 0] == chosen
    assert prop(section, "data-keys") == "czas_m2_bez"
    assert prop(section, "data-usual") == "etaty_etaty_zuzycie"


def test_a_key_without_numbers_is_off_and_says_why() -> None:
    section = keys_section(cost_data(rows={PLONSK: {"shared.m2": NAN}}))
    area = having(section, "data-key-value", "m2")[0]
    assert prop(area, "disabled") is True
    assert "m²: nie wczytano powierzchni." in plain(section)


def test_an_own_share_has_a_field_and_a_way_back_to_the_loaded_one() -> None:
    section = keys_section(cost_data(keys="w35.5_etaty_zuzycie"))
    field = having(section, "data-number")[0]
    assert prop(field, "data-value") == "35.5"
    assert "wróć do wczytanego: 75,0%" in plain(section)
    assert not having(keys_section(cost_data()), "data-number")


def test_the_usual_keys_have_nothing_to_restore() -> None:
    reset = having(keys_section(cost_data()), "id", "cost-keys-reset")[0]
    changed = having(keys_section(cost_data(keys="czas_m2_bez")), "id", "cost-keys-reset")[0]
    assert prop(reset, "aria-disabled") == "true"
    assert prop(changed, "aria-disabled") == "false"


def test_fields_of_the_exercise_know_their_limits_and_key() -> None:
    fields = having(what_if_section(cost_data()), "data-cost-number")
    assert [
        tuple(prop(one, f"data-{name}") for name in ("cost-number", "least", "most", "usual"))
        for one in fields
    ] == [
        ("mniej", "-9", "2", "0"),
        ("oszczednosc", "0", "100", "50"),
        ("oplata", "-100", "100", "0"),
    ]


def test_what_cannot_be_changed_has_no_field_and_a_reason() -> None:
    section = what_if_section(cost_data(rows={PLONSK: {"facilities": NAN, "fees": 0.0}}))
    assert not having(section, "data-cost-number")
    assert "Nie wczytano, ile jest szkół." in plain(section)
    assert "Nie wczytano wpływów z opłat" in plain(section)


def test_the_exercise_is_called_no_forecast() -> None:
    assert "ćwiczenie rachunkowe, a nie prognoza" in plain(what_if_section(cost_data()))


def test_warnings_lead_to_the_method() -> None:
    section = warnings_section(cost_data())
    assert section is not None
    links = [prop(one, "href") for one in walk(section) if prop(one, "href")]
    assert links == ["/koszty/metoda"]


def test_files_carry_the_keys_of_the_view() -> None:
    section = export_section(cost_data(keys="czas_m2_bez"))
    addresses = [prop(one, "href") for one in walk(section) if prop(one, "href")]
    # The button of all formats takes the query of the address when it is pressed.
    files = [
        one for one in addresses if "szkoly-podstawowe" in one and not one.startswith("/pobierz")
    ]
    assert len(files) == 4
    assert all("keys=czas_m2_bez" in one and f"unit={PLONSK}" in one for one in files)


def test_the_workbook_waits_for_a_unit() -> None:
    section = export_section(cost_data(unit=None))
    assert "najpierw wybierz jednostkę" in plain(section)
    assert not any(".xlsx" in str(prop(one, "href")) for one in walk(section))


def test_nothing_loaded_leads_to_the_template() -> None:
    state = no_costs(texts("pl"))
    assert "python -m smup import costs" in plain(state)
    assert any(str(prop(one, "href")).endswith(".xlsx") for one in walk(state))


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_no_section_shows_a_number_that_is_none(lang: str) -> None:
    empty = {PLONSK: dict.fromkeys(("entity.etaty", "fees", "facilities", "output"), NAN)}
    data = cost_data(rows=empty, lang=lang)
    for make in (cost_cards, waterfall_section, keys_section, what_if_section):
        assert not re.search(r"\bnan\b", plain(make(data)))


def test_what_a_phone_folds_is_open_without_a_script() -> None:
    (part,) = having(what_if_section(cost_data()), "data-fold")
    assert prop(part, "open") is True
    assert plain(part).startswith("Pokaż pola i skutek")


def test_the_links_of_the_page_lead_to_its_parts() -> None:
    links = having(jumps(texts("en")), "href")
    assert {str(prop(one, "href"))[1:] for one in links} <= set(ids.COST_PARTS.values())
    assert len(links) == len({text(one) for one in links})
