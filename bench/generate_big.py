"""Makes the big database of the measurements: the sample and 700 more indicators, 31 million rows.

    python bench/generate_big.py [--indicators 700] [--url sqlite:///var/big.sqlite]

Existing contents of the database are replaced. The values are random; the rows go through the
same bulk path as every load, and the statistics through the same code.
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, Engine, insert, select

from smup.database import init_schema, make_engine, sqlite_file
from smup.flags import Flag
from smup.ingest.bulk import write_values
from smup.ingest.columns import ValueColumns
from smup.ingest.kinds import SAMPLE
from smup.ingest.load import Load, load
from smup.models import Indicator, Observation, Sector, Service
from smup.sample.generate import generate_sample
from smup.sample.rows import matrix_of
from smup.settings import ROOT
from smup.statistics.rebuild import rebuild_statistics
from smup.territory.directory import UnitDirectory
from smup.territory.store import read_directory

YEARS = np.arange(2011, 2025)
BATCH = 20
IN_SERVICE = 50
MISSING_SHARE = 0.03
SECTOR = "pomiar"


def main() -> None:
    """Make the database and say how long each part took."""
    arguments = _arguments()
    engine = make_engine(arguments.url)
    _remove(engine)
    init_schema(engine)
    started = time.perf_counter()
    generate_sample(engine)
    print(f"sample: {time.perf_counter() - started:.0f} s", flush=True)
    with load(engine, kind=SAMPLE, source="Pomiar wydajności, wartości losowe") as current:
        directory = read_directory(current.connection)
        ids = add_indicators(current.connection, arguments.indicators)
        for start in range(0, len(ids), BATCH):
            _write_batch(current, directory, ids[start : start + BATCH])
            print(f"\r{current.counts.new:,} rows", end="", file=sys.stderr, flush=True)
        current.counts.read = current.counts.new
    rows = current.counts.new
    print(f"\n{rows:,} rows more in {time.perf_counter() - started:.0f} s altogether")


def add_services(connection: Connection, count: int) -> list[int]:
    """Add a sector with a number of services; returns their ids."""
    names = {"name_pl": "Pomiar", "name_en": "Measurement"}
    row = {"code": SECTOR, "position": 11, "official": False, "icon": "speedometer", **names}
    sector = connection.scalars(insert(Sector).returning(Sector.id), [row]).one()
    rows = [
        {
            "code": f"pomiar-{number}",
            "sector_id": sector,
            "position": number,
            "name_pl": f"Pomiar {number}",
            "name_en": f"Measurement {number}",
            "task_level": "gmina",
        }
        for number in range(count)
    ]
    added = insert(Service).returning(Service.id, sort_by_parameter_order=True)
    return list(connection.scalars(added, rows).all())


def add_indicators(connection: Connection, count: int) -> list[int]:
    """Add services of 50 indicators each; the cards are copies of a shipped one."""
    services = add_services(connection, -(-count // IN_SERVICE))
    like = dict(connection.execute(select(Indicator.__table__).limit(1)).mappings().one())
    del like["id"]
    rows = [
        like
        | {
            "code": f"POM-{number // 90:02d}-{10 + number % 90}",
            "service_id": services[number // IN_SERVICE],
            "position": 1_000 + number,
            "name_pl": f"Wskaźnik pomiarowy {number}",
            "name_en": f"Measured indicator {number}",
        }
        for number in range(count)
    ]
    added = insert(Indicator).returning(Indicator.id, sort_by_parameter_order=True)
    return list(connection.scalars(added, rows).all())


def _write_batch(current: Load, directory: UnitDirectory, ids: list[int]) -> None:
    matrices = {}
    for indicator_id in ids:
        columns = _random_columns(indicator_id, directory)
        write_values(current, Observation, columns, fresh=True)
        matrices[indicator_id] = matrix_of(columns, directory)
    rebuild_statistics(
        current.connection, indicator_ids=ids, directory=directory, matrices=matrices
    )


def _random_columns(indicator_id: int, directory: UnitDirectory) -> ValueColumns:
    random = np.random.default_rng(indicator_id)
    shape = (len(YEARS), len(directory))
    value = np.round(random.lognormal(4, 0.6, shape), 1)
    flag = np.where(random.random(shape) < MISSING_SHARE, Flag.MISSING, Flag.OCCURRED)
    return ValueColumns.of(
        key_id=indicator_id,
        year=np.repeat(YEARS, len(directory)),
        unit_id=np.tile(directory.ids, len(YEARS)),
        value=np.where(flag == Flag.OCCURRED, value, np.nan).ravel(),
        flag=flag.ravel(),
        decimals=1,
    )


def _remove(engine: Engine) -> None:
    file = sqlite_file(engine.url)
    if file is None:
        return
    engine.dispose()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--indicators", type=int, default=700)
    parser.add_argument("--url", default=f"sqlite:///{ROOT / 'var' / 'big.sqlite'}")
    return parser.parse_args()


if __name__ == "__main__":
    main()
