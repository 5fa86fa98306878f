"""Official sectors and services as ours: matched by name once, by id from then on."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from smup.models import OfficialEntry, Sector, Service
from smup.sync.portal.naming import same_name
from smup.sync.portal.official import OfficialSector
from smup.sync.portal.resolve import ListedService

CODE = "smup-{id}"
ICON = "grid"
SECTOR_POSITION = 50
SERVICE_POSITION = 1_000
"""Entries that only the official catalogue has stand after ours, in the official order."""


def place_sectors(connection: Connection, sectors: Sequence[OfficialSector]) -> dict[int, int]:
    """Return our sector of each official one; makes those that we do not have."""
    own = connection.execute(select(Sector.id, Sector.name_pl)).all()
    known = held_ids(connection, "sector")
    placed: dict[int, int] = {}
    for place, sector in enumerate(sectors):
        found = known.get(sector.id) or _named(own, sector.name)
        if found is None:
            found = _make(
                connection,
                Sector,
                {
                    "code": CODE.format(id=sector.id),
                    "position": SECTOR_POSITION + place,
                    "name_pl": sector.name,
                    "name_en": sector.name,
                    "official": True,
                    "icon": ICON,
                },
            )
        placed[sector.id] = found
    return placed


def place_services(
    connection: Connection, services: Sequence[ListedService], sectors: Mapping[int, int]
) -> dict[int, int]:
    """Return our service of each official one; makes those that we do not have.

    Args:
        connection: open transaction.
        services: official services.
        sectors: our sector by official id.
    """
    rows = connection.execute(select(Service.id, Service.name_pl, Service.sector_id)).all()
    known = held_ids(connection, "service")
    placed: dict[int, int] = {}
    for place, service in enumerate(services):
        sector_id = sectors[service.sector_id]
        own = [row[:2] for row in rows if row.sector_id == sector_id]
        found = known.get(service.id) or _named(own, service.name)
        if found is None:
            found = _make(
                connection,
                Service,
                {
                    "code": CODE.format(id=service.id),
                    "sector_id": sector_id,
                    "position": SERVICE_POSITION + place,
                    "name_pl": service.name,
                    "name_en": service.name,
                    "task_level": "oba",
                },
            )
        placed[service.id] = found
    return placed


def held_ids(connection: Connection, kind: str) -> dict[int, int]:
    """Return our id by official id as the last load left them, of entries that still exist."""
    table: type[Sector | Service] = Sector if kind == "sector" else Service
    rows = connection.execute(
        select(OfficialEntry.official_id, table.id)
        .join(table, table.id == OfficialEntry.own_id)
        .where(OfficialEntry.kind == kind)
    )
    return {row.official_id: row.id for row in rows}


def _named(own: Sequence[Any], name: str) -> int | None:
    """Return the one of ours with a name; two of one name are not told apart."""
    found = [key for key, known in own if same_name(known, name)]
    return int(found[0]) if len(found) == 1 else None


def _make(connection: Connection, table: type[Sector | Service], row: dict[str, Any]) -> int:
    held = connection.scalar(select(table.id).where(table.code == row["code"]))
    if held is not None:
        return int(held)
    return int(connection.execute(insert(table).values(row).returning(table.id)).scalar_one())
