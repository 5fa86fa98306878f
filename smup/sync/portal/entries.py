"""Rows of ``official_entry``: the official catalogue as it is, with the key of ours."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from smup.ingest.load import Load
from smup.models import Indicator, OfficialEntry, SourceAnswer
from smup.sync.portal.made import CardOf, leave_empty
from smup.sync.portal.resolve import ALL, OfficialLists, Resolved
from smup.sync.portal.smup_api import SOURCE

KEPT_SHARE = 0.5
SHRUNK = (
    "Lista wskaźników portalu SMUP ma tylko {now} z {held} znanych wskaźników, więc brakujących "
    "nie uznano za wycofane."
)
STAY = ("name_en", "own_id", "card")
"""Columns that an answer without them does not empty."""
Entry = dict[str, Any]


def entries_of(
    lists: OfficialLists,
    resolved: Sequence[Resolved],
    own: Mapping[str, Mapping[int, int]],
    card_of: CardOf,
) -> list[Entry]:
    """Return the rows for the official lists; ``own``: our ids by kind and official id."""
    rows = [*_listed(lists), *_of_indicators(resolved)]
    for row in rows:
        kind, official_id = row["kind"], row["official_id"]
        card = card_of(kind, official_id)
        row["name_en"] = lists.english[kind].get(official_id)
        row["own_id"] = own[kind].get(official_id)
        row["card"] = None if card is None else card.decode()
        row["withdrawn"] = False
    return rows


def write_entries(load: Load, entries: Sequence[Entry], seen_at: datetime) -> None:
    """Write what is new or different, and mark what is no longer listed."""
    connection = load.connection
    held = {
        (row["kind"], row["official_id"]): dict(row)
        for row in connection.execute(select(OfficialEntry.__table__)).mappings()
    }
    new = []
    for entry in entries:
        before = held.pop((entry["kind"], entry["official_id"]), None)
        if before is None:
            new.append({**entry, "seen_at": seen_at})
        else:
            _update(load, before, entry, seen_at)
    if new:
        connection.execute(insert(OfficialEntry), new)
    load.counts.read += len(entries)
    load.counts.new += len(new)
    _withdraw(load, entries, [row for row in held.values() if not row["withdrawn"]])


def _listed(lists: OfficialLists) -> Iterator[Entry]:
    for sector in lists.sectors:
        yield _entry("sector", sector.id, sector.name, parent=None)
    for service in lists.services:
        yield _entry("service", service.id, service.name, parent=service.sector_id)


def _of_indicators(resolved: Sequence[Resolved]) -> Iterator[Entry]:
    for one in resolved:
        row = _entry(
            "indicator", one.official.id, one.official.name, parent=one.official.service_id
        )
        yield {**row, "dimension": one.official.dimension, "role": one.role}


def _entry(kind: str, official_id: int, name: str, *, parent: int | None) -> Entry:
    return {
        "kind": kind,
        "official_id": official_id,
        "parent_id": parent,
        "name_pl": name,
        "dimension": None,
        "role": ALL,
    }


def _update(load: Load, before: Mapping[str, Any], entry: Entry, seen_at: datetime) -> None:
    wanted = {**entry, **{name: before[name] for name in STAY if entry[name] is None}}
    if all(before[name] == value for name, value in wanted.items()):
        load.counts.same += 1
        return
    load.connection.execute(
        update(OfficialEntry)
        .where(_is(before["kind"], before["official_id"]))
        .values(**wanted, seen_at=seen_at)
    )
    load.counts.changed += 1
    moved = before["own_id"] is not None and before["own_id"] != wanted["own_id"]
    if entry["kind"] == "indicator" and (moved or before["role"] != wanted["role"]):
        _load_again(load.connection, entry["official_id"])
    if entry["kind"] == "indicator" and moved:
        leave_empty(load, before["own_id"])


def _load_again(connection: Connection, official_id: int) -> None:
    """Forget what was loaded of an indicator whose values now go elsewhere."""
    connection.execute(
        delete(SourceAnswer).where(
            SourceAnswer.source == SOURCE, SourceAnswer.part == str(official_id)
        )
    )


def _withdraw(load: Load, entries: Sequence[Entry], gone: Sequence[Mapping[str, Any]]) -> None:
    """Mark indicators that are no longer listed; their values stay."""
    gone = [row for row in gone if row["kind"] == "indicator"]
    now = sum(entry["kind"] == "indicator" for entry in entries)
    known = len(gone) + now
    if len(gone) > (1 - KEPT_SHARE) * known:
        load.notes.append(SHRUNK.format(now=now, held=known))
        return
    for row in gone:
        load.connection.execute(
            update(OfficialEntry).where(_is("indicator", row["official_id"])).values(withdrawn=True)
        )
        _tell(load, row)
    load.counts.read += len(gone)
    load.counts.changed += len(gone)


def _tell(load: Load, row: Mapping[str, Any]) -> None:
    """Tell of a withdrawn indicator, unless its other half is still listed."""
    connection = load.connection
    others = connection.scalar(
        select(func.count()).where(
            OfficialEntry.kind == "indicator",
            OfficialEntry.own_id == row["own_id"],
            ~OfficialEntry.withdrawn,
        )
    )
    own = connection.execute(
        select(Indicator.code, Indicator.name_pl).where(Indicator.id == row["own_id"])
    ).one_or_none()
    if own is not None and not others:
        load.note_change("indicator-withdrawn", own.code, own.name_pl)


def _is(kind: str, official_id: int) -> Any:
    return and_(OfficialEntry.kind == kind, OfficialEntry.official_id == official_id)
