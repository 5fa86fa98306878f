"""Writes the catalogue to the database, keeping the keys that values refer to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, select, update

from smup.catalogue.files import Catalogue
from smup.catalogue.official_names import KIND_OF, forget_own, official_columns, with_official
from smup.catalogue.schema import Bilingual, IndicatorCard, VariableCard
from smup.models import (
    Indicator,
    IndicatorYearStat,
    Latest,
    Observation,
    ReleaseIndicator,
    Sector,
    Service,
    SourceAnswer,
    Variable,
    VariableValue,
)

Coded = type[Sector] | type[Service] | type[Indicator] | type[Variable]
# Rows that an import made, or the official catalogue brought, are not the files' matter.
IMPORTED = ("bdl_", "BDL-", "SMUP-", "smup-")


@dataclass(frozen=True, slots=True)
class StoreCounts:
    """Entries of the catalogue by what became of them.

    ``variables`` holds the ids of the variables of indicators whose formula or decimals changed
    and that have values: mark them in the load, so that these indicators are computed.
    """

    new: int
    changed: int
    deleted: int
    variables: frozenset[int]


def store_catalogue(connection: Connection, catalogue: Catalogue) -> StoreCounts:
    """Bring sectors, services, variables and indicators in line with the files.

    Entries are matched by code and keep their ids. An entry no longer in the files is deleted
    with its statistics if it has no values, and kept if it has some: values are never lost.
    Names and dimensions of the official catalogue stay in force over those of the files.

    Args:
        connection: open transaction.
        catalogue: the checked files.
    """
    cards = [_indicator_row(card, place) for place, card in enumerate(catalogue.indicators, 1)]
    formulas = _formulas(connection)
    counts = [_upsert(connection, Sector, _sectors(catalogue))]
    sectors = ids_by_code(connection, Sector)
    counts.append(_upsert(connection, Service, _services(catalogue, sectors)))
    services = ids_by_code(connection, Service)
    for row in cards:
        row["service_id"] = services[row.pop("service")]
    counts.append(_upsert(connection, Variable, [_variable_row(v) for v in catalogue.variables]))
    counts.append(_upsert(connection, Indicator, cards))
    deleted = _delete_vanished(connection, catalogue)
    now = _formulas(connection)
    return StoreCounts(
        new=sum(new for new, _ in counts),
        changed=sum(changed for _, changed in counts),
        deleted=deleted,
        variables=_variables_of(
            connection, [card for code, card in now.items() if formulas.get(code) != card]
        ),
    )


def ids_by_code(connection: Connection, table: Coded) -> dict[str, int]:
    """Return the ids of a table by code."""
    return {row.code: row.id for row in connection.execute(select(table.code, table.id))}


def _sectors(catalogue: Catalogue) -> list[dict[str, Any]]:
    return [
        {
            "code": card.code,
            "position": card.position,
            **_names(card.name),
            "official": True,
            "icon": card.icon,
        }
        for card in catalogue.sectors
    ]


def _services(catalogue: Catalogue, sectors: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "code": placed.card.code,
            "sector_id": sectors[placed.sector],
            "position": position,
            **_names(placed.card.name),
            "task_level": placed.card.task_level,
        }
        for position, placed in enumerate(catalogue.services, start=1)
    ]


def _variable_row(card: VariableCard) -> dict[str, Any]:
    return {
        "code": card.code,
        **_names(card.name),
        "unit_pl": card.unit.pl,
        "unit_en": card.unit.en,
        "decimals": card.decimals,
        "card": card.model_dump(mode="json"),
    }


def _indicator_row(card: IndicatorCard, position: int) -> dict[str, Any]:
    return {
        "code": card.code,
        "service": card.service,
        "position": position,
        **_names(card.name),
        "unit_pl": card.unit.pl,
        "unit_en": card.unit.en,
        "decimals": card.decimals,
        "dimension": card.dimension,
        "polarity": card.polarity,
        "task_level": card.task_level,
        "card": card.model_dump(mode="json"),
    }


def _names(name: Bilingual) -> dict[str, str]:
    return {"name_pl": name.pl, "name_en": name.en}


def _upsert(
    connection: Connection, table: Coded, rows: Sequence[dict[str, Any]]
) -> tuple[int, int]:
    """Insert rows with new codes, update those that differ; return how many of each."""
    held = {row["code"]: row for row in connection.execute(select(table.__table__)).mappings()}
    new = [row for row in rows if row["code"] not in held]
    if new:
        connection.execute(insert(table), new)
    official = official_columns(connection, table) if table in KIND_OF else {}
    changed = 0
    for plain in rows:
        known = held.get(plain["code"])
        row = plain if known is None else with_official(plain, official.get(known["id"], {}))
        if known is not None and any(known[name] != value for name, value in row.items()):
            connection.execute(update(table).where(table.code == row["code"]).values(**row))
            changed += 1
    return len(new), changed


def _delete_vanished(connection: Connection, catalogue: Catalogue) -> int:
    """Delete entries that are no longer in the files and that nothing refers to."""
    indicators = _vanished(connection, Indicator, {card.code for card in catalogue.indicators})
    gone = list(
        connection.scalars(select(Indicator.id).where(Indicator.id.in_(indicators), *_never_used()))
    )
    for table in (IndicatorYearStat, Latest, SourceAnswer):
        connection.execute(delete(table).where(table.indicator_id.in_(gone)))
    deleted = _delete(connection, Indicator, gone)
    variables = _vanished(connection, Variable, {card.code for card in catalogue.variables})
    with_values = select(VariableValue.variable_id).where(VariableValue.variable_id == Variable.id)
    gone = list(
        connection.scalars(
            select(Variable.id).where(Variable.id.in_(variables), ~with_values.exists())
        )
    )
    deleted += _delete(connection, Variable, gone)
    services = _vanished(connection, Service, {placed.card.code for placed in catalogue.services})
    empty = services - set(connection.scalars(select(Indicator.service_id).distinct()))
    deleted += _delete(connection, Service, sorted(empty))
    sectors = _vanished(connection, Sector, {card.code for card in catalogue.sectors})
    empty = sectors - set(connection.scalars(select(Service.sector_id).distinct()))
    return deleted + _delete(connection, Sector, sorted(empty))


def _never_used() -> list[ColumnElement[bool]]:
    """Return conditions of an indicator without values, now or in the history."""
    tables = (Observation, ReleaseIndicator)
    return [~exists().where(table.indicator_id == Indicator.id) for table in tables]


def _vanished(connection: Connection, table: Coded, codes: set[str]) -> set[int]:
    return {
        key
        for code, key in ids_by_code(connection, table).items()
        if code not in codes and not code.startswith(IMPORTED)
    }


def _delete(connection: Connection, table: Coded, keys: Sequence[int]) -> int:
    if keys:
        connection.execute(delete(table).where(table.id.in_(keys)))
        if table in KIND_OF:
            forget_own(connection, table, keys)
    return len(keys)


def _formulas(connection: Connection) -> dict[str, tuple[str, int]]:
    """Return, by code, what the values of an indicator depend on: formula and decimals."""
    rows = connection.execute(select(Indicator.code, Indicator.decimals, Indicator.card))
    return {row.code: (str(row.card.get("formula")), row.decimals) for row in rows}


def _variables_of(connection: Connection, formulas: Sequence[tuple[str, int]]) -> frozenset[int]:
    """Return the ids of variables whose code stands in one of the formulas and that have values."""
    text = " ".join(formula for formula, _ in formulas)
    words = set(text.replace("'", " ").replace("(", " ").replace(")", " ").split())
    rows = connection.execute(
        select(Variable.code, Variable.id).where(
            select(VariableValue.variable_id)
            .where(VariableValue.variable_id == Variable.id)
            .exists()
        )
    )
    return frozenset(key for code, key in rows if code in words)
