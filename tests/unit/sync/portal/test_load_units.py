"""The dictionary of units in the database: keys, kinds, parts, new gminas, names."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Connection, Engine, func, select

from smup.ingest.load import Load, LoadSummary, load
from smup.models import ReleaseChange, Unit, UnitCode
from smup.sync.portal.units import PART, UNKNOWN, OfficialUnits, load_units
from tests import builders
from tests.unit.sync.portal.answered import Answered, unit_row

LIST = dt.date(2024, 1, 1)
ROWS = (
    unit_row(1, "", "POLSKA", "kraj"),
    unit_row(6, "14", "MAZOWIECKIE", "województwo"),
    unit_row(50, "", "MAKROREGION", "makroregion"),
    unit_row(154, "1420", "Powiat płoński", "powiat"),
    unit_row(200, "1420011", "Płońsk", "gmina miejska"),
    unit_row(201, "1420062", "Joniec", "gmina wiejska"),
    unit_row(202, "1420063", "Joniec", "gmina miejsko-wiejska"),
    unit_row(203, "1420064", "Joniec - miasto", "miasto"),
    unit_row(300, "0264", "Powiat m. Wrocław", "powiat"),
    unit_row(301, "0264011", "Wrocław", "miasto na prawach powiatu"),
    unit_row(400, "1465028", "Bemowo", "dzielnica"),
)


@pytest.fixture
def country(engine: Engine) -> Engine:
    """Płońsk, Joniec (urban-rural now) and Wrocław, on a list of 1 January 2024."""
    with engine.begin() as connection:
        builders.set_dataset(connection)
        top = builders.unit(connection, "00", name="Polska")
        mazovia = builders.unit(connection, "14", name="mazowieckie", parent=top)
        silesia = builders.unit(connection, "02", name="dolnośląskie", parent=top)
        powiat = builders.unit(connection, "1420", name="płoński", parent=mazovia)
        builders.unit(connection, "1420011", name="Płońsk", parent=powiat)
        builders.unit(connection, "1420063", name="Joniec", parent=powiat)
        builders.unit(connection, "0264011", name="Wrocław", parent=silesia, city_county=True)
        connection.execute(UnitCode.__table__.update().values(valid_from=LIST))
    return engine


def run(engine: Engine, answered: Answered) -> tuple[OfficialUnits, LoadSummary]:
    with load(engine, kind="smup", source="127.0.0.1") as current:
        units = load_units(current, answered.store)
    assert current.summary is not None
    return units, current.summary


def code_of(connection: Connection, key: int) -> str | None:
    """Return the newest TERYT code of the unit of an official key."""
    unit = select(UnitCode.unit_id).where(UnitCode.system == "smup", UnitCode.code == str(key))
    return connection.scalar(
        select(func.max(UnitCode.code)).where(
            UnitCode.system == "teryt",
            UnitCode.unit_id == unit.scalar_subquery(),
            UnitCode.valid_to.is_(None),
        )
    )


def test_keys_mean_units_of_all_levels_and_parts_are_left_out(
    country: Engine, answered: Answered
) -> None:
    answered.units(*ROWS)
    units, _ = run(country, answered)
    places = units.find(np.array([1, 6, 154, 201, 202, 300, 301]))
    assert (places != UNKNOWN).all()
    ids = units.unit_ids[places].tolist()
    assert ids[3] == ids[4]
    assert ids[5] == ids[6]
    assert units.unit_ids[units.find(np.array([50, 203, 400]))].tolist() == [PART] * 3
    assert units.find(np.array([0, 999])).tolist() == [UNKNOWN, UNKNOWN]
    with country.connect() as connection:
        assert [code_of(connection, key) for key in (1, 6, 154, 202)] == [
            "00",
            "14",
            "1420",
            "1420063",
        ]


def test_a_city_stands_as_gmina_and_as_powiat_and_the_origin_tells_them_apart(
    country: Engine, answered: Answered
) -> None:
    answered.units(*ROWS)
    units, _ = run(country, answered)
    places = units.find(np.array([300, 301, 154, 1]))
    assert units.origins[places].tolist() == [264000, 264011, 1420000, 0]
    assert units.is_city[places].tolist() == [True, True, False, False]
    assert units.is_aggregate[places].tolist() == [False, False, True, True]


def test_the_same_dictionary_again_changes_nothing(country: Engine, answered: Answered) -> None:
    answered.units(*ROWS)
    assert run(country, answered)[1].release_id is not None
    again, summary = run(country, answered)
    assert summary.release_id is None
    assert summary.counts.same == summary.counts.read == 8
    assert len(again.keys) == len(ROWS)


def test_what_was_written_is_enough_without_the_dictionary(
    country: Engine, answered: Answered, tmp_path: Path
) -> None:
    answered.units(*ROWS)
    first, _ = run(country, answered)
    second, summary = run(country, Answered(tmp_path / "empty"))
    assert summary.release_id is None
    known = first.unit_ids != PART
    assert second.keys.tolist() == first.keys[known].tolist()
    assert second.unit_ids.tolist() == first.unit_ids[known].tolist()
    places = second.find(np.array([300, 301]))
    assert second.origins[places].tolist() == [264000, 264011]


def test_a_new_gmina_lies_in_its_powiat_from_the_year_after_the_list(
    country: Engine, answered: Answered
) -> None:
    answered.units(*ROWS, unit_row(500, "1420132", "Szczawa", "gmina wiejska"))
    units, summary = run(country, answered)
    assert units.find(np.array([500])) != UNKNOWN
    with country.connect() as connection:
        unit = connection.execute(select(Unit).where(Unit.name == "Szczawa")).one()
        assert (unit.kind, unit.valid_from) == ("wiejska", dt.date(2025, 1, 1))
        assert unit.parent_id == builders.unit_id(connection, "1420")
        told = connection.execute(select(ReleaseChange)).one()
    assert (told.kind, told.code, told.name) == ("unit-new", "1420132", "Szczawa")
    assert summary.counts.new == 8 + 2


def test_a_gmina_unknown_to_a_list_of_this_year_is_of_the_past(
    country: Engine, answered: Answered
) -> None:
    this_year = dt.date(dt.datetime.now(dt.UTC).year, 1, 1)
    with country.begin() as connection:
        connection.execute(UnitCode.__table__.update().values(valid_from=this_year))
    answered.units(*ROWS, unit_row(500, "1420132", "Dawna", "gmina wiejska"))
    units, summary = run(country, answered)
    assert units.find(np.array([500])).tolist() == [UNKNOWN]
    assert "Dawna (1420132)" in str(summary.note)


def test_another_name_is_taken_and_told_with_the_old_one(
    country: Engine, answered: Answered
) -> None:
    rows = [row for row in ROWS if row["id-teryt"] not in {201, 202}]
    answered.units(*rows, unit_row(202, "1420063", "Joniec Nowy"))
    run(country, answered)
    with country.connect() as connection:
        told = connection.execute(select(ReleaseChange)).one()
        codes = connection.execute(
            select(UnitCode.name, UnitCode.valid_to)
            .where(UnitCode.code == "1420063")
            .order_by(UnitCode.valid_from)
        ).all()
    assert (told.kind, told.old, told.new) == ("unit-renamed", "Joniec", "Joniec Nowy")
    assert [row.name for row in codes] == ["Joniec", "Joniec Nowy"]
    assert codes[0].valid_to is not None
    assert run(country, answered)[1].release_id is None


def test_two_names_of_one_code_or_another_spelling_rename_nothing(
    country: Engine, answered: Answered
) -> None:
    answered.units(
        *ROWS, unit_row(204, "1420011", "Dawny Płońsk"), unit_row(155, "1420", "PŁOŃSKI")
    )
    run(country, answered)
    with country.connect() as connection:
        assert connection.scalars(select(ReleaseChange.kind)).all() == []


def test_units_are_never_ended(country: Engine, answered: Answered) -> None:
    answered.units(unit_row(1, "", "Polska"))
    run(country, answered)
    with country.connect() as connection:
        assert connection.scalars(select(Unit.id).where(Unit.valid_to.is_not(None))).all() == []


def test_an_empty_database_gets_the_shipped_list_first(engine: Engine, answered: Answered) -> None:
    answered.units(
        unit_row(1, "", "Polska"),
        unit_row(7, "0201011", "Bolesławiec"),
        unit_row(8, "3203042", "Ostrowice"),
    )
    marked: list[Load] = []
    with load(engine, kind="smup", source="127.0.0.1") as current:
        units = load_units(current, answered.store)
        marked.append(current)
    assert marked[0].units_changed
    assert (units.find(np.array([1, 7, 8])) != UNKNOWN).all()
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).where(Unit.level == "powiat")) == 314
        known = connection.execute(select(Unit.population).where(Unit.name == "Warszawa")).scalar()
        gone = connection.execute(select(Unit.valid_to).where(Unit.name == "Ostrowice")).scalar()
    assert known == 1794166
    assert gone == dt.date(2019, 1, 1)


def test_without_dictionary_and_codes_nothing_is_known(engine: Engine, answered: Answered) -> None:
    units, summary = run(engine, answered)
    assert units.find(np.array([1, 2])).tolist() == [UNKNOWN, UNKNOWN]
    assert summary.release_id is None
