"""The sections of the triangle and of places: what stands in them in both languages."""

from typing import Any

import pytest
from dash import dcc, html

from layouts import ids
from layouts.cost_places import places_section
from layouts.cost_triangle import triangle_section
from smup.costs.warnings import Warnings
from smup.i18n import LANGUAGES
from tests.cost_country import SCHOOLS
from tests.cost_data import cost_data
from tests.tree import having, prop, text, walk

NOBODY = {code: {"warnings": int(Warnings.NO_COST)} for code in SCHOOLS}


def stores(section: Any) -> dict[str, Any]:
    """Records of a section by name."""
    found = [one for one in walk(section) if isinstance(one, dcc.Store)]
    return {one.id["name"]: one.data for one in found if one.id["type"] == ids.COST_RECORD}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sections_have_their_words_and_records_in_both_languages(lang: str) -> None:
    data = cost_data(lang=lang)
    triangle, places = triangle_section(data), places_section(data)
    assert stores(triangle)["linked"]["lang"] == lang
    assert stores(places)["places"]["lang"] == lang
    assert ("nie ranking" if lang == "pl" else "not a ranking") in text(triangle).replace(
        "\u00a0", " "
    )


def test_the_switch_has_the_three_pairs_and_the_first_is_on() -> None:
    buttons = having(triangle_section(cost_data()), "data-linked-pair")
    assert [prop(one, "aria-pressed") for one in buttons] == ["true", "false", "false"]


def test_corners_are_buttons_with_their_counts() -> None:
    first = [text(one) for one in having(triangle_section(cost_data()), "data-linked-corner")][:4]
    assert [words[-1] for words in first] == ["2", "2", "2", "2"]
    assert first[0].startswith("niższy koszt, lepszy wynik")


def test_without_borders_the_map_gives_way_to_a_note() -> None:
    assert "Nie ma granic na mapę" in text(triangle_section(cost_data()))


def test_the_map_has_a_switch_and_a_legend_of_each_number() -> None:
    data = cost_data(kind="sample")
    data.repository.borders = ("gmina", "wojewodztwo")  # type: ignore[attr-defined]
    words = text(triangle_section(data)).replace("\u00a0", " ")
    assert "Kolor mówi niższy albo wyższy, nie lepszy albo gorszy." in words
    assert "DANE PRZYKŁADOWE" in words


def test_a_service_without_indicators_says_so_and_keeps_its_table() -> None:
    data = cost_data(service={"quality": (), "availability": ()})
    section = triangle_section(data)
    assert "nie ma w\u00a0katalogu wskaźnika jakości ani dostępności" in text(section)
    heads = [text(one) for one in walk(section) if isinstance(one, html.Th)]
    assert heads[:2] == ["Jednostka", "Koszt na ucznia, zł"]
    assert len(heads) == 6


def test_places_name_those_without_a_place() -> None:
    words = text(places_section(cost_data())).replace("\u00a0", " ")
    assert "1 gmina: brak miary produktu" in words
    assert "Zabór" in words


def test_where_nobody_has_a_cost_both_sections_say_so() -> None:
    data = cost_data(rows=NOBODY)
    assert "W\u00a02024 roku" in text(triangle_section(data))
    assert "wydatków nie wykazano" in text(places_section(data))
    assert stores(triangle_section(data)) == {}
