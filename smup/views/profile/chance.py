"""The noise guard: does a rate of a small unit differ from its group by more than chance?"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from smup.catalogue.formula import evaluate, parse
from smup.catalogue.schema import Formula
from smup.errors import CatalogueError
from smup.flags import Flag
from smup.repository.facade import Repository
from smup.repository.records import IndicatorInfo
from smup.statistics.describe import Floats
from smup.statistics.noise import ChanceKind, control_limits, own_interval
from smup.views.formula_text import card_formula
from smup.views.linked import GroupStats
from smup.views.profile.records import Noise

KINDS: tuple[ChanceKind, ...] = ("proportion", "rate")
EXACT = 6  # decimals of a denominator; people and cases are whole anyway


class Base(NamedTuple):
    """The denominator of an indicator in my unit.

    Attributes:
        kind: of the indicator: proportion or rate.
        size: people or cases.
        multiplier: of the formula.
    """

    kind: ChanceKind
    size: float
    multiplier: float


class Asked(NamedTuple):
    """A known value of my unit.

    Attributes:
        indicator: whose value it is.
        year: its year.
        value: the number.
    """

    indicator: IndicatorInfo
    year: int
    value: float


def bases(repository: Repository, unit_id: int, asked: Sequence[Asked]) -> dict[int, Base]:
    """Return the denominators of the indicators that chance may blur, by key; one SELECT.

    Indicators whose denominator is not known in that year, or is not above zero, are left out.
    """
    wanted = [(one, kind, whole) for one in asked for kind, whole in _denominator(one.indicator)]
    if not wanted:
        return {}
    names = {name for _one, _kind, whole in wanted for name in parse(whole).numerator}
    years = [one.year for one, _kind, _whole in wanted]
    frame = repository.variable_values(
        sorted(names), unit_id=unit_id, first_year=min(years), last_year=max(years)
    )
    terms = _terms(frame)
    found = {}
    for one, kind, whole in wanted:
        size = _size(whole, terms, one.year)
        if size is not None and size > 0:
            found[one.indicator.id] = Base(kind, size, _multiplier(one.indicator))
    return found


def noise_of(
    asked: Sequence[Asked], sizes: Mapping[int, Base], stats: Mapping[int, GroupStats]
) -> dict[int, Noise]:
    """Return the guard around the median of the group, by indicator key."""
    found = {}
    for kind in KINDS:
        inside = [one for one in asked if _has(one, sizes, kind) and one.indicator.id in stats]
        centres = [stats[one.indicator.id].median for one in inside]
        base, multiplier = _whole([sizes[one.indicator.id] for one in inside])
        limits = _pairs(control_limits(kind, centre=centres, base=base, multiplier=multiplier))
        for one, (low, high) in zip(inside, limits, strict=True):
            if np.isfinite(low) and np.isfinite(high):
                found[one.indicator.id] = Noise(
                    low=low,
                    high=high,
                    within=low <= one.value <= high,
                    base=sizes[one.indicator.id].size,
                )
    return found


def own_limits(asked: Sequence[Asked], sizes: Mapping[int, Base]) -> dict[int, tuple[float, float]]:
    """Return between what a value could as well have come out, by indicator key."""
    found = {}
    for kind in KINDS:
        inside = [one for one in asked if _has(one, sizes, kind)]
        values = [one.value for one in inside]
        base, multiplier = _whole([sizes[one.indicator.id] for one in inside])
        limits = _pairs(own_interval(kind, value=values, base=base, multiplier=multiplier))
        for one, (low, high) in zip(inside, limits, strict=True):
            if np.isfinite(low) and np.isfinite(high):
                found[one.indicator.id] = low, high
    return found


def _has(one: Asked, sizes: Mapping[int, Base], kind: ChanceKind) -> bool:
    return one.indicator.id in sizes and sizes[one.indicator.id].kind == kind


def _whole(sizes: Sequence[Base]) -> tuple[list[float], list[float]]:
    return [one.size for one in sizes], [one.multiplier for one in sizes]


def _pairs(ends: tuple[Floats, Floats]) -> list[tuple[float, float]]:
    return list(zip(*(end.tolist() for end in ends), strict=True))


def _denominator(indicator: IndicatorInfo) -> list[tuple[ChanceKind, Formula]]:
    """Return kind and denominator, as a formula of its own; empty when chance plays no part."""
    kind = next((one for one in KINDS if indicator.card.get("chance") == one), None)
    formula = card_formula(indicator) if kind else None
    if kind is None or formula is None or formula.denominator is None:
        return []
    label = formula.denominator_label or formula.numerator_label
    return [(kind, Formula(numerator=formula.denominator, numerator_label=label))]


def _multiplier(indicator: IndicatorInfo) -> float:
    formula = card_formula(indicator)
    return 1.0 if formula is None else formula.multiplier


def _terms(frame: pd.DataFrame) -> dict[tuple[str, int], tuple[float, int]]:
    rows = frame[["variable_code", "year", "value", "flag"]].itertuples(index=False, name=None)
    return {(code, year): (value, flag) for code, year, value, flag in rows}


def _size(
    whole: Formula, terms: Mapping[tuple[str, int], tuple[float, int]], year: int
) -> float | None:
    names = parse(whole).numerator
    if any((name, year) not in terms for name in names):
        return None
    values = {name: np.array(terms[name, year][0]) for name in names}
    flags = {name: np.array(terms[name, year][1], dtype=np.int8) for name in names}
    try:
        size, flag = evaluate(whole, values, flags, decimals=EXACT)
    except CatalogueError:
        return None
    return float(size) if Flag(int(flag)).has_value else None
