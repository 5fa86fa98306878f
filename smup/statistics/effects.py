"""The change of a unit after a practice, against the changes of similar units; pure.

The method stands in docs/before-after.md, with an example worked by hand.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from smup.statistics.describe import QUANTILES, Floats, quantile, quantile_of_next

LEAST_PEERS = 19
"""With fewer similar units even the outermost change is passed by chance more than once in 20."""
TAIL = 0.05
EARLIER_YEARS = 3
"""How far before the comparison the earlier years are looked at."""
EXTREME = 0.1
"""Share of similar units up to which a first value counts as one of the worst."""
ROUNDING = 1e-12
BETTER, WORSE, SAME, NONE = "lepiej", "gorzej", "bez-roznicy", "brak-danych"
SIGNS = {"up": 1.0, "down": -1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A change against those of similar units, in the indicator's unit of measure.

    Attributes:
        change: of the unit.
        peers_change: median of the changes of the similar units; None without any.
        low: lower end of the 90 percent interval of the difference; None with too few units.
        high: upper end.
        peers: similar units with both values.
        higher: how many of them had a greater change.
        lower: how many of them had a lesser one.
        verdict: one of ``smup.models.VERDICTS``; ``brak-danych`` with too few units and for an
            indicator of which neither more nor less is better.
    """

    change: float
    peers_change: float | None = None
    low: float | None = None
    high: float | None = None
    peers: int = 0
    higher: int = 0
    lower: int = 0
    verdict: str = NONE

    @property
    def difference(self) -> float | None:
        """Return the change of the unit less the median change of the similar units."""
        return None if self.peers_change is None else self.change - self.peers_change


class ChosenYears(NamedTuple):
    """Years compared, or why there are none.

    Attributes:
        before: last year of before; None when there is none.
        after: year of after; None when there is none.
        reason: empty when both are there and may be compared, else ``no_year``, ``no_values``,
            ``wrong_years``, ``no_before``, ``no_after`` or ``break``.
    """

    before: int | None
    after: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be compared.

    Attributes:
        started: year of implementation; None when it is not known.
        before: year of before, if the authors chose it.
        after: year of after, if they did.
        breaks: years from which values are counted anew.
        polarity: ``up``, ``down`` or ``none``.
    """

    started: int | None
    before: int | None = None
    after: int | None = None
    breaks: tuple[int, ...] = ()
    polarity: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Values of a unit and of similar units over the same years; NaN where there is none.

    Attributes:
        years: ascending.
        unit: shape (years,).
        peers: shape (years, units), the unit itself left out.
    """

    years: tuple[int, ...]
    unit: Floats
    peers: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A comparison with what a careful reader asks of it.

    Attributes:
        years: those compared, or why there are none.
        effect: None when nothing can be compared.
        earlier: the same comparison over the years before, for units that were on their way
            already; None without values or with too few units.
        since: first year of ``earlier``.
        extreme: the unit began among the worst tenth; such units often come nearer to the
            middle whatever they do.
    """

    years: ChosenYears
    effect: Effect | None = None
    earlier: Effect | None = None
    since: int | None = None
    extreme: bool = False


def effect_of(
    unit_before: float,
    unit_after: float,
    peers_before: Floats,
    peers_after: Floats,
    polarity: str,
) -> Effect:
    """Return the change of a unit against those of similar units.

    The interval holds every effect ``e`` for which the change of the unit less ``e`` lies among
    the middle 90 percent of the changes of similar units, which are taken for units that did
    nothing of the kind.

    Args:
        unit_before: value of the unit.
        unit_after: its later value.
        peers_before: values of similar units, shape (units,), NaN where there is none.
        peers_after: their later values in the same order.
        polarity: ``up``, ``down`` or ``none``.
    """
    changes = peers_after - peers_before
    changes = np.sort(changes[np.isfinite(changes)])
    change = unit_after - unit_before
    if not len(changes):
        return Effect(change=change)
    median = quantile(changes, QUANTILES["median"])
    every = np.concatenate([peers_before, peers_after, np.array([unit_before, unit_after])])
    zero = ROUNDING * float(np.fmax.reduce(np.abs(every)))
    known = Effect(
        change=change,
        peers_change=median,
        peers=len(changes),
        higher=int(np.count_nonzero(changes > change + zero)),
        lower=int(np.count_nonzero(changes < change - zero)),
    )
    if known.peers < LEAST_PEERS:
        return known
    low = change - quantile_of_next(changes, 1 - TAIL)
    high = change - quantile_of_next(changes, TAIL)
    verdict = verdict_of(low, high, polarity=polarity, zero=zero)
    return replace(known, low=low, high=high, verdict=verdict)


def verdict_of(low: float, high: float, *, polarity: str, zero: float = 0.0) -> str:
    """Return ``lepiej`` or ``gorzej`` when the whole interval is on one side of zero.

    Args:
        low: lower end of the interval of the difference.
        high: upper end.
        polarity: ``up``, ``down`` or ``none``; with ``none`` nothing is judged.
        zero: what rounding in the last binary places may leave of zero.
    """
    sign = SIGNS.get(polarity)
    if sign is None:
        return NONE
    least, most = sorted((sign * low, sign * high))
    if least > zero:
        return BETTER
    return WORSE if most < -zero else SAME


def choose_years(known: Collection[int], wanted: Wanted) -> ChosenYears:
    """Return the years to compare.

    Before is the last year with a value up to the year of implementation, that year included:
    most changes begin within it and show in the next. After is the newest year with a value
    later than it that is counted as the year before; a year after a break is not.

    Args:
        known: years in which the unit has a value.
        wanted: year of implementation, choices of the authors, breaks.
    """
    started = wanted.started
    if started is None:
        return ChosenYears(None, None, "no_year")
    if not known:
        return ChosenYears(None, None, "no_values")
    if not _straddle(wanted, started):
        return ChosenYears(wanted.before, wanted.after, "wrong_years")
    before = _held(wanted.before, known, [year for year in known if year <= started])
    if before is None:
        return ChosenYears(None, None, "no_before")
    later = [year for year in known if year > started]
    alike = [year for year in later if not broken(wanted.breaks, before, year)]
    after = _held(wanted.after, known, alike or later)
    if after is None:
        return ChosenYears(before, None, "no_after")
    return ChosenYears(before, after, "break" if broken(wanted.breaks, before, after) else "")


def broken(breaks: Sequence[int], first: int, last: int) -> bool:
    """Tell whether values are counted anew in a year later than the first, up to the last."""
    return any(first < year <= last for year in breaks)


def compare(series: Series, wanted: Wanted) -> Measured:
    """Compare a unit with similar units before and after a year of implementation; no more."""
    years = choose_years(_known(series), wanted)
    if years.reason or years.before is None or years.after is None:
        return Measured(years=years)
    return Measured(
        years=years, effect=_between(series, years.before, years.after, wanted.polarity)
    )


def measure(series: Series, wanted: Wanted) -> Measured:
    """Compare as ``compare`` does, and look at what makes a careful reader doubt."""
    found = compare(series, wanted)
    years = found.years
    if found.effect is None or years.before is None:
        return found
    since = _since(_known(series), years.before, wanted.breaks)
    earlier = None if since is None else _between(series, since, years.before, wanted.polarity)
    if earlier is not None and earlier.low is None:
        since, earlier = None, None
    return replace(
        found,
        earlier=earlier,
        since=since,
        extreme=_extreme(series, years.before, wanted.polarity),
    )


def _known(series: Series) -> list[int]:
    """Return the years in which the unit has a value."""
    return [series.years[place] for place in np.flatnonzero(np.isfinite(series.unit))]


def _straddle(wanted: Wanted, started: int) -> bool:
    """Tell whether the years chosen by the authors lie on their sides of the implementation."""
    before, after = wanted.before, wanted.after
    return (before is None or before <= started) and (after is None or after > started)


def _held(chosen: int | None, known: Collection[int], usual: Sequence[int]) -> int | None:
    """Return the year chosen if it has a value; without a choice the last usual one."""
    if chosen is not None:
        return chosen if chosen in known else None
    return max(usual, default=None)


def _since(known: Sequence[int], before: int, breaks: Sequence[int]) -> int | None:
    """Return the first of the few years before the comparison that can be compared with it."""
    near = [year for year in known if before - EARLIER_YEARS <= year < before]
    return min((year for year in near if not broken(breaks, year, before)), default=None)


def _between(series: Series, first: int, last: int, polarity: str) -> Effect:
    old, new = series.years.index(first), series.years.index(last)
    unit = series.unit
    return effect_of(
        float(unit[old]), float(unit[new]), series.peers[old], series.peers[new], polarity
    )


def _extreme(series: Series, year: int, polarity: str) -> bool:
    """Tell whether no more than a tenth of the similar units were as bad in a year, or worse."""
    sign, row = SIGNS.get(polarity), series.years.index(year)
    peers = series.peers[row][np.isfinite(series.peers[row])]
    if sign is None or len(peers) < LEAST_PEERS:
        return False
    as_bad = np.count_nonzero(sign * peers <= sign * series.unit[row])
    return bool(as_bad <= EXTREME * len(peers))
