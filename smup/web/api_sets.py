"""The ready sets of the data desk in the API: which indicators, and where their values are."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from flask import Blueprint, Response

from smup.i18n import LANGUAGES
from smup.links import data_href, with_query
from smup.repository import Repository
from smup.views.datadesk.sets import ReadySet, ready_sets
from smup.web.api_route import answers
from smup.web.openapi.operations import ROOT, SETS
from smup.web.pages import listed
from smup.web.parameters import Parameters

OF_API = {"ind": "indicator", "usluga": "service", "obszar": "sector"}
"""Parameter of ``data`` by key of the data desk; a set has one of them."""


def add_set_routes(api: Blueprint, repository: Repository) -> None:
    """Add ``sets``."""

    @answers(api, SETS)
    def sets(parameters: Parameters) -> Response:
        offered = [ready_sets(repository, lang, None) for lang in LANGUAGES]
        items = [dict(zip(LANGUAGES, one, strict=True)) for one in zip(*offered, strict=True)]
        return listed(items, parameters, to_value=set_value)


def set_value(one: Mapping[str, ReadySet]) -> dict[str, Any]:
    """Return a set, given in every language, as the API gives it."""
    query = parse_qs(one["pl"].query)
    codes = {name: query[key][0].split(".") for key, name in OF_API.items() if key in query}
    asked = "&".join(f"{name}={','.join(found)}" for name, found in codes.items())
    return {
        "code": one["pl"].code,
        "name": {lang: item.name for lang, item in one.items()},
        "description": {lang: item.purpose for lang, item in one.items()},
        **{name: codes.get(name, []) for name in OF_API.values()},
        "links": {
            "data": f"{ROOT}/data?{asked}",
            "page": {lang: with_query(data_href(lang), item.query) for lang, item in one.items()},
        },
    }
