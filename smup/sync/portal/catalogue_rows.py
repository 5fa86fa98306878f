"""Writes the official catalogue to the database, inside a load."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from smup.catalogue.events import note_changed
from smup.catalogue.official_names import Named, official_columns, with_official
from smup.ingest.load import Load
from smup.models import Indicator, Sector, Service
from smup.sync.portal.entries import entries_of, write_entries
from smup.sync.portal.made import CardOf, Made
from smup.sync.portal.resolve import OfficialLists, Resolved
from smup.sync.portal.services import place_sectors, place_services

TABLES: tuple[Named, ...] = (Sector, Service, Indicator)


def write_catalogue(
    load: Load,
    lists: OfficialLists,
    resolved: Sequence[Resolved],
    *,
    seen_at: datetime,
    card_of: CardOf,
) -> None:
    """Bring entries, names and indicators in line with the official lists.

    Args:
        load: open load.
        lists: official lists.
        resolved: where each official indicator belongs.
        seen_at: when the list of indicators was answered.
        card_of: returns the card of a kind and official id, None until it has been fetched.
    """
    sectors = place_sectors(load.connection, lists.sectors)
    services = place_services(load.connection, lists.services, sectors)
    made = Made(load, lists, resolved, services=services, card_of=card_of)
    own = {"sector": sectors, "service": services, "indicator": made.place()}
    before = load.counts.new + load.counts.changed
    write_entries(load, entries_of(lists, resolved, own, card_of), seen_at)
    made.complete()
    applied = len(made.fresh) + sum(_apply(load, table, made.fresh) for table in TABLES)
    if applied and load.counts.new + load.counts.changed == before:
        load.counts.read += applied
        load.counts.changed += applied


def _apply(load: Load, table: Named, fresh: set[str]) -> int:
    """Give our rows the official names and dimensions; return how many changed."""
    changed = 0
    official = official_columns(load.connection, table)
    for row in load.connection.execute(select(table.__table__)).mappings().all():
        wanted = with_official(dict(row), official.get(row["id"], {}))
        if any(row[name] != value for name, value in wanted.items()):
            load.connection.execute(update(table).where(table.id == row["id"]).values(wanted))
            changed += 1
        if table is Indicator:
            if row["code"] in fresh:
                load.note_change("indicator-new", wanted["code"], wanted["name_pl"])
            else:
                note_changed(load, dict(row), wanted)
    return changed
