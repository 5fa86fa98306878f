"""From loaded rows to the parts of the cost of each service: pure, over arrays.

The rows of some units become dense arrays with the axes unit, year and service (or pool), so every
part of every unit, year and service is a few additions. docs/cost-of-service.md has the method.
"""

from typing import cast

import numpy as np
import pandas as pd

from smup.costs.dictionary import CostDictionary
from smup.costs.grid import CostRows, Grid
from smup.costs.method import Booleans, Floats, Integers, depreciation, share_pool
from smup.costs.spending_places import CAPITAL, CURRENT, GRANT_OUT, PAY, PlacedSpending, placed
from smup.costs.warnings import Warnings
from smup.models.costs import CIRCUMSTANCES

AVERAGE_YEARS = 10
STILL_USED = 9999
GROSZE = 100
DRIVERS = ("posts", "hours", "area_m2", "cases", "own_share")
INCOME_COLUMNS = {"oplaty": "fees", "sprzedaz": "sales", "dotacje": "targeted"}
ROLES = ("output", "resource", "facilities")


def service_cost_frame(rows: CostRows, dictionary: CostDictionary) -> pd.DataFrame:
    """Return the rows of ``service_cost`` for all units, years and services that have any row.

    Args:
        rows: all loaded rows of the units, of every year.
        dictionary: what belongs to what.

    Returns:
        Columns as in the table ``service_cost``; NaN for null; ordered by unit, year, service.
    """
    grid = Grid(rows, dictionary)
    if not len(grid.years):
        return pd.DataFrame()
    spent = placed(rows.spending, dictionary)
    columns: dict[str, Floats]
    columns, pools = _spending_columns(grid, rows.spending, spent)
    seen = grid.count(rows.spending, spent.service) > 0
    columns |= _pool_columns(grid, rows.drivers, pools=pools, direct=columns["direct"])
    columns["shared_direct"] = _by_direct(columns, _current(grid, rows.spending, spent))
    columns |= _capital_columns(grid, rows, spent)
    columns |= _income_columns(grid, rows.incomes) | _output_columns(grid, rows.outputs)
    numbered = {
        "warnings": _warnings(grid, rows, spent, columns),
        "release_id": _releases(grid, rows, spent),
    }
    for frame in (rows.drivers, rows.incomes, rows.outputs, rows.circumstances):
        seen |= grid.count(frame, grid.services_of(frame)) > 0
    return grid.frame({**columns, **numbered}, seen)


def _money(frame: pd.DataFrame, name: str = "amount_gr") -> Floats:
    # Sums of grosze stay exact in float64 far beyond any budget; zloty would not.
    return cast("Floats", frame[name].to_numpy(dtype=np.float64))


def _spending_columns(
    grid: Grid, spending: pd.DataFrame, spent: PlacedSpending
) -> tuple[dict[str, Floats], Floats]:
    """Return direct costs, pay and grants of the services, and the pools, all zl."""
    money = _money(spending)
    service = spent.service

    def of(kinds: tuple[int, ...]) -> Floats:
        chosen = np.where(np.isin(spent.kind, kinds), service, -1)
        return grid.sum(spending, chosen, money) / GROSZE

    columns = {"direct": of((PAY, CURRENT)), "pay": of((PAY,)), "grants_out": of((GRANT_OUT,))}
    pools = grid.sum(spending, spent.pool, money, depth=len(grid.pools)) / GROSZE
    return columns, pools


def _current(grid: Grid, spending: pd.DataFrame, spent: PlacedSpending) -> Floats:
    """Return all current spending outside pools, zl, shape (units, years)."""
    counts = (spent.pool < 0) & np.isin(spent.kind, (PAY, CURRENT))
    chosen = np.where(counts, 0, -1)
    return grid.sum(spending, chosen, _money(spending), depth=1)[:, :, 0] / GROSZE


def _pool_columns(
    grid: Grid, drivers: pd.DataFrame, *, pools: Floats, direct: Floats
) -> dict[str, Floats]:
    """Return the pools that feed each service, its parts of them by key, and its posts."""
    service, pool = grid.services_of(drivers), grid.pools_of(drivers)
    known = pool >= 0
    drivers, service, pool = drivers[known], service[known], pool[known]
    owner = grid.cells(drivers) * len(grid.pools) + pool
    amounts = pools.ravel()
    held = {
        name: _held(grid, service, owner, values)
        for name, values in _driver_values(drivers, owner, len(amounts)).items()
    }
    nothing = np.where(pools == 0, 0.0, np.nan)[..., None]
    part = {}
    for name, values in _driver_values(drivers, owner, len(amounts)).items():
        shares = share_pool(amounts, values, owner, len(amounts))
        of_service = _held(grid, service, owner, shares)
        part[name] = np.where(np.isnan(of_service), nothing, of_service)
    entity_posts = _entities(grid, held["posts"])
    shared_posts = held["posts"][:, :, grid.shared].sum(axis=2)
    return {
        "entity_pool": _entities(grid, np.repeat(pools[..., None], len(grid.services), axis=3)),
        "entity_posts": _entities(grid, part["posts"]),
        "entity_hours": _entities(grid, part["hours"]),
        "entity_cases": _entities(grid, part["cases"]),
        "entity_own": _entities(grid, part["own_share"]),
        "shared_pool": np.broadcast_to(
            pools[:, :, grid.shared].sum(axis=2)[..., None], direct.shape
        ),
        "shared_posts": part["posts"][:, :, grid.shared].sum(axis=2),
        "shared_area": part["area_m2"][:, :, grid.shared].sum(axis=2),
        "shared_own": part["own_share"][:, :, grid.shared].sum(axis=2),
        # The same people may stand in the pool of their entity and in that of the office.
        "posts": np.fmax(np.where(_fed(grid), entity_posts, np.nan), shared_posts),
    }


def _driver_values(drivers: pd.DataFrame, owner: Integers, n: int) -> dict[str, Floats]:
    """Return the drivers; an own share that is left empty beside others is 0."""
    values = {name: drivers[name].to_numpy(dtype=np.float64) for name in DRIVERS}
    own = values["own_share"]
    given = np.bincount(owner, weights=~np.isnan(own), minlength=n) > 0
    values["own_share"] = np.where(np.isnan(own) & given[owner], 0.0, own)
    return values


def _held(grid: Grid, service: Integers, owner: Integers, values: Floats) -> Floats:
    """Spread rows over unit, year, pool and service; NaN where there is no row."""
    size = len(grid.units) * len(grid.years) * len(grid.pools)
    held = np.full((size, len(grid.services)), np.nan)
    inside = service >= 0
    held[owner[inside], service[inside]] = values[inside]
    return held.reshape(len(grid.units), len(grid.years), len(grid.pools), len(grid.services))


def _entities(grid: Grid, by_pool: Floats) -> Floats:
    """Add up, for each service, the pools of its entities; 0 for a service without."""
    total = np.zeros(grid.shape)
    for at, pools in enumerate(grid.entity):
        total[:, :, at] = by_pool[:, :, pools, at].sum(axis=2)
    return total


def _fed(grid: Grid) -> Booleans:
    return np.array([bool(pools) for pools in grid.entity])


def _by_direct(columns: dict[str, Floats], current: Floats) -> Floats:
    """Return shared costs by the share of direct cost in all current spending outside pools."""
    whole = np.where(current > 0, current, np.nan)[..., None]
    pool = columns["shared_pool"]
    return np.where(pool == 0, 0.0, pool * (columns["direct"] / whole))


def _capital_columns(grid: Grid, rows: CostRows, spent: PlacedSpending) -> dict[str, Floats]:
    chosen = np.where(spent.kind == CAPITAL, spent.service, -1)
    capital = grid.sum(rows.spending, chosen, _money(rows.spending))
    everything = np.zeros(len(rows.spending), dtype=np.int64)
    with_rows = grid.sum(rows.spending, everything, np.ones(len(rows.spending)), depth=1) > 0
    years = np.broadcast_to(_last_years(with_rows.astype(np.float64)), grid.shape)
    average = _last_years(capital) / GROSZE / np.where(years > 0, years, np.nan)
    return {
        "capital_depreciation": _depreciation(grid, rows.assets),
        "capital_average": average,
        "capital_years": years,
    }


def _last_years(cells: Floats) -> Floats:
    """Add up each year and the years before it that the average covers."""
    total = np.cumsum(cells, axis=1)
    total[:, AVERAGE_YEARS:] -= total[:, :-AVERAGE_YEARS].copy()
    return total


def _depreciation(grid: Grid, assets: pd.DataFrame) -> Floats:
    """Return the depreciation of each service, zl; NaN where no asset was ever loaded."""
    cells = np.full(grid.shape, np.nan)
    service = grid.services_of(assets)
    known = service >= 0
    assets, service = assets[known], service[known]
    unit = np.searchsorted(grid.units, assets["unit_id"].to_numpy(dtype=np.int64))
    value = _money(assets, "value_gr") / GROSZE
    last = assets["last_year"].astype(np.float64).fillna(STILL_USED).to_numpy(dtype=np.int64)
    first = assets["first_year"].to_numpy(dtype=np.int64)
    rate = assets["rate"].to_numpy(dtype=np.float64)
    cells[unit, :, service] = 0.0
    for at, year in enumerate(grid.years):
        used = depreciation(value, rate, first, last, year=int(year))
        of_year = cells[:, at, :]
        np.add.at(of_year, (unit, service), used)
    return cells


def _income_columns(grid: Grid, incomes: pd.DataFrame) -> dict[str, Floats]:
    service, kind, money = grid.services_of(incomes), incomes["kind"], _money(incomes)
    return {
        name: grid.sum(incomes, np.where(kind == code, service, -1), money) / GROSZE
        for code, name in INCOME_COLUMNS.items()
    }


def _output_columns(grid: Grid, outputs: pd.DataFrame) -> dict[str, Floats]:
    """Return output, resource and facilities; NaN where nothing was loaded."""
    roles = {
        (service.code, measure.code): role
        for service in grid.services
        for role in reversed(ROLES)
        if (measure := getattr(service, role)) is not None
    }
    service, services = pd.factorize(outputs["service"])
    measure, measures = pd.factorize(outputs["measure"])
    role = np.array(
        [[roles.get((one, other), "") for other in measures] for one in services], dtype=object
    ).reshape(len(services), len(measures))[service, measure]
    quantity, position = outputs["quantity"].to_numpy(dtype=np.float64), grid.services_of(outputs)
    columns = {}
    for name in ROLES:
        chosen = np.where(role == name, position, -1)
        known = grid.count(outputs, chosen) > 0
        columns[name] = np.where(known, grid.sum(outputs, chosen, quantity), np.nan)
    return columns


def _warnings(
    grid: Grid, rows: CostRows, spent: PlacedSpending, columns: dict[str, Floats]
) -> Integers:
    bits = np.zeros(grid.shape, dtype=np.int64)
    for at, code in enumerate(CIRCUMSTANCES):
        chosen = (rows.circumstances["kind"] == code).to_numpy()
        frame = rows.circumstances[chosen]
        bits |= np.where(grid.count(frame, grid.services_of(frame)) > 0, 1 << at, 0)
    seen = {
        Warnings.EU_PROJECT: spent.eu_project,
        Warnings.CORRECTION: (rows.spending["amount_gr"] < 0).to_numpy(),
    }
    for bit, where in seen.items():
        frame, service = rows.spending[where], spent.service[where]
        bits |= np.where(grid.count(frame, service) > 0, int(bit), 0)
    none, granted = columns["direct"] <= 0, columns["grants_out"] > 0
    entity = [columns[f"entity_{name}"] for name in ("posts", "hours", "cases", "own")]
    fed = np.any([part > 0 for part in entity], axis=0)
    bits |= np.where(~(columns["output"] > 0), int(Warnings.NO_OUTPUT), 0)
    bits |= np.where(none & ~granted & ~fed, int(Warnings.NO_COST), 0)
    bits |= np.where(none & granted, int(Warnings.GRANTS_ONLY), 0)
    return bits


def _releases(grid: Grid, rows: CostRows, spent: PlacedSpending) -> Integers:
    """Return the newest load behind each cell: of its own rows and of the pools it is fed by."""
    own = np.zeros((len(grid.units) * len(grid.years), len(grid.services)), dtype=np.int64)
    pool = np.zeros((len(own), len(grid.pools)), dtype=np.int64)
    _newest(own, grid, rows.spending, spent.service)
    _newest(pool, grid, rows.spending, spent.pool)
    _newest(pool, grid, rows.drivers, grid.pools_of(rows.drivers))
    for frame in (rows.drivers, rows.incomes, rows.outputs, rows.circumstances):
        _newest(own, grid, frame, grid.services_of(frame))
    for at, entities in enumerate(grid.entity):
        fed = pool[:, [*entities, *grid.shared]].max(axis=1, initial=0)
        own[:, at] = np.maximum(own[:, at], fed)
    return own.reshape(grid.shape)


def _newest(cells: Integers, grid: Grid, frame: pd.DataFrame, third: Integers) -> None:
    inside = third >= 0
    release = frame["release_id"].to_numpy(dtype=np.int64)[inside]
    np.maximum.at(cells, (grid.cells(frame)[inside], third[inside]), release)
