"""Practices that have the words of a query: FTS5 and PostgreSQL behind one SELECT.

Words of a query and of the index are cut to stems alike (``smup.practices.words``), so that both
engines compare plain tokens and know nothing of Polish.
"""

from collections.abc import Sequence

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    String,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
)
from sqlalchemy import table as plain_table
from sqlalchemy.dialects.postgresql import ARRAY, REAL, TSQUERY

from smup.practices.asked import AskedWord, Term

TITLE, PLACE, BODY = 10.0, 4.0, 1.0
"""What a word weighs where it stands."""

_FTS5 = plain_table("practice_search", column("rowid"), column("practice_search"))
_POSTGRES = plain_table("practice_search", column("practice_id"), column("words"))


def hits(dialect: str, words: Sequence[AskedWord], *, any_word: bool = False) -> CTE:
    """Return (practice_id, score) of the practices that have the words; a higher score is better.

    Args:
        dialect: ``sqlite`` or ``postgresql``.
        words: of the query, at least one.
        any_word: one of the words is enough; else all of them.
    """
    made = _fts5(words, any_word) if dialect == "sqlite" else _postgres(words, any_word)
    return made.cte("hits")


def _fts5(words: Sequence[AskedWord], any_word: bool) -> Select[tuple[int, float]]:  # noqa: FBT001
    groups = [f"({' OR '.join(_fts5_term(term) for term in word)})" for word in words]
    asked = (" OR " if any_word else " AND ").join(groups)
    index: ColumnElement[str] = literal_column("practice_search")
    # bm25 is the smaller the better.
    score = -func.bm25(index, TITLE, PLACE, BODY)
    return select(_FTS5.c.rowid.label("practice_id"), score.label("score")).where(
        index.op("MATCH")(bindparam(None, asked, String))
    )


def _fts5_term(term: Term) -> str:
    """Return a term in quotes, in which nothing is an operator; stems have no quotes."""
    return f'"{term.stem}"*' if term.prefix else f'"{term.stem}"'


def _postgres(words: Sequence[AskedWord], any_word: bool) -> Select[tuple[int, float]]:  # noqa: FBT001
    groups = [f"({' | '.join(_postgres_term(term) for term in word)})" for word in words]
    asked = cast((" | " if any_word else " & ").join(groups), TSQUERY)
    weights = cast([0.0, BODY / TITLE, PLACE / TITLE, 1.0], ARRAY(REAL))
    score = func.ts_rank_cd(weights, _POSTGRES.c.words, asked)
    return select(_POSTGRES.c.practice_id, score.label("score")).where(
        _POSTGRES.c.words.op("@@")(asked)
    )


def _postgres_term(term: Term) -> str:
    return f"'{term.stem}':*" if term.prefix else f"'{term.stem}'"
