"""Counting of units by what they have; every expected number is counted by hand."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from smup.models import Coverage, Indicator
from smup.statistics.coverage import COUNTS, fill_coverage
from smup.statistics.integrity import check_database
from smup.statistics.rebuild import rebuild_statistics
from tests.coverage_country import GMINA, OF_POWIAT, fill
from tests.poured import Pour

# units, with a value, zero, below format, missing, secret, not applicable, not yet, no row
BY_HAND = {
    (GMINA, "gmina", 2020): (4, 3, 1, 0, 0, 1, 0, 0, 0),
    (GMINA, "gmina", 2021): (3, 1, 0, 0, 0, 0, 0, 0, 2),
    (GMINA, "gmina", 2022): (2, 0, 0, 0, 1, 0, 1, 1, 0),
    (GMINA, "gmina", 2025): (4, 1, 0, 0, 0, 0, 0, 0, 3),
    # Of powiats only the city runs tasks of gminas.
    (GMINA, "powiat", 2020): (1, 1, 1, 0, 0, 0, 0, 0, 0),
    (GMINA, "powiat", 2022): (0, 0, 0, 0, 0, 0, 1, 0, 0),
    (OF_POWIAT, "powiat", 2021): (2, 1, 0, 0, 0, 0, 0, 0, 1),
}


def held(engine: Engine) -> dict[tuple[str, str, int], tuple[int, ...]]:
    """Return the counts of the database by code, level and year."""
    counts = [getattr(Coverage, name) for name in COUNTS]
    query = select(Indicator.code, Coverage.level, Coverage.year, *counts).join(
        Indicator, Indicator.id == Coverage.indicator_id
    )
    with engine.connect() as connection:
        return {tuple(row[:3]): tuple(row[3:]) for row in connection.execute(query)}  # type: ignore[misc]


def test_units_are_counted_by_what_they_have(engine: Engine, pour: Pour) -> None:
    pour(engine, fill)
    assert held(engine) == BY_HAND


def test_statistics_count_anew_and_only_what_is_asked(engine: Engine, pour: Pour) -> None:
    pour(engine, fill, counted=False)
    with engine.begin() as connection:
        rebuild_statistics(connection)
    assert held(engine) == BY_HAND
    with engine.begin() as connection:
        chosen = connection.scalar(select(Indicator.id).where(Indicator.code == OF_POWIAT))
        connection.execute(update(Coverage).values(no_row=99))
        rebuild_statistics(connection, indicator_ids=[chosen or 0])
    found = held(engine)
    assert found[OF_POWIAT, "powiat", 2021] == BY_HAND[OF_POWIAT, "powiat", 2021]
    assert found[GMINA, "gmina", 2021][-1] == 99


def test_a_database_without_counts_is_filled_once(engine: Engine, pour: Pour) -> None:
    pour(engine, fill, counted=False)
    assert fill_coverage(engine)
    assert held(engine) == BY_HAND
    assert not fill_coverage(engine)


def test_an_empty_database_needs_no_counts(engine: Engine) -> None:
    assert not fill_coverage(engine)


@pytest.mark.parametrize("spoilt", [False, True])
def test_the_check_finds_stale_counts(
    sqlite_engine: Engine, tmp_path: Path, spoilt: bool, pour: Pour
) -> None:
    pour(sqlite_engine, fill, counted=False)
    with sqlite_engine.begin() as connection:
        rebuild_statistics(connection)
        if spoilt:
            connection.execute(update(Coverage).where(Coverage.year == 2021).values(no_row=7))
    found = check_database(sqlite_engine, attachments=tmp_path)
    stale = [one for one in found if "Statystyki" in one.text]
    assert [one.is_error for one in stale] == [spoilt]
