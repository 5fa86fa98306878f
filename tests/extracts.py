"""Tables to take out, written by hand: what must come back from every file."""

import datetime as dt
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pyarrow as pa

from smup.repository import ReleaseInfo
from smup.tabular import Cell, Column, Table, table_of
from smup.views.take_out.records import Description, Extract, Places
from tests.memory_country import indicator

MOMENT = dt.datetime(2026, 3, 2, 8, 30, tzinfo=dt.UTC)
COLUMNS = (
    Column(key="teryt", name="teryt", title="Kod TERYT", kind="code"),
    Column(key="unit", name="jednostka", title="Jednostka"),
    Column(key="year", name="rok", title="Rok", kind="integer"),
    Column(
        key="value",
        name="wartosc",
        title="Wartość wskaźnika",
        kind="number",
        unit="zł/os.",
        decimals=1,
        indicator="EDU-PRZ-01",
    ),
    Column(key="flag", name="znacznik", title="Rodzaj wartości"),
    Column(key="note", name="uwaga", title="Uwaga"),
)
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("0201011", "Bolesławiec", 2024, 81.25, "occurred", None),
    ("0201022", "Żółkiewka-Ściborów", 2024, 0.0, "did-not-occur", "=cmd|' /C calc'!A0"),
    ("1420062", 'Miasto „X"; Y, Z', 2023, None, "secret", "+48 22 123"),
    ("1420011", "Płońsk", -5, -12.0, "occurred", "dwie\nlinie & <znak>"),
    ("0000001", "@gmina", 2024, 0.1 + 0.2, "occurred", "-1"),
    ("9999999", None, None, 123456789012.25, "below-format", "a\r\nb\tc"),
    ("0200000", "Gąb'ka ", 2024, 1e-07, "missing", "\ttabulator"),
)


def description(*, sample: bool = False, lang: str = "pl") -> Description:
    """Return what is known of the table."""
    load = ReleaseInfo(
        id=1,
        kind="bdl",
        source="GUS, BDL",
        file_name=None,
        checksum=None,
        fetched_at=MOMENT,
        rows_read=7,
        rows_new=7,
        rows_changed=0,
        rows_same=0,
        rows_skipped=0,
        rows_rejected=0,
        note=None,
    )
    return Description(
        lang=lang,
        title="Wydatki na ucznia, gminy, 2024",
        words=("wydatki", "2024"),
        page="/wskaznik/EDU-PRZ-01",
        table="/wskaznik/EDU-PRZ-01",
        query="rok=2024",
        sample=sample,
        tag="2026-03-02.7",
        changed_at=MOMENT,
        indicators=(indicator(),),
        releases=(load,),
        notes=("Zmianę liczymy do roku 2023.",),
    )


def extract(
    rows: Sequence[Sequence[Cell]] = ROWS, *, sample: bool = False, lang: str = "pl"
) -> Extract:
    """Return a table of the given rows."""
    known = description(sample=sample, lang=lang)
    return Extract(description=known, table=table_of(COLUMNS, rows))


def with_places(body: bytes | None, *, approximate: bool = True) -> Extract:
    """Return the table with borders."""
    places = Places(column="teryt", level="gmina", geojson=lambda: body, approximate=approximate)
    return replace(extract(), places=places)


def long_table(rows: int, *, batch_rows: int = 1000) -> tuple[Table, "Watch"]:
    """Return a table read in many batches, and what watches how many of them are alive.

    Args:
        rows: of the table: a code, a number and a word.
        batch_rows: rows of a batch.
    """
    columns = (
        Column(key="code", name="kod", title="Kod", kind="code"),
        Column(key="n", name="n", title="Liczba", kind="number", decimals=2),
        Column(key="word", name="slowo", title="Słowo"),
    )
    watch = Watch()

    def batches() -> Iterator[pa.RecordBatch]:
        watch.open += 1
        try:
            for start in range(0, rows, batch_rows):
                ns = range(start, min(start + batch_rows, rows))
                arrays = [
                    pa.array([f"{n:07d}" for n in ns]),
                    pa.array([n / 4 for n in ns]),
                    pa.array(["słowo" if n % 2 else None for n in ns]).dictionary_encode(),
                ]
                watch.read += len(ns)
                yield pa.RecordBatch.from_arrays(arrays, names=[one.name for one in columns])
        finally:
            watch.open -= 1

    return Table(columns=columns, rows=rows, batches=batches), watch


class Watch:
    """What a table has given out.

    Attributes:
        open: readings that are not closed.
        read: rows given out so far.
    """

    def __init__(self) -> None:
        """Begin with nothing read."""
        self.open = self.read = 0


def watched(table: Table) -> tuple[Table, list[int]]:
    """Return the same table, and how many of its batches are alive when each next one is made."""
    alive: list[int] = []

    def batches() -> Iterator[pa.RecordBatch]:
        made: list[weakref.ref[pa.RecordBatch]] = []
        for batch in table.batches():
            made.append(weakref.ref(batch))
            alive.append(sum(one() is not None for one in made))
            yield batch

    return replace(table, batches=batches), alive
