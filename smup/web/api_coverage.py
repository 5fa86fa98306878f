"""Coverage in the API: what there is of an indicator in each year, what is missing and why."""

from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response

from smup.links import coverage_href
from smup.repository import Repository
from smup.views.coverage.facts import IndicatorCoverage, own_level, read_level
from smup.views.coverage.tables import COUNTS
from smup.web.api_codes import asked_indicators, each_known
from smup.web.api_route import answers
from smup.web.openapi.operations import COVERAGE, ROOT
from smup.web.pages import listed
from smup.web.parameters import Parameters


def add_coverage_route(api: Blueprint, repository: Repository) -> None:
    """Add ``coverage``."""

    @answers(api, COVERAGE)
    def coverage(parameters: Parameters) -> Response:
        found = _asked(repository, parameters)
        year = parameters.whole("year")
        every = [
            (one, shown)
            for one in found
            for shown in read_level(repository, one.level).years
            if year in (None, shown)
        ]
        return listed(every, parameters, to_value=lambda item: year_value(*item))


def year_value(one: IndicatorCoverage, year: int) -> dict[str, Any]:
    """Return a year of an indicator as the API gives it."""
    state, wanted = one.state(year), one.wanted(year)
    row = state.row
    counts = {name: 0 if row is None else getattr(row, name) for name in COUNTS}
    counts |= {"units": wanted, "no_row": wanted if row is None else row.no_row}
    return {
        "indicator": one.indicator.code,
        "level": one.level,
        "year": year,
        "state": state.kind,
        **counts,
        "lacking": max(0, wanted - one.known(year)),
        "expected_on": None if state.due is None else state.due.isoformat(),
        "days_late": state.days or None,
        "asked_on": None if state.asked is None else state.asked.isoformat(),
    }


def coverage_value(one: IndicatorCoverage) -> dict[str, Any]:
    """Return the coverage of an indicator at a level, the facts of its badge."""
    last, fresh, code = one.last, one.fresh, quote(one.indicator.code, safe="")
    following = None
    if fresh is not None and last is not None:
        following = {
            "year": last + 1,
            "state": fresh.kind,
            "expected_on": None if fresh.due is None else fresh.due.isoformat(),
            "asked_on": None if fresh.asked is None else fresh.asked.isoformat(),
        }
    return {
        "level": one.level,
        "first_year": one.first,
        "last_year": last,
        "units": 0 if last is None else one.wanted(last),
        "with_value": 0 if last is None else one.known(last),
        "following": following,
        "links": {
            "self": f"{ROOT}/coverage?indicator={code}&level={one.level}",
            "page": coverage_href("pl", f"ind={code}"),
        },
    }


def _asked(repository: Repository, parameters: Parameters) -> list[IndicatorCoverage]:
    """Return the indicators asked for, each at the asked level or that of its task."""
    indicators = asked_indicators(repository, parameters)
    sectors = each_known(parameters.codes("sector"), repository.sector)
    if not indicators:
        chosen = {one.id for one in sectors}
        indicators = [
            one for one in repository.indicators() if not chosen or one.sector_id in chosen
        ]
    elif sectors:
        ids = {one.id for one in sectors}
        indicators = [one for one in indicators if one.sector_id in ids]
    level = parameters.choice("level")
    return [read_level(repository, level or own_level(one)).of[one.code] for one in indicators]
