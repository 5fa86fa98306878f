"""Writes the words of a practice into the index of the search."""

from sqlalchemy import Connection, text

from smup.practices.words import stems

_DROP = {
    "sqlite": text("DELETE FROM practice_search WHERE rowid = :id"),
    "postgresql": text("DELETE FROM practice_search WHERE practice_id = :id"),
}
_WRITE = {
    "sqlite": text(
        "INSERT INTO practice_search (rowid, title, place, body) "
        "VALUES (:id, :title, :place, :body)"
    ),
    "postgresql": text(
        "INSERT INTO practice_search (practice_id, words) VALUES (:id, "
        "setweight(to_tsvector('simple', :title), 'A') || "
        "setweight(to_tsvector('simple', :place), 'B') || "
        "setweight(to_tsvector('simple', :body), 'C'))"
    ),
}


def write_words(
    connection: Connection, practice_id: int, *, title: str, place: str, body: str
) -> None:
    """Write what a practice is found by, in place of what was written before.

    Args:
        connection: inside a transaction.
        practice_id: key of the practice.
        title: its title, as it is shown.
        place: names of its unit in all cases, of the units above it, or its institution.
        body: all other texts, and names of its sector, service and indicators.
    """
    drop_words(connection, practice_id)
    parts = {"title": title, "place": place, "body": body}
    words = {name: " ".join(stems(part)) for name, part in parts.items()}
    connection.execute(_WRITE[connection.dialect.name], {"id": practice_id, **words})


def drop_words(connection: Connection, practice_id: int) -> None:
    """Take a practice out of the search; nothing happens when it is not there."""
    connection.execute(_DROP[connection.dialect.name], {"id": practice_id})
