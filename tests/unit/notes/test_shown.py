"""How notes are shown: the linked view, the profile and its report, the comparison."""

from dataclasses import replace

import pytest

from layouts.compare_notes import notes_part
from layouts.compare_table import heat_table
from layouts.components.notes import value_note
from layouts.linked import payload
from smup.i18n import texts
from smup.reports.lines import table_of
from smup.reports.notes import with_notes
from smup.reports.records import Bullets, LineTable
from smup.reports.spec import parse_spec
from smup.repository.practice_records import NoteInfo
from smup.views.notes import by_value, newest_note, shown_note
from tests import profile_builder
from tests.memory_country import JONIEC, LACK, MAIN, Country, data_of, indicator
from tests.note_data import DAY
from tests.unit.views.compare_country import VALUES, compare

HOSTILE = "<img src=x onerror=alert(1)> {{ 7*7 }}"


def note(**changes: object) -> NoteInfo:
    """A published note on the main indicator."""
    usual = NoteInfo(
        id=1,
        unit_id=1,
        indicator=MAIN,
        year=2020,
        text_pl="Szkoła w budowie.",
        text_en=None,
        example=False,
        published_at=DAY,
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def test_words_of_the_unit_are_named_as_its_own() -> None:
    shown = shown_note(note(text_en="A school."), "en")
    assert (shown.title, shown.text, shown.lang) == ("The unit's own note, 2020", "A school.", "en")
    assert shown.day.replace("\u00a0", " ") == "published on 2 March 2026"
    polish = shown_note(note(), "en")
    assert (polish.text, polish.lang) == ("Szkoła w budowie.", "pl")


def test_a_polish_text_on_an_english_page_says_its_language() -> None:
    card = value_note(note(text_pl=HOSTILE), "en").to_plotly_json()
    quote = next(
        part for part in card["props"]["children"][1].children if getattr(part, "_type", "") == "Q"
    )
    assert (quote.children, quote.lang, quote.dir) == (HOSTILE, "pl", "auto")


@pytest.mark.parametrize(
    ("shown", "asked", "found"), [(2020, 2020, 2020), (2019, 2020, 2020), (2019, 2021, 2019)]
)
def test_the_note_on_the_year_asked_for_comes_first(shown: int, asked: int, found: int) -> None:
    notes = by_value([note(year=2019), note(year=2020)])
    said = newest_note(notes, MAIN, 1, shown=shown, asked=asked)
    assert said is not None
    assert said.year == found
    assert newest_note(notes, MAIN, 2, shown=shown, asked=asked) is None


def test_the_notes_of_all_years_travel_with_the_view() -> None:
    country = Country({MAIN: {JONIEC: {2020: 1.0, 2021: 2.0}}}, indicators=[indicator()])
    unit_id = country.directory().by_code(JONIEC).id
    country.published = (
        note(unit_id=unit_id, year=2020),
        note(unit_id=unit_id, year=2021, text_pl=HOSTILE),
    )
    view = payload(data_of(country, unit=JONIEC), page="indicator")["view"]
    assert view["notes"]["2020"][JONIEC]["text"] == "Szkoła w budowie."
    assert view["notes"]["2021"][JONIEC]["text"] == HOSTILE
    assert f"wskaznik={MAIN}" in view["words"]["reply"]["at"]


def test_a_report_has_a_footnote_for_each_note() -> None:
    profile = profile_builder.profile(profile_builder.rows())
    first, second = profile.rows[0], profile.rows[-1]
    notes = [
        note(unit_id=profile.unit.id, indicator=row.indicator.code, year=profile.year)
        for row in (first, second)
    ]
    profile = replace(profile, notes=by_value(notes))
    spec = parse_spec("jednostka", profile.unit.teryt, "html", lang="pl", query={}, origin="x")
    table = table_of(spec, profile, profile.rows, caption="x")
    noted, _, footnotes, _ = with_notes(texts("pl"), profile, profile.rows, table)
    assert isinstance(noted, LineTable)
    assert isinstance(footnotes, Bullets)
    lines = [line for group in noted.groups for line in group.lines]
    assert "przypis 1" in lines[0].note
    assert "przypis 2" in lines[-1].note
    assert not any("przypis" in line.note for line in lines[1:-1])
    assert [term[:3] for term, _ in footnotes.items] == ["[1]", "[2]"]
    assert "Szkoła w budowie." in footnotes.items[0][1]


def test_a_report_without_notes_is_as_it_was() -> None:
    profile = profile_builder.profile(profile_builder.rows())
    spec = parse_spec("jednostka", profile.unit.teryt, "html", lang="pl", query={}, origin="x")
    table = table_of(spec, profile, profile.rows, caption="x")
    assert with_notes(texts("pl"), profile, profile.rows, table) == (table,)


def test_the_comparison_numbers_the_notes_it_shows() -> None:
    data = compare(VALUES, {"unit": JONIEC, "units": f"{JONIEC}.{LACK}", "ind": MAIN})
    assert notes_part(data) == []
    lack = next(unit for unit in data.units if unit.teryt == LACK)
    noted = replace(data, notes=by_value([note(unit_id=lack.id, text_pl=HOSTILE)]), made={})
    assert "[1]" in str(heat_table(noted)[0])
    assert HOSTILE in str(notes_part(noted)[1])
