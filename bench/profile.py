"""The profile of a unit against the bare reads of what it shows, on one database or on two.

python bench/profile.py --small sqlite:///var/smup.sqlite --big sqlite:///var/big.sqlite
"""

import argparse
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from sqlalchemy import make_url
from timing import Way, in_turn, table

from smup.database import make_engine
from smup.repository import Repository
from smup.settings import ROOT
from smup.territory.unit import TerritorialUnit
from smup.views.groups import Group, ready_group
from smup.views.profile import read_profile

ROUNDS = 9
HEADER = (
    "group (units)",
    "year",
    "bare, ms",
    "profile, ms",
    "times bare",
    "of processor, ms",
)
UNITS = ("0201011", "1420011", "3064011", "1208052", "2264011", "0602032", "2003042", "3205022")
BACK = 3  # years before the newest: places are then not kept ready
GROUPS = ("podobne", "wojewodztwo", "powiat", "kraj")
SERIES = "SELECT indicator_id, year, value, flag FROM observation WHERE unit_id = ?"
NEWEST = (
    "SELECT indicator_id, MAX(year) FROM observation "
    "WHERE unit_id = ? AND value IS NOT NULL AND year <= ? GROUP BY indicator_id"
)
STATS = (
    "SELECT s.* FROM mine CROSS JOIN indicator_year_stat s ON s.indicator_id = mine.indicator_id "
    "AND s.year = mine.year WHERE s.level = 'gmina' AND s.group_code IN (?, 'kraj')"
)
MEMBERS = (
    "SELECT o.indicator_id, o.unit_id, o.value FROM mine CROSS JOIN observation o "
    "ON o.indicator_id = mine.indicator_id AND o.year = mine.year WHERE {} IN member"
)
MANY = 400  # from here on it is faster to go through all values than to step to each


def profile_against_bare(url: str, *, rounds: int = ROUNDS) -> str:
    """Return the table: reads alone through sqlite3, and the whole profile, by kind of group."""
    repository = Repository(make_engine(url, read_only=True))
    file = sqlite3.connect(str(make_url(url).database))
    newest = max(repository.years(repository.indicators()[0].id, "gmina"))
    rows: list[list[object]] = []
    for kind in GROUPS:
        for year in (newest, newest - BACK):
            ways = {
                "bare": _bare(file, repository, kind, year),
                "profile": _profile(repository, kind, year),
            }
            for way in ways.values():
                way(rounds)
            found = in_turn(ways, rounds=rounds)
            size = _group(repository, UNITS[1], kind).size
            ratio = found["profile"] / found["bare"]
            busy = _processor(ways["profile"], rounds)
            rows.append([f"{kind} ({size})", str(year), *found.values(), ratio, busy])
    return table(HEADER, rows)


def _processor(way: Way, rounds: int) -> float:
    """Return the median milliseconds of processor, which other work on the machine leaves alone."""
    taken = []
    for number in range(rounds):
        started = time.process_time()
        way(number)
        taken.append(1000 * (time.process_time() - started))
    return median(taken)


def _unit(repository: Repository, number: int) -> TerritorialUnit:
    return repository.directory().by_code(UNITS[number % len(UNITS)])


def _group(repository: Repository, code: str, kind: str) -> Group:
    directory = repository.directory()
    unit = directory.by_code(code)
    return ready_group(directory, unit, level="gmina", kind=kind, lang="pl")


def _profile(repository: Repository, kind: str, year: int) -> Callable[[int], object]:
    def way(number: int) -> object:
        repository.begin_request()
        unit = _unit(repository, number)
        group = _group(repository, unit.teryt, kind)
        found = read_profile(repository, unit, level="gmina", group=group, year=year, lang="pl")
        repository.end_request()
        return found

    return way


def _bare(file: sqlite3.Connection, repository: Repository, kind: str, year: int) -> Way:
    """Read the series of the unit, two distributions and the values of all members; no more."""
    groups = {code: _group(repository, code, kind) for code in UNITS}
    ids = repository.directory().ids
    file.execute("CREATE TEMP TABLE IF NOT EXISTS mine (indicator_id INTEGER, year INTEGER)")
    file.execute("CREATE TEMP TABLE IF NOT EXISTS member (unit_id INTEGER PRIMARY KEY)")

    def way(number: int) -> object:
        unit = _unit(repository, number)
        group = groups[UNITS[number % len(UNITS)]]
        file.execute("DELETE FROM mine")
        file.execute("DELETE FROM member")
        file.execute(f"INSERT INTO mine {NEWEST}", (unit.id, year))
        members_of = MEMBERS.format("+o.unit_id" if group.size > MANY else "o.unit_id")
        members = ((int(ids[position]),) for position in group.positions)
        file.executemany("INSERT INTO member VALUES (?)", members)
        return (
            file.execute(SERIES, (unit.id,)).fetchall(),
            file.execute(STATS, (group.code,)).fetchall(),
            file.execute(members_of).fetchall(),
        )

    return way


def main() -> None:
    """Print a table for each database that exists."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--small", default=f"sqlite:///{ROOT / 'var' / 'smup.sqlite'}")
    parser.add_argument("--big", default=f"sqlite:///{ROOT / 'var' / 'big.sqlite'}")
    given = parser.parse_args()
    for name, url in (("small", given.small), ("big", given.big)):
        if Path(str(make_url(url).database)).exists():
            print(f"Profile, {name} database\n\n{profile_against_bare(url)}\n")


if __name__ == "__main__":
    main()
