"""Small builders of rows for tests: ``observation(connection, unit="0201011", year=2023, …)``."""

import datetime as dt
from typing import Any

from sqlalchemy import Connection, insert, select, update

from smup.flags import Flag
from smup.models import (
    Dataset,
    Indicator,
    Observation,
    Release,
    Sector,
    Service,
    Unit,
    UnitCode,
    Variable,
    VariableValue,
)

NO_DATE = dt.date(1900, 1, 1)
KIND_BY_DIGIT = {"1": "miejska", "2": "wiejska", "3": "miejsko-wiejska"}
LEVEL_OF_LENGTH = {2: "wojewodztwo", 4: "powiat", 7: "gmina"}


def set_dataset(connection: Connection, *, kind: str = "real", version: int = 1) -> None:
    """Say what the database holds."""
    connection.execute(
        update(Dataset).values(
            kind=kind, version=version, changed_at=dt.datetime.fromisoformat("2026-01-01")
        )
    )


def release(connection: Connection, *, kind: str = "test", **fields: Any) -> int:
    """Add a release; returns its id."""
    counts = ("read", "new", "changed", "same", "skipped", "rejected")
    values: dict[str, Any] = {f"rows_{name}": 0 for name in counts}
    values |= {
        "kind": kind,
        "source": "test",
        "fetched_at": dt.datetime.fromisoformat("2026-01-01"),
        **fields,
    }
    return _add(connection, Release, values)


def unit(
    connection: Connection,
    code: str,
    *,
    name: str | None = None,
    kind: str | None = None,
    parent: int | None = None,
    **fields: Any,
) -> int:
    """Add a unit with its TERYT code (2, 4 or 7 digits); returns its id.

    A city with powiat rights is made with ``city_county=True`` and its 7-digit code; the 4-digit
    one is added too. The country has the code ``"00"``.
    """
    level = "kraj" if code == "00" else LEVEL_OF_LENGTH[len(code)]
    unit_kind = kind or (KIND_BY_DIGIT[code[6]] if level == "gmina" else level)
    values: dict[str, Any] = {
        "level": level,
        "kind": unit_kind,
        "city_county": False,
        "name": name or f"Jednostka {code}",
        "parent_id": parent,
        "fictional": code.startswith("99"),
        **fields,
    }
    unit_id = _add(connection, Unit, values)
    codes = [code, code[:4]] if values["city_county"] else [code]
    for one in codes:
        values_of_code = {
            "unit_id": unit_id,
            "system": "teryt",
            "code": one,
            "name": values["name"],
            "kind": unit_kind,
            "valid_from": NO_DATE,
        }
        _add(connection, UnitCode, values_of_code)
    return unit_id


def unit_id(connection: Connection, code: str) -> int:
    """Return the id of the unit with a TERYT code."""
    query = select(UnitCode.unit_id).where(UnitCode.system == "teryt", UnitCode.code == code)
    return int(connection.execute(query).scalar_one())


def sector(connection: Connection, code: str = "edukacja", *, position: int = 1) -> int:
    """Add a sector; returns its id."""
    names = {"name_pl": code.capitalize(), "name_en": code.capitalize()}
    return _add(
        connection,
        Sector,
        {"code": code, "position": position, "official": True, "icon": "book", **names},
    )


def service(connection: Connection, code: str = "przedszkola", *, sector_id: int) -> int:
    """Add a service; returns its id."""
    names = {"name_pl": code.capitalize(), "name_en": code.capitalize(), "task_level": "gmina"}
    values = {"code": code, "sector_id": sector_id, "position": 1, **names}
    return _add(connection, Service, values)


def indicator(
    connection: Connection,
    code: str = "EDU-PRZ-01",
    *,
    service_id: int | None = None,
    **fields: Any,
) -> int:
    """Add an indicator, with a sector and a service if none is given; returns its id."""
    if service_id is None:
        found = connection.execute(select(Service.id).limit(1)).scalar()
        service_id = found or service(connection, sector_id=sector(connection))
    values: dict[str, Any] = {
        "code": code,
        "service_id": service_id,
        "position": 1,
        "name_pl": f"Wskaźnik {code}",
        "name_en": f"Indicator {code}",
        "unit_pl": "zł",
        "unit_en": "PLN",
        "decimals": 1,
        "dimension": "ilosc",
        "polarity": "up",
        "task_level": "gmina",
        "card": {},
        **fields,
    }
    return _add(connection, Indicator, values)


def indicator_id(connection: Connection, code: str) -> int:
    """Return the id of an indicator."""
    return int(connection.execute(select(Indicator.id).where(Indicator.code == code)).scalar_one())


def variable(connection: Connection, code: str = "ludnosc", **fields: Any) -> int:
    """Add a variable; returns its id."""
    values: dict[str, Any] = {
        "code": code,
        "name_pl": code,
        "name_en": code,
        "unit_pl": "os.",
        "unit_en": "persons",
        "decimals": 0,
        "card": {"additive": True, "level": "oba"},
        **fields,
    }
    return _add(connection, Variable, values)


def observation(
    connection: Connection,
    *,
    unit: str,
    year: int,
    value: float | None,
    indicator: str = "EDU-PRZ-01",
    flag: Flag | None = None,
    decimals: int | None = None,
) -> None:
    """Add a value of an indicator; the flag follows from the value if not given."""
    row = _value_row(connection, unit, year, value, flag, decimals)
    row["indicator_id"] = indicator_id(connection, indicator)
    connection.execute(insert(Observation).values(row))


def variable_value(
    connection: Connection,
    *,
    unit: str,
    year: int,
    value: float | None,
    variable: str = "ludnosc",
    flag: Flag | None = None,
    decimals: int | None = None,
) -> None:
    """Add a value of a variable; the flag follows from the value if not given."""
    row = _value_row(connection, unit, year, value, flag, decimals)
    query = select(Variable.id).where(Variable.code == variable)
    row["variable_id"] = connection.execute(query).scalar_one()
    connection.execute(insert(VariableValue).values(row))


def flag_of(value: float | None) -> Flag:
    """Return the flag a bare value has: a number occurred, 0 did not, nothing is missing."""
    if value is None:
        return Flag.MISSING
    return Flag.DID_NOT_OCCUR if value == 0 else Flag.OCCURRED


def _value_row(
    connection: Connection,
    unit: str,
    year: int,
    value: float | None,
    flag: Flag | None,
    decimals: int | None,
) -> dict[str, Any]:
    found = connection.execute(select(Release.id).order_by(Release.id).limit(1)).scalar()
    return {
        "year": year,
        "unit_id": unit_id(connection, unit),
        "value": value,
        "flag": int(flag_of(value) if flag is None else flag),
        "decimals": decimals,
        "release_id": found or release(connection),
    }


def _add(connection: Connection, table: Any, values: dict[str, Any]) -> int:
    result = connection.execute(insert(table).values(values).returning(table.id))
    return int(result.scalar_one())


def variable_id(connection: Connection, code: str) -> int:
    """Return the id of a variable."""
    return int(connection.execute(select(Variable.id).where(Variable.code == code)).scalar_one())
