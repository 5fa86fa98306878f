"""Drivers of the pools in the sample: posts, hours, cases and floor area."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from smup.costs.dictionary import OTHER
from smup.sample.cost_columns import Pieces
from smup.sample.cost_ground import CostGround
from smup.sample.cost_settings import CostSample, PoolSample
from smup.sample.cost_spending import Spent
from smup.sample.tree import BoolArray, FloatArray

HOURS_SPREAD = 0.05
CASES_SPREAD = 0.22
OWN_POWER = 0.75
FULL_POST = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Holders:
    """Posts and floor area in one pool by service and ``inne``; NaN: no row."""

    posts: Mapping[str, FloatArray]
    area: Mapping[str, FloatArray]


def drive(
    ground: CostGround, pieces: Pieces, settings: CostSample, spent: Mapping[str, Spent]
) -> None:
    """Add the drivers of all pools.

    Args:
        ground: variables, gminas and years.
        pieces: where the rows go.
        settings: of all pools and services.
        spent: spending of the services that the sample has.
    """
    without_area = ground.uniform("without area") < settings.without_area
    with_own = ground.uniform("own shares") < settings.with_own_shares
    for code, pool in settings.pool.items():
        if not ground.has(*(one.base for one in (*pool.posts, *pool.area))):
            continue
        holders = _holders(ground, code, pool, settings, spent)
        shares = _own_shares(holders.posts)
        for service, posts in holders.posts.items():
            where = np.nonzero(~np.isnan(posts))
            known_area = np.where(without_area, np.nan, np.round(holders.area[service]))
            hours, cases = _work(ground, pool, f"{code}/{service}", posts)
            pieces.add(
                "drivers",
                where,
                pool=code,
                service=service,
                posts=posts[where],
                hours=hours[where],
                area_m2=known_area[where],
                cases=cases[where],
                own_share=np.where(with_own, shares[service], np.nan)[where],
            )


def _holders(
    ground: CostGround,
    code: str,
    pool: PoolSample,
    settings: CostSample,
    spent: Mapping[str, Spent],
) -> Holders:
    """Return posts and area of every service of the pool that the gmina runs, and of the rest."""
    years = ground.years >= (pool.first_year or 0)
    nowhere = np.full(ground.shape, np.nan)
    posts: dict[str, FloatArray] = {}
    area: dict[str, FloatArray] = {}
    for service, one in spent.items():
        sample = settings.service[service]
        parts = sample.posts if pool.services is None else pool.services.get(service, ())
        if not parts:
            continue
        label = service if pool.services is None else f"{code}/{service}"
        held = _posts(ground.total(parts, label, "posts"), one.runs & years[None, :])
        posts[service] = held
        area[service] = nowhere
        if pool.services is None:
            area[service] = ground.total(sample.area, service, "area")
    rest = np.broadcast_to(years[None, :], ground.shape)
    posts[OTHER] = _posts(ground.total(pool.posts, code, OTHER, "posts"), rest)
    area[OTHER] = ground.total(pool.area, code, OTHER, "area") if pool.area else nowhere
    return Holders(posts=posts, area=area)


def _posts(posts: FloatArray, runs: BoolArray) -> FloatArray:
    """Round to hundredths of a post, at least a twentieth where the service is run."""
    return np.where(runs, np.round(np.maximum(posts, FULL_POST), 2), np.nan)


def _work(
    ground: CostGround, pool: PoolSample, label: str, posts: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return hours of work and cases in a year; NaN where the pool has none loaded."""
    if not pool.working_hours:
        nothing = np.full(ground.shape, np.nan)
        return nothing, nothing
    longer = np.exp(HOURS_SPREAD * ground.normal(label, "hours"))
    busier = np.exp(CASES_SPREAD * ground.normal(label, "cases"))
    hours = np.round(posts * pool.working_hours * longer)
    cases = np.maximum(np.round(posts * pool.cases_by_post * busier), 1.0)
    return hours, np.where(np.isnan(posts), np.nan, cases)


def _own_shares(posts: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    """Return shares that a gmina might set itself: flatter than posts, 1 in all.

    The rest takes what rounding leaves.
    """
    weights = {code: np.nan_to_num(values) ** OWN_POWER for code, values in posts.items()}
    whole = np.sum(list(weights.values()), axis=0)
    shares = {
        code: np.round(weight / np.where(whole > 0, whole, 1.0), 4)
        for code, weight in weights.items()
        if code != OTHER
    }
    taken = np.sum(list(shares.values()), axis=0) if shares else np.zeros_like(whole)
    shares[OTHER] = np.round(1.0 - taken, 4)
    return shares
