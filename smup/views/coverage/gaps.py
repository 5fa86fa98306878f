"""Lists of indicators: years without data, dimensions without an indicator, freshness."""

from collections.abc import Sequence
from dataclasses import dataclass

from smup.repository import ServiceInfo
from smup.repository.facade import Repository
from smup.views.coverage.facts import IndicatorCoverage
from smup.views.coverage.selection import Chosen
from smup.views.coverage.states import ENDED, GAPS, KINDS, LATE, PARTIAL, YearState

DIMENSIONS = ("ilosc", "jakosc", "dostepnosc", "efektywnosc", "kontekst")


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """An indicator in a year.

    Attributes:
        of: the indicator.
        year: of the values.
        state: what is known of it.
        wanted: units that should have a value.
        lacking: of these: have none.
    """

    of: IndicatorCoverage
    year: int
    state: YearState
    wanted: int
    lacking: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshRow:
    """The newest year of an indicator and what is known of the next one.

    Attributes:
        of: the indicator.
        state: of the next year; None for an indicator without any value.
    """

    of: IndicatorCoverage
    state: YearState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionRow:
    """A sector or service by dimensions.

    Attributes:
        kind: ``sector`` or ``service``.
        code: of it.
        name: of it.
        counts: by dimension: indicators in the catalogue at the level, and those with any value.
    """

    kind: str
    code: str
    name: str
    counts: dict[str, tuple[int, int]]


def year_rows(chosen: Chosen) -> list[GapRow]:
    """Return every indicator and year of the selection, in the order of the catalogue."""
    years = chosen.years
    if chosen.state.year in years:
        years = (chosen.state.year,)
    return [_gap_row(one, year) for one in chosen.indicators for year in years]


def gap_rows(chosen: Chosen) -> list[GapRow]:
    """Return the years that lack values, the most important first.

    Years without any value come first, the newest of them ahead; then those in which some units
    lack one, by how many.
    """
    wanted = chosen.state.stan
    rows = [
        row
        for row in year_rows(chosen)
        if (row.state.kind == wanted if wanted else row.lacking > 0 or row.state.kind in GAPS)
    ]
    return sorted(rows, key=_importance)


def fresh_rows(chosen: Chosen) -> list[FreshRow]:
    """Return the freshness of the indicators: late ones first, the longest ahead."""
    rows = [FreshRow(of=one, state=one.fresh) for one in chosen.indicators]
    if chosen.state.stan:
        rows = [row for row in rows if row.state and row.state.kind == chosen.state.stan]
    if chosen.state.only_gaps:
        rows = [row for row in rows if row.state is None or row.state.kind in GAPS]
    return sorted(rows, key=_urgency)


def dimension_rows(repository: Repository, chosen: Chosen, *, lang: str) -> list[DimensionRow]:
    """Return sectors by dimensions; of a chosen sector its services."""
    level = chosen.level.level
    if chosen.sector is None:
        rows = [
            _dimensions("sector", one.code, one.name(lang), chosen.level.tasks(one.code))
            for one in repository.sectors()
            if any(_is_task(service, level) for service in repository.services(one.code))
        ]
    else:
        code = chosen.sector.code
        rows = [
            _dimensions("service", one.code, one.name(lang), chosen.level.tasks(code, one.code))
            for one in repository.services(code)
            if _is_task(one, level)
        ]
    if chosen.state.only_gaps:
        rows = [row for row in rows if row.counts["jakosc"][1] == 0]
    return rows


def _is_task(service: ServiceInfo, level: str) -> bool:
    return level not in ("gmina", "powiat") or service.task_level in (level, "oba")


def _dimensions(
    kind: str, code: str, name: str, every: Sequence[IndicatorCoverage]
) -> DimensionRow:
    counts = {}
    for dimension in DIMENSIONS:
        of = [one for one in every if one.indicator.dimension == dimension]
        counts[dimension] = (len(of), sum(one.last is not None for one in of))
    return DimensionRow(kind=kind, code=code, name=name, counts=counts)


def _gap_row(one: IndicatorCoverage, year: int) -> GapRow:
    wanted = one.wanted(year)
    return GapRow(
        of=one,
        year=year,
        state=one.state(year),
        wanted=wanted,
        lacking=max(0, wanted - one.known(year)),
    )


def _importance(row: GapRow) -> tuple[bool, int, int]:
    partial = row.state.kind == PARTIAL
    return partial, -row.lacking if partial else -row.year, -row.lacking


def _urgency(row: FreshRow) -> tuple[int, int, int]:
    if row.state is None:
        return 0, 0, 0
    if row.state.kind == LATE:
        return 1, -row.state.days, 0
    if row.state.kind == ENDED:
        return 3, 0, 0
    due = row.state.due
    return 2, KINDS.index(row.state.kind), 0 if due is None else due.toordinal()
