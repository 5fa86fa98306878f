"""Counts of a search among practices, all of them in one SELECT."""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import mul
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    select,
    true,
    union_all,
)

from smup.models import Practice
from smup.repository.practice_columns import PROOFS, PracticeColumns
from smup.repository.practice_records import EVIDENCE, FACETS

_TOTAL, _PLACE = "*", "@"


class Counts(NamedTuple):
    """What ``PracticePage`` tells beside its practices."""

    total: int
    all: int
    facets: Mapping[str, Mapping[str, int]]
    places: tuple[tuple[int, int], ...]


def count(
    connection: Connection,
    columns: PracticeColumns,
    wanted: Sequence[ColumnElement[bool]],
    chosen: Mapping[str, ColumnElement[bool]],
) -> Counts:
    """Count the matches: all, by unit, and by facet without its own choice.

    Args:
        connection: reads.
        columns: expressions of the day.
        wanted: conditions that hold for every count (words, indicators, units).
        chosen: condition by facet that has a choice.
    """
    ground = _ground(columns, wanted, chosen)
    parts = [_total(ground, chosen), _places(ground, chosen)]
    for facet in FACETS:
        others = [name for name in chosen if name != facet]
        if facet == "dowod":
            parts += [_evidence(ground, name, others) for name in EVIDENCE]
        else:
            parts.append(_values(ground, facet, others))
    return _counts(connection.execute(union_all(*parts)))


def _ground(
    columns: PracticeColumns,
    wanted: Sequence[ColumnElement[bool]],
    chosen: Mapping[str, ColumnElement[bool]],
) -> CTE:
    """Return all published practices with their facets and what they meet, as 1 or 0."""
    met = {"wanted": and_(true(), *wanted)}
    met |= {f"met_{facet}": one for facet, one in chosen.items()}
    return columns.of_published(
        Practice.unit_id,
        *(value.label(f"of_{facet}") for facet, value in columns.facets.items()),
        *(columns.evidence[name].label(f"has_{name}") for name in PROOFS),
        *(case((one, 1), else_=0).label(name) for name, one in met.items()),
    ).cte("ground")


def _matched(ground: CTE, facets: Iterable[str]) -> ColumnElement[int]:
    """Return how many rows are wanted and meet the choices of some facets."""
    needed = [ground.c.wanted, *(ground.c[f"met_{facet}"] for facet in facets)]
    return func.coalesce(func.sum(reduce(mul, needed)), 0)


def _part(kind: str, value: ColumnElement[str], *numbers: ColumnElement[int]) -> Select[Any]:
    columns: list[ColumnElement[Any]] = [literal(kind).label("kind"), value.label("value")]
    return select(*columns, *numbers)


def _total(ground: CTE, chosen: Iterable[str]) -> Select[Any]:
    return _part(_TOTAL, literal(""), func.count(), _matched(ground, chosen)).select_from(ground)


def _places(ground: CTE, chosen: Iterable[str]) -> Select[Any]:
    unit = ground.c.unit_id
    part = _part(_PLACE, cast(unit, String), func.count(), _matched(ground, chosen))
    return part.where(unit.is_not(None)).group_by(unit)


def _values(ground: CTE, facet: str, others: Iterable[str]) -> Select[Any]:
    value = ground.c[f"of_{facet}"]
    part = _part(facet, value, func.count(), _matched(ground, others))
    return part.where(value.is_not(None)).group_by(value)


def _evidence(ground: CTE, name: str, others: Iterable[str]) -> Select[Any]:
    part = _part("dowod", literal(name), func.count(), _matched(ground, others))
    wanted = {name: 1} if name in PROOFS else dict.fromkeys(PROOFS, 0)
    return part.where(*(ground.c[f"has_{proof}"] == has for proof, has in wanted.items()))


def _counts(rows: Iterable[Any]) -> Counts:
    total = everything = 0
    facets: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
    places: list[tuple[int, int]] = []
    for kind, value, present, matched in rows:
        if kind == _TOTAL:
            everything, total = present, matched
        elif kind == _PLACE:
            places += [(int(value), matched)] if matched else []
        elif present:
            facets[kind][value] = matched
    ordered = {facet: dict(sorted(values.items())) for facet, values in facets.items()}
    return Counts(total, everything, ordered, tuple(sorted(places)))
