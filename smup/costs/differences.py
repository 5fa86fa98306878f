"""Where a difference in unit cost comes from: price, structure and volume; pure functions."""

from dataclasses import dataclass


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
        kind: ``price``, ``structure`` or ``volume``.
        amount: zl per unit of output; above 0: makes mine dearer.
        mine, theirs: the ratio itself in my unit and in the middle of the peers.
    """

    code: str
    kind: str
    amount: float
    mine: float
    theirs: float


def decompose(mine: Drivers, theirs: Drivers) -> tuple[Effect, ...] | None:
    """Split the difference of two unit costs into effects that add up to it exactly.

    The product pay/posts x posts/resource x resource/output is split by logarithmic means
    (LMDI-I, Ang 2005), which leaves no residual and does not depend on order; the other parts are
    differences per unit of output.

    Returns:
        None when a ratio cannot be had (no posts, no output, no pay).
    """
    raise NotImplementedError
