"""The engine (SQLite or PostgreSQL) and the check that its schema is the program's own."""

import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, Table, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import ConnectionPoolEntry

from smup.errors import SchemaVersionError
from smup.models import Base
from smup.settings import Settings, normalised_database_url

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
BUSY_TIMEOUT_MS = 2_000
READER_CACHE_KIB = 64 * 1024
# A load touches far more pages than a view; it sorts an index in as much memory again.
WRITER_CACHE_KIB = 128 * 1024
MMAP_BYTES = 2 << 30
IMMEDIATE = "smup_immediate"
VALUE_TABLES = frozenset(
    {"observation", "variable_value", "indicator_year_stat", "latest"}
    | {"revision", "indicator_year_stat_past", "latest_past"}
)

MISSING_SCHEMA = (
    "Bazy danych {place} nie ma albo jest pusta. Utwórz ją poleceniem: python -m smup init"
)
OLDER_SCHEMA = (
    "Baza danych {place} pochodzi ze starszej wersji programu. "
    "Uaktualnij ją poleceniem: python -m smup upgrade"
)
NEWER_SCHEMA = (
    "Baza danych {place} pochodzi z nowszej wersji programu (schemat {revision}). "
    "Zainstaluj nowszą wersję programu albo wskaż inną bazę w SMUP_DATABASE_URL."
)
UNREADABLE = (
    "Nie można otworzyć bazy danych {place}: {cause}. Sprawdź SMUP_DATABASE_URL i prawa do pliku; "
    "jeżeli plik jest uszkodzony, przywróć kopię albo usuń go i wykonaj: python -m smup init"
)
NO_CONNECTION = (
    "Nie można połączyć się z bazą danych {place}: {cause}. "
    "Sprawdź, czy serwer działa i czy SMUP_DATABASE_URL jest poprawne."
)


def make_engine(source: Settings | str, *, read_only: bool = False) -> Engine:
    """Return an engine prepared for the program.

    SQLite: write-ahead log, foreign keys, busy timeout, memory map; the folder of the file is
    made. A connection opened with the execution option ``smup_immediate`` takes the write lock
    at once. PostgreSQL: psycopg 3, sessions in UTC.

    Args:
        source: settings, or the address itself.
        read_only: the database refuses every write (for the web process).

    Raises:
        SettingsError: when the address names neither SQLite nor PostgreSQL.
        SchemaVersionError: when the folder of an SQLite file cannot be made.
    """
    text = source.database_url if isinstance(source, Settings) else source
    url = make_url(normalised_database_url(text))
    if url.get_backend_name() != "sqlite":
        # Columns keep moments in UTC without a zone: the server must not turn them into its own.
        options = "-c timezone=UTC"
        if read_only:
            options += " -c default_transaction_read_only=on"
        return create_engine(
            url, connect_args={"options": options}, pool_pre_ping=True, hide_parameters=True
        )
    file = sqlite_file(url)
    if file is not None and not read_only:
        _make_folder(file)
    # A failed statement goes to the log without its values: texts, e-mails, hashes of passwords.
    engine = create_engine(
        url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000}, hide_parameters=True
    )
    _prepare_sqlite(engine, read_only=read_only)
    return engine


def sqlite_file(url: URL) -> Path | None:
    """Return the file behind an SQLite address; ``None`` in memory and for PostgreSQL."""
    if url.get_backend_name() != "sqlite" or url.database in {None, "", ":memory:"}:
        return None
    return Path(str(url.database))


def init_schema(engine: Engine) -> None:
    """Create the schema, or bring it to the newest revision.

    Raises:
        SchemaVersionError: when the database cannot be opened or is newer than the program.
    """
    try:
        with engine.begin() as connection:
            _refuse_unknown(connection, _current(connection))
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except (DBAPIError, sqlite3.Error) as error:
        raise SchemaVersionError(_open_failure(engine, error)) from error


def check_schema(engine: Engine) -> None:
    """Check that the database has exactly the schema of this program.

    Raises:
        SchemaVersionError: saying which command mends it.
    """
    file = sqlite_file(engine.url)
    if file is not None and not file.exists():
        raise SchemaVersionError(MISSING_SCHEMA.format(place=_place(engine)))
    try:
        with engine.connect() as connection:
            revision = _current(connection)
            if revision is None:
                raise SchemaVersionError(MISSING_SCHEMA.format(place=_place(engine)))
            _refuse_unknown(connection, revision)
    except (DBAPIError, sqlite3.Error) as error:
        raise SchemaVersionError(_open_failure(engine, error)) from error
    if revision != head_revision():
        raise SchemaVersionError(OLDER_SCHEMA.format(place=_place(engine)))


def set_foreign_keys(connection: Connection, *, on: bool) -> None:
    """Switch the row-by-row check of foreign keys in SQLite; PostgreSQL keeps its own.

    It cannot be switched inside a transaction. Bulk loads do without it (it costs 40 % of their
    time) and call ``check_foreign_keys`` before they end.
    """
    if connection.dialect.name == "sqlite" and not connection.invalidated:
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA foreign_keys = ON" if on else "PRAGMA foreign_keys = OFF")


def check_foreign_keys(connection: Connection) -> None:
    """Check in SQLite that no row of the small tables refers to a row that does not exist.

    The tables of values are left out: ``smup.ingest.bulk`` checks what it writes to them.

    Raises:
        IntegrityError: naming the table.
    """
    if connection.dialect.name != "sqlite":
        return
    for table in Base.metadata.sorted_tables:
        if table.name in VALUE_TABLES or not table.foreign_keys:
            continue
        quoted = connection.dialect.identifier_preparer.quote(table.name)
        broken = connection.exec_driver_sql(f"PRAGMA foreign_key_check({quoted})").first()
        if broken is not None:
            cause = sqlite3.IntegrityError("FOREIGN KEY constraint failed: " + table.name)
            raise IntegrityError(None, None, cause)


def schema_revision(engine: Engine) -> str | None:
    """Return the revision of the schema; None when there is no database or no schema.

    Raises:
        SchemaVersionError: when the database cannot be opened.
    """
    file = sqlite_file(engine.url)
    if file is not None and not file.exists():
        return None
    try:
        with engine.connect() as connection:
            return _current(connection)
    except (DBAPIError, sqlite3.Error) as error:
        raise SchemaVersionError(_open_failure(engine, error)) from error


def discard(engine: Engine) -> None:
    """Delete the database with all its data: the SQLite file, or all tables of PostgreSQL.

    Raises:
        SchemaVersionError: when the file is no SQLite database, or cannot be opened or deleted.
    """
    revision = schema_revision(engine)
    file = sqlite_file(engine.url)
    engine.dispose()
    if file is None:
        if revision is not None:
            _drop_tables(engine)
        return
    try:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{file}{suffix}").unlink(missing_ok=True)
    except OSError as error:
        message = f"Nie można usunąć pliku {file}: {error.strerror}. Sprawdź prawa."
        raise SchemaVersionError(message) from error


def file_damage(connection: Connection) -> str | None:
    """Return what SQLite finds wrong in its file, or None; PostgreSQL guards its own files."""
    if connection.dialect.name != "sqlite":
        return None
    found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
    return None if found == "ok" else f"Plik bazy jest uszkodzony ({found}); przywróć kopię."


def head_revision() -> str:
    """Return the revision this program works with."""
    return _revisions()[0]


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _drop_tables(engine: Engine) -> None:
    with engine.begin() as connection:
        # The index of words is of no model: each engine has its own kind.
        connection.exec_driver_sql("DROP TABLE IF EXISTS practice_search")
        Base.metadata.drop_all(connection)
        Table("alembic_version", MetaData()).drop(connection)


def _refuse_unknown(connection: Connection, revision: str | None) -> None:
    if revision is not None and revision not in _revisions():
        place = _place(connection.engine)
        raise SchemaVersionError(NEWER_SCHEMA.format(place=place, revision=revision))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


@cache
def _revisions() -> tuple[str, ...]:
    # Newest first. Read once: alembic imports every script, and each load asks.
    scripts = ScriptDirectory.from_config(_config())
    return tuple(script.revision for script in scripts.walk_revisions())


def _place(engine: Engine) -> str:
    file = sqlite_file(engine.url)
    return str(file) if file else engine.url.render_as_string(hide_password=True)


def _open_failure(engine: Engine, error: Exception) -> str:
    cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    template = UNREADABLE if sqlite_file(engine.url) else NO_CONNECTION
    return template.format(place=_place(engine), cause=cause)


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"Nie można utworzyć folderu {file.parent}: {error.strerror}. Sprawdź prawa."
        raise SchemaVersionError(message) from error


def _prepare_sqlite(engine: Engine, *, read_only: bool) -> None:
    # In memory, the sorting of an index would keep all its rows there, however many.
    sorting = "MEMORY" if read_only else "FILE"
    pragmas = (
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = NORMAL",
        "PRAGMA foreign_keys = ON",
        f"PRAGMA temp_store = {sorting}",
        f"PRAGMA cache_size = {-(READER_CACHE_KIB if read_only else WRITER_CACHE_KIB):d}",
        f"PRAGMA mmap_size = {MMAP_BYTES:d}",
        f"PRAGMA query_only = {read_only:d}",
    )

    def on_connect(dbapi: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # The driver's own BEGIN comes too late (before the first write); we send it ourselves.
        driver: Any = dbapi
        driver.isolation_level = None
        cursor = dbapi.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    def on_begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get(IMMEDIATE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
