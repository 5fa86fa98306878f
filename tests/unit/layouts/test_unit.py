"""The profile of a unit as a tree: what its rows, cells and lists say."""

import pytest
from dash import html

from layouts.components import aligned_strip
from layouts.unit_context import context_section
from layouts.unit_head import headline_part
from layouts.unit_heat import heat_section
from layouts.unit_rows import rows_section
from layouts.unit_sides import changes_section, sides_column
from smup.flags import Flag
from smup.view_state import ViewState
from smup.views.profile import HeatRow, Profile
from tests import profile_builder as build
from tests.tree import having, prop, text, walk

STATE = ViewState()


@pytest.fixture
def profile() -> Profile:
    """Ten indicators of two sectors."""
    return build.profile()


def rows_of(profile: Profile) -> dict[str, html.Tr]:
    """The rows of the table by the code of their indicator."""
    table = rows_section(profile, STATE, csv="/x.csv")
    return {
        prop(having(row, "data-detail")[0], "data-detail"): row
        for row in having(table, "data-wiersz")
    }


def strip_of(row: html.Tr) -> html.Div:
    """The strip of a row."""
    return next(one for one in walk(row) if str(prop(one, "className")).startswith("pasm"))


def place(strip: html.Div, mark: str) -> float:
    """Where something stands on a strip, percent."""
    return float(prop(strip, "style")[f"--{mark}"].rstrip("%"))


def test_the_median_stands_in_the_middle_and_less_is_better_is_turned() -> None:
    # p5 12, q1 40, median 50, q3 60, p95 88: the longer side, 38 wide on both, fills 47.2 %.
    strip = aligned_strip(build.STATS, 70.0, marker="better")
    assert place(strip, "j") == pytest.approx(50 + 20 / 38 * 47.2, abs=0.06)
    assert place(strip, "b") == pytest.approx(50 - 10 / 38 * 47.2, abs=0.06)
    turned = aligned_strip(build.STATS, 70.0, marker="worse", reverse=True)
    assert place(turned, "j") == pytest.approx(50 - 20 / 38 * 47.2, abs=0.06)
    assert (
        place(turned, "a") <= place(turned, "b") <= 50 <= place(turned, "c") <= place(turned, "d")
    )


def test_a_value_far_away_stands_at_the_edge_and_equal_values_in_the_middle() -> None:
    assert place(aligned_strip(build.STATS, 5000.0, marker="better"), "j") == 97.2
    equal = build.STATS._replace(p5=7.0, q1=7.0, median=7.0, q3=7.0, p95=7.0)
    assert place(aligned_strip(equal, 7.0, marker="mine"), "j") == 50.0
    assert place(aligned_strip(equal, 9.0, marker="better"), "j") == 97.2


def test_a_row_says_value_median_place_and_trend(profile: Profile) -> None:
    words = text(rows_of(profile)["EDU-AB-01"]).replace("\u00a0", " ")
    for part in ("70,0%", "50,0%", "najlepsza ćwiartka", "miejsce 2 z 5", "rośnie i to dobrze"):
        assert part in words


def test_an_indicator_that_is_not_judged_gets_a_hollow_marker_and_no_place(
    profile: Profile,
) -> None:
    row = rows_of(profile)["EDU-AB-05"]
    assert prop(strip_of(row), "className") == "pasm n"
    assert "nie oceniamy" in text(row)
    assert "miejsce" not in text(row)


def test_each_kind_of_empty_is_said_in_words_and_draws_no_marker(profile: Profile) -> None:
    rows = rows_of(profile)
    assert "tajemnica statystyczna" in text(rows["SRO-AB-06"])
    assert "to nie jest zadanie tej jednostki" in text(rows["SRO-AB-07"])
    assert "środek grupy" not in text(rows["SRO-AB-07"])
    assert all("--j" not in (prop(one, "style") or {}) for one in walk(rows["SRO-AB-06"]))


def test_year_break_and_chance_are_noted_where_they_matter() -> None:
    breaks = {"breaks": [{"year": 2021, "reason": {"pl": "definicja", "en": "definition"}}]}
    chosen = [
        build.row(1, value=70.0, year=2021),
        build.row(2, value=70.0, break_year=2021, card=breaks),
        build.rows()[7],
    ]
    rows = rows_of(build.profile(chosen))
    assert "dane za 2021" in text(rows["EDU-AB-01"])
    assert "przerwa w\u00a0serii 2021" in text(rows["EDU-AB-02"])
    assert "w\u00a0granicach przypadku" in text(rows["SRO-AB-08"])


def test_only_the_first_rows_of_a_sector_are_shown_at_first() -> None:
    rows = rows_of(build.profile([build.row(number) for number in range(1, 9)]))
    hidden = [code for code, row in rows.items() if prop(row, "hidden")]
    assert hidden == ["EDU-AB-06", "EDU-AB-07", "EDU-AB-08"]


def test_context_is_not_among_the_judged_rows(profile: Profile) -> None:
    assert "SRO-AB-10" not in rows_of(profile)
    section = context_section(profile, STATE, class_name="sek")
    assert having(section, "data-detail", "SRO-AB-10")
    assert "48,5%" in text(section)


def test_a_cell_of_the_heat_map_carries_its_count_and_a_full_name(profile: Profile) -> None:
    cell = having(heat_section(profile, STATE), "data-komorka", "edukacja.jakosc")[0]
    # Of rows 2 (30, worse) and 3 (52, better) one is better than the median.
    assert text(cell) == "1 z\u00a02"
    assert prop(cell, "aria-label").startswith("Edukacja, Jakość: 1 z\u00a02 wskaźników lepszych")


def test_a_cell_without_judged_indicators_still_opens_and_an_empty_one_does_not(
    profile: Profile,
) -> None:
    section = heat_section(profile, STATE)
    assert text(having(section, "data-komorka", "edukacja.efektywnosc")[0]) == "bez oceny"
    assert having(section, "data-komorka", "srodowisko.efektywnosc") == []
    assert "brak wskaźn." in text(section)


def test_a_sector_of_the_powiat_leads_to_the_powiat(profile: Profile) -> None:
    row = profile.heat[0]
    foreign = HeatRow(sector=row.sector, cells=row.cells, task_of="powiat")
    section = heat_section(build.profile(heat=(foreign,)), STATE)
    assert [prop(one, "href") for one in having(section, "href")] == ["/jednostka/1420"]


def test_chance_keeps_a_row_out_of_the_strengths(profile: Profile) -> None:
    column = sides_column(profile, STATE)
    assert having(column, "data-detail", "EDU-AB-01")
    assert not having(column, "data-detail", "SRO-AB-08")
    head = text(headline_part(profile))
    assert "1 różnica mieści się w\u00a0granicach przypadku" in head


def test_strengths_say_when_less_is_better(profile: Profile) -> None:
    assert "mniej niż w\u00a0trzech czwartych podobnych gmin" in text(sides_column(profile, STATE))
    assert "Mniej znaczy lepiej." in text(sides_column(profile, STATE))


def test_changes_are_ordered_by_their_size_in_the_group_and_judged(profile: Profile) -> None:
    section = changes_section(profile, STATE)
    words = text(section)
    assert "to zmiana na lepsze" in words
    assert "to zmiana na gorsze" in words
    assert len(having(section, "data-detail")) == 2


def test_a_profile_without_values_says_so_instead_of_counting() -> None:
    empty = build.profile([build.row(1, value=Flag.MISSING), build.row(2, value=Flag.SECRET)])
    assert having(headline_part(empty), "role", "img") == []
    assert "Żaden oceniany wskaźnik" in text(sides_column(empty, STATE))
    assert "Nie ma dwóch lat" in text(changes_section(empty, STATE))


def test_english_has_its_own_words_and_links() -> None:
    profile = build.profile(lang="en")
    section = rows_section(profile, ViewState(group="kraj"), csv="/x.csv")
    links = {prop(one, "href") for one in having(section, "data-detail")}
    assert "/en/wskaznik/EDU-AB-01?unit=1420011&group=kraj" in links
    assert "best quarter" in text(section)


def test_the_bar_is_as_wide_as_its_numbers(profile: Profile) -> None:
    bar = having(headline_part(profile), "role", "img")[0]
    grow = [prop(part, "style")["flexGrow"] for part in bar.children]
    # best: rows 1, 4, 8; middle: 3; worst: 2, 9.
    assert grow == [3, 1, 2]
    assert prop(bar, "aria-label").startswith("3 – najlepsza ćwiartka, 1 – środek grupy")
