"""What would change if: one place fewer, another fee; pure functions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the reader changes.

    Attributes:
        fewer: places fewer (schools, branches); below 0: more.
        saved_share: share of the cost of one place that is saved with it, 0 to 1.
        fee: change of fees of users, as a share (0.1: a tenth more).
    """

    fewer: int = 0
    saved_share: float = 0.5
    fee: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Gross and net cost before and after, zl; ``saved`` and ``fees`` are the two differences."""

    gross: float
    net: float
    gross_after: float
    net_after: float
    saved: float
    fees: float


def outcome(
    *,
    gross: float,
    net: float,
    by_place: float,
    facilities: float | None,
    fees: float,
    change: Change,
) -> Outcome:
    """Return what a change does, output unchanged: users of a closed place go to the others.

    Args:
        gross: full cost, zl.
        net: what the unit pays, zl.
        by_place: the part of gross that hangs on places (direct, entity and capital), zl.
        facilities: number of places; None or fewer than two: none can go.
        fees: what users paid, zl.
        change: what the reader changes.

    Raises:
        ValueError: when all places or more would go, or a share is out of range.
    """
    raise NotImplementedError
