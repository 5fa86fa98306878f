"""Notes with a load which units it added, renamed, recoded or ended."""

from smup.ingest.load import Load
from smup.territory.directory import UnitDirectory
from smup.territory.terc import ListedUnit
from smup.territory.unit import TerritorialUnit
from smup.territory.writing import UnitChanges

NOTED = frozenset({"wojewodztwo", "powiat", "gmina"})


def note_units(load: Load, changes: UnitChanges, before: UnitDirectory) -> None:
    """Note what a list changed; the first list is no change.

    Args:
        load: the open load.
        changes: what the list changed.
        before: the units before it.
    """
    if not len(before):
        return
    former = {now: old for old, now in changes.renamed.items()}
    for unit in filter(_is_noted, changes.new):
        load.note_change("unit-new", unit.code, unit.name)
    for unit in filter(_is_noted, changes.changed):
        old = before.by_code(former.get(unit.code, unit.code))
        if old.teryt != unit.code:
            load.note_change("unit-recoded", unit.code, unit.name, old=old.teryt, new=unit.code)
        if old.name != unit.name:
            load.note_change("unit-renamed", unit.code, unit.name, old=old.name, new=unit.name)
    for gone in filter(_is_noted, changes.ended):
        load.note_change("unit-ended", gone.teryt, gone.name)


def _is_noted(unit: ListedUnit | TerritorialUnit) -> bool:
    return unit.level in NOTED
