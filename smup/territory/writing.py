"""Write a list of units: new ones, dated codes, ends. History is kept, nothing is deleted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from smup.models import Unit, UnitCode
from smup.territory.directory import UnitDirectory
from smup.territory.matching import Matching, match_units
from smup.territory.shipped import POPULATION_YEAR, UNITS_DATE, ShippedUnit, shipped_units
from smup.territory.terc import ListedUnit, UnitList
from smup.territory.unit import TerritorialUnit

LEVEL_ORDER = ("kraj", "wojewodztwo", "powiat", "gmina", "czesc")


class OpenCode(NamedTuple):
    """A row of ``unit_code`` whose code still holds."""

    id: int
    code: str
    name: str
    kind: str
    valid_from: date


@dataclass(slots=True)
class UnitChanges:
    """What a list changed; every listed unit is in exactly one of the first three.

    ``renamed`` maps the former code of a unit to the one it has now.
    """

    new: list[ListedUnit] = field(default_factory=list)
    changed: list[ListedUnit] = field(default_factory=list)
    same: list[ListedUnit] = field(default_factory=list)
    ended: list[TerritorialUnit] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)


def write_list(connection: Connection, listed: UnitList, directory: UnitDirectory) -> UnitChanges:
    """Bring the units of the database to the state of a list.

    New units get area, population and location from the shipped list where it knows them.

    Args:
        connection: open transaction.
        listed: the list; not older than the newest one written before.
        directory: the units as they are in the database.
    """
    existing = [unit for unit in directory.units if not unit.ended and not unit.fictional]
    matching = match_units(listed.units, existing)
    changes = UnitChanges(ended=list(matching.ended))
    codes = _open_codes(connection)
    ids = _known_ids(matching)
    facts = {unit.teryt[:6]: unit for unit in shipped_units()}
    since = listed.valid_on if existing else None
    for level in LEVEL_ORDER:
        fresh = [unit for unit, old in matching.pairs if old is None and unit.level == level]
        rows = [_new_row(unit, ids, facts, since) for unit in fresh]
        _insert_units(connection, fresh, rows, ids)
        changes.new.extend(fresh)
    _insert_codes(connection, changes.new, ids, listed.valid_on)
    for unit, old in matching.pairs:
        if old is not None:
            altered = _update(connection, unit, old, parent_id=_parent(unit, ids))
            recoded = _recode(connection, unit, old.id, codes.get(old.id, []), listed.valid_on)
            (changes.changed if altered or recoded else changes.same).append(unit)
            if old.teryt != unit.code:
                changes.renamed[old.teryt] = unit.code
    for gone in matching.ended:
        successor = matching.successors.get(gone.id)
        heir = None if successor is None else ids[successor.key]
        _end(connection, gone.id, on=listed.valid_on, successor_id=heir)
    return changes


def add_unit(
    connection: Connection,
    unit: ListedUnit,
    directory: UnitDirectory,
    *,
    since: date,
    measured: Mapping[str, float],
) -> int:
    """Add one unit that no list has brought yet; return its key.

    Args:
        connection: open transaction.
        unit: the unit; the one it lies in is in the directory.
        directory: the units as they are in the database.
        since: first day of the unit.
        measured: ``area_km2``, ``lon`` and ``lat``, used where the shipped list has nothing.
    """
    parent = str(unit.parent_key)
    ids = {parent: directory.by_code(parent).id}
    facts = {known.teryt[:6]: known for known in shipped_units()}
    row = _new_row(unit, ids, facts, since)
    row |= {name: value for name, value in measured.items() if row[name] is None}
    _insert_units(connection, [unit], [row], ids)
    _insert_codes(connection, [unit], ids, since)
    return ids[unit.key]


def shipped_list() -> UnitList:
    """Return the list of units that the product ships, for a database without any."""
    units = [
        ListedUnit(
            code=unit.teryt,
            level=unit.level,
            kind=unit.kind,
            name=unit.name,
            powiat_code=unit.teryt_powiat,
        )
        for unit in shipped_units()
    ]
    return UnitList(valid_on=UNITS_DATE, units=tuple(units), rows=len(units))


def rename_unit(connection: Connection, unit: TerritorialUnit, name: str, *, since: date) -> None:
    """Give a unit a new name under the codes that it has; the old name stays with its dates."""
    connection.execute(update(Unit).where(Unit.id == unit.id).values(name=name))
    for held in _open_codes(connection).get(unit.id, []):
        listed = ListedUnit(code=held.code, level=unit.level, kind=held.kind, name=name)
        _recode(connection, listed, unit.id, [held], since)


def _known_ids(matching: Matching) -> dict[str, int]:
    """Return database keys by the key of a list, and by the powiat code of a city."""
    ids: dict[str, int] = {}
    for unit, old in matching.pairs:
        if old is not None:
            ids[unit.key] = old.id
            if unit.powiat_code is not None:
                ids[unit.powiat_code] = old.id
    return ids


def _parent(unit: ListedUnit, ids: Mapping[str, int]) -> int | None:
    return None if unit.parent_key is None else ids[unit.parent_key]


def _new_row(
    unit: ListedUnit,
    ids: Mapping[str, int],
    facts: Mapping[str, ShippedUnit],
    since: date | None,
) -> dict[str, Any]:
    known = None if unit.level == "czesc" else facts.get(unit.key)
    if known is not None and since is not None and known.name != unit.name:
        known = None  # the code now belongs to another unit than on the shipped list
    return {
        "level": unit.level,
        "kind": unit.kind,
        "city_county": unit.powiat_code is not None,
        "name": unit.name,
        "parent_id": _parent(unit, ids),
        "area_km2": known and known.area_km2,
        "population": known and known.population,
        "population_year": known and POPULATION_YEAR,
        "lon": known and known.lon,
        "lat": known and known.lat,
        "fictional": False,
        "valid_from": since,
        "valid_to": None,
        "successor_id": None,
    }


def _insert_units(
    connection: Connection, units: list[ListedUnit], rows: list[dict[str, Any]], ids: dict[str, int]
) -> None:
    if not rows:
        return
    statement = insert(Unit).returning(Unit.id, sort_by_parameter_order=True)
    for unit, unit_id in zip(units, connection.scalars(statement, rows), strict=True):
        ids[unit.key] = unit_id
        if unit.powiat_code is not None:
            ids[unit.powiat_code] = unit_id


def _insert_codes(
    connection: Connection, units: list[ListedUnit], ids: Mapping[str, int], since: date
) -> None:
    rows = [_code_row(ids[unit.key], unit, code, since) for unit in units for code in unit.codes]
    if rows:
        connection.execute(insert(UnitCode), rows)


def _code_row(unit_id: int, unit: ListedUnit, code: str, since: date) -> dict[str, Any]:
    return {
        "unit_id": unit_id,
        "system": "teryt",
        "code": code,
        "name": unit.name,
        "kind": unit.kind,
        "valid_from": since,
        "valid_to": None,
    }


def _open_codes(connection: Connection) -> dict[int, list[OpenCode]]:
    """Return the TERYT codes that hold now, per unit."""
    rows = connection.execute(
        select(
            UnitCode.unit_id,
            UnitCode.id,
            UnitCode.code,
            UnitCode.name,
            UnitCode.kind,
            UnitCode.valid_from,
        ).where(UnitCode.system == "teryt", UnitCode.valid_to.is_(None))
    )
    codes: dict[int, list[OpenCode]] = {}
    for unit_id, row_id, code, name, kind, since in rows:
        codes.setdefault(unit_id, []).append(OpenCode(row_id, code, name, kind, since))
    return codes


def _update(
    connection: Connection, unit: ListedUnit, old: TerritorialUnit, *, parent_id: int | None
) -> bool:
    wanted = {
        "name": unit.name,
        "kind": unit.kind,
        "city_county": unit.powiat_code is not None,
        "parent_id": parent_id,
    }
    different = {column: value for column, value in wanted.items() if getattr(old, column) != value}
    if different:
        connection.execute(update(Unit).where(Unit.id == old.id).values(different))
    return bool(different)


def _recode(
    connection: Connection, unit: ListedUnit, unit_id: int, held: list[OpenCode], since: date
) -> bool:
    """Close the codes that no longer hold and open the new ones; a new name opens its code anew."""
    wanted = {(code, unit.name, unit.kind) for code in unit.codes}
    outdated = [code for code in held if (code.code, code.name, code.kind) not in wanted]
    missing = wanted - {(code.code, code.name, code.kind) for code in held}
    for code in outdated:
        if code.valid_from == since:
            # A corrected list of the same day replaces what the first one said.
            connection.execute(delete(UnitCode).where(UnitCode.id == code.id))
        else:
            connection.execute(
                update(UnitCode).where(UnitCode.id == code.id).values(valid_to=since)
            )
    if missing:
        rows = [_code_row(unit_id, unit, code, since) for code, _, _ in sorted(missing)]
        connection.execute(insert(UnitCode), rows)
    return bool(outdated or missing)


def _end(connection: Connection, unit_id: int, *, on: date, successor_id: int | None) -> None:
    connection.execute(
        update(Unit).where(Unit.id == unit_id).values(valid_to=on, successor_id=successor_id)
    )
    connection.execute(
        update(UnitCode)
        .where(UnitCode.unit_id == unit_id, UnitCode.valid_to.is_(None))
        .values(valid_to=on)
    )
