"""The page that makes a report: what can be chosen, and the addresses of what was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from smup.errors import UnknownCodeError
from smup.links import href, with_query
from smup.reports.build import subject_level
from smup.reports.spec import (
    FORMATS_OF,
    SECTIONS_OF,
    SERVICE,
    SESSION,
    UNIT,
    ReportSpec,
    parse_spec,
)
from smup.repository.facade import Repository
from smup.repository.records import SectorInfo, ServiceInfo
from smup.territory.unit import TerritorialUnit
from smup.view_state import Problem
from smup.views.choices import unit_of_code
from smup.views.groups import GroupChoice, group_choices

KINDS = (UNIT, SESSION, SERVICE)
PATH = "/raport"
USUAL_LEVEL = "gmina"


@dataclass(frozen=True, slots=True, kw_only=True)
class Builder:
    """What the page shows.

    Attributes:
        kind: kind of report.
        unit: the unit chosen; None before a choice.
        unit_label: its name with kind and powiat; empty without a unit.
        unit_code: its code as asked for, which says at what level a city is meant.
        service: the service chosen, for a report of a service.
        spec: the report, as HTML; None while something is missing.
        asked: the options, also while something is missing.
        groups: groups to choose from.
        years: years to choose from, the newest first.
        sectors: sectors to choose from.
        services: services to choose from.
        problems: parts of the address that were replaced.
    """

    kind: str
    unit: TerritorialUnit | None
    unit_label: str
    unit_code: str
    service: ServiceInfo | None
    spec: ReportSpec | None
    asked: ReportSpec
    groups: tuple[GroupChoice, ...]
    years: tuple[int, ...]
    sectors: tuple[SectorInfo, ...]
    services: tuple[ServiceInfo, ...]
    problems: tuple[Problem, ...]

    @property
    def sections(self) -> tuple[str, ...]:
        """Return the parts that this kind of report has."""
        return SECTIONS_OF[self.kind]

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """Return format and address of the report in every format, the page to read first."""
        if self.spec is None:
            return ()
        forms = sorted(FORMATS_OF[self.kind], key=lambda form: form != "html")
        return tuple((form, self.spec.as_form(form).path) for form in forms)

    @property
    def query(self) -> str:
        """Return the query string of the page with these choices."""
        pairs = (
            ("kind", "" if self.kind == UNIT else self.kind),
            ("service", self.service.code if self.service else ""),
            ("unit", self.unit_code),
        )
        own = urlencode([pair for pair in pairs if pair[1]])
        state = self.asked.state.with_changes(unit=None)
        rest = replace(self.asked, state=state).query
        return "&".join(part for part in (own, rest) if part)

    @property
    def address(self) -> str:
        """Return the address of the page with these choices."""
        path = href(self.asked.lang, PATH)
        return with_query(path, self.query)


def read_builder(repository: Repository, query: Mapping[str, str], *, lang: str) -> Builder:
    """Return the page for the choices of an address; what does not exist is told."""
    problems: list[Problem] = []
    kind = query.get("kind") or UNIT
    if kind not in KINDS:
        problems.append(Problem(parameter="kind", value=kind[:80]))
        kind = UNIT
    service = _service(repository, query, kind, problems)
    asked = parse_spec(
        kind, service.code if service else "", "html", lang=lang, query={**query, "service": ""}
    )
    code = _unit_code(query)
    unit = unit_of_code(repository.directory(), "unit", code or None, problems)
    level = USUAL_LEVEL if unit is None else subject_level(unit, code)
    unit_code = "" if unit is None else unit.code_at(level)
    asked = _with_unit(asked, unit_code)
    return Builder(
        kind=kind,
        unit=unit,
        unit_label="" if unit is None else repository.directory().label(unit, lang=lang),
        unit_code=unit_code,
        service=service,
        spec=asked if asked.subject else None,
        asked=asked,
        groups=group_choices(repository, unit, level=level, state=asked.state, lang=lang),
        years=_years(repository, level),
        sectors=repository.sectors(),
        services=repository.services(),
        problems=(*problems, *asked.problems),
    )


def _unit_code(query: Mapping[str, str]) -> str:
    code = query.get("unit") or ""
    return code if code.isascii() and code.isdigit() and len(code) in {2, 4, 6, 7} else ""


def _with_unit(asked: ReportSpec, code: str) -> ReportSpec:
    """Return the spec about the unit: its subject, or where the service is looked at."""
    if asked.kind == SERVICE:
        return replace(asked, state=asked.state.with_changes(unit=code or None))
    return replace(asked, subject=code)


def _service(
    repository: Repository, query: Mapping[str, str], kind: str, problems: list[Problem]
) -> ServiceInfo | None:
    code = query.get("service") or ""
    if kind != SERVICE or not code:
        return None
    try:
        return repository.service(code)
    except UnknownCodeError:
        problems.append(Problem(parameter="service", value=code[:80]))
        return None


def _years(repository: Repository, level: str) -> tuple[int, ...]:
    years = {year for item in repository.indicators() for year in repository.years(item.id, level)}
    return tuple(sorted(years, reverse=True))
