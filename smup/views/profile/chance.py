"""The noise guard: may the difference of a small unit from its group be chance alone?"""

import math
from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np

from smup.catalogue.formula import denominator_value, parse
from smup.catalogue.schema import Formula
from smup.errors import CatalogueError
from smup.repository.records import IndicatorInfo
from smup.statistics.noise import control_limits
from smup.views.formula_text import card_formula
from smup.views.profile.records import Noise


class Chance(NamedTuple):
    """How the value of an indicator depends on chance.

    Attributes:
        kind: a share of people or cases, or events per number of them.
        formula: of the indicator; its denominator counts the people or cases.
        variables: codes of the variables of the denominator.
    """

    kind: Literal["proportion", "rate"]
    formula: Formula
    variables: tuple[str, ...]


def chance_of(indicator: IndicatorInfo) -> Chance | None:
    """Return how chance acts on an indicator; None when its card does not say that it does."""
    kind = indicator.card.get("chance")
    formula = card_formula(indicator) if kind in ("proportion", "rate") else None
    if formula is None or formula.denominator is None:
        return None
    return Chance(
        kind="rate" if kind == "rate" else "proportion",
        formula=formula,
        variables=parse(formula).denominator,
    )


def noise_of(
    chance: Chance | None, variables: Mapping[str, float], *, value: float, centre: float
) -> Noise | None:
    """Return the guard of one value; None where it cannot be told.

    Args:
        chance: from ``chance_of``.
        variables: values of the denominator's variables in the unit and year of the value, by
            code; absent or NaN where empty.
        value: of the indicator.
        centre: level of the group: its median.
    """
    if chance is None or math.isnan(value):
        return None
    try:
        numbers = {code: np.asarray(number) for code, number in variables.items()}
        base = float(denominator_value(chance.formula, numbers))
    except CatalogueError:
        return None
    found = control_limits(
        chance.kind, centre=centre, base=base, multiplier=chance.formula.multiplier
    )
    low, high = float(found[0]), float(found[1])
    if math.isnan(low):
        return None
    return Noise(low=low, high=high, within=low <= value <= high, base=base)
