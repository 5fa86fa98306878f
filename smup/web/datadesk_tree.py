"""The list of indicators that the data desk offers, at an address that browsers keep for a year."""

from collections import defaultdict
from typing import Any

from flask import Blueprint, Response, abort
from werkzeug.http import quote_etag

from smup.i18n import LANGUAGES
from smup.repository import Repository
from smup.views.coverage.badge import badges
from smup.views.datadesk.tree import tree_version
from smup.web.caching import (
    A_YEAR,
    ASK_AGAIN,
    BodyCache,
    chosen_encoding,
    encoded,
    encoded_answer,
    not_modified,
    to_json,
)

KEPT_BYTES = 2 * 1024 * 1024


def datadesk_tree_routes(repository: Repository) -> Blueprint:
    """Return ``/dane/wskazniki-<lang>.<version>.json``."""
    routes = Blueprint("smup-datadesk-tree", __name__)
    bodies = BodyCache(most_bytes=KEPT_BYTES)

    @routes.get("/dane/wskazniki-<lang>.<version>.json")
    def tree(lang: str, version: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        tag = tree_version(repository)
        etag = f"{tag}-{lang}"
        held = not_modified(etag)
        if held is not None:
            return held
        encoding = chosen_encoding()
        body = bodies.get(
            (tag, lang, encoding),
            lambda: encoded(to_json(tree_value(repository, lang)), encoding),
        )
        answer = encoded_answer(body, encoding, mimetype="application/json")
        # A page opened before a load asks for a version that is gone; it gets what there is now.
        answer.headers["ETag"] = quote_etag(etag, weak=True)
        answer.headers["Cache-Control"] = A_YEAR if version == tag else ASK_AGAIN
        answer.vary.add("Accept-Encoding")
        return answer

    return routes


def tree_value(repository: Repository, lang: str) -> dict[str, Any]:
    """Return sectors with services with indicators, each ``[code, name, unit, badge]``."""
    every = repository.indicators()
    coverage = badges(repository, every, lang=lang)
    of_service: defaultdict[str, list[list[str]]] = defaultdict(list)
    for item in every:
        row = [item.code, item.name(lang), item.unit(lang), coverage[item.code]]
        of_service[item.service_code].append(row)
    sectors = [
        {
            "code": sector.code,
            "name": sector.name(lang),
            "services": [
                {
                    "code": service.code,
                    "name": service.name(lang),
                    "indicators": of_service[service.code],
                }
                for service in repository.services(sector.code)
                if service.code in of_service
            ],
        }
        for sector in repository.sectors()
        if sector.indicator_count
    ]
    return {"sectors": sectors}
