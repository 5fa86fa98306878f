"""The trend, the differences, the expected cost and the explanation as a reader meets them."""

from typing import Any, cast

import pytest
from dash.development.base_component import Component

from layouts.cost_differences import differences_section
from layouts.cost_expected import expected_section
from layouts.cost_explain import explain_section
from layouts.cost_method import PARAGRAPHS, layout
from layouts.cost_trend import trend_section
from layouts.frozen import frozen
from smup.i18n import LANGUAGES
from tests.cost_data import cost_data
from tests.cost_loaded import opened
from tests.tree import having, prop, text, walk


def of_type(part: Any, name: str) -> list[Component]:
    return [one for one in walk(part) if type(one).__name__ == name]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_prices_are_a_choice_of_the_address(lang: str) -> None:
    section = trend_section(cost_data(lang=lang))
    pressed = {prop(one, "data-cost"): prop(one, "aria-pressed") for one in
               having(section, "data-cost")}  # fmt: skip
    assert pressed == {'{"ceny": null}': "true", '{"ceny": "stale"}': "false"}


def test_the_picture_has_a_sentence_as_its_name_and_a_table_twin() -> None:
    section = trend_section(cost_data())
    (picture,) = having(section, "role", "img")
    assert "mediana grupy" in prop(picture, "aria-label")
    (table,) = of_type(section, "Table")
    assert len(of_type(table, "Tr")) == 7
    assert "17 610" in text(table).replace("\u00a0", " ")


def test_without_a_unit_the_table_has_no_column_of_it() -> None:
    section = trend_section(cost_data(unit=None))
    (table,) = of_type(section, "Table")
    assert [text(head) for head in of_type(table, "Thead")[0].children.children] == [
        "Rok",
        "Mediana grupy",
        "Jednostek z\u00a0kosztem",
    ]


def test_differences_in_the_table_add_up() -> None:
    section = differences_section(cost_data())
    (foot,) = of_type(section, "Tfoot")
    cells = [text(cell).replace("\u00a0", " ") for cell in of_type(foot, "Td")]
    assert cells == ["17 610", "16 318", "+1 292"]


@pytest.mark.parametrize("section", [trend_section, differences_section, expected_section])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("unit", [None, "1420011"])
def test_sections_stand_without_a_unit_too(section: Any, lang: str, unit: str | None) -> None:
    made = section(cost_data(lang=lang, unit=unit))
    assert of_type(made, "H2")
    assert "NaN" not in text(made)
    assert "nan" not in text(made).split()


def test_costs_are_never_called_efficient() -> None:
    for lang, words in (("pl", ("efektywn", "wydajn")), ("en", ("efficient",))):
        said = text(expected_section(cost_data(lang=lang))).lower()
        assert not any(word in said for word in words)


def test_numbers_are_explained_in_native_details_with_a_link_to_the_method() -> None:
    section = explain_section(opened())
    parts = [one for one in of_type(section, "Details") if prop(one, "data-keep")]
    assert len(parts) == 12
    assert all(having(part, "href") for part in parts)
    assert {prop(part, "data-keep") for part in parts} >= {"cost-why-direct", "cost-why-unit"}


def test_the_explanation_is_sent_as_text() -> None:
    section = frozen(explain_section(opened()))
    assert len(list(walk(section))) < 20


@pytest.mark.parametrize("lang", LANGUAGES)
def test_links_into_the_method_lead_to_sections_of_it(lang: str) -> None:
    sections = {one.id for one in of_type(layout(cast("Any", None), lang), "Section")}
    assert sections == set(PARAGRAPHS)
    data = opened(lang=lang)
    made = [explain_section(data), expected_section(data), differences_section(data)]
    prefix = "/en" if lang == "en" else ""
    anchors = {
        prop(one, "href").removeprefix(f"{prefix}/koszty/metoda#") for one in having(made, "href")
    }
    assert anchors <= sections
