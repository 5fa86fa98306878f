"""The migrated schema is that of the models, and a wrong one is refused with its remedy."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, inspect, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from smup.database import check_schema, head_revision, init_schema, make_engine
from smup.errors import SchemaVersionError
from smup.models import Base, Dataset
from tests import builders


def test_migrated_schema_is_the_schema_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        options = {"compare_type": True, "include_name": _of_a_model}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def _of_a_model(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the index of words: each engine has its own kind, so no model describes it."""
    return kind != "table" or not str(name).startswith("practice_search")


def test_migrated_tables_have_every_check_of_the_models(engine: Engine) -> None:
    found = inspect(engine)
    for table in Base.metadata.tables.values():
        expected = {
            constraint.name
            for constraint in table.constraints
            if isinstance(constraint, CheckConstraint)
        }
        assert {check["name"] for check in found.get_check_constraints(table.name)} == expected


def test_schema_passes_the_check_and_init_may_be_repeated(engine: Engine) -> None:
    init_schema(engine)
    check_schema(engine)


def test_new_database_says_that_it_is_empty(engine: Engine) -> None:
    with engine.connect() as connection:
        assert connection.execute(text("SELECT kind, version FROM dataset")).one() == ("empty", 0)


@pytest.mark.parametrize(("value", "flag"), [(None, 0), (1.5, 1), (0.0, 4), (1.0, 3), (1.0, 7)])
def test_value_that_contradicts_its_flag_is_refused(
    engine: Engine, value: float | None, flag: int
) -> None:
    with engine.begin() as connection:
        builders.unit(connection, "0201011")
        builders.indicator(connection)
        builders.release(connection)
    with pytest.raises(IntegrityError), engine.begin() as connection:
        builders.observation(connection, unit="0201011", year=2023, value=value, flag=flag)


def test_missing_schema_names_the_command_init(tmp_path: Path) -> None:
    file = tmp_path / "none.sqlite"
    with pytest.raises(SchemaVersionError, match="python -m smup init"):
        check_schema(make_engine(f"sqlite:///{file}"))
    assert not file.exists()


def test_older_schema_names_the_command_upgrade(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(SchemaVersionError, match="python -m smup upgrade"):
        check_schema(engine)


def test_newer_schema_says_that_the_program_is_too_old(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaVersionError, match=r"9999.*nowszą wersję programu"):
        check_schema(engine)
    with pytest.raises(SchemaVersionError, match="nowszą wersję programu"):
        init_schema(engine)


def test_upgrade_from_the_first_revision_reaches_the_newest(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'deep' / 'folder' / 'smup.sqlite'}")
    init_schema(engine)
    with engine.begin() as connection:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    assert version == head_revision()
    engine.dispose()


def test_file_that_is_no_database_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "page.sqlite"
    file.write_text("<html>" * 1000)
    engine = make_engine(f"sqlite:///{file}")
    with pytest.raises(SchemaVersionError, match=r"page\.sqlite.*not a database"):
        check_schema(engine)
    with pytest.raises(SchemaVersionError, match=r"page\.sqlite.*not a database"):
        init_schema(engine)


def test_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    engine = make_engine(f"postgresql://user:secret@/x?host={tmp_path}")
    with pytest.raises(SchemaVersionError, match="SMUP_DATABASE_URL") as caught:
        check_schema(engine)
    assert "secret" not in str(caught.value)


def test_moments_are_kept_in_utc_whatever_the_zone_of_the_server(engine: Engine) -> None:
    moment = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            name = connection.execute(text("SELECT current_database()")).scalar_one()
            connection.execute(text(f"ALTER DATABASE \"{name}\" SET timezone TO 'Asia/Tokyo'"))
    engine.dispose()
    with engine.begin() as connection:
        connection.execute(update(Dataset).values(changed_at=moment))
        kept = connection.scalar(select(Dataset.changed_at))
    assert kept == moment.replace(tzinfo=None)


def test_read_only_engine_cannot_write(database_url: str) -> None:
    engine = make_engine(database_url, read_only=True)
    check_schema(engine)
    with pytest.raises(DBAPIError), engine.begin() as connection:
        builders.set_dataset(connection)
    engine.dispose()
