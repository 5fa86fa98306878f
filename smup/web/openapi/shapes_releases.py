"""Shapes of answers about releases: loads with counts, one release, revised values."""

from typing import Literal

from smup.web.openapi.declared import Shape
from smup.web.openapi.shapes import Both, FlagWord, Own

ChangeKind = Literal[
    "indicator-new",
    "indicator-renamed",
    "indicator-redefined",
    "indicator-withdrawn",
    "unit-new",
    "unit-renamed",
    "unit-recoded",
    "unit-ended",
    "boundary-new",
]


class ReleaseRows(Shape):
    """What a load did with its rows."""

    read: int
    new: int
    changed: int
    same: int
    skipped: int
    rejected: int


class ValueCounts(Shape):
    """Values of indicators that a release added, revised and withdrew."""

    new: int
    changed: int
    withdrawn: int


class ReleaseLinks(Shape):
    """Where a release is read and seen."""

    self: str
    revisions: str
    page: Both


class LoadOfRows(Shape):
    """A load of the database."""

    id: int
    kind: str
    source: str
    file_name: str | None
    checksum: str | None
    fetched_at: str
    rows: ReleaseRows
    note: str | None


class Release(LoadOfRows):
    """A load of the database and what it changed."""

    readable: bool
    values: ValueCounts
    changes: dict[ChangeKind, int]
    links: ReleaseLinks


class Releases(Shape):
    """A page of loads, the newest first."""

    data: list[Release]
    next: str | None


class ReleasedIndicator(ValueCounts):
    """What a release did to the values of an indicator."""

    indicator: str
    first_year: int
    last_year: int


class CatalogueChange(Shape):
    """A change of the catalogue, the list of units or borders."""

    kind: ChangeKind
    code: str
    name: str
    old: str | None
    new: str | None


class RefusedRows(Shape):
    """Rows refused for one reason."""

    reason: str
    rows: int


class ReleaseDetail(Release):
    """A release with its indicators, the first 1,000 changes and the reasons of refusals."""

    indicators: list[ReleasedIndicator]
    changed: list[CatalogueChange]
    refused: list[RefusedRows]


class ReleasedValue(Shape):
    """A value as it was or is."""

    value: float | None
    flag: FlagWord
    decimals: int


class RevisedValue(Shape):
    """A value that a release revised; ``new`` is null when the source withdrew it."""

    release: int
    indicator: str
    unit: str
    name: str
    year: int
    old: ReleasedValue
    new: ReleasedValue | None
    difference: float | None
    percent: float | None


class RevisedValues(Shape):
    """A page of revised values by indicator, year and unit.

    ``dropped``: the release is older than the history that is kept, so they are not told.
    """

    data: list[RevisedValue]
    next: str | None
    dropped: Literal[True] | None = None


class UnitRevisions(Shape):
    """Revised values of a unit after a release, the newest first, and all that happened to it.

    ``dropped``: those of releases older than the history that is kept are not among them.
    """

    unit: str
    since: int
    counts: ValueCounts
    data: list[RevisedValue]
    next: str | None
    links: Own
    dropped: Literal[True] | None = None
