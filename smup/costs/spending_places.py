"""Which pool or service each row of spending belongs to, and of what kind it is."""

from dataclasses import dataclass
from typing import get_args

import numpy as np
import pandas as pd

from smup.costs.dictionary import CostDictionary, ParagraphKind, Rule
from smup.costs.method import Booleans, Integers

KINDS: tuple[str, ...] = get_args(ParagraphKind)
PAY, CURRENT, GRANT_OUT, CAPITAL, OUTSIDE = (
    KINDS.index(kind) for kind in ("pay", "current", "grant_out", "capital", "outside")
)
OF_POOLS = (PAY, CURRENT, GRANT_OUT)
NONE = -1
DECIDING_DIGITS = 3
"""So many digits of a paragraph say what it is for; a fourth one says whose money it is."""

EU_DIGITS = frozenset("789")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedSpending:
    """Where the rows of spending belong, an element for each row.

    Attributes:
        pool: position of the pool in the dictionary, -1 for none.
        service: position of the service, -1 for none; a row of a pool belongs to no service.
        kind: position in ``KINDS``.
        eu_project: the fourth digit says that the money is that of an EU project.
    """

    pool: Integers
    service: Integers
    kind: Integers
    eu_project: Booleans


def placed(spending: pd.DataFrame, dictionary: CostDictionary) -> PlacedSpending:
    """Find the place of each row.

    Args:
        spending: columns chapter, paragraph and year, among others.
        dictionary: the rules.
    """
    chapter, chapters = pd.factorize(spending["chapter"])
    paragraph, paragraphs = pd.factorize(spending["paragraph"])
    year, years = pd.factorize(spending["year"])
    flat = (chapter * len(paragraphs) + paragraph) * len(years) + year
    distinct, inverse = np.unique(flat, return_inverse=True)
    # A few thousand distinct rows stand for hundreds of thousands.
    found = np.array(
        [
            place(
                dictionary,
                str(chapters[one // len(years) // len(paragraphs)]),
                str(paragraphs[one // len(years) % len(paragraphs)]),
                int(years[one % len(years)]),
            )
            for one in distinct
        ],
        dtype=np.int64,
    ).reshape(-1, 3)[inverse]
    eu_project = np.array([text[DECIDING_DIGITS:] in EU_DIGITS for text in paragraphs], dtype=bool)
    return PlacedSpending(
        pool=found[:, 0],
        service=found[:, 1],
        kind=found[:, 2],
        eu_project=eu_project[paragraph] if len(paragraphs) else np.zeros(0, dtype=bool),
    )


def place(
    dictionary: CostDictionary, chapter: str, paragraph: str, year: int
) -> tuple[int, int, int]:
    """Return the positions of pool, service and kind of a row; -1 for no pool, no service.

    A row that fits a pool belongs to no service; capital spending belongs to no pool. The first
    three digits of the paragraph decide.
    """
    three = paragraph[:DECIDING_DIGITS]
    card = dictionary.paragraphs.get(three)
    kind = OUTSIDE if card is None else KINDS.index(card.kind)
    if kind in OF_POOLS:
        for at, pool in enumerate(dictionary.pools.values()):
            if any(fits(rule, chapter, three, year) for rule in pool.rules):
                return at, NONE, kind
    if kind != OUTSIDE:
        for at, service in enumerate(dictionary.services.values()):
            if any(fits(rule, chapter, three, year) for rule in service.rules):
                return NONE, at, kind
    return NONE, NONE, kind


def fits(rule: Rule, chapter: str, paragraph: str, year: int) -> bool:
    """Tell whether a rule covers a chapter, a paragraph of three digits and a year."""
    return (
        rule.chapter == chapter
        and (not rule.paragraphs or paragraph in rule.paragraphs)
        and (rule.first_year is None or rule.first_year <= year)
        and (rule.last_year is None or year <= rule.last_year)
    )
