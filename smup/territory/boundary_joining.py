"""Features of a map joined to units by their code."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import shapely

from smup.errors import IngestError, UnknownCodeError
from smup.territory.boundary_files import BoundaryFeature
from smup.territory.codes import PART_DIGITS, parse_teryt
from smup.territory.directory import UnitDirectory
from smup.territory.geometry import repaired
from smup.territory.unit import TerritorialUnit


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
