"""Search among practices: words, facets and pages, against the same statements in the driver.

    python bench/practices.py [--cards 10000]

The cards are made of the words of the catalogue of indicators, the common ones more often; each
has 80 words of text, a unit, up to three indicators and their effects. PostgreSQL is measured
where it is installed.
"""

import argparse
import datetime as dt
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from imports import engines
from sqlalchemy import Connection, Engine, event, insert, select, text
from timing import in_turn, table

from smup.catalogue.files import load_catalogue
from smup.database import make_engine
from smup.models import (
    COST_CLASSES,
    Indicator,
    Practice,
    PracticeEffect,
    PracticeIndicator,
    Sector,
    Service,
    Unit,
)
from smup.models.practices import VERDICTS
from smup.practices.search_index import write_words
from smup.practices.words import split
from smup.repository import Repository
from smup.repository.practice_records import PracticeQuery
from smup.settings import DATA

ROUNDS = 15
TODAY = dt.date(2026, 6, 1)
DIMENSIONS = ("ilosc", "jakosc", "dostepnosc", "efektywnosc")
TITLE_WORDS, BODY_WORDS = 7, 80
QUERIES: Mapping[str, dict[str, Any]] = {
    "list without words, first page": {"sort": "poprawa"},
    "list without words, page 100": {"sort": "nowe", "offset": 1188},
    "list by title": {"sort": "tytul"},
    "three facets chosen, no words": {
        "chosen": {
            "obszar": ("edukacja", "transport"),
            "status": ("zweryfikowana",),
            "dowod": ("poprawa",),
        }
    },
    "1 word": {"text": "przedszkola"},
    "2 words": {"text": "dzieci przedszkolne"},
    "3 words": {"text": "liczba dzieci gminy"},
    "3 words, three facets chosen": {
        "text": "liczba dzieci gminy",
        "chosen": {"obszar": ("edukacja",), "koszt": ("do-10-tys",), "dowod": ("wykres",)},
    },
    "words that only a part of the cards has each": {"text": "basen latarnia żłobek kolej"},
}


def main() -> None:
    """Print one table for each engine."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cards", type=int, default=10_000)
    cards = parser.parse_args().cards
    with tempfile.TemporaryDirectory() as name:
        for engine_name, fresh in engines(Path(name)):
            with fresh() as url:
                print(f"{engine_name}\n\n{_measured(url, cards)}\n", flush=True)


def _measured(url: str, cards: int) -> str:
    engine = make_engine(url)
    seconds = _fill(engine, cards)
    repository = Repository(engine)
    lines: list[list[object]] = []
    for name, asked in QUERIES.items():
        query = PracticeQuery(today=TODAY, **asked)
        bare, statements = _bare(engine, repository, query)
        ways = {"bare": bare, "page": lambda _number, query=query: repository.practices(query)}
        ways["page"](0)
        found = in_turn(ways, rounds=ROUNDS)
        total = repository.practices(query).total
        lines.append(
            [name, total, statements, found["bare"], found["page"], found["page"] / found["bare"]]
        )
    engine.dispose()
    header = [f"{cards:,} cards", "found", "SELECTs", "bare, ms", "answer, ms", "times bare"]
    return f"Cards and their words written in {seconds:.0f} s.\n\n{table(header, lines)}"


def _bare(
    engine: Engine, repository: Repository, query: PracticeQuery
) -> tuple[Callable[[int], object], int]:
    """Return what sends the statements of a query straight to the driver, and their number."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        sent.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    repository.practices(query)
    event.remove(engine, "before_cursor_execute", note)

    def run(_number: int) -> object:
        with engine.connect() as connection:
            cursor = connection.connection.cursor()
            rows = []
            for statement, parameters in sent:
                cursor.execute(statement, parameters)
                rows += cursor.fetchall()
            cursor.close()
        return rows

    return run, len(sent)


def _fill(engine: Engine, cards: int) -> float:
    """Write the cards; return seconds."""
    started = time.perf_counter()
    with engine.begin() as connection:
        for name, rows in _rows(connection, cards).items():
            connection.execute(insert(name), rows)
        for practice_id, words in enumerate(_texts(connection, cards), start=1):
            write_words(connection, practice_id, **words)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    return time.perf_counter() - started


def _rows(connection: Connection, cards: int) -> dict[Any, list[dict[str, Any]]]:
    chance = random.Random(1)
    units = connection.execute(select(Unit.id, Unit.kind).where(Unit.level == "gmina")).all()
    services = connection.execute(
        select(Sector.code, Service.code).join(Service, Service.sector_id == Sector.id)
    ).all()
    indicators = connection.scalars(select(Indicator.code)).all()
    rows: dict[Any, list[dict[str, Any]]] = {
        Practice: [],
        PracticeIndicator: [],
        PracticeEffect: [],
    }
    for key in range(1, cards + 1):
        unit_id, kind = chance.choice(units)
        sector, service = chance.choice(services)
        checked = chance.choice((None, TODAY - dt.timedelta(days=chance.randrange(2000))))
        rows[Practice].append(
            {
                "id": key, "slug": f"karta-{key}", "stage": "published", "title": f"Karta {key}",
                "summary": "Opis karty. " * 10, "unit_id": unit_id, "institution": None,
                "unit_kind": kind, "size_class": chance.randint(1, 6), "sector": sector,
                "service": service, "dimension": chance.choice(DIMENSIONS),
                "cost_class": chance.choice(COST_CLASSES), "started": chance.randint(2000, 2025),
                "example": False, "verified_on": checked,
                "expires_on": checked and checked + dt.timedelta(days=1095),
                "published_at": dt.datetime(2026, 1, 1) - dt.timedelta(minutes=key),  # noqa: DTZ001
            }
        )  # fmt: skip
        for position, code in enumerate(chance.sample(indicators, chance.randint(0, 3)), start=1):
            link = {"practice_id": key, "indicator": code}
            rows[PracticeIndicator].append({**link, "position": position})
            verdict = chance.choice(VERDICTS)
            rows[PracticeEffect].append({**link, "peers": 90, "verdict": verdict, "change": 1.0})
    return rows


def _texts(connection: Connection, cards: int) -> Iterator[dict[str, str]]:
    """Give title, place and body of each card; a word of rank n is 1/(n + 200) as frequent."""
    chance = random.Random(2)
    catalogue = load_catalogue(DATA / "catalogue")
    words = list(dict.fromkeys(split(repr(catalogue))))
    shares = [1 / (rank + 200) for rank in range(len(words))]
    places = connection.scalars(select(Unit.name).where(Unit.level == "gmina")).all()
    for _ in range(cards):
        title = chance.choices(words, shares, k=TITLE_WORDS)
        body = chance.choices(words, shares, k=BODY_WORDS)
        yield {
            "title": " ".join(title),
            "place": chance.choice(places),
            "body": " ".join(body),
        }


if __name__ == "__main__":
    main()
