"""Observations as lists: pages for the API, streams for downloads.

Every page is an index range read from where the last one ended, so its cost depends on the size
of the page and not on what the database holds or how far the reader has come.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, Engine, Select, and_, bindparam, func, or_, select, tuple_

from smup.errors import InvalidQueryError
from smup.models import Observation
from smup.repository.frames import raw_rows
from smup.repository.keys import KEYS, among

ObservationRow = tuple[int, int, int, float | None, int, int | None, int]
"""indicator_id, year, unit_id, value, flag, decimals, release_id."""

Statement = tuple[Select[*tuple[Any, ...]], dict[str, Any]]
"""A SELECT and its parameters: one that stays the same is prepared once."""
CURSOR = re.compile(r"(\d{1,9})\.(\d{4})\.(\d{1,9})", re.ASCII)
COLUMNS = (
    Observation.indicator_id,
    Observation.year,
    Observation.unit_id,
    Observation.value,
    Observation.flag,
    Observation.decimals,
    Observation.release_id,
)
_OF_INDICATOR = (
    select(*COLUMNS)
    .where(
        Observation.indicator_id == bindparam("indicator"),
        Observation.year.between(bindparam("first"), bindparam("last")),
        among(Observation.unit_id, bindparam("units", type_=KEYS)),  # type: ignore[arg-type]
    )
    .order_by(Observation.year, Observation.unit_id)
)
_LIMITED = _OF_INDICATOR.limit(bindparam("most"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """An indicator and the years asked for, both ends included."""

    indicator_id: int
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationQuery:
    """What to list.

    Attributes:
        spans: indicators with their years, in the order in which they are listed.
        unit_ids: units, in the order in which they are listed when ``by_unit``.
        by_unit: list unit by unit (order: unit, indicator key, year; for a few units);
            otherwise indicator by indicator (order: indicator, year, unit key).
    """

    spans: tuple[Span, ...]
    unit_ids: tuple[int, ...]
    by_unit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationPage:
    """Rows of one page, and the cursor of the next one (None after the last)."""

    rows: list[ObservationRow]
    next: str | None


def read_page(
    engine: Engine, query: ObservationQuery, *, limit: int, after: str | None
) -> ObservationPage:
    """Return the rows that follow the cursor ``after``, at most ``limit``.

    Raises:
        InvalidQueryError: when the cursor does not belong to this query.
    """
    rows: list[ObservationRow] = []
    with engine.connect() as connection:
        for statement, values in _statements(query, after=_parsed_cursor(query, after)):
            most = limit + 1 - len(rows)
            usual = statement is _OF_INDICATOR
            page = _LIMITED if usual else statement.limit(most)
            asked = values | {"most": most} if usual else values
            rows += cast("list[ObservationRow]", raw_rows(connection.execute(page, asked)))
            if len(rows) > limit:
                last = rows[limit - 1]
                return ObservationPage(rows=rows[:limit], next=f"{last[0]}.{last[1]}.{last[2]}")
    return ObservationPage(rows=rows, next=None)


def stream_rows(engine: Engine, query: ObservationQuery) -> Iterator[ObservationRow]:
    """Yield all rows of a query; one indicator's (or one unit's) rows are in memory at a time.

    The connection is given back between the parts, so a slow reader holds none.
    """
    for statement, values in _statements(query, after=None):
        with engine.connect() as connection:
            rows = cast("list[ObservationRow]", raw_rows(connection.execute(statement, values)))
        yield from rows


def count_rows(engine: Engine, query: ObservationQuery) -> int:
    """Return how many rows a query has."""
    total = 0
    with engine.connect() as connection:
        for statement, values in _statements(query, after=None):
            counted = statement.order_by(None).with_only_columns(func.count())
            total += connection.execute(counted, values).scalar_one()
    return total


def _parsed_cursor(query: ObservationQuery, after: str | None) -> tuple[int, int, int] | None:
    if after is None:
        return None
    match = CURSOR.fullmatch(after)
    if match:
        indicator_id, year, unit_id = (int(part) for part in match.groups())
        if unit_id in query.unit_ids and any(
            span.indicator_id == indicator_id for span in query.spans
        ):
            return indicator_id, year, unit_id
    message = (
        "Parametr „cursor” nie należy do tego zapytania; weź go z pola „next” poprzedniej strony."
    )
    raise InvalidQueryError("cursor", message)


def _statements(
    query: ObservationQuery, *, after: tuple[int, int, int] | None
) -> Iterator[Statement]:
    """Yield one SELECT an indicator (or a unit), each a range of one index in its order."""
    if query.by_unit:
        yield from _by_unit(query, after)
    else:
        yield from _by_indicator(query, after)


def _by_indicator(
    query: ObservationQuery, after: tuple[int, int, int] | None
) -> Iterator[Statement]:
    spans = query.spans
    if after:
        position = [span.indicator_id for span in spans].index(after[0])
        spans = spans[position:]
    for span in spans:
        values = {
            "indicator": span.indicator_id,
            "first": span.first_year,
            "last": span.last_year,
            "units": query.unit_ids,
        }
        if after and span.indicator_id == after[0]:
            key = tuple_(Observation.year, Observation.unit_id)
            yield _OF_INDICATOR.where(key > (after[1], after[2])), values
        else:
            yield _OF_INDICATOR, values


def _by_unit(query: ObservationQuery, after: tuple[int, int, int] | None) -> Iterator[Statement]:
    units = query.unit_ids
    if after:
        units = units[units.index(after[2]) :]
    for unit_id in units:
        statement = (
            select(*COLUMNS)
            .where(Observation.unit_id == unit_id, _any_span(query.spans))
            .order_by(Observation.indicator_id, Observation.year)
        )
        if after and unit_id == after[2]:
            key = tuple_(Observation.indicator_id, Observation.year)
            statement = statement.where(key > (after[0], after[1]))
        yield statement, {}


def _any_span(spans: Sequence[Span]) -> ColumnElement[bool]:
    """Return the condition that a row lies in one of the spans, those of equal years together."""
    by_years: dict[tuple[int, int], list[int]] = {}
    for span in spans:
        by_years.setdefault((span.first_year, span.last_year), []).append(span.indicator_id)
    return or_(
        *(
            and_(Observation.indicator_id.in_(ids), Observation.year.between(*years))
            for years, ids in by_years.items()
        )
    )
