"""Spending of services and pools in the sample, split into chapters and paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from smup.costs.parts import GROSZE
from smup.sample.cost_columns import Pieces
from smup.sample.cost_ground import CostGround
from smup.sample.cost_settings import OtherWay, ParagraphSample, ServiceSample
from smup.sample.tree import BoolArray, FloatArray, IntArray

EU_DIGIT = "7"
EU_PART = 0.35
CORRECTION = "4430"
CORRECTION_PART = 0.006
SHARE_SPREAD = 0.12
CAPITAL_SPREAD = 0.6
NO_WAY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddities:
    """Shares of unit-years with a part that is money of an EU project, or a row below 0."""

    eu_years: float = 0.0
    corrections: float = 0.0


USUAL = Oddities()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What a service spends, gminas x years.

    Attributes:
        whole: zl as the sample's variables say, NaN where they do not.
        current: grosze of its current rows; 0 without rows.
        way: position in ``ServiceSample.ways`` by gmina; ``NO_WAY`` for the usual one.
        runs: the gmina runs the service in a published year.
        published: years whose output is out; there are no rows in the others, (years,).
    """

    whole: FloatArray
    current: FloatArray
    way: IntArray
    runs: BoolArray
    published: BoolArray


def spend(
    ground: CostGround, pieces: Pieces, code: str, settings: ServiceSample, *, corrections: float
) -> Spent:
    """Add the rows of spending of a service.

    Args:
        ground: variables, gminas and years.
        pieces: where the rows go.
        code: of the service.
        settings: of the service.
        corrections: share of unit-years with a row below 0.
    """
    whole = ground.grow(settings.spending, code, "spending", less=settings.less)
    output = ground.variable(settings.output)
    published = np.asarray(~np.isnan(output).all(axis=0))
    runs = (~np.isnan(output) | (whole > 0)) & published
    way = _ways(ground, code, settings.ways, ~ground.not_run(settings.output))
    pays = [one.code is not None for one in settings.ways]
    without_rows = np.isin(way, [at for at, paid in enumerate(pays) if not paid])[:, None]
    amount = np.where(without_rows | ~published[None, :], 0.0, np.nan_to_num(whole))
    current = np.round(amount * GROSZE) - _capital(ground, pieces, code, settings, amount)
    usual = _paid_out(ground, pieces, settings, way, current)
    odd = Oddities(eu_years=settings.eu_years, corrections=corrections)
    split(ground, pieces, usual, settings.paragraphs, label=code, odd=odd)
    return Spent(whole=whole, current=current, way=way, runs=runs, published=published)


def split(
    ground: CostGround,
    pieces: Pieces,
    grosze: FloatArray,
    paragraphs: Sequence[ParagraphSample],
    *,
    label: str,
    odd: Oddities = USUAL,
) -> None:
    """Add rows that add up to ``grosze`` exactly: the first paragraph takes what is left.

    A part of the last paragraph may be money of an EU project, with its own fourth digit; and a
    correction below 0 is made up for by the first.
    """
    shares = _shares(ground, paragraphs, label)
    used = [np.round(grosze * share) for share in shares]
    first = np.argmax(np.array([share.max(axis=0) > 0 for share in shares]), axis=0)
    last = _last_used(ground, paragraphs)
    eu = ground.uniform(label, "eu", years=True) < odd.eu_years
    wrong = (ground.uniform(label, "correction", years=True) < odd.corrections) & (grosze > 0)
    refund = np.where(wrong, np.round(grosze * CORRECTION_PART), 0.0)
    left = grosze - np.sum(used, axis=0) + refund
    for at, (paragraph, amount) in enumerate(zip(paragraphs, used, strict=True)):
        rows = amount + np.where(first == at, left, 0.0)
        of_project = np.where(eu & (last == at), np.round(rows * EU_PART), 0.0)
        place = {"chapter": paragraph.chapter}
        pieces.amounts("spending", rows - of_project, paragraph=paragraph.code, **place)
        pieces.amounts("spending", of_project, paragraph=paragraph.code[:3] + EU_DIGIT, **place)
        here = np.where(first == at, -refund, 0.0)
        pieces.amounts("spending", here, paragraph=CORRECTION, **place)


def _last_used(ground: CostGround, paragraphs: Sequence[ParagraphSample]) -> IntArray:
    """Return the position of the last paragraph that every gmina has, by year."""
    last = np.zeros(len(ground.years), dtype=np.int64)
    for at, one in enumerate(paragraphs):
        used = (one.first_year or 0) <= ground.years
        used &= ground.years <= (one.last_year or ground.years[-1])
        last[used & (one.units == 1)] = at
    return last


def _shares(
    ground: CostGround, paragraphs: Sequence[ParagraphSample], label: str
) -> list[FloatArray]:
    """Return the share of each paragraph, gminas x years, 1 in all where any is in use."""
    shares = []
    for at, one in enumerate(paragraphs):
        used = ground.years >= (one.first_year or 0)
        used &= ground.years <= (one.last_year or ground.years[-1])
        having = ground.uniform(label, str(at), "units") < one.units
        spread = np.exp(SHARE_SPREAD * ground.normal(label, str(at), "share"))
        shares.append(np.where(used[None, :] & having, one.share * spread, 0.0))
    whole = np.sum(shares, axis=0)
    return [share / np.where(whole > 0, whole, 1.0) for share in shares]


def _ways(ground: CostGround, code: str, ways: Sequence[OtherWay], run: BoolArray) -> IntArray:
    """Choose the gminas that run the service in another way."""
    drawn = ground.uniform(code, "ways")[:, 0]
    chosen = np.full(len(drawn), NO_WAY, dtype=np.int64)
    above = 0.0
    for at, way in enumerate(ways):
        chosen[run & (drawn >= above) & (drawn < above + way.units)] = at
        above += way.units
    return chosen


def _capital(
    ground: CostGround, pieces: Pieces, code: str, settings: ServiceSample, amount: FloatArray
) -> FloatArray:
    """Add capital rows; return the grosze that stand inside the spending of the variable."""
    if settings.capital is None:
        return np.zeros(ground.shape)
    capital = settings.capital
    share = capital.share / capital.chance
    bent = np.exp(CAPITAL_SPREAD * ground.normal(code, "capital", years=True))
    if capital.inside:
        odds = share / (1 - share) * bent
        share_of_year = odds / (1 + odds)
    else:
        share_of_year = share * bent * np.exp(-(CAPITAL_SPREAD**2) / 2)
    invests = ground.uniform(code, "invests", years=True) < capital.chance
    grosze = np.where(invests, np.round(amount * share_of_year * GROSZE), 0.0)
    for chapter, used in _chapters(settings.paragraphs, ground.years):
        rows = np.where(used[None, :], grosze, 0.0)
        pieces.amounts("spending", rows, chapter=chapter, paragraph=capital.code)
    return grosze if capital.inside else np.zeros(ground.shape)


def _paid_out(
    ground: CostGround,
    pieces: Pieces,
    settings: ServiceSample,
    way: IntArray,
    current: FloatArray,
) -> FloatArray:
    """Add grants to others who run the service; return what the gmina spends itself."""
    usual = current.copy()
    for at, one in enumerate(settings.ways):
        if one.code is None:
            continue
        granted = np.where((way == at)[:, None], np.round(current * one.part), 0.0)
        usual -= granted
        for chapter, used in _chapters(settings.paragraphs, ground.years):
            rows = np.where(used[None, :], granted, 0.0)
            pieces.amounts("spending", rows, chapter=chapter, paragraph=one.code)
    return usual


def _chapters(
    paragraphs: Sequence[ParagraphSample], years: IntArray
) -> list[tuple[str, BoolArray]]:
    """Return the first chapter of each year, with the years in which it is used."""
    first = [
        next(
            one.chapter
            for one in paragraphs
            if (one.first_year or 0) <= year <= (one.last_year or year)
        )
        for year in years
    ]
    return [(chapter, np.array(first) == chapter) for chapter in dict.fromkeys(first)]
