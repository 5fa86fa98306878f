"""From direct spending to the full cost and to what the unit pays: the terms of my unit."""

import math
from dataclasses import dataclass
from typing import Literal

from smup.costs.method import PARTS_BY_KEY, Floats, per_output
from smup.costs.warnings import Warnings
from smup.views.costs.records import CostData

TermKind = Literal["direct", "added", "sum", "taken"]
NAN = float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of the cost of my unit.

    Attributes:
        key: direct, entity, shared, capital, grants, gross, fees, sales, targeted or net.
        kind: what it does to the sum.
        amount: zl, as a positive number also where it is taken away; NaN where the chosen key
            has no numbers in the unit.
        unit: the same per unit of output; NaN without output.
        share: of the full cost; NaN where that is not known or 0.
    """

    key: str
    kind: TermKind
    amount: float
    unit: float
    share: float

    @property
    def known(self) -> bool:
        """Tell whether the amount is known."""
        return not math.isnan(self.amount)

    @property
    def change(self) -> float:
        """Return what the term adds to the sum, zl; below 0 where it is taken away."""
        return -self.amount if self.kind == "taken" else self.amount


def terms_of(data: CostData) -> tuple[Term, ...]:
    """Return the terms of my unit by the chosen keys, once for an answer; empty without its row.

    Entities, grants to providers and fees stand there only when the service has them.
    """
    return data.once("terms", lambda: _terms(data))


def _terms(data: CostData) -> tuple[Term, ...]:
    if data.mine is None:
        return ()
    costs, keys = data.costs, data.keys
    added = {
        **{name: part(costs, keys) for name, part in PARTS_BY_KEY.items()},
        "grants": costs.grants_out,
    }
    taken = {"fees": costs.fees, "sales": costs.sales, "targeted": costs.targeted}
    return (
        _term(data, "direct", "direct", costs.direct),
        *(
            _term(data, key, "added", part)
            for key, part in added.items()
            if _there(data, key, part)
        ),
        _term(data, "gross", "sum", data.gross),
        *(
            _term(data, key, "taken", part)
            for key, part in taken.items()
            if _there(data, key, part)
        ),
        _term(data, "net", "sum", data.net),
    )


def _there(data: CostData, key: str, part: Floats) -> bool:
    """Tell whether a term belongs to the service, or has an amount in spite of that."""
    belongs = {
        "entity": bool(data.service.entities),
        "grants": False,
        "fees": data.service.fees_label is not None,
    }
    return belongs.get(key, True) or bool(part[data.mine] != 0)


def _term(data: CostData, key: str, kind: TermKind, part: Floats) -> Term:
    at = data.mine
    amount, whole = float(part[at]), float(data.gross[at])
    return Term(
        key=key,
        kind=kind,
        amount=amount,
        unit=float(per_output(part, data.costs)[at]),
        share=amount / whole if whole else NAN,
    )


def missing_parts(data: CostData) -> tuple[str, ...]:
    """Return the terms whose key has no numbers in my unit: entity, shared or capital."""
    return tuple(term.key for term in terms_of(data) if term.kind == "added" and not term.known)


def has_output(data: CostData) -> bool:
    """Tell whether my unit has an output that its cost can be divided by."""
    if data.mine is None:
        return False
    excluded = Warnings(int(data.costs.warnings[data.mine])).excludes
    return not excluded and bool(data.costs.output[data.mine] > 0)


def divisor(data: CostData) -> float:
    """Return what amounts of my unit are divided by: its output, 1 where it has none."""
    if data.mine is None or not has_output(data):
        return 1.0
    return float(data.costs.output[data.mine])
