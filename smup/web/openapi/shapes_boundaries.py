"""Shapes of answers about versions of borders."""

from smup.web.openapi.declared import Shape
from smup.web.openapi.shapes import Level


class BoundaryVersion(Shape):
    """Borders of a level that hold since a day."""

    level: Level
    since: str
    valid_on: str | None
    release: int
    approximate: bool
    features: int
    details: list[int]
    current: bool


class BoundaryVersions(Shape):
    """A page of versions, by level, the oldest first."""

    data: list[BoundaryVersion]
    next: str | None
