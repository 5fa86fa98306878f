"""The callback of the comparison answers for an address as the page does."""

from typing import Any

from dash import html, no_update
from dash.development.base_component import Component

from callbacks.compare import update_comparison
from layouts.compare import read, shown
from smup.compare_state import VIEW_CHOICES
from tests.memory_country import LACK, LUBIN, MAIN, SIMILAR
from tests.unit.views.compare_country import SECOND, CompareCountry, two_indicators

QUERY = f"unit={LUBIN}&units={'.'.join(SIMILAR)}&ind={MAIN}.{SECOND}"
VALUES = {
    code: {2019: 5.0 * n, 2020: 10.0 * n} for n, code in enumerate(reversed(SIMILAR), start=1)
}


def services() -> Any:
    country = CompareCountry({MAIN: VALUES, SECOND: VALUES}, indicators=two_indicators())
    return country.services_for_pages


def ask(query: str, *, before: str = QUERY, lang: str = "pl") -> dict[str, Any]:
    parts = services()
    known = shown(read(parts, lang, dict(pair.split("=") for pair in before.split("&"))))
    return update_comparison(parts, asked=query, before=known, context={"lang": lang})


def words(content: Any) -> str:
    """All text of a component tree."""
    if isinstance(content, list | tuple):
        return " ".join(words(part) for part in content)
    if isinstance(content, Component):
        return words(getattr(content, "children", None))
    return "" if content is None else str(content)


def test_every_view_answers_with_a_sentence_a_table_and_its_source() -> None:
    for view in VIEW_CHOICES:
        answer = ask(f"{QUERY}&view={view}")
        assert words(answer["sentence"]).strip(), view
        assert "Ostatnia zmiana danych" in words(answer["body"]), view
        assert answer["shown"]["view"] == view
        assert answer["hidden"] is (answer["figures"] is None)


def test_controls_that_did_not_change_are_left_alone() -> None:
    answer = ask(f"{QUERY}&sort=name")
    assert answer["group"] is no_update
    assert answer["year"] is no_update
    assert ask(f"{QUERY}&group=kraj")["group"] is not no_update


def test_a_bad_part_of_the_address_is_named() -> None:
    answer = ask(f"unit={LUBIN}&units={LACK}.1420999&ind={MAIN}&view=torus")
    said = words(answer["notes"])
    assert "1420999" in said
    assert "torus" in said
    assert "1420999" not in answer["shown"]["query"]


def test_no_unit_leads_back_to_the_examples() -> None:
    answer = ask("")
    assert (answer["start"], answer["views"]) == (False, True)


def test_the_button_tells_how_many_rows_the_file_has() -> None:
    assert "10 wierszy" in words(ask(QUERY)["top"]).replace("\u00a0", " ")
    assert "1 wiersz" in words(ask(f"unit={LUBIN}&units={LUBIN}&ind={MAIN}")["top"]).replace(
        "\u00a0", " "
    )


def test_the_english_page_is_english() -> None:
    assert "Places over" not in words(ask(QUERY, lang="en")["top"])
    assert "side by side" in words(ask(QUERY, lang="en")["top"])


def test_every_clickable_part_has_an_id_so_that_the_focus_returns() -> None:
    answer = ask(f"{QUERY}&view=scatter&box=0_9_0_9")
    tree = html.Div([*answer["top"], *answer["chosen"], *answer["body"]])
    buttons = [part for part in tree._traverse() if isinstance(part, html.Button)]
    with_change = [part for part in buttons if "data-cmp" in part.to_plotly_json()["props"]]
    assert with_change != []
    assert all(hasattr(part, "id") for part in with_change)
