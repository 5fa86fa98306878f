"""What is asked when: by age, changes of what values mean, and the wish of the user."""

import datetime as dt

from smup.sync.answers import PartKey, StoredAnswer
from smup.sync.portal.plan import Choice, Series, Work, key_of, plan

NOW = dt.datetime.fromisoformat("2026-09-01T02:00")
YEARS = range(2015, 2026)
ONE = Series(code="POD-PN-01", official_ids=(16,))
ALL = Choice()


def answers(ages: dict[tuple[int, int], tuple[str, float]]) -> dict[PartKey, StoredAnswer]:
    """Return answers by (official id, year) -> (status, age in days)."""
    return {
        key_of(*part): StoredAnswer(
            key=key_of(*part),
            status=status,
            rows=int(status == "data"),
            digest="",
            answered_at=NOW - dt.timedelta(days=days),
        )
        for part, (status, days) in ages.items()
    }


def whole(status: str = "data", days: float = 1, official: int = 16) -> dict:
    return {(official, year): (status, days) for year in YEARS}


def years(works: list[Work]) -> list[int]:
    return [work.year for work in works]


def test_what_was_never_asked_is_asked_newest_first() -> None:
    assert years(plan([ONE], YEARS, {}, ALL, NOW)) == list(range(2025, 2014, -1))


def test_featured_indicators_come_first_within_a_year() -> None:
    series = [ONE, Series(code="FIN-WB-01", official_ids=(4068, 4418), featured=True)]
    works = plan(series, [2023, 2024], {}, ALL, NOW)
    assert [(work.code, work.year) for work in works] == [
        ("FIN-WB-01", 2024),
        ("POD-PN-01", 2024),
        ("FIN-WB-01", 2023),
        ("POD-PN-01", 2023),
    ]
    assert works[0].keys == (key_of(4068, 2024), key_of(4418, 2024))


def test_half_of_a_pair_that_is_answered_is_not_asked_again() -> None:
    pair = Series(code="FIN-WB-01", official_ids=(4068, 4418))
    held = answers({(4068, 2024): ("data", 1)})
    assert plan([pair], [2024], held, ALL, NOW)[0].keys == (key_of(4418, 2024),)


def test_after_a_week_the_two_newest_years_with_data_are_asked_again() -> None:
    assert years(plan([ONE], YEARS, answers(whole(days=6)), ALL, NOW)) == []
    assert years(plan([ONE], YEARS, answers(whole(days=7)), ALL, NOW)) == [2025, 2024]


def test_after_a_week_missing_years_of_the_last_three_are_asked_again() -> None:
    held = answers(whole(days=7) | {(16, year): ("none", 7) for year in (2022, 2023, 2024, 2025)})
    # 2021 and 2020 are now the newest with data; 2022 is missing, but not among the last three.
    assert years(plan([ONE], YEARS, held, ALL, NOW)) == [2025, 2024, 2023, 2021, 2020]


def test_older_years_come_due_on_different_days_within_half_a_year() -> None:
    due = [len(plan([ONE], YEARS, answers(whole(days=days)), ALL, NOW)) for days in (119, 150, 180)]
    assert due[0] == 2
    assert 2 < due[1] < len(YEARS)
    assert due[2] == len(YEARS)


def test_unusable_answers_are_asked_again_at_once() -> None:
    held = answers(whole() | {(16, 2018): ("unusable", 0.1)})
    assert years(plan([ONE], YEARS, held, ALL, NOW)) == [2018]


def test_changed_meaning_asks_for_all_earlier_answers_again() -> None:
    changed = Series(
        code="POD-PN-01", official_ids=(16,), stale_before=NOW - dt.timedelta(hours=12)
    )
    held = answers(whole() | {(16, 2018): ("data", 0.1)})
    assert years(plan([changed], YEARS, held, ALL, NOW)) == [y for y in YEARS if y != 2018][::-1]


def test_run_for_everything_goes_on_where_it_was_interrupted() -> None:
    begun = Choice(since=NOW - dt.timedelta(hours=2))
    held = answers(whole() | {(16, 2025): ("data", 0.01)})
    assert years(plan([ONE], YEARS, held, begun, NOW)) == list(range(2024, 2014, -1))


def test_answer_from_the_future_is_asked_again() -> None:
    held = answers(whole() | {(16, 2018): ("data", -30)})
    assert years(plan([ONE], YEARS, held, ALL, NOW)) == [2018]


def test_run_narrowed_to_years_judges_ages_by_all_of_them() -> None:
    held = answers(whole(days=7))
    assert years(plan([ONE], YEARS, held, Choice(years=frozenset({2024, 2015})), NOW)) == [2024]
