"""The repository as of an earlier release answers as it did then, and now as now."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from smup.as_of import reading_as_of
from smup.models import Dataset, Observation
from smup.repository import CurrentRepository, ObservationQuery, Repository, Span
from smup.repository.as_of import MOST_KEPT, PastOf, as_of_engine
from smup.repository.revision_reads import RevisionQuery
from tests import past_country, small_country
from tests.poured import Pour

CODE = "EDU-PRZ-01"


@pytest.fixture
def filled(engine: Engine, pour: Pour) -> Engine:
    return pour(engine, settled)


def settled(engine: Engine) -> None:
    small_country.fill(engine)
    past_country.settle(engine)


@pytest.fixture
def current(filled: Engine) -> Iterator[CurrentRepository]:
    made = CurrentRepository(filled)
    yield made
    made._past.close()


def answers(repository: Repository) -> dict[str, Any]:
    """What the repository says about values, as texts to be compared."""
    directory = repository.directory()
    indicator = repository.indicator(CODE).id
    unit = directory.by_code("1420011").id
    gminas = [one.id for one in directory.units_of("gmina")]
    matrix = repository.matrix(indicator, "gmina")
    span = Span(indicator_id=indicator, first_year=2020, last_year=2023)
    query = ObservationQuery(spans=(span,), unit_ids=gminas, by_unit=False)
    asked = {2021: [indicator]}
    found: dict[str, Any] = {
        "matrix": (matrix.years, matrix.values, matrix.flags),
        "years": repository.years(indicator, "gmina"),
        "series": repository.unit_series(unit, [indicator]),
        "latest": repository.latest(unit, [indicator]),
        "stats": repository.group_stats([indicator], level="gmina", group_code="kraj"),
        "values": repository.unit_values(unit),
        "beside": repository.values_beside(unit, asked, gminas),
        "places": repository.places_beside(unit, asked, gminas),
        "stream": list(repository.data_rows(query)),
        "page": repository.observations(query, limit=2),
        "count": repository.observation_count(query),
    }
    return {name: str(value) for name, value in found.items()}


def test_every_answer_is_the_one_given_then(current: CurrentRepository, filled: Engine) -> None:
    release = current.newest_release()
    assert release is not None
    before = answers(current)
    past_country.revise(filled)
    after = answers(current)
    with reading_as_of(release):
        assert answers(current) == before
    assert answers(current) == after
    same = {name for name in before if before[name] == after[name]}
    assert same == {"places", "count"}


def test_marks_of_the_data_differ(current: CurrentRepository) -> None:
    now = current.dataset()
    with reading_as_of(2):
        then = current.dataset()
    assert then.tag == f"{now.tag}-w2"
    assert then.units_path("gmina") == now.units_path("gmina")
    assert "&release=2&" in then.matrix_path(CODE, "gmina")
    assert "release" not in now.matrix_path(CODE, "gmina")


def test_two_releases_at_once_in_two_threads(current: CurrentRepository, filled: Engine) -> None:
    past_country.revise(filled)
    wrong: list[Any] = []

    def read(release: int | None, expected: float) -> None:
        for _ in range(30):
            with reading_as_of(release):
                indicator = current.indicator(CODE).id
                unit = current.directory().by_code("1420011").id
                frame = current.unit_series(unit, [indicator])
                found = frame[frame.year == 2021].value.item()
                if found != expected:
                    wrong.append((release, found))

    asked = ((2, 85.0), (3, 70.0), (None, 70.0), (2, 85.0))
    threads = [threading.Thread(target=read, args=one) for one in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert wrong == []


def test_a_view_lets_nothing_be_written(filled: Engine) -> None:
    past = as_of_engine(filled, 2)
    with past.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(insert(Dataset).values(id=1))
    past.dispose()
    with filled.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Observation)) == 8


@pytest.mark.parametrize("release", [-1, "2", 2.0, True, 10_000_001])
def test_only_a_whole_number_becomes_part_of_a_view(sqlite_engine: Engine, release: Any) -> None:
    with pytest.raises(ValueError, match="no release"):
        as_of_engine(sqlite_engine, release)


def test_few_releases_are_kept(sqlite_engine: Engine, pour: Pour) -> None:
    pour(sqlite_engine, small_country.fill)
    made: list[int] = []

    def make(_engine: Engine, release: int) -> int:
        made.append(release)
        return release

    past = PastOf(sqlite_engine, make)
    for release in (*range(MOST_KEPT + 1), 1, 0):
        assert past.get(release) == release
    assert made == [*range(MOST_KEPT + 1), 0]
    past.close()


def test_releases_before_the_history_cannot_be_read(current: CurrentRepository) -> None:
    with current._engine.begin() as connection:
        connection.execute(text("UPDATE dataset SET history_from = 2"))
    assert current.release_refusal(1) == "too-old"
    assert current.release_refusal(2) is None
    assert current.release_refusal(99) == "unknown"
    assert [one.readable for one in current.release_summaries()] == [True, False]


def test_plans_step_into_keys(filled: Engine) -> None:
    """Conditions reach both tables behind the view: nothing reads all values."""
    past = as_of_engine(filled, 2)
    with past.connect() as connection:
        if connection.dialect.name == "postgresql":
            # So few rows would be read whole; what counts is that the index can be used.
            connection.exec_driver_sql("SET enable_seqscan = off")
        explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
        for condition in ("indicator_id = 1 AND year = 2021", "unit_id = 3 AND indicator_id = 1"):
            statement = f"{explain} SELECT value FROM observation WHERE {condition}"  # noqa: S608
            rows = connection.exec_driver_sql(statement)
            plan = "\n".join(str(tuple(row)) for row in rows)
            assert "SCAN" not in plan.replace("Index Scan", "").replace("Bitmap Heap Scan", "")
            assert "Seq Scan" not in plan
            assert "revision" in plan
    past.dispose()


def test_what_a_release_did(current: CurrentRepository, filled: Engine) -> None:
    release = past_country.revise(filled)
    summary = current.release_summary(release)
    assert summary is not None
    assert (summary.rows_new, summary.rows_changed, summary.rows_withdrawn) == (1, 1, 1)
    assert (summary.indicators, summary.first_year, summary.last_year) == (1, 2020, 2022)
    assert current.release_summary(99) is None
    (indicator,) = current.release_indicators(release)
    assert indicator[1:] == (1, 1, 1, 2020, 2022)
    (sector,) = current.release_sectors(release)
    assert sector[1:] == (1, 1, 1, 1)
    assert [one.info.id for one in current.release_summaries(1)] == [release]


def test_revisions_of_a_release(current: CurrentRepository, filled: Engine) -> None:
    release = past_country.revise(filled)
    every = RevisionQuery(release_id=release)
    first, second = current.value_revisions(every)
    assert (first.year, first.old_value, first.new_flag) == (2020, 81.25, None)
    assert (second.year, second.old_value, second.new_value) == (2021, 85.0, 70.0)
    assert current.value_revisions(every, limit=1, after=first.place) == [second]
    assert current.count_revisions(every) == 2
    unit = current.directory().by_code("1420011").id
    for more, count in (
        ({"year": 2020}, 1),
        ({"unit_id": unit}, 2),
        ({"unit_id": unit + 1}, 0),
        ({"level": "gmina"}, 2),
        ({"level": "powiat"}, 0),
        ({"least_percent": 17.0}, 2),  # 15 of 85 is 17.6 %
        ({"least_percent": 18.0}, 1),
    ):
        query = RevisionQuery(release_id=release, **more)
        assert current.count_revisions(query) == len(current.value_revisions(query)) == count, more


def test_news_of_a_unit(current: CurrentRepository, filled: Engine) -> None:
    past_country.revise(filled)
    directory = current.directory()
    (plonsk,) = current.unit_news(directory.by_code("1420011").id, since=2)
    assert plonsk[1:] == (0, 1, 1, 2021)
    (wroclaw,) = current.unit_news(directory.by_code("0264011").id, since=2)
    assert wroclaw[1:] == (1, 0, 0, 2022)
    assert current.unit_news(directory.by_code("1420011").id, since=3) == []
    rows = current.unit_revisions(directory.by_code("1420011").id, since=2)
    assert [row.year for row in rows] == [2021, 2020]


def test_the_present_pays_nothing(filled: Engine) -> None:
    current, plain = CurrentRepository(filled), Repository(filled)
    with small_country.counted_selects(filled) as asked:
        answers(plain)
        expected = len(asked)
        answers(current)
    assert len(asked) == 2 * expected
