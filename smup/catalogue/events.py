"""Notes with a load which indicators it added, renamed or took away."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from smup.ingest.load import Load
from smup.models import Indicator


def indicator_names(connection: Connection) -> dict[str, str]:
    """Return the Polish names of all indicators by code."""
    rows = connection.execute(select(Indicator.code, Indicator.name_pl))
    return {row.code: row.name_pl for row in rows}


def note_indicators(load: Load, before: Mapping[str, str]) -> None:
    """Note what became of the indicators since ``before``; the first catalogue is no change.

    Args:
        load: the open load, after its writes.
        before: ``indicator_names`` before them.
    """
    if not before:
        return
    now = indicator_names(load.connection)
    for code, name in sorted(now.items()):
        if code not in before:
            load.note_change("indicator-new", code, name)
        elif before[code] != name:
            load.note_change("indicator-renamed", code, name, old=before[code], new=name)
    for code in sorted(before.keys() - now.keys()):
        load.note_change("indicator-withdrawn", code, before[code])
