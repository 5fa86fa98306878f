"""Where a difference in unit cost comes from: price, structure and volume; pure functions."""

import math
from collections.abc import Callable
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Drivers:
    """What the unit cost of one unit, or of the middle of its peers, is made of.

    Attributes:
        pay: pay of the service (direct pay and entity costs by key), zl.
        posts: posts of the service.
        resource: classes or whatever stands between posts and output; None: not counted.
        output: quantity.
        other: other current costs (direct without pay, and shared), zl.
        capital: cost of capital, zl.
        grants: grants to outside providers, zl.
    """

    pay: float
    posts: float
    resource: float | None
    output: float
    other: float
    capital: float
    grants: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One part of a difference.

    Attributes:
        code: ``placa`` (pay per post), ``obsada`` (posts per class), ``wielkosc`` (classes per
            unit of output), ``etaty`` (posts per unit of output, where there is no resource),
            ``pozostale``, ``kapital``, ``dotacje``.
        kind: ``price`` what work and things cost (``placa``, ``pozostale``), ``structure`` how
            the service is organised (``obsada``, ``kapital``, ``dotacje``), ``volume`` how much is
            kept for a unit of output (``wielkosc``, ``etaty``).
        amount: zl per unit of output; above 0: makes mine dearer.
        mine, theirs: the ratio itself in my unit and in the middle of the peers.
    """

    code: str
    kind: str
    amount: float
    mine: float
    theirs: float


NEAR = 0.5
Ratio = Callable[[Drivers], float]

PAY: tuple[str, str, Ratio] = ("placa", "price", lambda one: one.pay / one.posts)
PER_OUTPUT: tuple[tuple[str, str, Ratio], ...] = (
    ("pozostale", "price", lambda one: one.other / one.output),
    ("kapital", "structure", lambda one: one.capital / one.output),
    ("dotacje", "structure", lambda one: one.grants / one.output),
)


def decompose(mine: Drivers, theirs: Drivers) -> tuple[Effect, ...] | None:
    """Split the difference of two unit costs into effects that add up to it exactly.

    The product pay/posts x posts/resource x resource/output is split by logarithmic means
    (LMDI-I, Ang 2005), which leaves no residual and does not depend on order; the other parts are
    differences per unit of output.

    Returns:
        None when a ratio cannot be had (no posts, no output, no pay) or an amount is not known.
        Where one of the two has no resource, posts are taken per unit of output (``etaty``).
    """
    if not (_complete(mine) and _complete(theirs)):
        return None
    weight = logarithmic_mean(mine.pay / mine.output, theirs.pay / theirs.output)
    pairs = ((code, kind, ratio(mine), ratio(theirs)) for code, kind, ratio in _links(mine, theirs))
    effects = [
        Effect(
            code=code, kind=kind, amount=weight * math.log(here / there), mine=here, theirs=there
        )
        for code, kind, here, there in pairs
    ]
    for code, kind, ratio in PER_OUTPUT:
        here, there = ratio(mine), ratio(theirs)
        effects.append(Effect(code=code, kind=kind, amount=here - there, mine=here, theirs=there))
    return tuple(effects)


def logarithmic_mean(a: float, b: float) -> float:
    """Return (a - b) / ln(a / b) of two positive numbers; their limit, a, when they are equal.

    It lies between the geometric and the arithmetic mean (Carlson 1972), and weights that are made
    of it leave no residual (Ang 2005).
    """
    more = (a - b) / b
    if more == 0:
        return a
    # The logarithm of a ratio near 1 loses its digits, log1p of one far from 1 does.
    return (a - b) / (math.log1p(more) if abs(more) < NEAR else math.log(a / b))


def _complete(drivers: Drivers) -> bool:
    known = (value for value in astuple(drivers) if value is not None)
    return all(map(math.isfinite, known)) and min(drivers.pay, drivers.posts, drivers.output) > 0


def _links(mine: Drivers, theirs: Drivers) -> tuple[tuple[str, str, Ratio], ...]:
    """Return the ratios whose product is pay per unit of output."""
    if (mine.resource or 0) > 0 and (theirs.resource or 0) > 0:
        return (
            PAY,
            ("obsada", "structure", lambda one: one.posts / (one.resource or 1)),
            ("wielkosc", "volume", lambda one: (one.resource or 1) / one.output),
        )
    return PAY, ("etaty", "volume", lambda one: one.posts / one.output)
