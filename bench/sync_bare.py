"""The load of values from the store of answers against the bare bulk insert of the same rows.

    PYTHONPATH=. python bench/sync_bare.py [--indicators 10] [--rounds 3]

Both go into a copy of a database that has units and catalogue and no values, in turn, on both
engines: the load in a process of its own, with the index it builds at its end, without statistics;
the bare insert of rows that are in memory already, into the same table with its constraints and
indexes. Neither counts its commit.
"""

import argparse
import os
import time
from statistics import median
from typing import Any

from sync import Place, places, portal
from timing import table

from smup.database import make_engine
from smup.ingest.load import load

COLUMNS = ("indicator_id", "year", "unit_id", "value", "flag", "decimals")
BARE, LOAD = "bare bulk insert", "load from the answers"
Taken = tuple[float, float]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--indicators", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    lines: list[list[object]] = []
    with places() as (place, port):
        engines = ("SQLite", "PostgreSQL")[: 1 + (place.cluster is not None)]
        templates = {engine: place.fresh(engine, f"template-{engine}") for engine in engines}
        with portal(port, given.indicators):
            place.sync(place.fresh("SQLite", "whole"), "answers")
            for template in templates.values():
                place.sync(template, "lists", "--only-lists", "--no-statistics")
        for engine, template in templates.items():
            lines += _in_turn(place, engine, template, given.rounds)
    header = ["engine", "way", "rows", "s", "of processor, s", "rows/s", "times bare"]
    print(f"load average {os.getloadavg()[0]:.1f}\n\n{table(header, lines)}")


def _in_turn(place: Place, engine: str, template: str, rounds: int) -> list[list[object]]:
    """Return rows of the table: medians of both ways."""
    held: list[tuple[Any, ...]] = []
    taken: dict[str, list[Taken]] = {BARE: [], LOAD: []}
    for _ in range(rounds):
        database = place.fresh(engine, "round", template)
        stages = place.sync(database, "answers", "--no-statistics")["stages"]
        seconds, processor = (
            stages["load"][kind] + stages["finish"][kind] for kind in ("seconds", "processor")
        )
        taken[LOAD].append((seconds, processor))
        held = held or _held(database)
        place.drop(database)
        database = place.fresh(engine, "round", template)
        taken[BARE].append(_bare(database, held))
        place.drop(database)
    lines: list[list[object]] = []
    for way, found in taken.items():
        seconds, processor = (median(column) for column in zip(*found, strict=True))
        rate = len(held) / seconds
        lines.append([engine, way, len(held), seconds, processor, rate])
    bare = lines[0][3]
    return [[*line, line[3] / bare] for line in lines]  # type: ignore[operator]


def _held(database: str) -> list[tuple[Any, ...]]:
    engine = make_engine(database)
    query = f"SELECT {', '.join(COLUMNS)} FROM observation ORDER BY indicator_id, year, unit_id"
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.exec_driver_sql(query)]
    engine.dispose()
    return found


def _bare(database: str, held: list[tuple[Any, ...]]) -> Taken:
    """Insert rows in one transaction, as the engine takes them; return what it took."""
    engine = make_engine(database)
    columns = ", ".join((*COLUMNS, "release_id"))
    with load(engine, kind="terc", source="Pomiar wydajności") as opened:
        rows = [(*row, opened.release_id) for row in held]
        driver: Any = opened.connection.connection
        started, used = time.perf_counter(), time.process_time()
        if opened.connection.dialect.name == "postgresql":
            statement = f"COPY observation ({columns}) FROM STDIN"
            with driver.cursor() as cursor, cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * (len(COLUMNS) + 1))
            driver.executemany(f"INSERT INTO observation ({columns}) VALUES ({marks})", rows)
        found = time.perf_counter() - started, time.process_time() - used
        opened.counts.new = len(rows)
    engine.dispose()
    return found


if __name__ == "__main__":
    main()
