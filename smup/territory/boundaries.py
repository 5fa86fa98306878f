"""The load of borders: joined to units by code, repaired, simplified, dissolved, stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from sqlalchemy import Connection, Engine

from smup.errors import IngestError, UnknownCodeError
from smup.ingest.load import Load, LoadSummary, load
from smup.ingest.progress import Progress, silent
from smup.territory.boundary_bodies import (
    BoundaryBody,
    bodies_of,
    levels_above,
    newest_hashes,
    packed_rows,
    write_bodies,
)
from smup.territory.boundary_files import BoundaryFeature, read_boundaries
from smup.territory.cells import approximate_boundaries
from smup.territory.codes import PART_DIGITS, parse_teryt
from smup.territory.directory import UnitDirectory
from smup.territory.geometry import overlaps, repaired
from smup.territory.neighbours import rebuild_neighbours
from smup.territory.store import read_directory
from smup.territory.unit import TerritorialUnit

SOURCE = "GUGiK, państwowy rejestr granic (PRG)"
STAGE = "Granice"
LOADABLE_LEVELS = ("gmina", "powiat", "wojewodztwo")
NAMED_IN_NOTE = 12


@dataclass(slots=True)
class JoinedShapes:
    """Features joined to units.

    Attributes:
        shapes: position of a unit to its polygons.
        parts: features of parts of gminas, left out by rule.
        rejected: features that cannot be taken, with the reason.
    """

    shapes: dict[int, list[Any]] = field(default_factory=dict)
    parts: int = 0
    rejected: list[tuple[BoundaryFeature, str]] = field(default_factory=list)

    def merged(self) -> dict[int, Any]:
        """Return one shape per unit; a unit may come as several features."""
        return {
            position: found[0] if len(found) == 1 else repaired(shapely.union_all(found))
            for position, found in self.shapes.items()
        }


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
    features = read_boundaries(file)
    progress(STAGE, 1, 4)
    with load(engine, kind="boundaries", source=source, files=[file]) as current:
        directory = read_directory(current.connection)
        joined = join_features(features, directory, level=level)
        shapes = joined.merged()
        _refuse_nothing(shapes, directory, file, level)
        progress(STAGE, 2, 4)
        also = _levels_to_dissolve(current.connection, level)
        bodies = bodies_of(directory, shapes, level=level, also=also)
        progress(STAGE, 3, 4)
        _write(current, bodies, joined, valid_on=valid_on, file=file)
        current.notes.extend(_notes(directory, shapes, level=level))
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


def join_features(
    features: Iterable[BoundaryFeature], directory: UnitDirectory, *, level: str
) -> JoinedShapes:
    """Find the unit of each feature by its code, a gmina by the first six digits."""
    joined = JoinedShapes()
    for feature in features:
        if feature.code[6:] in PART_DIGITS:
            joined.parts += 1
            continue
        try:
            unit = _unit(directory, feature.code, level=level)
            shape = _polygons(feature)
        except IngestError as error:
            joined.rejected.append((feature, str(error)))
            continue
        joined.shapes.setdefault(unit.position, []).append(shape)
    return joined


def _unit(directory: UnitDirectory, code: str, *, level: str) -> TerritorialUnit:
    try:
        found = parse_teryt(code).level
    except UnknownCodeError as error:
        message = f"To nie jest kod TERYT: {code[:20]}"
        raise IngestError(message) from error
    if found != level:
        message = f"To kod poziomu „{found}”, a wczytywany jest poziom „{level}”: {code}"
        raise IngestError(message)
    try:
        match = directory.lookup(code)
    except UnknownCodeError as error:
        message = f"Nie ma takiej jednostki: {code}"
        raise IngestError(message) from error
    if match.note == "ended" or not match.unit.answers_at(level):
        message = f"Tej jednostki już nie ma: {code}"
        raise IngestError(message)
    return match.unit


def _polygons(feature: BoundaryFeature) -> Any:
    shape = repaired(feature.shape)
    if shape is None:
        message = f"Granica jest pusta albo nie jest wielokątem: {feature.code}"
        raise IngestError(message)
    return shape


def _refuse_nothing(
    shapes: Mapping[int, Any], directory: UnitDirectory, file: Path, level: str
) -> None:
    if not len(directory):
        message = (
            "W bazie nie ma jednostek. Najpierw wczytaj listę: python -m smup import terc PLIK"
        )
        raise IngestError(message)
    if not shapes:
        message = (
            f"W pliku {file.name} nie ma żadnej granicy poziomu „{level}”. Sprawdź --level "
            f"({', '.join(LOADABLE_LEVELS)}) i kody jednostek w pliku."
        )
        raise IngestError(message)


def _levels_to_dissolve(connection: Connection, level: str) -> tuple[str, ...]:
    """Return the levels above that have no borders of their own.

    A level has its own when they came in a release without any lower level; approximate ones never
    count, because real lines replace them all.
    """
    newest = newest_hashes(connection)
    releases = {known: release for (known, detail), (_, release) in newest.items() if detail == 0}
    made_below = {
        known
        for known, release in releases.items()
        for lower, other in releases.items()
        if other == release and levels_above(lower).count(known)
    }
    own = set(releases) - made_below
    return tuple(above for above in levels_above(level) if above not in own)


def _write(
    current: Load,
    bodies: list[BoundaryBody],
    joined: JoinedShapes,
    *,
    valid_on: date | None,
    file: Path,
) -> None:
    counts = current.counts
    taken = sum(len(found) for found in joined.shapes.values())
    counts.read = taken + joined.parts + len(joined.rejected)
    counts.skipped = joined.parts
    newest = newest_hashes(current.connection)
    differ = any(
        newest.get((body.level, body.detail), ("",))[0] != body.content_hash for body in bodies
    )
    for feature, reason in joined.rejected:
        current.reject(file.name, feature.number, reason, feature.code)
    if not differ:
        counts.same = taken
        return
    counts.new = taken
    write_bodies(
        current.connection,
        bodies,
        release_id=current.release_id,
        valid_on=valid_on,
        approximate=False,
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
