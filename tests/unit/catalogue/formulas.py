"""Formulas and their results, as the tests write them."""

import numpy as np

from smup.catalogue.formula import evaluate
from smup.catalogue.schema import Bilingual, Formula
from smup.flags import Flag

LABEL = Bilingual(pl="opis", en="label")


def formula(numerator: str, denominator: str | None = None, multiplier: float = 1.0) -> Formula:
    return Formula(
        numerator=numerator,
        denominator=denominator,
        multiplier=multiplier,
        numerator_label=LABEL,
        denominator_label=None if denominator is None else LABEL,
    )


def computed(
    card: Formula,
    terms: dict[str, tuple[list[float], list[Flag]]],
    *,
    decimals: int = 1,
) -> tuple[list[float], list[Flag]]:
    values = {name: np.array(term[0], dtype=np.float64) for name, term in terms.items()}
    flags = {name: np.array(term[1], dtype=np.int8) for name, term in terms.items()}
    result, kinds = evaluate(card, values, flags, decimals=decimals)
    return list(result), [Flag(kind) for kind in kinds]


def one(
    card: Formula, terms: dict[str, tuple[float, Flag]], *, decimals: int = 1
) -> tuple[float, Flag]:
    lists = {name: ([value], [kind]) for name, (value, kind) in terms.items()}
    result, kinds = computed(card, lists, decimals=decimals)
    return result[0], kinds[0]
