"""Which years the data desk shows, and at which levels its indicators have values."""

from collections.abc import Sequence

from smup.repository import IndicatorInfo, Repository, Span
from smup.view_state import LEVEL_CHOICES, Problem
from smup.views.datadesk.reading import ALL_YEARS, LATEST, few
from smup.views.datadesk.state import DeskState

USUAL_YEARS = 3
COUNTRY = "kraj"


def levels_of(repository: Repository, indicators: Sequence[IndicatorInfo]) -> tuple[str, ...]:
    """Return the levels at which any of the indicators has values; the country is not asked."""
    return tuple(
        level
        for level in LEVEL_CHOICES
        if any(years_in(repository, item, level) for item in indicators)
    )


def years_in(repository: Repository, indicator: IndicatorInfo, level: str) -> tuple[int, ...]:
    """Return the years with values at a level, ascending; of the country those of any level.

    The country has no statistics that would tell its years without reading values.
    """
    by_level = repository.years_of_all().get(indicator.id, {})
    if level == COUNTRY:
        return tuple(sorted({year for years in by_level.values() for year in years}))
    return tuple(by_level.get(level, ()))


def chosen_spans(
    repository: Repository,
    state: DeskState,
    indicators: Sequence[IndicatorInfo],
    *,
    level: str,
    found: list[Problem],
) -> tuple[tuple[Span, ...], tuple[int, ...], DeskState]:
    """Return the years of each indicator that has values, all years, and the state that is kept.

    A range is the same for all indicators, so that a year without any value of one of them is
    seen; ``latest`` and ``all`` are each indicator's own.
    """
    own = {item.id: years_in(repository, item, level) for item in indicators}
    nothing = [item.code for item in indicators if not own[item.id]]
    if nothing:
        told = Problem(parameter="ind", value=few(nothing), reason="values", instead=level)
        found.append(told)
    every = sorted({year for years in own.values() for year in years})
    if not every:
        return (), (), state
    shared, state = _shared(state, every, found)
    spans = tuple(
        Span(indicator_id=key, first_year=first, last_year=last)
        for key, years in own.items()
        if years
        for first, last in [shared or _own(years, state.years)]
    )
    return spans, _all_years(spans), state


def _shared(
    state: DeskState, every: Sequence[int], found: list[Problem]
) -> tuple[tuple[int, int] | None, DeskState]:
    """Return the years that all indicators share; None when each has its own."""
    if state.years in (LATEST, ALL_YEARS):
        return None, state
    usual = every[-USUAL_YEARS:][0], every[-1]
    if state.years is None:
        return usual, state
    first, _, last = state.years.partition("-")
    low, high = int(first), int(last or first)
    if high < every[0] or low > every[-1]:
        told = Problem(
            parameter="years", value=state.years, reason="none", instead=_range_text(*usual)
        )
        found.append(told)
        return usual, state.with_changes(years=None)
    kept = max(low, every[0]), min(high, every[-1])
    if kept != (low, high):
        told = Problem(
            parameter="years", value=state.years, reason="part", instead=_range_text(*kept)
        )
        found.append(told)
    return kept, state


def _own(years: Sequence[int], asked: str | None) -> tuple[int, int]:
    return (years[-1] if asked == LATEST else years[0]), years[-1]


def _all_years(spans: Sequence[Span]) -> tuple[int, ...]:
    every = (range(span.first_year, span.last_year + 1) for span in spans)
    return tuple(sorted({year for years in every for year in years}))


def _range_text(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
