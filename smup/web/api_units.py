"""Units of the API."""

from typing import Any

from flask import Blueprint, Response

from smup.models import LEVELS
from smup.repository import Repository, UnitCodeInfo
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit
from smup.web.api_route import answers
from smup.web.caching import json_answer
from smup.web.openapi.declared import MOST_ROWS
from smup.web.openapi.operations import ROOT, UNIT, UNITS
from smup.web.pages import listed
from smup.web.parameters import Parameters


def add_unit_routes(api: Blueprint, repository: Repository) -> None:
    """Add ``units`` and ``units/<teryt>``."""

    @answers(api, UNITS)
    def units(parameters: Parameters) -> Response:
        level = parameters.choice("level")
        query = parameters.text("q")
        directory = repository.directory()
        found = _found(directory, query=query, level=level)
        return listed(
            found, parameters, to_value=lambda unit: unit_value(directory, unit, level=level)
        )

    @answers(api, UNIT)
    def unit(_parameters: Parameters, teryt: str) -> Response:
        directory = repository.directory()
        match = directory.lookup(teryt)
        value = unit_value(directory, match.unit) | unit_history(directory, match.unit)
        value["codes"] = [code_value(code) for code in repository.unit_codes(match.unit.id)]
        successor = match.successor or directory.successor(match.unit)
        value["note"] = match.note
        value["successor"] = None if successor is None else reference(directory, successor)
        return json_answer(value)


def _found(
    directory: UnitDirectory, *, query: str | None, level: str | None
) -> list[TerritorialUnit]:
    if query is not None:
        return [hit.unit for hit in directory.search(query, level=level, limit=MOST_ROWS)]
    levels = LEVELS if level is None else (level,)
    units = [unit for one in levels for unit in directory.units_of(one, fictional=True)]
    # A city with powiat rights answers at two levels and is listed once.
    return list({unit.id: unit for unit in units}.values())


def unit_value(
    directory: UnitDirectory, unit: TerritorialUnit, *, level: str | None = None
) -> dict[str, Any]:
    """Return a unit as lists of the API give it; ``code`` is the one it has at ``level``."""
    powiat, voivodeship = directory.powiat_of(unit), directory.voivodeship_of(unit)
    return {
        "code": unit.code_at(level or unit.level),
        "name": unit.name,
        "level": unit.level,
        "kind": unit.kind,
        "city_county": unit.city_county,
        "label": {lang: directory.label(unit, lang=lang) for lang in ("pl", "en")},
        "powiat": None if powiat is None else powiat.teryt_powiat,
        "voivodeship": None if voivodeship is None else voivodeship.teryt,
        "area_km2": unit.area_km2,
        "population": unit.population,
        "population_year": unit.population_year,
        "lon": unit.lon,
        "lat": unit.lat,
        "fictional": unit.fictional,
        "links": {"self": f"{ROOT}/units/{unit.teryt}"},
    }


def code_value(code: UnitCodeInfo) -> dict[str, Any]:
    """Return a dated code; an open end of its time is null."""
    return {
        "system": code.system,
        "code": code.code,
        "name": code.name,
        "kind": code.kind,
        "valid_from": code.valid_from.isoformat(),
        "valid_to": code.valid_to and code.valid_to.isoformat(),
    }


def unit_history(directory: UnitDirectory, unit: TerritorialUnit) -> dict[str, Any]:
    """Return what only the page of one unit gives: its parents, codes and dates."""
    parents: list[dict[str, Any]] = []
    above = directory.parent(unit)
    while above is not None:
        parents.append(reference(directory, above))
        above = directory.parent(above)
    return {
        "parents": parents,
        "valid_from": unit.valid_from and unit.valid_from.isoformat(),
        "valid_to": unit.valid_to and unit.valid_to.isoformat(),
    }


def reference(directory: UnitDirectory, unit: TerritorialUnit) -> dict[str, Any]:
    """Return the few words that name another unit."""
    return {
        "code": unit.teryt,
        "name": unit.name,
        "level": unit.level,
        "label": {lang: directory.label(unit, lang=lang) for lang in ("pl", "en")},
        "links": {"self": f"{ROOT}/units/{unit.teryt}"},
    }
