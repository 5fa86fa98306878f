"""Which series of the Local Data Bank the catalogue of this database needs."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from smup.catalogue.formula import parse
from smup.catalogue.schema import Formula
from smup.errors import UnknownCodeError
from smup.ingest.columns import ValueTable
from smup.models import (
    Indicator,
    Observation,
    Sector,
    Service,
    SourceAnswer,
    Variable,
    VariableValue,
)
from smup.sync.bdl.bdl_api import LEVELS_OF_TASK

UNKNOWN_INDICATOR = (
    "Nie ma wskaźnika „{code}”. Sprawdź kod; listę daje python -m smup export catalogue."
)
UNKNOWN_SECTOR = "Nie ma obszaru „{code}”. Dostępne obszary: {codes}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A series of the bank and where its values go.

    Attributes:
        bdl_id: variable id of the bank.
        code: code of our variable or indicator.
        table: ``VariableValue``, or ``Observation`` for an indicator taken as it is.
        key_id: id of the variable or indicator.
        subject: subject that the card names; None: not named, so not checked.
        levels: levels of units that are asked for.
        zero_is_missing: the bank writes 0 where a unit did not report.
    """

    bdl_id: int
    code: str
    table: ValueTable
    key_id: int
    subject: str | None
    levels: tuple[int, ...]
    zero_is_missing: bool = False


def wanted_series(
    connection: Connection, *, sector: str | None = None, indicators: Collection[str] = ()
) -> list[Wanted]:
    """Return the series that indicators of the database need, each once, in the order of ids.

    These are variables of formulas with an id of the bank. An indicator whose formula has a
    variable without one is taken as the bank computes it, where its card knows that id, unless
    its values come from the portal of SMUP or are computed from variables that have values.

    Args:
        connection: of the database.
        sector: code of a sector to keep to; None: all.
        indicators: codes of indicators to keep to; empty: all.

    Raises:
        UnknownCodeError: when the database has no such sector or indicator.
    """
    rows = _indicators(connection, sector, indicators)
    variables = {row.code: row for row in connection.execute(_ALL_VARIABLES)}
    official = set(connection.scalars(_FROM_PORTAL))
    with_values = set(connection.scalars(select(VariableValue.variable_id).distinct()))
    found: dict[int, Wanted] = {}
    later: list[Wanted] = []
    for row in rows:
        needed = [variables[name] for name in _names(row.card) if name in variables]
        known = [variable for variable in needed if _bdl(variable.card).get("id")]
        found.update((one.bdl_id, one) for one in map(_of_variable, known))
        computed = all(one in known or one.id in with_values for one in needed)
        if row.card.get("bdl_id") and not computed and row.id not in official:
            later.append(_of_indicator(row))
    for one in later:
        found.setdefault(one.bdl_id, one)
    return [found[key] for key in sorted(found)]


_ALL_VARIABLES = select(Variable.id, Variable.code, Variable.card)
_FROM_PORTAL = (
    select(SourceAnswer.indicator_id)
    .where(SourceAnswer.source == "smup", SourceAnswer.status == "data")
    .distinct()
)


def _indicators(
    connection: Connection, sector: str | None, codes: Collection[str]
) -> list[Row[Any]]:
    query = (
        select(Indicator.id, Indicator.code, Indicator.task_level, Indicator.card)
        .join(Service, Service.id == Indicator.service_id)
        .join(Sector, Sector.id == Service.sector_id)
        .order_by(Indicator.id)
    )
    if sector is not None:
        known = list(connection.scalars(select(Sector.code).order_by(Sector.position)))
        if sector not in known:
            message = UNKNOWN_SECTOR.format(code=sector, codes=", ".join(known))
            raise UnknownCodeError("sector", sector, message)
        query = query.where(Sector.code == sector)
    rows = list(connection.execute(query).all())
    for code in codes:
        if all(row.code != code for row in rows):
            raise UnknownCodeError("indicator", code, UNKNOWN_INDICATOR.format(code=code))
    return [row for row in rows if not codes or row.code in codes]


def _names(card: Mapping[str, Any]) -> Iterator[str]:
    formula = card.get("formula")
    if formula:
        yield from sorted(parse(Formula.model_validate(formula)).all)


def _bdl(card: Mapping[str, Any]) -> Mapping[str, Any]:
    return card.get("bdl") or {}


def _of_variable(row: Row[Any]) -> Wanted:
    bdl = _bdl(row.card)
    return Wanted(
        bdl_id=int(bdl["id"]),
        code=row.code,
        table=VariableValue,
        key_id=row.id,
        subject=bdl.get("subject"),
        levels=LEVELS_OF_TASK[row.card.get("level", "oba")],
        zero_is_missing=bool(bdl.get("zero_is_missing")),
    )


def _of_indicator(row: Row[Any]) -> Wanted:
    return Wanted(
        bdl_id=int(row.card["bdl_id"]),
        code=row.code,
        table=Observation,
        key_id=row.id,
        subject=None,
        levels=LEVELS_OF_TASK[row.task_level],
    )
