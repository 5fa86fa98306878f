"""Borders of the API by a lasting address: the current ones or those of a day; their versions."""

import gzip
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint, Response

from smup.errors import SmupError, UnknownCodeError
from smup.models import LEVELS
from smup.repository import BoundaryBody, BoundarySet, Repository
from smup.web.api_route import answers
from smup.web.caching import chosen_encoding, encoded_answer
from smup.web.openapi.operations import BOUNDARIES, BOUNDARY_VERSIONS
from smup.web.pages import listed
from smup.web.parameters import Parameters, invalid, shown
from smup.web.texts import say

GEOJSON = "application/geo+json"


def add_boundary_routes(api: Blueprint, repository: Repository) -> None:
    """Add ``boundaries/<level>.geojson`` and ``boundaries``."""

    @answers(api, BOUNDARIES)
    def boundaries(parameters: Parameters, level: str) -> Response:
        detail = parameters.whole("detail") or 0
        day = parameters.day("date")
        if level not in LEVELS:
            raise UnknownCodeError("level", level, say("unknown.level", code=shown(level)))
        body = repository.boundary(level, detail, day)
        if body is not None:
            return boundary_answer(body)
        raise _absent(repository, level, detail, day)

    @answers(api, BOUNDARY_VERSIONS)
    def versions(parameters: Parameters) -> Response:
        asked = parameters.choice("level")
        found: dict[tuple[str, int], list[BoundarySet]] = {}
        for one in repository.boundary_versions():
            if asked in {None, one.level}:
                found.setdefault((one.level, one.release_id), []).append(one)
        current = {one.id for one in repository.boundary_sets()}
        ordered = sorted(found.values(), key=lambda sets: LEVELS.index(sets[0].level))
        return listed(ordered, parameters, to_value=lambda sets: version_value(sets, current))


def _absent(repository: Repository, level: str, detail: int, day: date | None) -> SmupError:
    """Return the error that says why there are no such borders."""
    held = [one for one in repository.boundary_versions() if one.level == level]
    if not held:
        return UnknownCodeError("boundary", level, say("unknown.boundary", code=level))
    days = [one.since for one in held if one.detail == detail]
    if not days:
        details = ", ".join(str(number) for number in sorted({one.detail for one in held}))
        return invalid("detail", "no_detail", value=detail, choices=details)
    return invalid("date", "before_borders", value=day, oldest=min(days))


def version_value(sets: Sequence[BoundarySet], current: set[int]) -> dict[str, Any]:
    """Return a version of the borders of a level as the API gives it."""
    first = sets[0]
    return {
        "level": first.level,
        "since": first.since.isoformat(),
        "valid_on": None if first.valid_on is None else first.valid_on.isoformat(),
        "release": first.release_id,
        "approximate": first.approximate,
        "features": first.units,
        "details": [one.detail for one in sets],
        "current": any(one.id in current for one in sets),
    }


def boundary_answer(body: BoundaryBody) -> Response:
    """Return borders in the encoding the client prefers; both are stored compressed."""
    encoding = chosen_encoding()
    if encoding == "br":
        content = body.brotli_body
    elif encoding == "gzip":
        content = body.gzip_body
    else:
        content = gzip.decompress(body.gzip_body)
    return encoded_answer(content, encoding, mimetype=GEOJSON)
