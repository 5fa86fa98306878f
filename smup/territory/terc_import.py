"""The load of an official list of units into the database."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select

from smup.errors import IngestError
from smup.ingest.load import Load, LoadSummary, load
from smup.ingest.progress import Progress, silent
from smup.models import UnitCode
from smup.territory.boundary_bodies import rename_codes
from smup.territory.events import note_units
from smup.territory.known_changes import write_known_changes
from smup.territory.store import read_directory
from smup.territory.terc import UnitList, read_terc
from smup.territory.writing import UnitChanges, write_list

SOURCE = "GUS, rejestr TERYT, TERC"
STAGE = "Jednostki terytorialne"
LOST_SHARE = 0.02
LOST_ALWAYS_FINE = 20
NAMED_IN_NOTE = 12


def import_terc(
    engine: Engine,
    file: Path,
    *,
    source: str = SOURCE,
    progress: Progress = silent,
    after: Callable[[Load], None] | None = None,
) -> LoadSummary:
    """Load a TERC list; a later list over an earlier one keeps every unit and its history.

    Units keep their keys when their kind, name or number changes; new units are added, and those no
    longer listed end on the day of the list.

    Args:
        engine: engine of a database with the current schema.
        file: official CSV or XML, or the ZIP with it.
        source: publisher and register, in words.
        progress: told of the stages.
        after: recomputes what depends on the units, see ``smup.ingest.load.load``.

    Raises:
        IngestError: when the file is no whole TERC list, is older than the one in the database, or
            lacks so many units that it cannot be whole.
        DatabaseBusyError: when another load runs.
    """
    progress(STAGE, 0, 3)
    listed = read_terc(file)
    progress(STAGE, 1, 3)
    with load(engine, kind="terc", source=source, files=[file], after=after) as current:
        _refuse_older(current.connection, listed, file)
        directory = read_directory(current.connection)
        first = len(directory) == 0
        changes = write_list(current.connection, listed, directory)
        _refuse_torso(changes, file)
        rename_codes(current.connection, changes.renamed)
        progress(STAGE, 2, 3)
        formers = write_known_changes(current.connection)
        note_units(current, changes, directory)
        _count(current, listed, changes, formers)
        current.notes.extend(_notes(listed, changes, first=first))
    progress(STAGE, 3, 3)
    if current.summary is None:
        raise RuntimeError
    return current.summary


def _refuse_older(connection: Connection, listed: UnitList, file: Path) -> None:
    held = connection.scalar(
        select(func.max(UnitCode.valid_from)).where(UnitCode.system == "teryt")
    )
    if held is not None and listed.valid_on < held:
        message = (
            f"Lista w pliku {file.name} jest z dnia {_day(listed.valid_on)}, a w bazie jest już "
            f"nowsza, z dnia {_day(held)}. Starszej listy nie można wczytać po nowszej. Jeżeli "
            "jest potrzebna, załóż pustą bazę (python -m smup init --empty --force) "
            "i wczytaj listy od najstarszej."
        )
        raise IngestError(message)


def _refuse_torso(changes: UnitChanges, file: Path) -> None:
    gminas = [unit for unit in changes.ended if unit.level == "gmina"]
    kept = sum(unit.level == "gmina" for unit in (*changes.changed, *changes.same))
    if len(gminas) > max(LOST_ALWAYS_FINE, LOST_SHARE * (kept + len(gminas))):
        message = (
            f"W pliku {file.name} brakuje {len(gminas)} gmin z tych, które są w bazie, więc lista "
            "jest niepełna. Pobierz ją ponownie ze strony eteryt.stat.gov.pl."
        )
        raise IngestError(message)


def _count(current: Load, listed: UnitList, changes: UnitChanges, formers: int) -> None:
    """Count rows of the file (a city with powiat rights has two, the country none)."""
    counts = current.counts
    counts.read = listed.rows
    for units, name in ((changes.new, "new"), (changes.changed, "changed"), (changes.same, "same")):
        rows = sum(len(unit.codes) for unit in units if unit.level != "kraj")
        setattr(counts, name, rows)
    if not current.something_changed and (changes.ended or formers):
        counts.changed = len(changes.ended) + formers
    current.units_changed = current.something_changed


def _notes(listed: UnitList, changes: UnitChanges, *, first: bool) -> list[str]:
    notes = [f"Lista TERC, stan na {_day(listed.valid_on)}."]
    if first:
        return notes
    gminas = [(unit.name, unit.code) for unit in changes.new if unit.level in {"gmina", "powiat"}]
    gone = [(unit.name, unit.teryt) for unit in changes.ended if unit.level in {"gmina", "powiat"}]
    altered = sum(unit.level == "gmina" for unit in changes.changed)
    if gminas:
        notes.append(f"Nowe jednostki: {_named(gminas)}.")
    if gone:
        notes.append(f"Zniesione jednostki: {_named(gone)}.")
    if altered:
        notes.append(f"Gminy ze zmianą rodzaju, nazwy albo przynależności: {altered}.")
    return notes


def _named(units: Sequence[tuple[str, str]]) -> str:
    shown = ", ".join(f"{name} ({code})" for name, code in units[:NAMED_IN_NOTE])
    more = len(units) - NAMED_IN_NOTE
    return f"{shown} i jeszcze {more}" if more > 0 else shown


def _day(day: date) -> str:
    return f"{day.day}.{day.month:02d}.{day.year}"
