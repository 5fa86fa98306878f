"""Why a year is empty, case by case; and when values are due."""

from datetime import date

import pytest

from smup.catalogue.publication import publication_of, read_publication
from smup.repository.coverage_reads import Answers, CoverageRow
from smup.views.coverage.states import Series, freshness, year_state

TODAY = date(2026, 7, 15)
ASKED = date(2026, 7, 1)


def row(year: int, units: int = 10, with_value: int = 10, **counts: int) -> CoverageRow:
    """A row of counts, zero where nothing is given."""
    names = CoverageRow._fields[3:]
    rest = {name: counts.get(name, 0) for name in names}
    return CoverageRow(year=year, units=units, with_value=with_value, **rest)


def due(year: int) -> date:
    """30 June of the next year."""
    return date(year + 1, 6, 30)


ROWS = {
    2019: row(2019, missing=10, with_value=0),
    2020: row(2020),
    2021: row(2021, with_value=7, secret=3),
    2024: row(2024),
    2025: row(2025, with_value=0, not_yet_published=10),
}


def series(**changes: object) -> Series:
    """Values of 2020, 2021 and 2024."""
    given = {"task": True, "units": 10, "rows": ROWS, "due": due, **changes}
    return Series(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("year", "changes", "kind"),
    [
        (2020, {}, "complete"),
        (2021, {}, "partial"),
        (2018, {}, "before"),
        (2019, {}, "before"),
        (2019, {"card_first": 2019}, "flagged"),
        (2018, {"card_first": 2018}, "not-fetched"),
        (2022, {}, "not-fetched"),
        (2022, {"answers": Answers({2022: ASKED}, frozenset({2022}))}, "none"),
        (2022, {"answers": Answers({0: ASKED}, frozenset({0}))}, "none"),
        (2025, {}, "late"),
        (2026, {}, "expected"),
        (2025, {"card_last": 2024}, "ended"),
        (2022, {"task": False}, "not-task"),
        (2020, {"task": False}, "complete"),
        (2022, {"rows": {}}, "not-fetched"),
    ],
)
def test_the_state_of_a_year(year: int, changes: dict[str, object], kind: str) -> None:
    assert year_state(series(**changes), year, TODAY).kind == kind


def test_a_late_year_says_since_when_and_what_the_source_said() -> None:
    answers = Answers({2025: ASKED}, frozenset({2025}))
    state = year_state(series(answers=answers), 2025, TODAY)
    assert (state.due, state.days, state.asked) == (date(2026, 6, 30), 15, ASKED)


def test_a_year_is_not_late_on_the_day_it_is_due() -> None:
    assert year_state(series(), 2025, date(2026, 6, 30)).kind == "expected"
    assert year_state(series(), 2025, date(2026, 7, 1)).days == 1


def test_freshness_is_the_state_of_the_year_after_the_last_one_with_values() -> None:
    fresh = freshness(series(), TODAY)
    assert fresh is not None
    assert fresh.kind == "late"
    assert freshness(series(rows={}), TODAY) is None


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("Ministerstwo Finansów, sprawozdania Rb-28S", "budzet"),
        ("GUS, Bank Danych Lokalnych", "bdl"),
        ("Ministerstwo Finansów, Rb-28S; GUS, Bank Danych Lokalnych", "bdl"),
        ("Ministerstwo Finansów, Rb-28S; SIO", "oswiata"),
        ("Centralna Komisja Egzaminacyjna", "egzaminy"),
        ("dane urzędu gminy", "inne"),
        ("", "inne"),
    ],
)
def test_of_several_sources_the_last_one_counts(source: str, code: str) -> None:
    assert publication_of({"source": {"pl": source, "en": ""}}).code == code
    assert publication_of({}).code == "inne"


def test_every_kind_says_where_its_day_is_from() -> None:
    for kind in read_publication():
        assert kind.note.pl
        assert kind.note.en
        assert kind.due(2024) > date(2024, 6, 1)
