"""Practices that have the words of a query: FTS5 and PostgreSQL behind one SELECT.

Words of a query and of the index are cut alike (``smup.practices.words``), so that both
engines compare plain tokens and know nothing of Polish.
"""

from collections.abc import Callable, Sequence

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

from smup.practices.asked import AskedPart, Term

TITLE, PLACE, BODY = 10.0, 4.0, 1.0
"""What a word weighs where it stands."""

_FTS5 = plain_table("practice_search", column("rowid"))
_POSTGRES = plain_table("practice_search", column("practice_id"), column("words"))


def hits(dialect: str, parts: Sequence[AskedPart], *, any_part: bool = False) -> CTE:
    """Return (practice_id, score) of the practices that a query asks for; the higher the better.

    Args:
        dialect: ``sqlite`` or ``postgresql``.
        parts: of the query, at least one.
        any_part: one of the parts is enough; else all of them.
    """
    if dialect == "sqlite":
        return _fts5(_expression(parts, any_part, (" AND ", " OR ", _fts5_term))).cte("hits")
    return _postgres(_expression(parts, any_part, (" & ", " | ", _postgres_term))).cte("hits")


def _fts5(asked: str) -> Select[tuple[int, float]]:
    index: ColumnElement[str] = literal_column("practice_search")
    # bm25 is the smaller the better.
    score = -func.bm25(index, TITLE, PLACE, BODY)
    return select(_FTS5.c.rowid.label("practice_id"), score.label("score")).where(
        index.op("MATCH")(bindparam(None, asked, String))
    )


def _fts5_term(term: Term) -> str:
    """Return a term in quotes, in which nothing is an operator; forms have no quotes."""
    return f'"{term.form}"*' if term.prefix else f'"{term.form}"'


def _postgres(text: str) -> Select[tuple[int, float]]:
    asked = cast(text, TSQUERY)
    weights = cast([0.0, BODY / TITLE, PLACE / TITLE, 1.0], ARRAY(REAL))
    score = func.ts_rank_cd(weights, _POSTGRES.c.words, asked)
    return select(_POSTGRES.c.practice_id, score.label("score")).where(
        _POSTGRES.c.words.op("@@")(asked)
    )


def _postgres_term(term: Term) -> str:
    return f"'{term.form}':*" if term.prefix else f"'{term.form}'"


def _expression(
    parts: Sequence[AskedPart],
    any_part: bool,  # noqa: FBT001 - see hits
    signs: tuple[str, str, Callable[[Term], str]],
) -> str:
    """Return the query in the language of an engine: its signs for and, or, and a term."""
    both, either, written = signs

    def word(terms: Sequence[Term]) -> str:
        return f"({either.join(written(term) for term in terms)})"

    ways = [[both.join(word(terms) for terms in words) for words in part] for part in parts]
    groups = [f"({either.join(f'({way})' for way in part)})" for part in ways]
    return (either if any_part else both).join(groups)
