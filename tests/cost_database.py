"""Six gminas of powiat płoński with loaded rows of primary schools in 2022-2024, computed.

Every case of a key: shares that add up, a gmina without floor area, own shares of Płońsk, assets
of three ages, a correction, a grant to a provider, and a gmina without pupils.
"""

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert

from smup.costs.dictionary import read_dictionary
from smup.costs.rebuild import rebuild_service_costs
from smup.database import make_engine
from smup.models.costs import (
    CostAsset,
    CostCircumstance,
    CostDriver,
    CostIncome,
    CostOutput,
    CostSpending,
)
from tests import builders

CODE, CLUBS, SOCIAL = "szkoly-podstawowe", "swietlice-szkolne", "dowoz-uczniow"
PLONSK, JONIEC, LUBIN, LACK, ZABOR, EMPTY = (
    "1420011",
    "1420062",
    "1420022",
    "1420032",
    "1420042",
    "1420052",
)
NAMES = {
    PLONSK: "Płońsk",
    JONIEC: "Joniec",
    LUBIN: "Lubin",
    LACK: "Łąck",
    ZABOR: "=Zabór",
    EMPTY: "Żarów",
}
PUPILS = {PLONSK: 1546, JONIEC: 187, LUBIN: 402, LACK: 350, ZABOR: 290}
LEVELS = {PLONSK: 1.0, JONIEC: 1.31, LUBIN: 1.1, LACK: 0.93, ZABOR: 1.04}
YEARS = (2022, 2023, 2024)
GROSZE = 100

# chapter, paragraph, zl a pupil in 2024
SPENDING = (
    ("80101", "4790", 7_311.07),
    ("80101", "4110", 1_204.13),
    ("80101", "4210", 655.55),
    ("80101", "4260", 811.01),
    ("80101", "4010", 2_010.19),
    ("80101", "2540", 501.3),
    ("80101", "6050", 777.77),
    ("80107", "4790", 400.4),
    ("80113", "4300", 610.0),
    ("75023", "4010", 3_300.03),
    ("75023", "4210", 303.3),
    ("75085", "4010", 711.11),
)
DRIVERS = (
    # pool, service, posts, hours, area, cases, own share: per 100 pupils
    ("szkola", CODE, 2.5, 4_000.0, None, 90.0),
    ("szkola", CLUBS, 0.5, 900.0, None, 5.0),
    ("wspolne", CODE, 12.0, None, 1_200.0, None),
    ("wspolne", CLUBS, 1.0, None, 90.0, None),
    ("wspolne", "inne", 30.0, None, 3_900.0, None),
)
OWN_SHARES = {("szkola", CODE): 0.8, ("szkola", CLUBS): 0.2, ("wspolne", CODE): 0.35}
ASSETS = (
    ("Budynek szkoły", 1999, None, 11_000_000.0, 2.5),
    ("Sala gimnastyczna", 2010, None, 3_333_333.33, 2.5),
    ("Pracownia", 2020, None, 99_999.99, 30.0),
    ("Stara kotłownia", 2001, 2020, 500_000.0, 4.5),
)
INCOMES = (("oplaty", 311.11), ("sprzedaz", 45.5), ("dotacje", 505.05))


def fill(engine: Engine, *, kind: str = "real") -> None:
    """Write the country, its catalogue and the rows, and compute the costs."""
    with engine.begin() as connection:
        builders.set_dataset(connection, kind=kind, version=3)
        builders.release(connection, source="Budżet gminy", file_name="wydatki.csv")
        top = builders.unit(connection, "00", name="Polska")
        mazovia = builders.unit(connection, "14", name="mazowieckie", parent=top)
        powiat = builders.unit(connection, "1420", name="płoński", parent=mazovia)
        for code, name in NAMES.items():
            builders.unit(connection, code, name=name, parent=powiat, population=5_000)
        sector = builders.sector(connection)
        for service in (CODE, CLUBS, SOCIAL):
            builders.service(connection, service, sector_id=sector)
        for code in PUPILS:
            _rows(connection, code)
        rebuild_service_costs(connection, read_dictionary())


def _rows(connection: Connection, code: str) -> None:
    unit_id = builders.unit_id(connection, code)
    for year in YEARS:
        _year(connection, {"unit_id": unit_id, "year": year, "release_id": 1}, code)
    assets = [
        {
            "name": name,
            "first_year": first,
            "last_year": last,
            "value_gr": round(value * PUPILS[code] / PUPILS[PLONSK] * GROSZE),
            "rate": rate,
        }
        for name, first, last, value, rate in ASSETS
    ]
    owner = {"unit_id": unit_id, "service": CODE, "release_id": 1}
    connection.execute(insert(CostAsset), [owner | asset for asset in assets])


def _year(connection: Connection, cell: dict[str, Any], code: str) -> None:
    pupils = PUPILS[code] - (2024 - cell["year"]) * 3
    money = pupils * LEVELS[code] * 1.07 ** (cell["year"] - 2024) * GROSZE
    spending = [
        cell | {"chapter": chapter, "paragraph": paragraph, "amount_gr": round(amount * money)}
        for chapter, paragraph, amount in SPENDING
    ]
    if code == LUBIN:
        spending.append(cell | {"chapter": "80101", "paragraph": "4300", "amount_gr": -12_345})
    connection.execute(insert(CostSpending), spending)
    connection.execute(insert(CostDriver), [cell | row for row in _drivers(code, pupils)])
    of_service = cell | {"service": CODE}
    incomes = [{"kind": kind, "amount_gr": round(amount * money)} for kind, amount in INCOMES]
    connection.execute(insert(CostIncome), [of_service | row for row in incomes])
    outputs = [("oddzial", pupils // 20), ("szkola", 2)]
    outputs += [("uczen", pupils)] if code != ZABOR else []
    rows = [{"measure": measure, "quantity": float(n)} for measure, n in outputs]
    connection.execute(insert(CostOutput), [of_service | row for row in rows])
    if code == LACK:
        told = of_service | {"kind": "spolka", "note": "spółka gminna"}
        connection.execute(insert(CostCircumstance), [told])


def _drivers(code: str, pupils: int) -> list[dict[str, Any]]:
    rows = []
    for at, (pool, service, *values) in enumerate(DRIVERS):
        names = ("posts", "hours", "area_m2", "cases")
        size = pupils / 100 * (1 + at * LEVELS[code] / 10)
        row: dict[str, Any] = {
            name: None if value is None else value * size
            for name, value in zip(names, values, strict=True)
        }
        if code == LACK:
            row["area_m2"] = None
        own = OWN_SHARES.get((pool, service)) if code == PLONSK else None
        rows.append({"pool": pool, "service": service, "own_share": own, **row})
    return rows


def filled_copy(migrated_sqlite: Path, folder: Path) -> Engine:
    """Return the engine of a copy of an empty database, filled and marked as sample."""
    file = folder / "costs.sqlite"
    shutil.copy(migrated_sqlite, file)
    engine = make_engine(f"sqlite:///{file}")
    fill(engine, kind="sample")
    return engine
