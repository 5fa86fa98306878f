"""Notes with a load which indicators it added, renamed, redefined or took away."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from smup.ingest.load import Load
from smup.models import Indicator

DEFINING = ("unit_pl", "decimals", "dimension", "polarity", "task_level")
"""By what values are made, printed and judged; the formula of the card besides."""
Row = Mapping[str, Any]


def known_indicators(connection: Connection) -> dict[str, Row]:
    """Return the rows of all indicators by code: key, name, card, definition."""
    columns = [getattr(Indicator, name) for name in ("id", "code", "name_pl", "card", *DEFINING)]
    rows = connection.execute(select(*columns)).mappings()
    return {row["code"]: dict(row) for row in rows}


def note_indicators(load: Load, before: Mapping[str, Row]) -> None:
    """Note what became of the indicators since ``before``; the first catalogue is no change.

    Args:
        load: the open load, after its writes.
        before: ``known_indicators`` before them.
    """
    if not before:
        return
    now = known_indicators(load.connection)
    for code, row in sorted(now.items()):
        if code in before:
            note_changed(load, before[code], row)
        else:
            load.note_change("indicator-new", code, row["name_pl"])
    for code in sorted(before.keys() - now.keys()):
        load.note_change("indicator-withdrawn", code, before[code]["name_pl"])


def note_changed(load: Load, old: Row, new: Row) -> None:
    """Note a new name of an indicator, and which parts of its definition were changed.

    A redefined one is marked in the load, because its places depend on its polarity.

    Args:
        load: the open load.
        old: row of the indicator before.
        new: row of the indicator now.
    """
    code, name = new["code"], new["name_pl"]
    if old["name_pl"] != name:
        load.note_change("indicator-renamed", code, name, old=old["name_pl"], new=name)
    before, after = _definition(old), _definition(new)
    differ = [field for field in after if before[field] != after[field]]
    if differ:
        load.indicators.add(old["id"])
        was, is_now = (
            "; ".join(f"{field}={one[field]}" for field in differ) for one in (before, after)
        )
        load.note_change("indicator-redefined", code, name, old=was, new=is_now)


def _definition(row: Row) -> dict[str, str]:
    found = {name.removesuffix("_pl"): str(row[name]) for name in DEFINING}
    formula = (row["card"] or {}).get("formula") or {}
    parts = [formula.get(name) for name in ("multiplier", "numerator", "denominator")]
    return found | {"formula": " | ".join(str(part) for part in parts if part is not None)}
