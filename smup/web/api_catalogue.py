"""Sectors, services and indicators of the API."""

from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response

from smup.models import LEVELS
from smup.repository import (
    IndicatorInfo,
    Repository,
    SectorInfo,
    ServiceInfo,
)
from smup.views.as_of import as_of_value
from smup.views.coverage.facts import coverage_of
from smup.web.api_coverage import coverage_value
from smup.web.api_route import answers
from smup.web.as_of import as_asked
from smup.web.caching import json_answer
from smup.web.openapi.operations import (
    INDICATOR,
    INDICATORS,
    ROOT,
    SECTORS,
    SERVICES,
)
from smup.web.pages import listed
from smup.web.parameters import Parameters

OF_TODAY = (
    "name", "unit", "decimals", "dimension", "polarity", "task_level", "card", "coverage",
)  # fmt: skip
"""What ``indicators/<code>`` says as of now, also as of a release; its years are of the release."""


def add_catalogue_routes(api: Blueprint, repository: Repository) -> None:
    """Add ``sectors``, ``services``, ``indicators`` and ``indicators/<code>``."""

    @answers(api, SECTORS)
    def sectors(parameters: Parameters) -> Response:
        return listed(repository.sectors(), parameters, to_value=sector_value)

    @answers(api, SERVICES)
    def services(parameters: Parameters) -> Response:
        found = repository.services(parameters.text("sector"))
        return listed(found, parameters, to_value=service_value)

    @answers(api, INDICATORS)
    def indicators(parameters: Parameters) -> Response:
        found = repository.indicators(parameters.text("sector"), parameters.text("q"))
        return listed(found, parameters, to_value=indicator_value)

    @answers(api, INDICATOR)
    def indicator(_parameters: Parameters, code: str) -> Response:
        info = repository.indicator(code)
        years = {level: repository.years(info.id, level) for level in LEVELS}
        years = {level: found for level, found in years.items() if found}
        coverage = coverage_value(coverage_of(repository, info))
        told = as_of_value(repository, OF_TODAY, [info.code])
        return json_answer(indicator_detail(info, years) | {"coverage": coverage} | told)


def sector_value(item: SectorInfo) -> dict[str, Any]:
    """Return a sector as the API gives it."""
    return {
        "code": item.code,
        "position": item.position,
        "name": {"pl": item.name_pl, "en": item.name_en},
        "official": item.official,
        "services": item.service_count,
        "indicators": item.indicator_count,
    }


def service_value(item: ServiceInfo) -> dict[str, Any]:
    """Return a service as the API gives it."""
    return {
        "code": item.code,
        "sector": item.sector_code,
        "name": {"pl": item.name_pl, "en": item.name_en},
        "task_level": item.task_level,
        "indicators": item.indicator_count,
    }


def indicator_value(item: IndicatorInfo) -> dict[str, Any]:
    """Return an indicator as lists of the API give it."""
    return {
        "code": item.code,
        "sector": item.sector_code,
        "service": item.service_code,
        "name": {"pl": item.name_pl, "en": item.name_en},
        "unit": {"pl": item.unit_pl, "en": item.unit_en},
        "decimals": item.decimals,
        "dimension": item.dimension,
        "polarity": item.polarity,
        "task_level": item.task_level,
        "links": {"self": f"{ROOT}/indicators/{quote(item.code, safe='')}"},
    }


def indicator_detail(item: IndicatorInfo, years: dict[str, list[int]]) -> dict[str, Any]:
    """Return an indicator with its whole card, its years at each level, and links."""
    code = quote(item.code, safe="")
    own = f"{ROOT}/indicators/{code}"
    links = {"self": as_asked(own), "data": as_asked(f"{ROOT}/data?indicator={code}")}
    links |= {f"matrix_{level}": as_asked(f"{own}/matrix?level={level}") for level in years}
    return indicator_value(item) | {
        "card": dict(item.card),
        "levels": list(years),
        "years": years,
        "latest_year": max((found[-1] for found in years.values()), default=None),
        "links": links,
    }
