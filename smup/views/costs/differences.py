"""Where the difference from the middle of the peers comes from: price, structure and volume.

The middle of the peers is the ratio of their sums: what they spent together by what they
delivered together. Only so do the parts of a difference add up exactly to it; it is not the median.
"""

import math
from dataclasses import dataclass

import numpy as np

from smup.costs.differences import Drivers, Effect, decompose
from smup.costs.method import Booleans, Floats, capital_part, entity_part, shared_part
from smup.views.costs.records import CostData

FEWEST_PEERS = 3
KINDS = ("price", "structure", "volume", "spending")
"""Kinds of effects in order; ``spending`` only where pay cannot be parted from staffing."""

PLAIN = ("wprost", "podmiotowe", "wspolne", "kapital", "dotacje")
ROUNDS_TO_NOTHING = 0.005
"""An effect below half a grosz is no effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """My unit cost against the middle of the peers.

    Attributes:
        effects: parts of the difference, by kind in the order of ``KINDS``; they add up to it.
        mine: my unit cost, zl.
        theirs: the peers' costs together by their output together, zl.
        peers: units of the group, without mine, that the sums are of.
        left_out: units of the group with a unit cost that lack posts or another part.
        plain: why the effects are kinds of spending only: ``no_posts`` or ``no_pay`` of my unit;
            empty where pay is parted from staffing.
    """

    effects: tuple[Effect, ...]
    mine: float
    theirs: float
    peers: int
    left_out: int
    plain: str = ""

    @property
    def total(self) -> float:
        """Return the difference, zl per unit of output."""
        return self.mine - self.theirs

    def of_kind(self, kind: str) -> float:
        """Return what the effects of a kind make together, zl."""
        return math.fsum(effect.amount for effect in self.effects if effect.kind == kind)

    @property
    def largest(self) -> tuple[Effect, ...]:
        """Return the two effects that move the cost most, the larger first."""
        moving = [one for one in self.effects if abs(one.amount) >= ROUNDS_TO_NOTHING]
        return tuple(sorted(moving, key=lambda one: -abs(one.amount))[:2])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """Columns of the drivers, an element for each unit."""

    pay: Floats
    posts: Floats
    resource: Floats
    output: Floats
    other: Floats
    capital: Floats
    grants: Floats


def differences_of(data: CostData) -> Differences | str:
    """Return the parts of the difference, or why there are none.

    Returns:
        The last part of a key under ``cost_trend.differences.why`` where it cannot be told:
        ``no_unit``, ``no_cost`` or ``no_peers``.
    """
    return data.once("differences", lambda: _differences(data))


def _differences(data: CostData) -> Differences | str:
    if data.mine is None:
        return "no_unit"
    if math.isnan(data.unit_cost[data.mine]):
        return "no_cost"
    parts = _parts(data)
    known = _known(parts)
    ranked = data.members & ~np.isnan(data.unit_cost)
    ranked[data.mine] = False
    if not known[data.mine]:
        why = "no_pay" if parts.posts[data.mine] > 0 else "no_posts"
        return _by_spending(data, ranked, data.mine, why)
    peers, with_resource = _with_resource(parts, ranked & known, data.mine)
    if peers.sum() < FEWEST_PEERS:
        return "no_peers"
    mine_alone = np.zeros_like(peers)
    mine_alone[data.mine] = True
    mine, theirs = (
        _drivers(parts, chosen, with_resource=with_resource) for chosen in (mine_alone, peers)
    )
    effects = decompose(mine, theirs)
    if effects is None:
        return "no_peers"
    return Differences(
        effects=tuple(sorted(effects, key=lambda one: KINDS.index(one.kind))),
        mine=_unit_cost(mine),
        theirs=_unit_cost(theirs),
        peers=int(peers.sum()),
        left_out=int(ranked.sum() - peers.sum()),
    )


def _by_spending(data: CostData, peers: Booleans, mine: int, why: str) -> Differences | str:
    """Return plain differences of each part of the cost per unit of output, which add up too."""
    if peers.sum() < FEWEST_PEERS:
        return "no_peers"
    costs = data.costs
    columns = (
        costs.direct,
        data.mixed(entity_part),
        data.mixed(shared_part),
        data.mixed(capital_part),
        costs.grants_out,
    )
    output = math.fsum(costs.output[peers])
    effects = []
    for code, column in zip(PLAIN, columns, strict=True):
        here = float(column[mine] / costs.output[mine])
        there = math.fsum(column[peers]) / output
        effects.append(
            Effect(code=code, kind="spending", amount=here - there, mine=here, theirs=there)
        )
    return Differences(
        effects=tuple(effects),
        mine=float(data.unit_cost[mine]),
        theirs=math.fsum(data.gross[peers]) / output,
        peers=int(peers.sum()),
        left_out=0,
        plain=why,
    )


def _parts(data: CostData) -> _Parts:
    """Return the drivers of every unit: others by permitted keys, mine by its own."""
    costs = data.costs
    shared, capital = data.mixed(shared_part), data.mixed(capital_part)
    return _Parts(
        pay=costs.pay + data.mixed(entity_part),
        posts=costs.posts,
        resource=costs.resource,
        output=costs.output,
        other=costs.direct - costs.pay + shared,
        capital=capital,
        grants=costs.grants_out,
    )


def _known(parts: _Parts) -> Booleans:
    """Tell which units have everything that the product of ratios needs."""
    sums = parts.pay + parts.posts + parts.output + parts.other + parts.capital + parts.grants
    positive = (parts.pay > 0) & (parts.posts > 0) & (parts.output > 0)
    return np.isfinite(sums) & positive


def _with_resource(parts: _Parts, peers: Booleans, mine: int) -> tuple[Booleans, bool]:
    """Return the peers to sum, and whether posts are held against a resource such as classes.

    They are when my unit has it and so do at least half of the peers; the others are left out.
    """
    having = peers & (parts.resource > 0)
    enough = having.sum() >= max(FEWEST_PEERS, peers.sum() / 2)
    with_resource = bool(parts.resource[mine] > 0 and enough)
    return (having if with_resource else peers), with_resource


def _drivers(parts: _Parts, units: Booleans, *, with_resource: bool) -> Drivers:
    def total(column: Floats) -> float:
        return math.fsum(column[units])

    return Drivers(
        pay=total(parts.pay),
        posts=total(parts.posts),
        resource=total(parts.resource) if with_resource else None,
        output=total(parts.output),
        other=total(parts.other),
        capital=total(parts.capital),
        grants=total(parts.grants),
    )


def _unit_cost(drivers: Drivers) -> float:
    parts = (drivers.pay, drivers.other, drivers.capital, drivers.grants)
    return math.fsum(parts) / drivers.output
