"""Borders of the API: the newest of a level, by a lasting address."""

import gzip

from flask import Blueprint, Response

from smup.errors import UnknownCodeError
from smup.models import LEVELS
from smup.repository import BoundaryBody, Repository
from smup.web.api_route import answers
from smup.web.caching import chosen_encoding, encoded_answer
from smup.web.openapi.operations import BOUNDARIES
from smup.web.parameters import Parameters, invalid, shown
from smup.web.texts import say

GEOJSON = "application/geo+json"


def add_boundary_routes(api: Blueprint, repository: Repository) -> None:
    """Add ``boundaries/<level>.geojson``."""

    @answers(api, BOUNDARIES)
    def boundaries(parameters: Parameters, level: str) -> Response:
        detail = parameters.whole("detail") or 0
        if level not in LEVELS:
            raise UnknownCodeError("level", level, say("unknown.level", code=shown(level)))
        body = repository.boundary(level, detail)
        if body is None:
            held = [one for one in repository.boundary_sets() if one.level == level]
            if held:
                details = ", ".join(str(one.detail) for one in held)
                raise invalid("detail", "no_detail", value=detail, choices=details)
            raise UnknownCodeError("boundary", level, say("unknown.boundary", code=level))
        return boundary_answer(body)


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
