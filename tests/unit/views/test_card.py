"""The card, the sentence of the chart and who did better: counted by hand on a small country."""

import pytest

from smup.flags import Flag
from smup.views.card import card_entries, coverage, coverage_text, precision
from smup.views.chart_text import chart_sentence, segment_start
from smup.views.improved import improved_units
from smup.views.linked import LinkedData
from tests.memory_country import JONIEC, LACK, LUBIN, ZABOR, ZAROW, broken_in, indicator, show

NBSP = "\u00a0"
YEARS = range(2016, 2022)
# In 2016 and 2021: Lubin 50 and 60, Łąck 60 and 80, Zabór 95 and 90, Żarów 40 and 85.
ENDS = {LUBIN: (50, 60), LACK: (60, 80), ZABOR: (95, 90), ZAROW: (40, 85), JONIEC: (66, 70)}
VALUES = {unit: {2016: float(old), 2021: float(new)} for unit, (old, new) in ENDS.items()}


def data(**fields: object) -> LinkedData:
    return show(VALUES, state={"unit": JONIEC}, **fields)


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_a_row_without_text_is_left_out_and_a_card_nearly_empty_still_says_its_source() -> None:
    entries = {entry.key: entry.lines for entry in card_entries(data())}
    assert set(entries) == {"precision", "source", "breaks"}
    assert entries["source"] == ("GUS",)
    assert entries["breaks"] == ("nie ma",)


def test_the_source_of_a_sample_says_that_values_are_generated() -> None:
    entries = {entry.key: entry.lines for entry in card_entries(data(kind="sample"))}
    generated, imitated = entries["source"]
    assert "wygenerowane" in generated
    assert imitated == "Docelowo: GUS."


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "do 0,1 pkt proc."),
        ({"unit_pl": "zł", "decimals": 0}, "do 1 zł"),
        ({"unit_pl": "km", "decimals": 2}, "do 0,01 km"),
    ],
)
def test_the_precision_is_the_last_digit_shown(fields: dict[str, object], text: str) -> None:
    assert plain(precision(indicator(**fields), "pl")) == text


def test_the_coverage_counts_real_units_only() -> None:
    view = show(
        {**VALUES, LUBIN: {2021: Flag.SECRET}, "9901012": {2021: 5.0}}, state={"unit": JONIEC}
    )
    # Eight gminas exist today: Płońsk, five similar ones, Gromadka, Wrocław; four have a value.
    found = coverage(view, 2021)
    assert (found.known, found.units) == (4, 8)
    assert plain(coverage_text(view, 2021)) == "2016–2021; w 2021 roku wartość ma 4 z 8 gmin"


def test_the_chart_compares_the_first_and_the_shown_year() -> None:
    # Medians: 60 of 40, 50, 60, 66, 95 and 80 of 60, 70, 80, 85, 90.
    sentence = plain(chart_sentence(data(), 2021))
    assert "+4,0 pkt proc." in sentence
    assert "+20,0 pkt proc." in sentence
    assert segment_start(data(), 2021) == 2016


def test_the_chart_never_compares_across_a_break() -> None:
    view = data(**broken_in(2020))
    assert segment_start(view, 2021) == 2021
    view = data(**broken_in(2021))
    assert plain(chart_sentence(view, 2021)).startswith("W 2021 roku zaczyna się nowa seria")


def test_who_is_better_and_improved_stands_best_first() -> None:
    # Zabór is better but fell; Lubin improved but is worse than Joniec.
    assert [item.code for item in improved_units(data(), 2021)] == [ZAROW, LACK]
    first = improved_units(data(), 2021)[0]
    assert (first.before, first.now, first.since) == ("40,0", "85,0%", 2016)


def test_less_is_better_turns_the_comparison_round() -> None:
    # Joniec has 70; only Lubin has less, and it rose from 50 to 60, so nobody qualifies.
    assert improved_units(data(polarity="down"), 2021) == ()


@pytest.mark.parametrize("fields", [{"polarity": "none"}, broken_in(2018)])
def test_nobody_is_named_when_better_is_not_defined(fields: dict[str, object]) -> None:
    assert improved_units(data(**fields), 2021) == ()


def test_nobody_is_named_without_a_unit_or_the_earlier_year() -> None:
    assert improved_units(show(VALUES), 2021) == ()
    assert improved_units(data(), 2016) == ()
