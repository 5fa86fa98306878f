"""Shapes of answers about coverage: what there is of an indicator, what is missing and why."""

from typing import Literal

from smup.web.openapi.declared import Shape

State = Literal[
    "complete",
    "partial",
    "flagged",
    "not-fetched",
    "none",
    "late",
    "expected",
    "ended",
    "before",
    "not-task",
]
Level = Literal["kraj", "wojewodztwo", "powiat", "gmina"]


class YearCoverage(Shape):
    """An indicator in a year at a level."""

    indicator: str
    level: Level
    year: int
    state: State
    units: int
    with_value: int
    zero: int
    below_format: int
    missing: int
    secret: int
    not_applicable: int
    not_yet_published: int
    no_row: int
    lacking: int
    expected_on: str | None
    days_late: int | None
    asked_on: str | None


class CoverageYears(Shape):
    """A page of years of indicators."""

    data: list[YearCoverage]
    next: str | None


class CoverageLinks(Shape):
    """Where more of the coverage is read."""

    self: str
    page: str


class Freshness(Shape):
    """What is known of the year after the last one with values."""

    year: int
    state: State
    expected_on: str | None
    asked_on: str | None


class CoverageSummary(Shape):
    """Coverage of an indicator at the level of its task, the same as its badge."""

    level: Level
    first_year: int | None
    last_year: int | None
    units: int
    with_value: int
    following: Freshness | None
    links: CoverageLinks
