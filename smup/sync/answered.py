"""What of the answers of a source has been loaded: table ``source_answer``."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, delete, func, insert, select, tuple_

from smup.models import Release, SourceAnswer

KEYS_IN_STATEMENT = 500


class Loaded(NamedTuple):
    """What was loaded of a part."""

    status: str
    rows: int
    digest: str


def read_answered(connection: Connection, source: str) -> dict[tuple[str, int], Loaded]:
    """Return what was loaded of a source, by part and year."""
    query = select(
        SourceAnswer.part,
        SourceAnswer.year,
        SourceAnswer.status,
        SourceAnswer.rows,
        SourceAnswer.digest,
    ).where(SourceAnswer.source == source)
    return {
        (row.part, row.year): Loaded(row.status, row.rows, row.digest)
        for row in connection.execute(query)
    }


def write_answered(connection: Connection, source: str, rows: Sequence[dict[str, Any]]) -> None:
    """Keep what was loaded of a source, in place of what was kept about the same parts.

    Args:
        connection: open transaction of the load that wrote the values.
        source: word for the source.
        rows: columns of ``source_answer`` without ``source``.
    """
    keys = [(row["part"], row["year"]) for row in rows]
    for start in range(0, len(keys), KEYS_IN_STATEMENT):
        chosen = keys[start : start + KEYS_IN_STATEMENT]
        part_and_year = tuple_(SourceAnswer.part, SourceAnswer.year)
        gone = delete(SourceAnswer).where(SourceAnswer.source == source, part_and_year.in_(chosen))
        connection.execute(gone)
    if rows:
        connection.execute(insert(SourceAnswer), [{"source": source, **row} for row in rows])


def confirm_answered(engine: Engine, source: str, rows: Sequence[dict[str, Any]]) -> None:
    """Keep answers that brought nothing new: the values were in the database already.

    The load that found this out was undone; the newest release stands for them.

    Args:
        engine: of the database.
        source: word for the source.
        rows: as of ``write_answered``; their releases do not matter.
    """
    with engine.begin() as connection:
        newest = connection.scalar(select(func.max(Release.id)))
        if newest is not None:
            told = [{**row, "release_id": newest} for row in rows]
            write_answered(connection, source, told)


def lost_too_much(rows: int, held: int) -> bool:
    """Tell whether an answer has less than half of the rows that were given before."""
    return rows * 2 < held
