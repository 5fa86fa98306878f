"""The costs of the sample: rows that agree with its variables, and what is computed of them."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from smup.costs.dictionary import CostDictionary, CostService
from smup.costs.grid import CostRows
from smup.costs.keys import default_keys
from smup.costs.method import ServiceCosts, column_type, costs_of_columns, gross
from smup.costs.parts import GROSZE, service_cost_frame
from smup.flags import Flag
from smup.sample.cost_columns import Pieces
from smup.sample.cost_drivers import drive
from smup.sample.cost_ground import CostGround
from smup.sample.cost_settings import CostSample, Grown, ServiceSample
from smup.sample.cost_spending import Spent, spend, split
from smup.sample.tree import BoolArray, FloatArray, Tree
from smup.sample.values import GeneratedVariable

NOT_RUN = "nie-prowadzi"
CHAPTER_CHANGE = "zmiana-rozdzialu"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCosts:
    """Rows of the loaded tables and of ``service_cost``, in the order of their keys."""

    rows: CostRows
    service_cost: pd.DataFrame


def generate_costs(
    ground: CostGround, settings: CostSample, dictionary: CostDictionary, *, release_id: int
) -> SampleCosts:
    """Return the costs of all gminas in all years, those left out excepted.

    A service whose variables the sample does not have is left out.

    Args:
        ground: variables as shown, gminas and years.
        settings: ``data/sample/costs.toml``.
        dictionary: ``data/costs/``.
        release_id: of the load.
    """
    pieces = Pieces(ground.unit_ids, ground.years, ground.left_out)
    spent = {
        code: spend(ground, pieces, code, sample, corrections=settings.corrections)
        for code, sample in settings.service.items()
        if ground.can_make(sample)
    }
    for code, one in spent.items():
        _say_the_rest(ground, pieces, dictionary.services[code], settings, one)
    pools = _spend_pools(ground, pieces, settings)
    _spend_rest(ground, pieces, settings, pools + sum(one.current for one in spent.values()))
    drive(ground, pieces, settings, spent)
    rows = pieces.rows(release_id)
    frame = service_cost_frame(rows, dictionary)
    if len(frame):
        frame = frame.sort_values(["service", "year", "unit_id"], ignore_index=True)
    return SampleCosts(rows=rows, service_cost=frame)


def with_full_cost(
    variable: GeneratedVariable,
    costs: pd.DataFrame,
    service: CostService,
    *,
    ground: CostGround,
    tree: Tree,
) -> GeneratedVariable:
    """Return a variable that is the full cost of a service by its usual keys, in whole zl.

    What is hidden stays hidden but counts in the units above, at the median cost of one unit of
    output where the cost is not known. A value that no cost stands behind is missing.

    Args:
        variable: as generated; its flags and rows are kept.
        costs: rows of ``service_cost``.
        service: the service.
        ground: gminas and years.
        tree: all units.
    """
    known = _gross(costs, service, ground)
    output = _of_service(costs, service, ground, "output")
    usual = np.full(len(ground.years), np.nan)
    held = ~np.isnan(known / output).all(axis=0)
    usual[held] = np.nanmedian((known / output)[:, held], axis=0)
    filled = np.where(np.isnan(known), usual * output, known)
    values, flags = variable.values.copy(), variable.flags.copy()
    shown = ~np.isnan(values)
    summed = np.round(tree.sum_up(ground.rows, filled))
    values[shown] = summed[shown]
    lost = np.zeros(values.shape, dtype=bool)
    lost[ground.rows] = np.isnan(known)
    lost &= shown
    values[lost], flags[lost] = np.nan, Flag.MISSING
    return replace(variable, values=values, flags=flags)


def _say_the_rest(
    ground: CostGround,
    pieces: Pieces,
    service: CostService,
    settings: CostSample,
    spent: Spent,
) -> None:
    """Add outputs, incomes, assets and circumstances of a service."""
    sample = settings.service[service.code]
    _outputs(ground, pieces, service, sample)
    own = np.where(spent.current > 0, spent.whole, np.nan)
    for kind, grown in sample.incomes.items():
        amount = ground.grow(grown, service.code, kind, spending=own)
        paid = np.where(spent.current > 0, np.round(amount * GROSZE), np.nan)
        pieces.amounts("incomes", paid, service=service.code, kind=kind)
    _assets(ground, pieces, service.code, sample, spent)
    _circumstances(ground, pieces, service.code, settings, spent)


def _circumstances(
    ground: CostGround, pieces: Pieces, code: str, settings: CostSample, spent: Spent
) -> None:
    """Add what makes the service hard to compare, as the gminas report it."""
    sample = settings.service[code]
    said: dict[str, BoolArray] = {
        way.kind: (spent.way == at)[:, None] & spent.runs for at, way in enumerate(sample.ways)
    }
    told = ground.uniform(code, "not run")[:, 0] < settings.reported_not_run
    said[NOT_RUN] = (ground.not_run(sample.output) & told)[:, None] & spent.published
    renewed = np.isin(ground.years[1:], [one.first_year or 0 for one in sample.paragraphs])
    moved = ground.uniform(code, "chapter") < sample.chapter_changes
    said[CHAPTER_CHANGE] = spent.runs & moved & np.array([False, *renewed])
    for kind, where in said.items():
        pieces.add("circumstances", np.nonzero(where), service=code, kind=kind, note=None)


def _outputs(
    ground: CostGround, pieces: Pieces, service: CostService, sample: ServiceSample
) -> None:
    output = ground.variable(sample.output)
    quantities = {service.output.code: output}
    if sample.resource and service.resource:
        quantities[service.resource.code] = ground.grow(sample.resource, service.code, "resource")
    if sample.facilities and service.facilities:
        grown = ground.grow(sample.facilities, service.code, "facilities")
        quantities[service.facilities.code] = _places(grown, sample.facilities)
    for measure, quantity in quantities.items():
        where = np.nonzero(~np.isnan(quantity) & ~np.isnan(output))
        pieces.add(
            "outputs", where, service=service.code, measure=measure, quantity=quantity[where]
        )


def _places(grown: FloatArray, settings: Grown) -> FloatArray:
    """Return whole numbers of places; those that are not a variable stay over the years."""
    if settings.rate == 1:
        return grown
    known = ~np.isnan(grown)
    mean = np.where(known, grown, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    steady = np.maximum(np.round(mean), 1.0)[:, None]
    return np.where(grown > 0, steady, grown)


def _assets(
    ground: CostGround, pieces: Pieces, code: str, sample: ServiceSample, spent: Spent
) -> None:
    """Add one asset of each kind to every gmina that spends on the service itself."""
    spends = (spent.current > 0).any(axis=1)
    latest = np.nanmax(np.where(spent.whole > 0, spent.whole, 0.0), axis=1)
    loaded = ground.uniform(code, "assets")[:, 0] >= sample.without_assets
    chosen = np.flatnonzero(spends & loaded)
    for asset in sample.assets:
        first, last = asset.built
        drawn = ground.uniform(code, asset.name)[:, 0]
        worth = latest * asset.share / (asset.rate / 100)
        worth = np.round(worth * np.exp(0.3 * ground.normal(code, asset.name)[:, 0]), -2)
        pieces.add(
            "assets",
            (chosen, np.zeros(len(chosen), dtype=np.int64)),
            service=code,
            name=asset.name,
            first_year=(first + np.floor(drawn * (last - first + 1)))[chosen].astype(np.int64),
            last_year=np.nan,
            value_gr=(worth[chosen] * GROSZE).astype(np.int64),
            rate=asset.rate,
        )


def _spend_pools(ground: CostGround, pieces: Pieces, settings: CostSample) -> FloatArray:
    """Add the spending of pools that have chapters of their own; return grosze in all."""
    total = np.zeros(ground.shape)
    for code, pool in settings.pool.items():
        if pool.spending is None or not ground.has(pool.spending.base):
            continue
        grosze = np.round(np.nan_to_num(ground.grow(pool.spending, code)) * GROSZE)
        split(ground, pieces, grosze, pool.paragraphs, label=code)
        total += grosze
    return total


def _spend_rest(
    ground: CostGround, pieces: Pieces, settings: CostSample, known: FloatArray
) -> None:
    """Add one row with all other current spending, so that shares have their whole."""
    if not ground.has(settings.current):
        return
    whole = np.round(ground.variable(settings.current) * GROSZE)
    # Where the whole is not shown, the middle gmina's ratio to what is known stands for it.
    usual = np.nanmedian(whole / np.where(known > 0, known, np.nan))
    whole = np.where(np.isnan(whole), np.round(known * usual), whole)
    rest = np.maximum(whole - known, np.round(whole * settings.rest_at_least))
    split(ground, pieces, rest, (settings.rest,), label="rest")


def _of_service(
    costs: pd.DataFrame, service: CostService, ground: CostGround, column: str
) -> FloatArray:
    """Return a column of ``service_cost`` of one service, gminas x years."""
    rows = costs[costs["service"] == service.code]
    cells = np.full(ground.shape, np.nan)
    place = {int(key): at for at, key in enumerate(ground.unit_ids)}
    unit = rows["unit_id"].map(place).to_numpy(dtype=np.int64)
    cells[unit, rows["year"].to_numpy() - ground.years[0]] = rows[column]
    return cells


def _gross(costs: pd.DataFrame, service: CostService, ground: CostGround) -> FloatArray:
    """Return the full cost by the usual keys, gminas x years; NaN where it is not known."""
    rows = costs[costs["service"] == service.code]
    amount = gross(_costs_of(rows), default_keys(service))
    spends = rows["direct"].to_numpy() + rows["grants_out"].to_numpy() > 0
    known = rows.assign(gross=np.where(spends, amount, np.nan))
    return _of_service(known, service, ground, "gross")


def _costs_of(rows: pd.DataFrame) -> ServiceCosts:
    """Return rows of ``service_cost`` as the method takes them."""
    return costs_of_columns(lambda name: rows[name].to_numpy(dtype=column_type(name)))
