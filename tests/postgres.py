"""A throw-away PostgreSQL cluster for tests: own folder, unix socket, no network, no fsync."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from sqlalchemy import create_engine

from smup.database import init_schema

DEBIAN_BINARIES = Path("/usr/lib/postgresql")
SERVER_USER = "postgres"
TEMPLATE = "smup_template"
MEMORY = Path("/dev/shm")  # noqa: S108  a folder in memory: a database is copied 15 times faster
ENOUGH_BYTES = 2 << 30
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB"


@dataclass
class Cluster:
    """A running cluster; databases are copied from a migrated template."""

    folder: Path
    port: int = 5432
    made: int = field(default=0)

    def url(self, database: str) -> str:
        """Return the SQLAlchemy address of a database of this cluster."""
        return f"postgresql+psycopg://{SERVER_USER}@/{database}?host={self.folder}&port={self.port}"

    def create(self, *, template: str = TEMPLATE) -> str:
        """Create a database from ``template`` and return its name."""
        self.made += 1
        name = f"smup_{self.made}"
        self._copy(name, template)
        return name

    def replace(self, database: str, *, template: str) -> None:
        """Put a copy of ``template`` in place of a database."""
        self.drop(database)
        self._copy(database, template)

    def drop(self, database: str) -> None:
        """Drop a database, ending the connections to it."""
        self._execute(f'DROP DATABASE "{database}" WITH (FORCE)')

    def make_template(self) -> None:
        """Create the empty migrated database that all others are copied from."""
        self._execute(f'CREATE DATABASE "{TEMPLATE}"')
        engine = create_engine(self.url(TEMPLATE))
        init_schema(engine)
        engine.dispose()

    def _copy(self, name: str, template: str) -> None:
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')

    def _execute(self, statement: str) -> None:
        with psycopg.connect(
            host=str(self.folder),
            port=self.port,
            user=SERVER_USER,
            dbname="postgres",
            autocommit=True,
        ) as connection:
            connection.execute(statement.encode())


def find_binaries() -> Path | None:
    """Return the folder of ``initdb`` and ``postgres``: the newest of Debian's, or from PATH."""
    versions = sorted(DEBIAN_BINARIES.glob("*/bin/initdb"), key=lambda path: path.parts[-3])
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def running_cluster(binaries: Path) -> Iterator[Cluster]:
    """Start a cluster in a temporary folder and stop it at the end."""
    # A unix socket's path may not be longer than 107 bytes, so pytest's own folders are too deep.
    folder = Path(tempfile.mkdtemp(prefix="smup-pg-", dir=_place()))
    data = folder / "data"
    if os.geteuid() == 0:
        account = pwd.getpwnam(SERVER_USER)
        os.chown(folder, account.pw_uid, account.pw_gid)
    try:
        _run(binaries / "initdb", "-D", data, "-U", SERVER_USER, "-A", "trust", "-N", "-E", "UTF8")
        options = f"-c listen_addresses= -c unix_socket_directories={folder} {FAST}"
        _run(binaries / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start")
        try:
            cluster = Cluster(folder)
            cluster.make_template()
            yield cluster
        finally:
            _run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _place() -> Path | None:
    """Return memory where there is room in it; None: where temporary files usually are."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH_BYTES
    return MEMORY if has_room and os.access(MEMORY, os.W_OK) else None


def _run(*arguments: object) -> None:
    command = [str(argument) for argument in arguments]
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        command = ["runuser", "-u", SERVER_USER, "--", *command]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")
