"""Shapes of answers about units: lists, one unit, codes of a list, profile, peers."""

from typing import Literal

from smup.views.profile.records import Band, TrendMark
from smup.web.openapi.declared import Shape
from smup.web.openapi.shapes import AsOf, Both, FlagWord, Level, Own, Reference, UnitLevel

PeerKind = Literal["najblizsze", "sasiedzi"]


class Unit(Shape):
    """A territorial unit as lists give it."""

    code: str
    name: str
    level: UnitLevel
    kind: str
    city_county: bool
    label: Both
    powiat: str | None
    voivodeship: str | None
    area_km2: float | None
    population: int | None
    population_year: int | None
    lon: float | None
    lat: float | None
    fictional: bool
    links: Own


class Units(Shape):
    """A page of units."""

    data: list[Unit]
    next: str | None


class DatedCode(Shape):
    """A code that a unit has or had."""

    system: str
    code: str
    name: str
    kind: str
    valid_from: str
    valid_to: str | None


class UnitDetail(Unit):
    """A unit with its parents, codes and dates."""

    parents: list[Reference]
    valid_from: str | None
    valid_to: str | None
    codes: list[DatedCode]
    note: Literal["old-code", "ended"] | None
    successor: Reference | None


class LookedUp(Shape):
    """What a code of a list stands for."""

    code: str
    status: Literal["current", "old-code", "ended", "other-level", "unknown"]
    was: str | None = None
    unit: Reference | None
    found_code: str | None


class Lookup(Shape):
    """What the codes of a list stand for, in the order asked."""

    data: list[LookedUp]
    next: None


class ProfileGroup(Shape):
    """The comparison group of a profile."""

    kind: str
    code: str
    label: str
    n: int
    note: str | None
    ready: bool
    units: list[str]


class ChanceLimits(Shape):
    """Control limits round the median."""

    low: float
    high: float
    within: bool
    base: float


class Change(Shape):
    """Change since an earlier year."""

    since: int
    before: float
    difference: float


class ProfileNote(Shape):
    """What a unit says, with the year it speaks of."""

    year: int
    pl: str
    en: str | None
    published: str


class ProfileRow(Shape):
    """An indicator of a unit with its place in the group."""

    indicator: str
    year: int | None
    value: float | None
    flag: FlagWord
    rank: int | None
    n: int
    p5: float | None
    q1: float | None
    median: float | None
    q3: float | None
    p95: float | None
    trend: TrendMark
    group: str
    ranks: tuple[int, int] | None
    band: Band
    of_task: bool
    break_year: int | None
    chance: ChanceLimits | None
    change: Change | None
    note: ProfileNote | None


class Profile(Shape):
    """Every indicator of a unit."""

    unit: Unit
    level: Level
    year: int | None
    years: list[int]
    group: ProfileGroup
    data: list[ProfileRow]
    next: str | None
    as_of: AsOf | None = None


class Difference(Shape):
    """How two units differ in one variable."""

    variable: str
    name: str
    mine: float | None
    other: float | None
    apart: float | None
    share: float | None


class Peer(Shape):
    """A similar unit or a neighbour."""

    unit: str
    name: str
    position: int
    distance: float | None
    border_km: float | None = None
    differences: list[Difference] | None = None


class Peers(Shape):
    """Similar units with the reasons, or neighbours."""

    unit: Reference
    kind: PeerKind
    level: Level
    year: int | None = None
    weights: dict[str, float] | None = None
    approximate: bool | None = None
    data: list[Peer]
    next: None
