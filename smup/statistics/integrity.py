"""Tests of a whole database: references, flags, units, statistics, borders, practices."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ForeignKeyConstraint, Table, and_, func, not_, select

from smup.costs.dictionary import read_dictionary
from smup.costs.integrity import stale_costs
from smup.database import file_damage
from smup.flags import Flag
from smup.models import (
    Base,
    Coverage,
    Dataset,
    IndicatorYearStat,
    Latest,
    Observation,
    Practice,
    PracticeEffect,
    Unit,
    UnitCode,
    VariableValue,
)
from smup.practices.integrity import practice_faults
from smup.statistics.practice_effects import rebuild_effects
from smup.statistics.rebuild import rebuild_statistics
from smup.territory.boundary_versions import newest_boundaries, stored_boundaries
from smup.territory.store import read_directory

SAMPLE_OF_INDICATORS = 5
SAMPLE_OF_PRACTICES = 50
TOLERANCE = 1e-9
NAMED = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one test, as a Polish sentence."""

    text: str
    is_error: bool = False


def check_database(engine: Engine, *, attachments: Path) -> Iterator[Finding]:
    """Yield the result of each test; nothing is changed.

    Args:
        engine: engine of a database with the current schema.
        attachments: folder of the files of practices.
    """
    with engine.connect() as connection:
        damage = file_damage(connection)
        yield Finding(damage or "Plik bazy jest cały.", damage is not None)
        references = list(_references(connection))
        yield from references
        yield from _flags(connection)
        yield _codes(connection)
        yield _kind(connection)
        if any(finding.is_error for finding in references):
            # What is computed cannot be computed again from rows whose units are not there.
            yield Finding("Statystyk i kosztów nie sprawdzono: najpierw napraw odwołania.")
            return
        yield _statistics(connection)
        yield _costs(connection)
        yield from _boundaries(connection)
        yield _practices(connection, attachments)
        yield _effects(connection)
        connection.rollback()


def _references(connection: Connection) -> Iterator[Finding]:
    for table in Base.metadata.sorted_tables:
        keys = [key for key in table.constraints if isinstance(key, ForeignKeyConstraint)]
        lost = sum(_lost(connection, key) for key in keys)
        if lost:
            yield Finding(
                f"Tabela {table.name}: wiersze bez nadrzędnego wpisu: {lost}.", is_error=True
            )
    yield Finding("Sprawdzono odwołania między tabelami.")


def _lost(connection: Connection, key: ForeignKeyConstraint) -> int:
    element = key.elements[0]
    child, parent = element.parent, element.column
    # Distinct first: millions of values refer to a few thousand entries.
    used = select(child.label("used")).where(child.is_not(None)).distinct().subquery()
    other = parent.table.alias()
    there = select(other.c[parent.name]).where(other.c[parent.name] == used.c.used).exists()
    lost = select(func.count()).select_from(used).where(not_(there))
    return int(connection.scalar(lost) or 0)


def _flags(connection: Connection) -> Iterator[Finding]:
    for table in (Observation, VariableValue):
        full = table.flag.in_((Flag.OCCURRED, Flag.BELOW_FORMAT)) & table.value.is_not(None)
        zero = (table.flag == Flag.DID_NOT_OCCUR) & (table.value == 0)
        empty = table.flag.between(Flag.MISSING, Flag.NOT_YET_PUBLISHED) & table.value.is_(None)
        wrong = connection.scalar(
            select(func.count())
            .select_from(table)
            .where(not_(func.coalesce(full | zero | empty, False)))
        )
        name = table.__tablename__
        text = f"Tabela {name}: wartości niezgodne z flagą: {wrong}."
        yield Finding(text, bool(wrong))


def _codes(connection: Connection) -> Finding:
    current = and_(UnitCode.unit_id == Unit.id, UnitCode.valid_to.is_(None))
    without = connection.scalar(
        select(func.count())
        .select_from(Unit)
        .where(Unit.valid_to.is_(None), ~select(UnitCode.id).where(current).exists())
    )
    twice = (
        select(UnitCode.code)
        .where(UnitCode.valid_to.is_(None))
        .group_by(UnitCode.system, UnitCode.code)
        .having(func.count() > 1)
        .subquery()
    )
    doubled = connection.scalar(select(func.count()).select_from(twice))
    text = f"Jednostki bez bieżącego kodu: {without}; kody dwóch jednostek naraz: {doubled}."
    return Finding(text, bool(without or doubled))


def _kind(connection: Connection) -> Finding:
    kind = connection.scalar(select(Dataset.kind))
    invented = connection.scalar(select(func.count()).where(Unit.fictional))
    mixed = kind == "real" and bool(invented)
    text = f"Rodzaj danych: {kind}; jednostki przykładowe: {invented}."
    return Finding(text, mixed)


def _statistics(connection: Connection) -> Finding:
    """Compute the statistics of some indicators anew, compare, and leave the old ones."""
    query = select(Observation.indicator_id).distinct().order_by(Observation.indicator_id)
    ids = list(connection.scalars(query))
    chosen = ids[:: max(1, len(ids) // SAMPLE_OF_INDICATORS)][:SAMPLE_OF_INDICATORS]
    tables = (IndicatorYearStat, Latest, Coverage)
    held = [_rows(connection, table, chosen) for table in tables]
    rebuild_statistics(connection, indicator_ids=chosen)
    anew = [_rows(connection, table, chosen) for table in tables]
    differing = sum(
        not _equal(before.get(key), after.get(key))
        for before, after in zip(held, anew, strict=True)
        for key in before.keys() | after.keys()
    )
    text = f"Statystyki próby wskaźników ({len(chosen)}): wiersze nieaktualne: {differing}."
    return Finding(text + (" Wykonaj: python -m smup stats" if differing else ""), bool(differing))


def _costs(connection: Connection) -> Finding:
    """Compute the costs of some units anew and compare."""
    units, differing = stale_costs(connection, read_dictionary())
    text = f"Koszty usług próby jednostek ({units}): wiersze nieaktualne: {differing}."
    return Finding(text + (" Wykonaj: python -m smup stats" if differing else ""), bool(differing))


def _practices(connection: Connection, attachments: Path) -> Finding:
    faults = practice_faults(connection, attachments)
    text = (
        f"Opublikowane praktyki ({faults.published}): karty niezgodne: {len(faults.cards)}; "
        f"niezgodne z wyszukiwarką: {faults.words}; brakujące pliki: {len(faults.files)}."
    )
    named = ", ".join([*faults.cards, *faults.files][:NAMED])
    return Finding(f"{text} Są to: {named}." if named else text, not faults.none)


def _effects(connection: Connection) -> Finding:
    """Compute the effects of some practices anew, compare, and leave the old ones."""
    practices = select(Practice.id).where(Practice.stage == "published").order_by(Practice.id)
    ids = list(connection.scalars(practices))
    chosen = ids[:: max(1, len(ids) // SAMPLE_OF_PRACTICES)][:SAMPLE_OF_PRACTICES]
    query = (
        select(PracticeEffect.__table__)
        .where(PracticeEffect.practice_id.in_(chosen))
        .order_by(PracticeEffect.practice_id, PracticeEffect.indicator)
    )
    held = {tuple(row) for row in connection.execute(query)}
    rebuild_effects(connection, read_directory(connection), practice_ids=chosen)
    differing = len(held ^ {tuple(row) for row in connection.execute(query)})
    text = f"Zmiany po wdrożeniu w próbie praktyk ({len(chosen)}): różnice: {differing}."
    return Finding(text + (" Wykonaj: python -m smup stats" if differing else ""), bool(differing))


def _rows(connection: Connection, model: Any, ids: list[int]) -> dict[Any, tuple[Any, ...]]:
    table: Table = model.__table__
    keys = len(table.primary_key.columns)
    columns = [*table.primary_key.columns, *(c for c in table.columns if not c.primary_key)]
    rows = connection.execute(select(*columns).where(table.c.indicator_id.in_(ids)))
    return {tuple(row[:keys]): tuple(row[keys:]) for row in rows}


def _equal(before: tuple[Any, ...] | None, after: tuple[Any, ...] | None) -> bool:
    if before is None or after is None:
        return before is after
    return all(
        old == new
        or (old is not None and new is not None and abs(old - new) <= TOLERANCE * max(1, abs(old)))
        for old, new in zip(before, after, strict=True)
    )


def _boundaries(connection: Connection) -> Iterator[Finding]:
    directory = read_directory(connection)
    newest = newest_boundaries(stored_boundaries(connection))
    rows = {row.level: row for row in newest.values()}
    for row in rows.values():
        units = len(directory.positions(row.level))
        text = f"Granice, poziom {row.level}: {row.units} z {units} jednostek."
        yield Finding(text, row.units == 0)
    if not rows:
        yield Finding("Granic nie wczytano.")
