"""Shape of ``data/sample/costs.toml``: how the rows of costs of the sample are generated."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from smup.catalogue.schema import Name, Part, Slug
from smup.costs.dictionary import Chapter
from smup.sample.plan import COSTS_FILE, read_toml

Income = Literal["oplaty", "sprzedaz", "dotacje"]
Share = float


class Grown(Part):
    """A quantity that grows from another: base x rate x exp(effects).

    Attributes:
        base: code of a variable of the sample, or ``spending``: that of the service.
        rate: in the reference year, in the middle unit.
        spread: deviation between units that stays over the years, logarithmic.
        noise: deviation from year to year, logarithmic.
        trend: change a year, logarithmic.
        size: added per factor of ten in population, against 10,000 persons.
        units: share of units that have it at all; the others have no row.
    """

    base: Name
    rate: float = Field(gt=0, default=1.0)
    spread: float = Field(ge=0, default=0.0)
    noise: float = Field(ge=0, default=0.0)
    trend: float = 0.0
    size: float = 0.0
    units: Share = Field(gt=0, le=1, default=1.0)


class ParagraphSample(Part):
    """One row of spending: a share of the whole, in some years, in some units.

    Attributes:
        chapter: five digits.
        code: paragraph with its fourth digit.
        share: of the spending, before shares are made to add up to 1.
        units: share of units that have it.
        first_year, last_year: years in which it is used.
    """

    chapter: Chapter
    code: str = Field(pattern=r"^\d{4}$")
    share: float = Field(gt=0)
    units: Share = Field(gt=0, le=1, default=1.0)
    first_year: int | None = None
    last_year: int | None = None


class CapitalSample(Part):
    """Capital spending of a service.

    Attributes:
        code: paragraph with its fourth digit.
        share: of capital in the spending of an average year.
        chance: share of years with any.
        inside: the variable of spending holds it already (spending in all, not current alone).
    """

    code: str = Field(pattern=r"^6\d{3}$")
    share: float = Field(gt=0, lt=1)
    chance: float = Field(gt=0, le=1)
    inside: bool = False


class OtherWay(Part):
    """Units that run the service in another way, all years alike.

    Attributes:
        kind: circumstance that they report.
        units: share of the units that run the service.
        code: paragraph of their grants or payments; None: they have no spending at all.
        part: share of their spending that is paid out so.
    """

    kind: Literal["zlecona", "spolka", "zwiazek"]
    units: Share = Field(gt=0, lt=1)
    code: str | None = Field(pattern=r"^\d{4}$", default=None)
    part: float = Field(gt=0, le=1, default=1.0)


class AssetSample(Part):
    """An asset that every unit with the service has one of.

    Attributes:
        name: as a register would hold it.
        built: the first and the last possible year of first use.
        rate: percent a year.
        share: its depreciation in a year, as a share of the spending of the last year.
    """

    name: str
    built: tuple[int, int]
    rate: float = Field(gt=0, le=100)
    share: float = Field(gt=0)


class ServiceSample(Part):
    """Rows of one service.

    Attributes:
        output: variable of the main measure.
        resource, facilities: what the other two measures grow from.
        spending: current spending, or all of it when capital is ``inside``.
        less: variables taken off the base of ``spending`` first.
        paragraphs: how it is split; the first takes what rounding leaves.
        capital: capital spending.
        ways: units that run it in another way.
        posts, area: drivers of the shared pool, sums of what they grow from.
        incomes: what users, other units and the state pay.
        assets: of its units.
        eu_years: share of unit-years in which a part is money of an EU project.
        without_assets: share of units that have not loaded their assets.
        chapter_changes: share of units that report a change of chapter in the first year of one.
    """

    output: Name
    resource: Grown | None = None
    facilities: Grown | None = None
    spending: Grown
    less: tuple[Name, ...] = ()
    paragraphs: tuple[ParagraphSample, ...] = Field(min_length=1)
    capital: CapitalSample | None = None
    ways: tuple[OtherWay, ...] = ()
    posts: tuple[Grown, ...] = Field(min_length=1)
    area: tuple[Grown, ...] = ()
    incomes: dict[Income, Grown] = Field(default_factory=dict)
    assets: tuple[AssetSample, ...] = ()
    eu_years: float = Field(ge=0, lt=1, default=0.0)
    without_assets: float = Field(ge=0, lt=1, default=0.0)
    chapter_changes: float = Field(ge=0, lt=1, default=0.0)


class PoolSample(Part):
    """Rows of one pool.

    Attributes:
        spending: what it costs; None: rows of a service hold it.
        paragraphs: how that is split.
        first_year: first year with drivers.
        services: posts in the pool that work for each service; None: those of the services
            themselves, for the shared pool.
        posts, area: of everything that is no service here (``inne``).
        working_hours: hours a year of one post; 0: no hours and no cases are loaded.
        cases_by_post: cases a year of one post.
    """

    spending: Grown | None = None
    paragraphs: tuple[ParagraphSample, ...] = ()
    first_year: int | None = None
    services: dict[Slug, tuple[Grown, ...]] | None = None
    posts: tuple[Grown, ...] = Field(min_length=1)
    area: tuple[Grown, ...] = ()
    working_hours: float = Field(ge=0, default=0.0)
    cases_by_post: float = Field(gt=0, default=100.0)


class CostSample(Part):
    """``data/sample/costs.toml``.

    Attributes:
        current: variable of all current spending.
        rest: row that takes what is no service and no pool here.
        rest_at_least: its least share of ``current``.
        full_cost: variables that are the full cost of a service, replaced by what is computed.
        without_area: share of units that have not loaded floor areas.
        with_own_shares: share of units that have loaded shares of their own.
        corrections: share of unit-years of a service with a row below 0.
        reported_not_run: share of units without a service that say so.
        left_out: codes of fictional gminas without costs: there the worked example is loaded.
    """

    current: Name
    rest: ParagraphSample
    rest_at_least: float = Field(gt=0, lt=1)
    full_cost: dict[Name, Slug] = Field(default_factory=dict)
    without_area: float = Field(ge=0, lt=1)
    with_own_shares: float = Field(ge=0, lt=1)
    corrections: float = Field(ge=0, lt=1)
    reported_not_run: float = Field(ge=0, le=1)
    left_out: tuple[Annotated[str, Field(pattern=r"^99\d{5}$")], ...] = ()
    pool: dict[Slug, PoolSample]
    service: dict[Slug, ServiceSample]


def read_cost_sample(folder: Path) -> CostSample:
    """Read ``costs.toml`` of a folder.

    Raises:
        CatalogueError: naming the file and the field.
    """
    return read_toml(folder / COSTS_FILE, CostSample)
