"""Keeps under which ids of the Local Data Bank units are known."""

from collections.abc import Mapping

from sqlalchemy import Connection, insert, select

from smup.models import UnitCode
from smup.sync.bdl.bdl_api import SOURCE
from smup.territory.codes import parse_bdl_id


def keep_unit_ids(connection: Connection, units: Mapping[str, int]) -> int:
    """Write the ids that were seen and are not known yet; return how many there were.

    An id holds as long as the TERYT code within it, whose name, kind and dates it takes. An id
    whose code the unit never had in our list is not kept: nothing tells its dates.

    Args:
        connection: open transaction.
        units: unit by id of the bank.
    """
    known = set(connection.scalars(select(UnitCode.code).where(UnitCode.system == SOURCE)))
    new = {bdl_id: unit for bdl_id, unit in units.items() if bdl_id not in known}
    if not new:
        return 0
    rows = connection.execute(
        select(
            UnitCode.unit_id,
            UnitCode.code,
            UnitCode.name,
            UnitCode.kind,
            UnitCode.valid_from,
            UnitCode.valid_to,
        ).where(UnitCode.system == "teryt")
    ).mappings()
    dated = {(row["unit_id"], row["code"]): row for row in rows}
    found = [
        {**dated[unit, code], "system": SOURCE, "code": bdl_id}
        for bdl_id, unit in sorted(new.items())
        if (unit, code := parse_bdl_id(bdl_id).text) in dated
    ]
    if found:
        connection.execute(insert(UnitCode), found)
    return len(found)
