"""``import observations``: rate against the engine's own bulk insert, and memory by file size.

    python bench/imports.py [--rows 400000]

Each import runs in a process of its own over a fresh database, once with a file of the given size
and once with one four times as long. The bare insert takes rows that are already in memory into
the same table with its constraints and its second index. PostgreSQL is measured where it is
installed.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from generate_big import add_indicators
from sqlalchemy import Engine, select
from timing import table

from smup.catalogue.files import load_catalogue
from smup.catalogue.store import store_catalogue
from smup.database import init_schema, make_engine
from smup.ingest.load import load
from smup.models import Indicator, UnitCode
from smup.sample.fictional import read_fictional_units
from smup.sample.units import write_units
from smup.settings import DATA
from tests.postgres import find_binaries, running_cluster

YEARS = range(2010, 2025)
UNITS = 2_400
INDICATORS = 60
CHILD = """
import sys, time
from pathlib import Path
from smup.database import make_engine
from smup.ingest.observations import import_observations
from smup.statistics.refresh import refresh
after = refresh if sys.argv[3] == "yes" else None
started = time.perf_counter()
import_observations(make_engine(sys.argv[1]), [Path(sys.argv[2])], after=after)
Path(sys.argv[4]).write_text(str(time.perf_counter() - started))
"""
COLUMNS = ("indicator_id", "year", "unit_id", "value", "flag", "decimals", "release_id")


def main() -> None:
    """Print one table for each engine."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=400_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for engine_name, fresh in engines(folder):
            print(f"{engine_name}\n\n{_measured(folder, fresh, rows)}\n", flush=True)


def _measured(folder: Path, fresh: Any, rows: int) -> str:
    lines: list[list[object]] = []
    with fresh() as url:
        seconds = _bare(url, rows)
        bare = rows / seconds
        lines.append(["bare bulk insert", rows, seconds, bare, 1.0, "–"])
    for size, statistics in ((rows, "no"), (4 * rows, "no"), (4 * rows, "yes")):
        with fresh() as url:
            file = _written(folder / "observations.csv", url, size)
            seconds, megabytes = _imported(url, file, statistics)
            name = "import, with statistics" if statistics == "yes" else "import"
            lines.append([name, size, seconds, size / seconds, bare * seconds / size, megabytes])
    return table(["way", "rows", "s", "rows/s", "times bare", "peak MB"], lines)


def _imported(url: str, file: Path, statistics: str) -> tuple[float, float]:
    """Import in a process of its own; return seconds and the most memory it held, in MB."""
    clock = file.with_suffix(".seconds")
    command = [sys.executable, "-c", CHILD, url, str(file), statistics, str(clock)]
    child = os.posix_spawn(sys.executable, command, dict(os.environ))
    _, status, usage = os.wait4(child, 0)
    assert status == 0, "the import failed"
    return float(clock.read_text()), usage.ru_maxrss / 1024


def _bare(url: str, rows: int) -> float:
    """Insert rows held in memory with one statement in one transaction; return seconds."""
    engine = make_engine(url)
    with load(engine, kind="terc", source="Pomiar wydajności") as opened:
        release_id = opened.release_id
        indicators, units = _keys(engine)
        held = list(_rows(indicators, units, rows, release_id))
        driver: Any = opened.connection.connection
        started = time.perf_counter()
        if opened.connection.dialect.name == "postgresql":
            copy_statement = f"COPY observation ({', '.join(COLUMNS)}) FROM STDIN"
            with driver.cursor() as cursor, cursor.copy(copy_statement) as copy:
                for row in held:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(COLUMNS))
            driver.executemany(
                f"INSERT INTO observation ({', '.join(COLUMNS)}) VALUES ({marks})",
                held,
            )
        opened.counts.new = rows
    seconds = time.perf_counter() - started
    engine.dispose()
    return seconds


def _rows(
    indicators: list[int], units: list[int], rows: int, release_id: int
) -> Iterator[tuple[Any, ...]]:
    values = np.random.default_rng(1).lognormal(4, 0.6, rows).round(1).tolist()
    keys = ((i, year, unit) for i in indicators for year in YEARS for unit in units)
    for (indicator, year, unit), value in zip(keys, values, strict=False):
        yield indicator, year, unit, value, 0, 1, release_id


def _written(file: Path, url: str, rows: int) -> Path:
    """Write the same kind of rows as a tidy CSV."""
    engine = make_engine(url)
    with engine.connect() as connection:
        codes = dict(connection.execute(select(Indicator.id, Indicator.code)).all())
        teryt = dict(connection.execute(select(UnitCode.unit_id, UnitCode.code)).all())
    indicators, units = _keys(engine)
    engine.dispose()
    with file.open("w", encoding="utf-8") as stream:
        stream.write("indicator;unit;year;value;flag;decimals\n")
        for indicator, year, unit, value, *_ in _rows(indicators, units, rows, 0):
            line = f"{codes[indicator]};{teryt[unit]};{year};{value};occurred;1\n"
            stream.write(line.replace(".", ","))
    return file


def _keys(engine: Engine) -> tuple[list[int], list[int]]:
    with engine.connect() as connection:
        indicators = connection.scalars(select(Indicator.id).order_by(Indicator.id)).all()
        units = connection.scalars(select(UnitCode.unit_id).distinct().order_by(UnitCode.unit_id))
        return list(indicators)[-INDICATORS:], list(units)[:UNITS]


def _prepared(url: str) -> None:
    """Make a database with units and catalogue and no values."""
    engine = make_engine(url)
    init_schema(engine)
    with load(engine, kind="terc", source="Pomiar wydajności") as opened:
        write_units(opened.connection, read_fictional_units(DATA / "sample"))
        store_catalogue(opened.connection, load_catalogue(DATA / "catalogue"))
        add_indicators(opened.connection, INDICATORS)
        opened.counts.new = 1
    engine.dispose()


def engines(folder: Path) -> Iterator[tuple[str, Any]]:
    """Give each engine's name and what makes a fresh database with units and the catalogue."""
    template = folder / "template.sqlite"
    _prepared(f"sqlite:///{template}")

    @contextmanager
    def sqlite() -> Iterator[str]:
        file = folder / "fresh.sqlite"
        shutil.copy(template, file)
        yield f"sqlite:///{file}"
        for left in folder.glob("fresh.sqlite*"):
            left.unlink()

    yield "SQLite", sqlite
    binaries = find_binaries()
    if binaries is None:
        return
    with running_cluster(binaries) as cluster:
        prepared = cluster.create()
        _prepared(cluster.url(prepared))

        @contextmanager
        def postgres() -> Iterator[str]:
            name = cluster.create(template=prepared)
            yield cluster.url(name)
            cluster.drop(name)

        yield "PostgreSQL", postgres


if __name__ == "__main__":
    main()
