"""Codes that ended before the first list and still stand in old series; see the file itself."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from smup.models import Unit, UnitCode
from smup.settings import DATA

CHANGES_FILE = DATA / "territory-changes.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownChange:
    """An entry of ``data/territory-changes.toml``.

    Attributes:
        code: the former 7-digit code.
        name: name under it.
        kind: kind under it.
        start: first day with it.
        end: first day without it.
        same_unit: code of the gmina that is the same unit, if it lives on.
        successor: code of the gmina that took over the territory, if one did.
    """

    code: str
    name: str
    kind: str
    start: date
    end: date
    same_unit: str | None
    successor: str | None


def known_changes(file: Path = CHANGES_FILE) -> list[KnownChange]:
    """Return the entries of the table in its order."""
    with file.open("rb") as stream:
        entries = tomllib.load(stream)["change"]
    return [_change(entry) for entry in entries]


def write_known_changes(connection: Connection) -> int:
    """Add the known former codes that are not there yet; returns how many.

    A code of a unit that lives on is added to it. Else an ended gmina is made, in the powiat its
    code names. An entry whose units are not in the database is left out.
    """
    present = set(connection.scalars(select(UnitCode.code).where(UnitCode.system == "teryt")))
    fresh = [change for change in known_changes() if change.code not in present]
    return sum(_write(connection, change) for change in fresh)


def _change(entry: dict[str, Any]) -> KnownChange:
    return KnownChange(
        code=entry["code"],
        name=entry["name"],
        kind=entry["kind"],
        start=entry["from"],
        end=entry["to"],
        same_unit=entry.get("same_unit"),
        successor=entry.get("successor"),
    )


def _write(connection: Connection, change: KnownChange) -> bool:
    if change.same_unit is not None:
        unit_id = _unit_id(connection, change.same_unit)
    else:
        unit_id = _ended_unit(connection, change)
    if unit_id is None:
        return False
    connection.execute(
        insert(UnitCode).values(
            unit_id=unit_id,
            system="teryt",
            code=change.code,
            name=change.name,
            kind=change.kind,
            valid_from=change.start,
            valid_to=change.end,
        )
    )
    return True


def _ended_unit(connection: Connection, change: KnownChange) -> int | None:
    parent_id = _unit_id(connection, change.code[:4])
    if parent_id is None:
        return None
    successor_id = None if change.successor is None else _unit_id(connection, change.successor)
    statement = insert(Unit).values(
        level="gmina",
        kind=change.kind,
        city_county=False,
        name=change.name,
        parent_id=parent_id,
        fictional=False,
        valid_to=change.end,
        successor_id=successor_id,
    )
    return int(connection.execute(statement.returning(Unit.id)).scalar_one())


def _unit_id(connection: Connection, code: str) -> int | None:
    """Return the key of the unit with a code; a gmina by its first six digits."""
    pattern = f"{code[:6]}_" if len(code) == len("WWPPGGR") else code
    return connection.scalar(
        select(UnitCode.unit_id).where(
            UnitCode.system == "teryt",
            UnitCode.valid_to.is_(None),
            UnitCode.code.like(pattern),
            UnitCode.kind != "czesc",
        )
    )
