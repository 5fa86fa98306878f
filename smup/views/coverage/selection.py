"""What an address of the page of coverage asks for, joined to the catalogue."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from smup.errors import UnknownCodeError
from smup.repository import IndicatorInfo, SectorInfo, ServiceInfo
from smup.repository.facade import Repository
from smup.view_state import Problem
from smup.views.coverage.facts import IndicatorCoverage, LevelCoverage, own_level, read_level
from smup.views.coverage.state import CoverageState, parse_coverage_state

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The coverage that an address asks for.

    Attributes:
        state: of the address, with codes that exist.
        problems: what was replaced.
        level: coverage of all indicators at the level.
        years: shown, ascending.
        sector: chosen, also by a service or an indicator of it.
        service: chosen, also by an indicator of it.
        indicator: chosen.
    """

    state: CoverageState
    problems: tuple[Problem, ...]
    level: LevelCoverage
    years: tuple[int, ...]
    sector: SectorInfo | None = None
    service: ServiceInfo | None = None
    indicator: IndicatorInfo | None = None

    @property
    def indicators(self) -> list[IndicatorCoverage]:
        """Return the coverage of the indicators of the selection that are the level's task."""
        if self.indicator is not None:
            return [self.level.of[self.indicator.code]]
        return self.level.tasks(
            None if self.sector is None else self.sector.code,
            None if self.service is None else self.service.code,
        )

    @property
    def year(self) -> int | None:
        """Return the year whose units are listed: the picked one, or the newest shown."""
        if self.state.year in self.years:
            return self.state.year
        return self.years[-1] if self.years else None


def select_coverage(repository: Repository, query: Mapping[str, object]) -> Chosen:
    """Return what a query string asks for; unknown codes are left out and told."""
    state, problems = parse_coverage_state(query)
    told = list(problems)
    indicator = _known(repository.indicator, state.ind, "ind", told)
    service = _known(repository.service, state.usluga, "usluga", told)
    sector = _known(repository.sector, state.sektor, "sektor", told)
    if indicator is not None:
        service = repository.service(indicator.service_code)
    if service is not None:
        sector = repository.sector(service.sector_code)
    usual = "gmina" if indicator is None else own_level(indicator)
    level = read_level(repository, state.level or usual)
    # What a narrower choice says already, and the usual level, need no key of the address.
    state = state.having(
        sektor=None if sector is None or service is not None else sector.code,
        usluga=None if service is None or indicator is not None else service.code,
        ind=indicator and indicator.code,
        level=None if level.level == usual else level.level,
        strona=state.strona,
    )
    span = state.span
    years = tuple(year for year in level.years if span is None or span[0] <= year <= span[1])
    if span is not None and not years:
        told.append(Problem(parameter="years", value=state.years or ""))
        state, years = state.having(years=None), level.years
    return Chosen(
        state=state,
        problems=tuple(told),
        level=level,
        years=years,
        sector=sector,
        service=service,
        indicator=indicator,
    )


def _known(
    find: Callable[[str], T], code: str | None, parameter: str, problems: list[Problem]
) -> T | None:
    if code is None:
        return None
    try:
        return find(code)
    except UnknownCodeError:
        problems.append(Problem(parameter=parameter, value=code, reason="unknown"))
        return None
