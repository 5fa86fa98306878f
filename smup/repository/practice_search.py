"""Practices that have the words of a query: FTS5 and PostgreSQL behind one SELECT.

Words of a query and of the index are cut alike (``smup.practices.words``), so that both
engines compare plain tokens and know nothing of Polish.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    String,
    bindparam,
    case,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
)
from sqlalchemy import table as plain_table
from sqlalchemy.dialects.postgresql import ARRAY, REAL, TSQUERY

from smup.practices.asked import AskedPart, Term

TITLE, PLACE, BODY = 10.0, 4.0, 1.0
"""What a word weighs where it stands."""

_IN_SQLITE = plain_table("practice_search", column("rowid"))
_IN_POSTGRES = plain_table("practice_search", column("practice_id"), column("words"))


def hits(dialect: str, parts: Sequence[AskedPart], *, any_part: bool = False) -> CTE:
    """Return (practice_id, own, score) of the practices that a query asks for.

    The better ones have the higher ``own``, then the higher ``score``: 1 means that the words of
    the reader themselves are there, 0 that a synonym stands for one of them.

    Args:
        dialect: ``sqlite`` or ``postgresql``.
        parts: of the query, at least one.
        any_part: one of the parts is enough; else all of them.
    """
    engine = _FTS5 if dialect == "sqlite" else _POSTGRES
    own = [part[:1] for part in parts]
    asked, asked_own = (_expression(some, any_part, engine.signs) for some in (parts, own))
    return engine.select(asked, asked_own).cte("hits")


def _fts5(asked: str, asked_own: str) -> Select[Any]:
    index: ColumnElement[str] = literal_column("practice_search")
    # bm25 is the smaller the better.
    score = -func.bm25(index, TITLE, PLACE, BODY)
    rows = _IN_SQLITE.c.rowid
    found = select(rows.label("practice_id"), literal(1).label("own"), score.label("score"))
    found = found.where(_matches(index, asked))
    if asked_own == asked:
        return found
    with_own = select(rows).where(_matches(index, asked_own))
    own = case((rows.in_(with_own), 1), else_=0).label("own")
    return found.with_only_columns(rows.label("practice_id"), own, score.label("score"))


def _matches(index: ColumnElement[str], asked: str) -> ColumnElement[bool]:
    return index.op("MATCH", is_comparison=True)(bindparam(None, asked, String))


def _fts5_term(term: Term) -> str:
    """Return a term in quotes, in which nothing is an operator; forms have no quotes."""
    return f'"{term.form}"*' if term.prefix else f'"{term.form}"'


def _postgres(asked: str, asked_own: str) -> Select[Any]:
    words, query = _IN_POSTGRES.c.words, cast(asked, TSQUERY)
    weights = cast([0.0, BODY / TITLE, PLACE / TITLE, 1.0], ARRAY(REAL))
    has_own = words.op("@@", is_comparison=True)(cast(asked_own, TSQUERY))
    return select(
        _IN_POSTGRES.c.practice_id,
        case((has_own, 1), else_=0).label("own"),
        func.ts_rank_cd(weights, words, query).label("score"),
    ).where(words.op("@@", is_comparison=True)(query))


def _postgres_term(term: Term) -> str:
    return f"'{term.form}':*" if term.prefix else f"'{term.form}'"


def _expression(
    parts: Sequence[AskedPart],
    any_part: bool,  # noqa: FBT001 - see hits
    signs: "_Signs",
) -> str:
    """Return the query in the language of an engine: its signs for and, or, and a term."""
    both, either, written = signs

    def word(terms: Sequence[Term]) -> str:
        return f"({either.join(written(term) for term in terms)})"

    ways = [[both.join(word(terms) for terms in words) for words in part] for part in parts]
    groups = [f"({either.join(f'({way})' for way in part)})" for part in ways]
    return (either if any_part else both).join(groups)


_Signs = tuple[str, str, Callable[[Term], str]]


class _Engine(NamedTuple):
    """The language of queries of an engine, and its SELECT."""

    signs: _Signs
    select: Callable[[str, str], Select[Any]]


_FTS5 = _Engine((" AND ", " OR ", _fts5_term), _fts5)
_POSTGRES = _Engine((" & ", " | ", _postgres_term), _postgres)
