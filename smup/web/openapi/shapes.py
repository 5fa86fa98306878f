"""Shapes of answers that several addresses share, and of the catalogue, loads and observations."""

from typing import Any, Literal

from pydantic import Field

from smup.catalogue.schema import Dimension, Polarity, TaskLevel
from smup.web.openapi.declared import Shape
from smup.web.openapi.shapes_coverage import CoverageSummary

Level = Literal["kraj", "wojewodztwo", "powiat", "gmina"]
UnitLevel = Literal["kraj", "wojewodztwo", "powiat", "gmina", "czesc"]
FlagWord = Literal[
    "occurred",
    "did-not-occur",
    "below-format",
    "missing",
    "secret",
    "not-applicable",
    "not-yet-published",
]


class Both(Shape):
    """A text in both languages."""

    pl: str
    en: str


class Own(Shape):
    """Where the object itself is read."""

    self: str


class Problem(Shape):
    """An error, RFC 9457."""

    type: str = Field(pattern=r"^urn:smup:problem:[a-z-]+$")
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    instance: str
    parameter: str | None = None
    code: str | None = None
    codes: list[str] | None = None
    suggestions: list[str] | None = None
    successor: "Reference | None" = None
    request_id: str | None = None
    retry_after: int | None = None


class AsOf(Shape):
    """The release that an answer is read as of; it stands only where one was asked for.

    ``of_today`` names the members that are as of now nevertheless; ``redefined`` indicators whose
    unit, rounding, judgement, dimension or formula has changed since.
    """

    release: int
    fetched_at: str
    of_today: list[str]
    redefined: list[str]


class Reference(Shape):
    """A unit named by another answer."""

    code: str
    name: str
    level: UnitLevel
    label: Both
    links: Own


class Sector(Shape):
    """A sector of public services."""

    code: str
    position: int
    name: Both
    official: bool
    services: int
    indicators: int


class Sectors(Shape):
    """A page of sectors."""

    data: list[Sector]
    next: str | None


class Service(Shape):
    """A public service."""

    code: str
    sector: str
    name: Both
    task_level: TaskLevel
    indicators: int


class Services(Shape):
    """A page of services."""

    data: list[Service]
    next: str | None


class Indicator(Shape):
    """An indicator as lists give it."""

    code: str
    sector: str
    service: str
    name: Both
    unit: Both
    decimals: int
    dimension: Dimension
    polarity: Polarity
    task_level: TaskLevel
    links: Own


class Indicators(Shape):
    """A page of indicators."""

    data: list[Indicator]
    next: str | None


class IndicatorLinks(Shape):
    """Where an indicator and its values are read."""

    self: str
    data: str
    matrix_kraj: str | None = None
    matrix_wojewodztwo: str | None = None
    matrix_powiat: str | None = None
    matrix_gmina: str | None = None


class IndicatorDetail(Shape):
    """An indicator with its whole card."""

    code: str
    sector: str
    service: str
    name: Both
    unit: Both
    decimals: int
    dimension: Dimension
    polarity: Polarity
    task_level: TaskLevel
    card: dict[str, Any]
    levels: list[Level]
    years: dict[Level, list[int]]
    latest_year: int | None
    coverage: CoverageSummary
    links: IndicatorLinks
    as_of: AsOf | None = None


class Matrix(Shape):
    """All units and years of an indicator, compact."""

    indicator: str
    level: Level
    version: str
    decimals: int
    years: list[int]
    units: list[str]
    values: list[list[int | None]]
    flags: list[str]
    class_breaks: list[float]
    as_of: AsOf | None = None


class ReadySet(Shape):
    """Indicators put together for a purpose, as the data desk offers them."""

    code: str
    name: Both
    description: Both
    indicator: list[str]
    service: list[str]
    sector: list[str]
    links: "SetLinks"


class SetLinks(Shape):
    """Where the values of a set are read."""

    data: str
    page: Both


class ReadySets(Shape):
    """A page of ready sets."""

    data: list[ReadySet]
    next: str | None


class SaidNote(Shape):
    """What a unit says about its own value."""

    pl: str
    en: str | None
    published: str


class Observation(Shape):
    """A value of an indicator in a unit and year, or the kind of its absence."""

    indicator: str
    unit: str
    name: str
    year: int
    value: float | None
    flag: FlagWord
    decimals: int
    note: SaidNote | None


class Observations(Shape):
    """A page of observations."""

    data: list[Observation]
    next: str | None
    as_of: AsOf | None = None


class Note(Shape):
    """A published note of a unit."""

    indicator: str
    unit: str
    name: str
    year: int
    note: SaidNote
    example: bool


class NotesPage(Shape):
    """A page of notes."""

    data: list[Note]
    next: str | None
