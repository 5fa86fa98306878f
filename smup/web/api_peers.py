"""Neighbours and the most similar units of a unit in the API, with the reasons."""

import math
from typing import Any

from flask import Blueprint, Response, request

from smup.errors import UnknownCodeError
from smup.repository import Repository
from smup.repository.records import PeerInfo
from smup.statistics.similarity import LEVELS_WITH_NEAREST
from smup.territory.directory import UnitDirectory
from smup.territory.neighbours import LEVELS_WITH_NEIGHBOURS
from smup.territory.unit import TerritorialUnit
from smup.view_state import parse_state
from smup.views.similar import Similar, SimilarPeer, explain_nearest, own_weights
from smup.web.api_profile import retired
from smup.web.api_route import answers
from smup.web.api_units import reference
from smup.web.openapi.operations import PEERS
from smup.web.pages import page_answer
from smup.web.parameters import Parameters, invalid, shown

NEIGHBOURS, NEAREST = "sasiedzi", "najblizsze"
LEVELS_OF_KIND = {NEAREST: LEVELS_WITH_NEAREST, NEIGHBOURS: LEVELS_WITH_NEIGHBOURS}
DECIMALS = 6


def add_peers_route(api: Blueprint, repository: Repository) -> None:
    """Add ``units/<teryt>/peers``."""

    @answers(api, PEERS)
    def peers(parameters: Parameters, teryt: str) -> Response:
        kind = parameters.choice("kind") or NEAREST
        match = repository.directory().lookup(teryt)
        if match.unit.ended:
            return retired(repository, match, teryt)
        level = _level(parameters, match.unit, kind, teryt)
        if kind == NEIGHBOURS:
            return page_answer(neighbours_value(repository, match.unit, level), parameters)
        state, problems = parse_state({"w": request.args.get("w")})
        weights, more = own_weights(state)
        for one in (*problems, *more):
            raise invalid("w", "not_taken", value=shown(one.value))
        found = explain_nearest(
            repository, match.unit, level=level, weights=weights, lang=parameters.lang
        )
        value = nearest_value(repository.directory(), match.unit, level, found)
        return page_answer(value, parameters)


def neighbours_value(repository: Repository, unit: TerritorialUnit, level: str) -> dict[str, Any]:
    """Return the units that share a border, longest common border first."""
    directory = repository.directory()
    approximate = any(one.approximate for one in repository.boundary_sets() if one.level == level)
    found = [one for one in repository.peers(unit.id, level=level) if one.kind == NEIGHBOURS]
    return {
        **_head(directory, unit, NEIGHBOURS, level),
        "approximate": approximate,
        "data": [_neighbour(directory, peer, level) for peer in found],
        "next": None,
    }


def nearest_value(
    directory: UnitDirectory, unit: TerritorialUnit, level: str, similar: Similar
) -> dict[str, Any]:
    """Return the most similar units, nearest first, with the difference in each variable."""
    return {
        **_head(directory, unit, NEAREST, level),
        "year": similar.year,
        "weights": similar.weights,
        "data": [_similar(peer, level) for peer in similar.peers],
        "next": None,
    }


def _level(parameters: Parameters, unit: TerritorialUnit, kind: str, teryt: str) -> str:
    """Return the level asked for, or that of the code.

    Raises:
        InvalidQueryError: when the unit does not answer at it, or the kind has no such level.
        UnknownCodeError: when the unit has no level at which the kind exists.
    """
    levels = [level for level in LEVELS_OF_KIND[kind] if unit.answers_at(level)]
    if not levels:
        raise UnknownCodeError("group", kind, kind)
    asked = parameters.choice("level", LEVELS_OF_KIND[kind])
    if asked is not None and asked not in levels:
        raise invalid("level", "not_a_choice", value=asked, choices=", ".join(levels))
    of_code = next((level for level in levels if unit.code_at(level) == teryt), levels[0])
    return asked or of_code


def _head(directory: UnitDirectory, unit: TerritorialUnit, kind: str, level: str) -> dict[str, Any]:
    return {"unit": _named(directory, unit, level), "kind": kind, "level": level}


def _named(directory: UnitDirectory, unit: TerritorialUnit, level: str) -> dict[str, Any]:
    return reference(directory, unit) | {"code": unit.code_at(level), "level": level}


def _neighbour(directory: UnitDirectory, peer: PeerInfo, level: str) -> dict[str, Any]:
    unit = directory.by_id(peer.peer_id)
    return {
        "unit": unit.code_at(level),
        "name": unit.name,
        "position": peer.position,
        "distance": None,
        "border_km": None if peer.border_km is None else round(peer.border_km, 3),
    }


def _similar(peer: SimilarPeer, level: str) -> dict[str, Any]:
    return {
        "unit": peer.unit.code_at(level),
        "name": peer.unit.name,
        "position": peer.position,
        "distance": round(peer.distance, DECIMALS),
        "differences": [
            {
                "variable": one.variable,
                "name": one.name,
                "mine": _number(one.mine),
                "other": _number(one.other),
                "apart": _number(one.apart),
                "share": _number(one.share),
            }
            for one in peer.differences
        ],
    }


def _number(value: float) -> float | None:
    """Return a number without the traces of binary arithmetic; null where there is none."""
    return None if math.isnan(value) else round(value, DECIMALS)
