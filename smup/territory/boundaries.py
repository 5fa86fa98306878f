"""The load of borders: joined to units by code, repaired, simplified, dissolved, stored.

Borders from a file and from the official service go the same way; the service's set is the whole
register, so it must not lose gminas, and it may bring new ones.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine

from smup.errors import IngestError
from smup.ingest.load import Load, LoadSummary, load
from smup.ingest.progress import Progress, silent
from smup.territory.boundary_bodies import (
    BoundaryBody,
    bodies_of,
    levels_above,
    packed_rows,
    write_bodies,
)
from smup.territory.boundary_files import BoundaryFeature, read_boundaries
from smup.territory.boundary_joining import JoinedShapes, join_features
from smup.territory.boundary_register import add_new_gminas, refuse_torso
from smup.territory.boundary_versions import (
    boundary_on,
    newest_boundaries,
    stored_boundaries,
)
from smup.territory.cells import approximate_boundaries
from smup.territory.directory import UnitDirectory
from smup.territory.geometry import overlaps
from smup.territory.neighbours import rebuild_neighbours
from smup.territory.store import read_directory

SOURCE = "GUGiK, państwowy rejestr granic (PRG)"
STAGE = "Granice"
LOADABLE_LEVELS = ("gmina", "powiat", "wojewodztwo")
NAMED_IN_NOTE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryOrigin:
    """Where borders come from.

    Attributes:
        level: level of the units.
        source: publisher and set, in words.
        place: what rejected features name as their place: the file or the service.
        valid_on: day of the borders, if known.
        files: files they were read from, for the checksum of the release.
        register: the features are all gminas of the country: fewer than before are refused, new
            ones in a known powiat become units, and all levels above are dissolved from them.
        note: sentence that the release keeps.
    """

    level: str
    source: str
    place: str
    valid_on: date | None = None
    files: tuple[Path, ...] = ()
    register: bool = False
    note: str | None = None


def import_boundaries(
    engine: Engine,
    file: Path,
    *,
    level: str,
    source: str = SOURCE,
    valid_on: date | None = None,
    progress: Progress = silent,
) -> LoadSummary:
    """Load the borders of a level, and of the levels above unless they have their own.

    Args:
        engine: engine of a database with units.
        file: GeoJSON, GPKG or SHP, also zipped; codes in ``terc`` or ``JPT_KOD_JE``.
        level: ``gmina``, ``powiat`` or ``wojewodztwo``.
        source: publisher and set, in words.
        valid_on: day of the borders, if known.
        progress: told of the stages.

    Raises:
        IngestError: when the file cannot be read, has another level, or there are no units yet.
        DatabaseBusyError: when another load runs.
    """
    if level not in LOADABLE_LEVELS:
        message = f"Nie ma poziomu „{level}”. Podaj --level {', '.join(LOADABLE_LEVELS)}."
        raise IngestError(message)
    progress(STAGE, 0, 4)
    origin = BoundaryOrigin(
        level=level, source=source, place=file.name, valid_on=valid_on, files=(file,)
    )
    return load_boundaries(engine, read_boundaries(file), origin, progress=progress)


def load_boundaries(
    engine: Engine,
    features: Sequence[BoundaryFeature],
    origin: BoundaryOrigin,
    *,
    progress: Progress = silent,
    after: Callable[[Load], None] | None = None,
) -> LoadSummary:
    """Load borders that are read already, as one release.

    Args:
        engine: engine of a database with units.
        features: borders in WGS84.
        origin: where they come from.
        progress: told of the stages.
        after: recomputes what depends on new units, see ``smup.ingest.load.load``.

    Raises:
        IngestError: when there is nothing to load, units are missing in a whole register, or there
            are no units yet.
        DatabaseBusyError: when another load runs.
    """
    progress(STAGE, 1, 4)
    with load(
        engine,
        kind="boundaries",
        source=origin.source,
        files=origin.files,
        note=origin.note,
        after=after,
    ) as current:
        directory = read_directory(current.connection)
        if origin.register:
            directory = add_new_gminas(current, features, directory, day=origin.valid_on)
        joined = join_features(features, directory, level=origin.level)
        shapes = joined.merged()
        _refuse_nothing(shapes, directory, origin)
        if origin.register:
            refuse_torso(current.connection, shapes, directory)
        progress(STAGE, 2, 4)
        also = _levels_to_dissolve(current.connection, origin)
        bodies = bodies_of(directory, shapes, level=origin.level, also=also)
        progress(STAGE, 3, 4)
        _write(current, bodies, joined, origin)
        current.notes.extend(_notes(directory, shapes, level=origin.level))
        if current.something_changed:
            rebuild_neighbours(current.connection, directory)
    progress(STAGE, 4, 4)
    if current.summary is None:
        raise RuntimeError
    return current.summary


def approximate_rows(directory: UnitDirectory) -> list[dict[str, Any]]:
    """Return approximate borders of all levels, for a database without real ones (the sample).

    Needs no database and mostly runs outside the interpreter lock, so a thread can do it while
    values are written; ``insert_packed`` writes the rows.

    Args:
        directory: units with location and area; fictional ones get no borders.
    """
    shapes = approximate_boundaries(directory)
    bodies = bodies_of(directory, shapes, level="gmina", also=levels_above("gmina"))
    return packed_rows(bodies, valid_on=None, approximate=True)


def _refuse_nothing(
    shapes: Mapping[int, Any], directory: UnitDirectory, origin: BoundaryOrigin
) -> None:
    if not len(directory):
        message = (
            "W bazie nie ma jednostek. Najpierw wczytaj listę: python -m smup import terc PLIK"
        )
        raise IngestError(message)
    if not shapes and origin.register:
        message = (
            f"Usługa {origin.place} nie podała granicy żadnej znanej gminy. Sprawdź PRG_WFS_URL."
        )
        raise IngestError(message)
    if not shapes:
        message = (
            f"W pliku {origin.place} nie ma żadnej granicy poziomu „{origin.level}”. Sprawdź "
            f"--level ({', '.join(LOADABLE_LEVELS)}) i kody jednostek w pliku."
        )
        raise IngestError(message)


def _levels_to_dissolve(connection: Connection, origin: BoundaryOrigin) -> tuple[str, ...]:
    """Return the levels above that have no borders of their own; all of them for a register.

    A level has its own when they came in a release without any lower level; approximate ones never
    count, because real lines replace them all.
    """
    if origin.register:
        return levels_above(origin.level)
    newest = newest_boundaries(stored_boundaries(connection))
    releases = {known: row.release_id for (known, detail), row in newest.items() if detail == 0}
    made_below = {
        known
        for known, release in releases.items()
        for lower, other in releases.items()
        if other == release and levels_above(lower).count(known)
    }
    own = set(releases) - made_below
    return tuple(above for above in levels_above(origin.level) if above not in own)


def _write(
    current: Load, bodies: list[BoundaryBody], joined: JoinedShapes, origin: BoundaryOrigin
) -> None:
    counts = current.counts
    taken = sum(len(found) for found in joined.shapes.values())
    counts.read = taken + joined.parts + len(joined.rejected)
    counts.skipped = joined.parts
    for feature, reason in joined.rejected:
        current.reject(origin.place, feature.number, reason, feature.code)
    if not _differ(current, bodies, origin.valid_on):
        counts.same = taken
        return
    counts.new = taken
    for level in dict.fromkeys(body.level for body in bodies):
        day = None if origin.valid_on is None else origin.valid_on.isoformat()
        current.note_change("boundary-new", level, origin.source, new=day)
    write_bodies(
        current.connection,
        bodies,
        release_id=current.release_id,
        valid_on=origin.valid_on,
        approximate=False,
    )


def _differ(current: Load, bodies: list[BoundaryBody], day: date | None) -> bool:
    """Tell whether any of the borders is another than the one that holds on their day."""
    stored = stored_boundaries(current.connection)
    held = (boundary_on(stored, body.level, body.detail, day) for body in bodies)
    return any(
        row is None or row.approximate or row.content_hash != body.content_hash
        for row, body in zip(held, bodies, strict=True)
    )


def _notes(directory: UnitDirectory, shapes: Mapping[int, Any], *, level: str) -> list[str]:
    notes = []
    missing = [unit for unit in directory.units_of(level) if unit.position not in shapes]
    if missing:
        shown = ", ".join(
            f"{unit.name} ({unit.code_at(level)})" for unit in missing[:NAMED_IN_NOTE]
        )
        more = f" i jeszcze {len(missing) - NAMED_IN_NOTE}" if len(missing) > NAMED_IN_NOTE else ""
        notes.append(f"Bez granic na mapie: {shown}{more}.")
    faulty = overlaps(np.array(list(shapes.values()), dtype=object))
    if faulty:
        notes.append(f"Granice nachodzące na siebie albo rozchodzące się: {faulty}.")
    return notes
