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
    """Gross and net cost before and after, zl.

    Attributes:
        gross, net: before.
        gross_after, net_after: after.
        saved: by how much gross falls; below 0: it grows.
        fees: by how much the income from users grows.
    """

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
        ValueError: when all places or more would go, their number is not known, or a share is out
            of range.
    """
    _check(facilities, change)
    saved = 0.0
    if change.fewer and facilities is not None:
        saved = by_place / facilities * change.fewer * change.saved_share
    more_fees = fees * change.fee
    return Outcome(
        gross=gross,
        net=net,
        gross_after=gross - saved,
        net_after=net - saved - more_fees,
        saved=saved,
        fees=more_fees,
    )


def _check(facilities: float | None, change: Change) -> None:
    if not 0 <= change.saved_share <= 1:
        message = f"saved_share {change.saved_share} is not between 0 and 1"
        raise ValueError(message)
    if not change.fee >= -1:
        message = f"fee {change.fee} takes away more than all fees"
        raise ValueError(message)
    if change.fewer and not (facilities and facilities > max(change.fewer, 0)):
        message = f"{change.fewer} places fewer of {facilities}"
        raise ValueError(message)
