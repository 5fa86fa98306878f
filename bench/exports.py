"""Files of a sector's size: rate and peak memory, against the bare engine and datasette.

    PYTHONPATH=. python bench/exports.py [--database var/big.sqlite] [--indicators 80] \
        [--datasette /path/to/bin/datasette]

The selection: so many indicators of all gminas in 14 years, in the long layout of the data desk.
Each way runs in a process of its own, one after another, and the seconds of the processor are
told, which hold on a busy machine too. Workbooks and datasette get a smaller selection and are
compared by the row. datasette is not a dependency of this project: install it into an environment
of its own from bench/requirements.txt.
"""

import argparse
import csv
import json
import os
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from timing import table

from smup.settings import ROOT

ROUNDS = 1
FORMS = ("csv", "json", "parquet", "zip", "xlsx")
FEW_INDICATORS = 4
SELECT = """SELECT c.code, u.name, i.code, i.name_pl, i.unit_pl, o.year, o.value, o.flag
FROM observation o JOIN unit u ON u.id = o.unit_id JOIN indicator i ON i.id = o.indicator_id
JOIN unit_code c ON c.unit_id = u.id AND c.valid_to IS NULL
WHERE o.indicator_id IN ({codes}) AND u.level = 'gmina'
ORDER BY o.indicator_id, o.year, o.unit_id"""
NAMES = ("teryt", "nazwa", "kod", "wskaznik", "jednostka", "rok", "wartosc", "flaga")


def main() -> None:
    """Measure every way, or one of them in this process."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", type=Path, default=ROOT / "var" / "big.sqlite")
    parser.add_argument("--indicators", type=int, default=80)
    parser.add_argument("--datasette", type=Path)
    parser.add_argument("--one")
    parser.add_argument("--to", type=Path)
    given = parser.parse_args()
    if given.one:
        WAYS[given.one](given.database, given.indicators, given.to)
        return
    best: dict[str, tuple[float, int, float]] = {}
    names = [name for name in WAYS if name != "datasette csv" or given.datasette]
    with TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            for name in names:
                count = FEW_INDICATORS if few(name) else given.indicators
                found = (
                    datasette(given, Path(folder))
                    if name == "datasette csv"
                    else in_process(name, given.database, count, Path(folder) / "file")
                )
                best[name] = min(best.get(name, found), found)
                print(name, *(round(value, 1) for value in best[name]), file=sys.stderr)
    report(best, given.indicators, given.database)


def report(best: dict[str, tuple[float, int, float]], indicators: int, database: Path) -> None:
    """Print the table: rows a second, times bare, memory."""
    rows = rows_of(database, indicators)
    fewer = rows_of(database, FEW_INDICATORS)
    cells = []
    for name, (seconds, size, memory) in best.items():
        mine = fewer if few(name) else rows
        bare = best.get(f"bare {name.split()[-1]}")
        bare_rows = fewer if few(f"bare {name.split()[-1]}") else rows
        times = (seconds / mine) / (bare[0] / bare_rows) if bare else "–"
        cells.append((name, mine, seconds, round(mine / seconds), size / 1e6, memory, times))
    header = ("way", "rows", "s of processor", "rows/s", "MB", "peak memory, MB", "times bare")
    print(f"load average {os.getloadavg()[0]:.1f}\n\n{table(header, cells)}")


def in_process(name: str, database: Path, count: int, to: Path) -> tuple[float, int, float]:
    """Return seconds, bytes and megabytes of memory of one way in a process of its own."""
    command = [sys.executable, __file__, "--one", name, "--database", str(database)]
    command += ["--indicators", str(count), "--to", str(to)]
    child = os.posix_spawn(sys.executable, command, os.environ | {"PYTHONPATH": str(ROOT)})
    _, status, usage = os.wait4(child, 0)
    assert status == 0, name
    seconds = float(to.with_suffix(".seconds").read_text())
    return seconds, to.stat().st_size, usage.ru_maxrss / 1024


def timed(way: Callable[[Path, int, Path], None]) -> Callable[[Path, int, Path], None]:
    """Return a way that writes beside its file how long it took, without loading modules."""

    def run(database: Path, count: int, to: Path) -> None:
        started = time.process_time()
        way(database, count, to)
        to.with_suffix(".seconds").write_text(str(time.process_time() - started))

    return run


def ours(form: str) -> Callable[[Path, int, Path], None]:
    """Return our way to write a format."""

    def write(database: Path, count: int, to: Path) -> None:
        from smup.database import make_engine
        from smup.exports import forms
        from smup.repository import Repository
        from smup.views.take_out.extracts import read_extract

        repository = Repository(make_engine(f"sqlite:///{database}", read_only=True))
        query = {"ind": ".".join(codes(database, count)), "years": "all", "uklad": "dlugi"}
        query |= {"level": "gmina", "kolumny": "powod"}

        def run(_database: Path, _count: int, path: Path) -> None:
            forms.write(form, read_extract(repository, "/dane", query, lang="pl"), path)

        timed(run)(database, count, to)

    return write


def fetched(database: Path, count: int) -> Iterator[list[tuple[object, ...]]]:
    """Yield the rows of the bare statement, some thousands at a time."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    cursor = connection.execute(select(database, count))
    while rows := cursor.fetchmany(20_000):
        yield rows


def bare_csv(database: Path, count: int, to: Path) -> None:
    """Write with sqlite3 and csv.writer."""
    with to.open("w", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(NAMES)
        for rows in fetched(database, count):
            writer.writerows(rows)


def bare_json(database: Path, count: int, to: Path) -> None:
    """Write with sqlite3 and json."""
    with to.open("w") as file:
        for rows in fetched(database, count):
            file.write(json.dumps([dict(zip(NAMES, row, strict=True)) for row in rows]))


def bare_parquet(database: Path, count: int, to: Path) -> None:
    """Write with sqlite3 and pyarrow."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = (*[pa.string()] * 5, pa.int64(), pa.float64(), pa.int64())
    schema = pa.schema(list(zip(NAMES, kinds, strict=True)))
    with pq.ParquetWriter(to, schema) as writer:
        for rows in fetched(database, count):
            columns = [pa.array(c, k) for c, k in zip(zip(*rows, strict=True), kinds, strict=True)]
            writer.write_batch(pa.record_batch(columns, schema=schema))


def bare_xlsx(database: Path, count: int, to: Path) -> None:
    """Write with sqlite3 and xlsxwriter, row by row."""
    import xlsxwriter

    with xlsxwriter.Workbook(to, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        number = 0
        for rows in fetched(database, count):
            for row in rows:
                sheet.write_row(number, 0, row)
                number += 1


def datasette(given: argparse.Namespace, folder: Path) -> tuple[float, int, float]:
    """Return what datasette's CSV stream of the same statement takes."""
    to = folder / "datasette.csv"
    command = [str(given.datasette), "serve", "-i", str(given.database), "-p", "8765"]
    for name, value in (("sql_time_limit_ms", 600_000), ("max_csv_mb", 0)):
        command += ["--setting", name, str(value)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    home = "http://127.0.0.1:8765"
    try:
        wait_for(f"{home}/-/versions.json")
        # Only tables stream in datasette, so the joins are its labels of foreign keys.
        ids = ",".join(str(one) for one in ids_of(given.database, FEW_INDICATORS))
        address = f"{home}/{given.database.stem}/observation.csv?_stream=on&_labels=on"
        started = processor(process.pid)
        asked = f"{address}&indicator_id__in={quote(ids)}"
        with urllib.request.urlopen(asked) as answer, to.open("wb") as file:
            while part := answer.read(1 << 20):
                file.write(part)
        seconds = processor(process.pid) - started
        status = Path(f"/proc/{process.pid}/status").read_text()
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return seconds, to.stat().st_size, int(peak.split()[1]) / 1024
    finally:
        process.terminate()
        process.wait()


def processor(process: int) -> float:
    """Return the seconds of the processor that a process has used."""
    words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def few(name: str) -> bool:
    """Tell whether a way gets the smaller selection, because it takes so long."""
    return "xlsx" in name or "datasette" in name


def wait_for(address: str) -> None:
    """Wait until a server answers."""
    for _ in range(240):
        with suppress(OSError), urllib.request.urlopen(address):
            return
        time.sleep(0.5)


def ids_of(database: Path, count: int) -> list[int]:
    """Return the newest indicators with values of gminas, the generated ones of a big database."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        found = connection.execute(
            "SELECT id FROM indicator i WHERE EXISTS (SELECT 1 FROM observation o "
            "WHERE o.indicator_id = i.id AND o.year = 2020 LIMIT 1) ORDER BY id DESC LIMIT ?",
            (count,),
        )
        return sorted(row[0] for row in found)


def codes(database: Path, count: int) -> list[str]:
    """Return the codes of these indicators."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        ids = ",".join(map(str, ids_of(database, count)))
        found = connection.execute(f"SELECT code FROM indicator WHERE id IN ({ids}) ORDER BY id")
        return [row[0] for row in found]


def select(database: Path, count: int) -> str:
    """Return the bare statement."""
    return SELECT.format(codes=",".join(map(str, ids_of(database, count))))


def rows_of(database: Path, count: int) -> int:
    """Return how many rows the bare statement gives."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        found = connection.execute(f"SELECT count(*) FROM ({select(database, count)})")
        return int(found.fetchone()[0])


WAYS: dict[str, Callable[[Path, int, Path], None]] = {
    "bare csv": timed(bare_csv),
    "bare json": timed(bare_json),
    "bare parquet": timed(bare_parquet),
    "bare xlsx": timed(bare_xlsx),
    **{f"smup {form}": ours(form) for form in FORMS},
    "datasette csv": lambda *_given: None,
}


if __name__ == "__main__":
    main()
