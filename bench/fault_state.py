"""What a database holds, apart from moments and keys that depend on the order of events."""

from typing import Any

from sqlalchemy import Engine, func, select, text

from smup.database import make_engine
from smup.models import (
    Boundary,
    Coverage,
    Indicator,
    IndicatorYearStat,
    Latest,
    Observation,
    OfficialEntry,
    Release,
    Revision,
    SourceAnswer,
    Unit,
    UnitCode,
    Variable,
    VariableValue,
)

Contents = dict[str, frozenset[tuple[Any, ...]]]
ORDERLY = {"release_id", "seen_at", "answered_at", "own_id", "indicator_id", "unit_id", "id"}
"""Columns that other tables' codes stand for, or that tell when and in which run."""


def contents(database: str) -> Contents:
    """Return the rows of what a fetch fills, by table, with codes in place of keys."""
    engine = make_engine(database)
    try:
        return {
            "unit": _rows(engine, Unit, drop={"parent_id", "successor_id"}),
            "unit_code": _rows(engine, UnitCode),
            "indicator": _rows(engine, Indicator, drop={"card", "service_id"}),
            "official_entry": _rows(engine, OfficialEntry),
            "source_answer": _rows(engine, SourceAnswer, indicator=True),
            "variable_value": _rows(engine, VariableValue, unit=True, variable=True),
            "observation": _rows(engine, Observation, unit=True, indicator=True),
            "latest": _rows(engine, Latest, unit=True, indicator=True),
            "indicator_year_stat": _rows(engine, IndicatorYearStat, indicator=True),
            "coverage": _rows(engine, Coverage, indicator=True),
            "boundary": _rows(engine, Boundary, drop={"gzip_body", "brotli_body", "valid_on"}),
        }
    finally:
        engine.dispose()


def unsound(database: str) -> list[str]:
    """Return what is wrong with a database after a kill; nothing is written."""
    engine = make_engine(database)
    try:
        with engine.connect() as connection:
            found = []
            if connection.dialect.name == "sqlite":
                state = connection.scalar(text("PRAGMA integrity_check"))
                found += [] if state == "ok" else [str(state)]
                found += [f"{row}" for row in connection.execute(text("PRAGMA foreign_key_check"))]
            for table in (Observation, VariableValue, SourceAnswer, Revision):
                known = select(Release.id).where(Release.id == table.release_id)
                lost = select(func.count()).select_from(table).where(~known.exists())
                if connection.scalar(lost):
                    found.append(f"{table.__tablename__}: rows of a release that is not there")
            return found
    finally:
        engine.dispose()


def _rows(engine: Engine, table: Any, *, drop: set[str] = frozenset(), **keys: bool) -> Any:
    kept = [c for c in table.__table__.columns if c.name not in ORDERLY | drop]
    if "variable" in keys:
        kept = [column for column in kept if column.name != "variable_id"]
    query = select(*kept).select_from(table)
    if "unit" in keys:
        first = (
            select(UnitCode.unit_id, func.min(UnitCode.code).label("code"))
            .where(UnitCode.system == "teryt")
            .group_by(UnitCode.unit_id)
            .subquery()
        )
        query = query.add_columns(first.c.code).join(first, first.c.unit_id == table.unit_id)
    if "indicator" in keys:
        query = query.add_columns(Indicator.code)
        query = query.join(Indicator, Indicator.id == table.indicator_id, isouter=True)
    if "variable" in keys:
        query = query.add_columns(Variable.code).join(Variable, Variable.id == table.variable_id)
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return frozenset(_comparable(row) for row in rows)


def _comparable(row: Any) -> tuple[Any, ...]:
    """Return a row without differences in the last digit that engines make."""
    return tuple(float(f"{cell:.12g}") if isinstance(cell, float) else cell for cell in row)
