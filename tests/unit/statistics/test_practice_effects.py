"""Stored effects: of published practices only, against the right units, with few SELECTs."""

from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Connection, Engine, select, update

from smup.flags import Flag
from smup.ingest.bulk import write_values
from smup.ingest.columns import ValueColumns
from smup.ingest.load import load
from smup.models import Observation, Practice, PracticeEffect
from smup.statistics.integrity import check_database
from smup.statistics.practice_effects import level_compared, rebuild_effects, usual_group
from smup.statistics.refresh import refresh
from smup.territory.store import read_directory
from tests import builders, effect_country
from tests.effect_country import BROKEN, CITY, DOWN, EXAMPLE, MINE, PEERS, POWIATS, UP
from tests.poured import Pour
from tests.practice_data import add_practice, card
from tests.small_country import counted_selects


@pytest.fixture
def country(sqlite_engine: Engine, pour: Pour) -> Engine:
    """The country of the example."""
    pour(sqlite_engine, effect_country.fill)
    return sqlite_engine


def practice(
    connection: Connection,
    *codes: str,
    unit: str = MINE,
    started: int | None = 2018,
    stage: str = "published",
    **fields: object,
) -> int:
    links = tuple({"code": code, **fields} for code in codes)
    one = card(
        title=f"Praktyka {unit} {codes} {started} {stage}",
        slug=f"praktyka-{unit}-{started}-{stage}-{len(codes)}".lower(),
        unit=unit,
        sector="srodowisko",
        started=started,
        indicators=links,
    )
    return add_practice(connection, one, stage=stage)


def rebuilt(connection: Connection, **fields: object) -> int:
    return rebuild_effects(connection, read_directory(connection), **fields)  # type: ignore[arg-type]


def effects(connection: Connection) -> dict[tuple[int, str], tuple[object, ...]]:
    rows = [tuple(row) for row in connection.execute(select(PracticeEffect.__table__))]
    return {row[:2]: row[2:] for row in rows}


EXPECTED = (2018, 2024, 23.0, 7.0, 10.0, 21.0, 19)


def test_the_example_is_stored_for_either_polarity(engine: Engine, pour: Pour) -> None:
    pour(engine, effect_country.fill)
    with engine.begin() as connection:
        key = practice(connection, UP, DOWN)
        assert rebuilt(connection) == 2
        assert effects(connection) == {
            (key, UP): (*EXPECTED, "lepiej"),
            (key, DOWN): (*EXPECTED, "gorzej"),
        }


def test_an_example_unit_is_held_against_real_ones_and_is_no_peer_of_theirs(
    country: Engine,
) -> None:
    with country.begin() as connection:
        key = practice(connection, UP, unit=EXAMPLE)
        rebuilt(connection)
        # All twenty real gminas: MINE too, whose change of 23 is the greatest.
        found = effects(connection)[key, UP]
        assert found[:4] == (2018, 2024, 10.0, 7.5)
        assert found[6:] == (20, "bez-roznicy")


def test_what_cannot_be_compared_has_a_row_without_numbers(country: Engine) -> None:
    nothing = (None, None, None, None, 0, "brak-danych")
    with country.begin() as connection:
        no_year = practice(connection, UP, started=None)
        broken = practice(connection, BROKEN, before=2018, after=2024)
        alone = practice(connection, POWIATS, unit=CITY)
        rebuilt(connection)
        found = effects(connection)
        assert found[no_year, UP] == (None, None, *nothing)
        assert found[broken, BROKEN] == (2018, 2024, *nothing)
        # No other city of the kind and size: the change is known, nothing to set it against.
        assert found[alone, POWIATS] == (2018, 2024, 6.0, None, None, None, 0, "brak-danych")


def test_a_secret_value_is_never_used(country: Engine) -> None:
    with country.begin() as connection:
        key = practice(connection, UP, after=2021)
        rebuilt(connection)
        assert effects(connection)[key, UP][2] is None


def test_only_published_practices_have_effects(country: Engine) -> None:
    with country.begin() as connection:
        practice(connection, UP, stage="draft")
        key = practice(connection, UP)
        assert rebuilt(connection) == 1
        connection.execute(update(Practice).where(Practice.id == key).values(stage="withdrawn"))
        assert rebuilt(connection, practice_ids=[key]) == 0
        assert effects(connection) == {}


def test_one_practice_is_computed_without_touching_others(country: Engine) -> None:
    with country.begin() as connection:
        first, second = practice(connection, UP), practice(connection, UP, started=2016)
        rebuilt(connection)
        before = effects(connection)
        assert rebuilt(connection, practice_ids=[second]) == 1
        assert effects(connection) == before
        assert before[first, UP] != before[second, UP]


def test_values_are_read_once_an_indicator_for_all_practices(country: Engine) -> None:
    with country.begin() as connection:
        for unit in (MINE, *PEERS):
            practice(connection, UP, DOWN, unit=unit)
        directory = read_directory(connection)
        with counted_selects(country) as statements:
            assert rebuild_effects(connection, directory) == 40
    assert len(statements) == 4  # indicators, links, values of two indicators


def test_a_load_brings_the_effects_of_its_indicators_up_to_date(country: Engine) -> None:
    with country.begin() as connection:
        key = practice(connection, UP, DOWN)
        rebuilt(connection)
    with load(country, kind="test", source="test", after=refresh) as current:
        columns = ValueColumns.of(
            key_id=[builders.indicator_id(current.connection, UP)],
            year=[2024],
            unit_id=[builders.unit_id(current.connection, MINE)],
            value=np.array([40.0]),
            flag=[Flag.OCCURRED],
        )
        write_values(current, Observation, columns)
    with country.begin() as connection:
        found = effects(connection)
    assert found[key, UP] == (2018, 2024, 10.0, 7.0, -3.0, 8.0, 19, "bez-roznicy")
    assert found[key, DOWN] == (*EXPECTED, "gorzej")


def test_a_city_with_powiat_rights_is_compared_at_the_level_of_the_task(country: Engine) -> None:
    with country.begin() as connection:
        directory = read_directory(connection)
    city, mine = directory.by_code(CITY), directory.by_code(MINE)
    assert [level_compared(city, task) for task in ("gmina", "powiat", "oba")] == [
        "gmina",
        "powiat",
        "gmina",
    ]
    assert level_compared(mine, "powiat") == "gmina"
    group = usual_group(directory, mine, "gmina")
    assert (group.code, len(group.positions)) == ("podobne:wiejska-2", 19)
    assert mine.position not in group.positions
    region = usual_group(directory, directory.by_code("02"), "wojewodztwo")
    assert (region.code, region.positions) == ("kraj", ())


def test_check_tells_effects_that_are_out_of_date(country: Engine, tmp_path: Path) -> None:
    with country.begin() as connection:
        practice(connection, UP, DOWN)
        rebuilt(connection)
    text = "Zmiany po wdrożeniu w próbie praktyk (1): różnice: {n}."
    assert text.format(n=0) in [
        finding.text for finding in check_database(country, attachments=tmp_path)
    ]
    with country.begin() as connection:
        connection.execute(update(PracticeEffect).values(verdict="bez-roznicy"))
    found = {
        finding.text: finding.is_error for finding in check_database(country, attachments=tmp_path)
    }
    # Two rows as they are and two as they should be.
    assert found[text.format(n=4) + " Wykonaj: python -m smup stats"]
