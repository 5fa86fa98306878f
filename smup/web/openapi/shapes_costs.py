"""Shapes of answers about the cost of services."""

from typing import Any, Literal, get_type_hints

from pydantic import BaseModel, create_model

from smup.repository.cost_row_reads import (
    AssetRow,
    CircumstanceRow,
    DriverRow,
    IncomeRow,
    OutputRow,
    SpendingRow,
)
from smup.views.costs.warnings import CostNote
from smup.web.openapi.declared import Shape
from smup.web.openapi.shapes import Both, Level, Reference
from smup.web.openapi.shapes_releases import LoadOfRows


def rows_of(record: Any) -> type[BaseModel]:
    """Return the shape of a named tuple that is answered as an object."""
    hints = get_type_hints(record)
    fields: dict[str, Any] = {name: (hints[name], ...) for name in record._fields}
    return create_model(record.__name__, __base__=Shape, __doc__=record.__doc__, **fields)


class Measure(Shape):
    """A measure of output, resource or facilities."""

    code: str
    name: Both
    decimals: int


class PermittedKeys(Shape):
    """Keys that a service permits, and the usual choice."""

    entity: list[str]
    shared: list[str]
    capital: list[str]
    usual: str


class CostLinks(Shape):
    """Where the cost of a service is read and seen."""

    self: str
    page: Both
    indicators: str


class CostService(Shape):
    """A service whose cost is counted."""

    code: str
    sector: str
    name: Both
    title: Both
    level: Level
    output: Measure
    resource: Measure | None
    facilities: Measure | None
    keys: PermittedKeys
    years: list[int]
    units: int
    links: CostLinks


class CostServices(Shape):
    """A page of services whose cost is counted."""

    data: list[CostService]
    next: str | None


class ChosenKeys(Shape):
    """Keys of a calculation."""

    entity: str | None
    shared: str
    capital: str
    entity_share: float | None
    shared_share: float | None
    text: str


class CostGroup(Shape):
    """The group beside which a cost stands."""

    kind: str
    code: str
    label: str
    n: int
    ranked: int
    note: str | None


class CostRow(Shape):
    """The cost of one unit."""

    unit: str
    name: str
    year: int
    gross: float | None
    net: float | None
    output: float | None
    unit_cost: float | None
    net_unit_cost: float | None
    low: float | None
    high: float | None
    place: tuple[int, int] | None
    expected: float | None
    deviation: float | None
    parts: dict[str, float | None]
    keys: str
    warnings: list[str]
    release: int | None


class CostOfKeys(Shape):
    """Unit cost by one combination of keys."""

    keys: str
    unit_cost: float | None


class Condition(Shape):
    """An indicator that the expected cost goes by."""

    indicator: str
    year: int | None


class Term(Shape):
    """A coefficient of the regression."""

    code: str
    coefficient: float | None
    error: float | None
    p: float | None


class RegressionQuality(Shape):
    """What is known of the quality of a regression."""

    n: int
    r2: float | None
    r2_adjusted: float | None
    sigma: float | None
    condition: float | None
    scale: float | None
    terms: list[Term]


class ExpectedCost(Shape):
    """What is expected of a unit in its conditions."""

    way: Literal["regression", "median"]
    value: float | None
    low: float | None
    high: float | None
    deviation: float | None
    difference: float | None
    conditions: list[Condition]
    diagnostics: RegressionQuality | None


class LoadedRows(Shape):
    """The loaded rows behind each term."""

    spending: list[rows_of(SpendingRow)]  # type: ignore[valid-type]
    current_outside_pools: float
    drivers: list[rows_of(DriverRow)]  # type: ignore[valid-type]
    assets: list[rows_of(AssetRow)]  # type: ignore[valid-type]
    incomes: list[rows_of(IncomeRow)]  # type: ignore[valid-type]
    outputs: list[rows_of(OutputRow)]  # type: ignore[valid-type]
    circumstances: list[rows_of(CircumstanceRow)]  # type: ignore[valid-type]
    releases: list[LoadOfRows]


class Cost(Shape):
    """The cost of a service: all units of a year, or one unit beside its group."""

    service: str
    level: Level
    year: int | None
    years: list[int]
    output: Measure | None = None
    keys: ChosenKeys | None = None
    group: CostGroup | None = None
    sample: bool | None = None
    data: list[CostRow] | None = None
    next: str | None = None
    unit: Reference | None = None
    cost: CostRow | None = None
    by_keys: list[CostOfKeys] | None = None
    expected: ExpectedCost | None = None
    median: float | None = None
    left_out: list[str] | None = None
    notes: list[rows_of(CostNote)] | None = None  # type: ignore[valid-type]
    release: LoadOfRows | None = None
    rows: LoadedRows | None = None
    detail: str | None = None
