"""Units by the keys of the official portal.

The dictionary gives facts and no dates: it can show a gmina that the list of units does not have
yet, or another name, but never that a unit ended. It keeps units of former years as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, insert, select, update

from smup.ingest.load import Load, utc_now
from smup.models import UnitCode
from smup.sync.answers import AnswerStore
from smup.sync.portal import official
from smup.sync.portal.smup_api import FIRST_YEAR, SOURCE, UNITS, Ask
from smup.sync.portal.stored import stored_rows
from smup.sync.portal.unit_rows import PlacedUnit, placed
from smup.territory.directory import UnitDirectory
from smup.territory.known_changes import write_known_changes
from smup.territory.search import fold
from smup.territory.store import read_directory
from smup.territory.unit import TerritorialUnit
from smup.territory.writing import add_unit, rename_unit, shipped_list, write_list

UNKNOWN, PART = -1, -2
UNKNOWN_UNIT = "Nieznana jednostka: id-teryt {id}"
SINCE = date(FIRST_YEAR, 1, 1)
MOST_RENAMED = 20
MANY_NAMES = (
    "Słownik jednostek portalu SMUP ma inne nazwy {count} jednostek, więc to raczej inny zapis niż "
    "zmiany nazw; nazw nie zmieniono."
)
NOT_ADDED = (
    "W słowniku jednostek portalu SMUP są gminy, których nie ma na naszej liście: {names}. "
    "Wczytaj nową listę: python -m smup import terc PLIK"
)
Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialUnits:
    """What the keys ``id-teryt`` mean.

    Attributes:
        keys: known keys, ascending.
        unit_ids: id of the unit of each key; ``PART`` for parts of gminas (kinds 4, 5, 8, 9) and
            regions without a TERYT code, which are not loaded.
        origins: code of each key as a number, for ``smup.ingest.settle.settle_rows``: several keys
            may mean one unit (a former kind; a city with powiat rights, also there as a powiat).
        is_aggregate: powiats other than cities, voivodeships, the country.
        is_city: cities with powiat rights.
    """

    keys: Longs
    unit_ids: Longs
    origins: Longs
    is_aggregate: NDArray[Any]
    is_city: NDArray[Any]

    def find(self, keys: Longs) -> Longs:
        """Return the place in the arrays of each key, ``UNKNOWN`` for those that are not there."""
        if not len(self.keys):
            return np.full(len(keys), UNKNOWN, dtype=np.int64)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[places] == keys, places, UNKNOWN)


def load_units(load: Load, store: AnswerStore) -> OfficialUnits:
    """Bring codes of system ``smup`` and units in line with the dictionary; never ends a unit.

    A database without units first gets the shipped list. Writes codes, new units and names, notes
    changes; without a dictionary in the store it only reads.
    """
    rows = stored_rows(store, Ask(path=UNITS), official.units)
    if rows is None:
        return _from_codes(load.connection)
    directory = _with_list(load)
    units = [placed(row) for row in rows]
    directory = _add_gminas(load, units, directory)
    directory = _rename(load, units, directory)
    found = [(unit, _unit_of(unit, directory)) for unit in units]
    _write_codes(load, found)
    parts = [unit.official.id for unit in units if not unit.code]
    return _as_arrays([(unit.official.id, unit.origin, own) for unit, own in found if own], parts)


def _with_list(load: Load) -> UnitDirectory:
    """Return the units of the database, those of the shipped list where there were none."""
    directory = read_directory(load.connection)
    if len(directory):
        return directory
    changes = write_list(load.connection, shipped_list(), directory)
    added = len(changes.new) + write_known_changes(load.connection)
    load.counts.read += added
    load.counts.new += added
    load.units_changed = True
    return read_directory(load.connection)


def _add_gminas(load: Load, units: Iterable[PlacedUnit], directory: UnitDirectory) -> UnitDirectory:
    """Add gminas that came into being after the newest list of units.

    Their first day is taken to be the 1st of January after that list, when units change. A gmina
    unknown to a list of this year is of the past, or a mistake: it is not added.
    """
    codes = directory.ids_by_code
    missing = {
        unit.code[:6]: unit for unit in units if unit.is_gmina and unit.code[:6] not in codes
    }
    since = _after_list(load.connection)
    fresh = [unit for unit in missing.values() if since is not None and unit.code[:4] in codes]
    left = [unit for unit in missing.values() if unit not in fresh]
    if left:
        load.notes.append(NOT_ADDED.format(names=", ".join(_named(left))))
    for unit in fresh:
        listed = unit.listed()
        add_unit(load.connection, listed, directory, since=since or SINCE, measured={})
        load.note_change("unit-new", listed.code, listed.name)
    load.counts.read += len(fresh)
    load.counts.new += len(fresh)
    load.units_changed |= bool(fresh)
    return read_directory(load.connection) if fresh else directory


def _after_list(connection: Connection) -> date | None:
    held = connection.scalar(
        select(func.max(UnitCode.valid_from)).where(UnitCode.system == "teryt")
    )
    following = date((held or SINCE).year + 1, 1, 1)
    return following if following <= utc_now().date() else None


def _rename(load: Load, units: Iterable[PlacedUnit], directory: UnitDirectory) -> UnitDirectory:
    """Give gminas and powiats the names of the dictionary, where a few differ.

    A code with several names says nothing: one of them is a former name.
    """
    names: dict[str, set[str]] = defaultdict(set)
    for unit in units:
        names[unit.code].add(unit.name)
    differing = [
        (own, next(iter(names[own.teryt])))
        for own in directory.units
        if not own.ended
        and own.level in {"gmina", "powiat"}
        and len(names.get(own.teryt, ())) == 1
        and fold(own.name) not in {fold(name) for name in names[own.teryt]}
    ]
    if len(differing) > MOST_RENAMED:
        load.notes.append(MANY_NAMES.format(count=len(differing)))
        return directory
    since = date(utc_now().year, 1, 1)
    for own, name in differing:
        rename_unit(load.connection, own, name, since=since)
        load.note_change("unit-renamed", own.teryt, name, old=own.name, new=name)
    load.counts.read += len(differing)
    load.counts.changed += len(differing)
    load.units_changed |= bool(differing)
    return read_directory(load.connection) if differing else directory


def _unit_of(unit: PlacedUnit, directory: UnitDirectory) -> TerritorialUnit | None:
    codes = directory.ids_by_code
    found = codes.get(unit.code)
    if found is None and unit.is_gmina:
        found = codes.get(unit.code[:6])
    return None if found is None else directory.by_id(found)


def _write_codes(load: Load, found: Sequence[tuple[PlacedUnit, TerritorialUnit | None]]) -> None:
    """Write the keys of the portal as codes of system ``smup``."""
    connection = load.connection
    held = {
        row["code"]: row
        for row in connection.execute(
            select(UnitCode.__table__).where(UnitCode.system == SOURCE)
        ).mappings()
    }
    rows = [_code_row(unit, own) for unit, own in found if own is not None]
    distinct = {row["code"]: row for row in rows}
    new = [row for code, row in distinct.items() if code not in held]
    changed = [
        row
        for code, row in distinct.items()
        if code in held and any(held[code][name] != value for name, value in row.items())
    ]
    if new:
        connection.execute(insert(UnitCode), new)
    for row in changed:
        connection.execute(
            update(UnitCode).where(UnitCode.id == held[row["code"]]["id"]).values(row)
        )
    load.counts.read += len(distinct)
    load.counts.new += len(new)
    load.counts.changed += len(changed)
    load.counts.same += len(distinct) - len(new) - len(changed)


def _code_row(unit: PlacedUnit, own: TerritorialUnit) -> dict[str, Any]:
    return {
        "unit_id": own.id,
        "system": SOURCE,
        "code": str(unit.official.id),
        "name": unit.official.name,
        "kind": unit.listed().kind,
        "valid_from": SINCE,
        "valid_to": None,
    }


def _from_codes(connection: Connection) -> OfficialUnits:
    """Return what was written from a dictionary before."""
    directory = read_directory(connection)
    rows = connection.execute(
        select(UnitCode.code, UnitCode.unit_id, UnitCode.kind).where(UnitCode.system == SOURCE)
    )
    known = []
    for row in rows:
        own = directory.by_id(row.unit_id)
        code = own.teryt_powiat if row.kind == "powiat" and own.city_county else own.teryt
        known.append((int(row.code), int((code or "").ljust(7, "0")), own))
    return _as_arrays(known, [])


def _as_arrays(
    known: Iterable[tuple[int, int, TerritorialUnit]], parts: Iterable[int]
) -> OfficialUnits:
    by_key: Mapping[int, tuple[int, int, bool, bool]] = {
        **dict.fromkeys(parts, (PART, 0, False, False)),
        **{
            key: (own.id, origin, own.level != "gmina", own.city_county)
            for key, origin, own in known
        },
    }
    rows = sorted((key, *values) for key, values in by_key.items())
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 5)
    return OfficialUnits(
        keys=table[:, 0],
        unit_ids=table[:, 1],
        origins=table[:, 2],
        is_aggregate=table[:, 3].astype(bool),
        is_city=table[:, 4].astype(bool),
    )


def _named(units: Sequence[PlacedUnit]) -> list[str]:
    return [f"{unit.name} ({unit.code})" for unit in units[:12]]
