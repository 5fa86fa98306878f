"""A load is all or nothing, one at a time, and never mixes sample and real data."""

import errno
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import OperationalError

from smup.database import make_engine
from smup.errors import DatabaseBusyError, IngestError, SchemaVersionError
from smup.ingest.bulk import write_values
from smup.ingest.columns import ValueColumns
from smup.ingest.load import Load, load
from smup.models import Dataset, Observation, RejectedRow, Release, VariableValue
from smup.settings import ROOT
from tests import builders


def put(current: Load, value: float, *, year: int = 2023) -> None:
    columns = ValueColumns.of(
        key_id=builders.indicator_id(current.connection, "EDU-PRZ-01"),
        year=year,
        unit_id=builders.unit_id(current.connection, "0201011"),
        value=value,
        flag=builders.flag_of(value),
    )
    write_values(current, Observation, columns)


def held(engine: Engine) -> list[float]:
    with engine.connect() as connection:
        return list(connection.scalars(select(Observation.value).order_by(Observation.year)))


def dataset(engine: Engine) -> tuple[str, int]:
    with engine.connect() as connection:
        return tuple(connection.execute(select(Dataset.kind, Dataset.version)).one())


def test_load_leaves_a_release_with_counts_and_checksum(country: Engine, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"abc")
    with load(country, kind="test", source="GUS", files=[file], note="Uwaga.") as current:
        current.counts.read += 2
        put(current, 1.5)
        current.reject("a.csv", 7, "Zły wiersz: x", "treść")
    with country.connect() as connection:
        release = connection.execute(select(Release)).one()
        rejected = connection.execute(select(RejectedRow.line, RejectedRow.content)).one()
    # SHA-256 of "abc" from FIPS 180-2.
    assert release.checksum == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (release.rows_read, release.rows_new, release.rows_rejected) == (2, 1, 1)
    assert (release.file_name, release.note) == ("a.csv", "Uwaga.")
    assert tuple(rejected) == (7, "treść")
    assert dataset(country) == ("real", 1)


def test_load_without_a_change_writes_nothing(country: Engine) -> None:
    with load(country, kind="test", source="GUS") as current:
        current.reject("a.csv", 1, "Zły wiersz", "")
    assert current.summary is not None
    assert (current.summary.release_id, current.summary.counts.rejected) == (None, 1)
    assert dataset(country) == ("empty", 0)


def test_error_in_a_load_takes_everything_back(country: Engine) -> None:
    def fail() -> None:
        with load(country, kind="test", source="GUS") as current:
            put(current, 1.5)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert held(country) == []
    assert dataset(country) == ("empty", 0)


def test_interruption_takes_everything_back(country: Engine) -> None:
    def interrupt() -> None:
        with load(country, kind="test", source="GUS") as current:
            put(current, 1.5)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupt()
    assert held(country) == []
    with load(country, kind="test", source="GUS") as current:
        put(current, 2.5)
    assert held(country) == [2.5]


def test_second_load_at_the_same_time_is_refused(country: Engine) -> None:
    other = make_engine(country.url.render_as_string(hide_password=False))
    with load(country, kind="test", source="GUS") as current:
        put(current, 1.5)
        with (
            pytest.raises(DatabaseBusyError, match="inne wczytywanie"),
            load(other, kind="test", source="GUS"),
        ):
            pass
    other.dispose()
    assert held(country) == [1.5]


def test_reader_sees_the_old_values_until_the_load_ends(country: Engine) -> None:
    reader = make_engine(country.url.render_as_string(hide_password=False), read_only=True)
    with load(country, kind="test", source="GUS") as current:
        put(current, 1.5)
        assert held(reader) == []
    assert held(reader) == [1.5]
    reader.dispose()


@pytest.mark.parametrize(("first", "second"), [("sample", "bdl-csv"), ("bdl-csv", "sample")])
def test_sample_and_real_data_are_never_mixed(country: Engine, first: str, second: str) -> None:
    with load(country, kind=first, source="x") as current:
        put(current, 1.0)
    remedy = "SMUP_DATABASE_URL"
    with pytest.raises(IngestError, match=remedy), load(country, kind=second, source="x"):
        pass
    assert dataset(country) == ("sample" if first == "sample" else "real", 1)


def test_borders_may_be_loaded_into_a_sample(country: Engine) -> None:
    with load(country, kind="sample", source="x") as current:
        put(current, 1.0)
    with load(country, kind="boundaries", source="x") as current:
        current.counts.new += 1
    assert dataset(country) == ("sample", 2)


def test_full_disk_is_told_with_its_remedy_and_nothing_is_written(small: Engine) -> None:
    with small.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    def fill() -> None:
        with load(small, kind="test", source="x") as current:
            current.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            for year in range(1900, 2100):
                put(current, 1.0, year=year)
            for number in range(5000):
                current.reject("a.csv", number, "Zły wiersz", "x" * 500)
            put(current, 1.0, year=2100)

    with pytest.raises(IngestError, match="Brakuje miejsca na dysku"):
        fill()
    assert held(small) == []


def test_full_disk_of_temporary_files_is_told_as_well(small: Engine) -> None:
    def fill() -> None:
        with load(small, kind="test", source="x"):
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(IngestError, match="Brakuje miejsca na dysku"):
        fill()


def test_read_only_database_is_told_with_its_remedy(small: Engine) -> None:
    def fail() -> None:
        with load(small, kind="test", source="x"):
            cause = sqlite3.OperationalError("attempt to write a readonly database")
            raise OperationalError(None, None, cause)

    with pytest.raises(IngestError, match="tylko do odczytu"):
        fail()


def test_file_that_does_not_exist_is_named(small: Engine, tmp_path: Path) -> None:
    with (
        pytest.raises(IngestError, match=r"brak\.csv"),
        load(small, kind="test", source="x", files=[tmp_path / "brak.csv"]),
    ):
        pass


def test_database_without_schema_is_refused(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'none.sqlite'}")
    with (
        pytest.raises(SchemaVersionError, match="smup init"),
        load(engine, kind="test", source="x"),
    ):
        pass


def test_load_that_is_killed_leaves_nothing_and_no_lock(country: Engine) -> None:
    url = country.url.render_as_string(hide_password=False)
    program = textwrap.dedent(
        f"""
        import sys, time
        from smup.database import make_engine
        from smup.ingest.load import load
        from tests.unit.ingest.test_load import put
        with load(make_engine({url!r}), kind="test", source="x") as current:
            put(current, 1.5)
            print("written", flush=True)
            time.sleep(60)
        """
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    _wait_for_lock(country)
    assert held(country) == [2.5]
    assert dataset(country)[1] == 1


def _wait_for_lock(engine: Engine) -> None:
    """Load once more; PostgreSQL needs a moment to notice that the client is gone."""
    deadline = time.monotonic() + 10
    while True:
        try:
            with load(engine, kind="test", source="x") as current:
                put(current, 2.5)
        except DatabaseBusyError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return


def test_only_rows_that_differ_are_written(country: Engine) -> None:
    years = list(range(2000, 2010))

    def write(values: list[float]) -> tuple[int, int, int]:
        with load(country, kind="test", source="x") as current:
            columns = ValueColumns.of(
                key_id=builders.indicator_id(current.connection, "EDU-PRZ-01"),
                year=years[: len(values)],
                unit_id=builders.unit_id(current.connection, "0201011"),
                value=values,
                flag=0,
            )
            found = write_values(current, Observation, columns)
        return found.new, found.changed, found.same

    assert write([1.0, 2.0, 3.0]) == (3, 0, 0)
    assert write([1.0, 2.5, 3.0, 4.0]) == (1, 1, 2)
    assert held(country) == [1.0, 2.5, 3.0, 4.0]


def test_same_key_twice_in_one_write_is_a_mistake_of_the_caller(small: Engine) -> None:
    with load(small, kind="test", source="x") as current:
        columns = ValueColumns.of(key_id=1, year=[2020, 2020], unit_id=1, value=1.0, flag=0)
        with pytest.raises(ValueError, match="twice"):
            write_values(current, VariableValue, columns)


@pytest.mark.parametrize("column", ["key_id", "unit_id"])
def test_row_of_an_unknown_unit_or_key_is_a_mistake_of_the_caller(
    small: Engine, column: str
) -> None:
    rows = {"key_id": 1, "year": 2020, "unit_id": 1, "value": 1.0, "flag": 0, column: 999}
    with (
        load(small, kind="test", source="x") as current,
        pytest.raises(ValueError, match="not in the database"),
    ):
        write_values(current, VariableValue, ValueColumns.of(**rows))


def test_fresh_write_restores_indexes_and_references(country: Engine) -> None:
    from sqlalchemy import inspect

    before = inspect(country)
    keys = before.get_foreign_keys("observation"), before.get_indexes("observation")
    with load(country, kind="test", source="x") as current:
        columns = ValueColumns.of(key_id=1, year=range(2000, 2020), unit_id=4, value=1.0, flag=0)
        write_values(current, Observation, columns, fresh=True)
    after = inspect(country)

    def names(found: list[dict[str, object]]) -> set[str]:
        return {str(item["name"]) + str(item.get("constrained_columns")) for item in found}

    assert names(after.get_foreign_keys("observation")) == names(keys[0])
    assert names(after.get_indexes("observation")) == names(keys[1])
    with country.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Observation)) == 20
