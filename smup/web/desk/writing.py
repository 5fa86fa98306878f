"""A transaction that writes, and what is told when a load keeps the database to itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Response
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from smup.database import BUSY_TIMEOUT_MS, IMMEDIATE
from smup.errors import DatabaseBusyError
from smup.i18n import Texts
from smup.web.desk.context import Desk
from smup.web.desk.fields import written_fields
from smup.web.desk.pages import desk_page
from smup.web.texts import request_texts

LOCKED = ("database is locked", "database table is locked")
BUSY = "Trwa wczytywanie danych. Spróbuj za chwilę."
LOCK_TIMEOUT_CODE = "55P03"


@contextmanager
def while_writing(desk: Desk) -> Iterator[Connection]:
    """Give a connection inside a transaction that may write at once.

    In SQLite it waits for the lock before anything is read, so what is read is what is changed.

    Raises:
        DatabaseBusyError: when a load holds the lock longer than the busy timeout; the pages answer
            with the text that was sent, so that nobody writes it twice.
    """
    with writing(desk.engine) as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Do what ``while_writing`` does, with an engine."""
    try:
        with (
            engine.connect().execution_options(**{IMMEDIATE: True}) as connection,
            connection.begin(),
        ):
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_TIMEOUT_MS:d}")
            yield connection
    except OperationalError as error:
        if _is_lock(error):
            raise DatabaseBusyError(BUSY) from error
        raise


def busy_page(desk: Desk) -> Response:
    """Return the page that tells of a load and gives back what was written."""
    answer = given_back_page(desk, "busy", status=503)
    answer.headers["Retry-After"] = "60"
    return answer


def given_back_page(desk: Desk, kind: str, *, status: int) -> Response:
    """Return a page that tells why a form was not taken and gives back what was written in it.

    Args:
        desk: parts of the pages.
        kind: of the texts ``desk.message.<kind>_title`` and ``…_text``.
        status: HTTP status.
    """
    t = request_texts()
    return desk_page(
        desk.repository,
        "given_back.html",
        title=t(f"desk.message.{kind}_title"),
        status=status,
        text=t(f"desk.message.{kind}_text"),
        kept=[(_label(name, t), text) for name, text in written_fields()],
    )


def _label(name: str, t: Texts) -> str:
    """Return the name of a field in words where it has some."""
    key = f"submission.field.{name}"
    return t(key) if t.has(key) else name


def _is_lock(error: OperationalError) -> bool:
    if getattr(error.orig, "sqlstate", None) == LOCK_TIMEOUT_CODE:
        return True
    return any(words in str(error.orig) for words in LOCKED)
