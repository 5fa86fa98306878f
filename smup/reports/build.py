"""From what was asked for to the content of a report: reads the data, chooses the builder."""

from dataclasses import replace

from smup.errors import SmupError
from smup.reports.comparison import comparison_report
from smup.reports.cost import read_service_cost, read_unit_costs
from smup.reports.frame import Origin, read_origin, sample_mark, t_of
from smup.reports.members import read_members
from smup.reports.records import Report
from smup.reports.service import service_overview, service_report, service_rows
from smup.reports.session import session_report
from smup.reports.spec import SERVICE, SESSION, UNIT, ReportSpec
from smup.reports.trends import MOST as MOST_CHARTS
from smup.reports.trends import profile_charts, read_group_years, trend_chart
from smup.reports.unit import unit_report
from smup.repository.facade import Repository
from smup.repository.records import ServiceInfo
from smup.territory.unit import TerritorialUnit
from smup.view_state import Problem
from smup.views.choices import unit_of_code
from smup.views.compare import read_comparison, select_comparison
from smup.views.groups import ready_group, resolve_group
from smup.views.profile import Profile, read_profile

POWIAT_DIGITS = 4


class NoReportError(SmupError):
    """There is no such report: of the whole country, of a part of a gmina, of nothing."""


def build_report(repository: Repository, spec: ReportSpec) -> Report:
    """Return the content of a report.

    Raises:
        UnknownCodeError: for a unit, service or indicator that does not exist.
        NoReportError: when the subject has no report.
    """
    if spec.kind == UNIT:
        profile, spec = spec_profile(repository, spec)
        stamp = sample_mark(t_of(spec), profile.dataset)
        charts = profile_charts(repository, profile, spec.ind, stamp=stamp)
        origin = read_origin(repository, spec.lang)
        costs = read_unit_costs(repository, spec, profile.unit.code_at(profile.level))
        return unit_report(spec, profile, origin=origin, charts=charts, costs=costs)
    if spec.kind == SESSION:
        profile, spec = spec_profile(repository, spec)
        return session_report(spec, profile, origin=read_origin(repository, spec.lang))
    if spec.kind == SERVICE:
        return _service(repository, spec)
    return _comparison(repository, spec)


def _service(repository: Repository, spec: ReportSpec) -> Report:
    service, origin = repository.service(spec.subject), read_origin(repository, spec.lang)
    stamp = sample_mark(t_of(spec), origin.dataset)
    found: list[Problem] = []
    unit = unit_of_code(repository.directory(), "unit", spec.state.unit, found)
    spec = with_problems(spec, found)
    if unit is None or spec.state.unit is None:
        return _service_overview(repository, spec, service, origin=origin, stamp=stamp)
    level = subject_level(unit, spec.state.unit)
    whole, spec = _profile(repository, spec, unit, level)
    profile = service_rows(whole, service, spec)
    codes = [row.indicator.code for row in profile.rows]
    charts = profile_charts(repository, profile, codes, stamp=stamp)
    leading = next((row for row in profile.rows if row.value.known), None)
    members = None if leading is None else read_members(repository, profile, leading)
    cost = read_service_cost(repository, spec, service.code, unit.code_at(level))
    return service_report(
        spec, service, profile, origin=origin, charts=charts, members=members, cost=cost
    )


def _service_overview(
    repository: Repository, spec: ReportSpec, service: ServiceInfo, *, origin: Origin, stamp: str
) -> Report:
    level = "powiat" if service.task_level == "powiat" else "gmina"
    group = ready_group(repository.directory(), None, level=level, kind="kraj", lang=spec.lang)
    indicators = [
        item
        for item in repository.indicators(service.sector_code)
        if item.service_code == service.code and (not spec.ind or item.code in spec.ind)
    ]
    stats = read_group_years(repository, indicators, group)
    last = max((year for _, year in stats), default=0)
    charts = (
        trend_chart(
            item, stats=stats, series={}, unit_name="", last=last, lang=spec.lang, stamp=stamp
        )
        for item in indicators[:MOST_CHARTS]
    )
    return service_overview(
        spec,
        service,
        group,
        indicators=indicators,
        stats=stats,
        origin=origin,
        charts=tuple(chart for chart in charts if chart is not None),
    )


def _comparison(repository: Repository, spec: ReportSpec) -> Report:
    origin = read_origin(repository, spec.lang)
    if spec.compare is None:
        raise NoReportError(spec.path)
    chosen = select_comparison(repository, spec.compare, problems=spec.problems, lang=spec.lang)
    spec = replace(spec, problems=chosen.problems, compare=chosen.state)
    if not chosen.units or not chosen.indicators or chosen.year is None:
        return comparison_report(spec, None, origin=origin)
    data = read_comparison(repository, chosen, lang=spec.lang)
    return comparison_report(spec, data, origin=origin)


def subject_level(unit: TerritorialUnit, code: str) -> str:
    """Return the level a code asks for: a city with powiat rights has a code for each of two."""
    if unit.city_county and len(code) == POWIAT_DIGITS:
        return "powiat"
    return unit.level


def spec_profile(repository: Repository, spec: ReportSpec) -> tuple[Profile, ReportSpec]:
    """Return the profile of the unit of a report, and the spec with the problems found."""
    unit = repository.directory().by_code(spec.subject)
    return _profile(repository, spec, unit, subject_level(unit, spec.subject))


def _profile(
    repository: Repository, spec: ReportSpec, unit: TerritorialUnit, level: str
) -> tuple[Profile, ReportSpec]:
    group, problems = resolve_group(repository, unit, level=level, state=spec.state, lang=spec.lang)
    profile = read_profile(
        repository, unit, level=level, group=group, year=spec.state.year, lang=spec.lang
    )
    found = list(problems)
    if spec.state.year is not None and spec.state.year != profile.year:
        found.append(Problem(parameter="year", value=str(spec.state.year)))
    return profile, with_problems(spec, found)


def with_problems(spec: ReportSpec, found: list[Problem]) -> ReportSpec:
    """Return the spec that also tells these problems."""
    return replace(spec, problems=(*spec.problems, *found))
