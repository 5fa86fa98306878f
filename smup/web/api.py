"""The API under ``/api/v1``: what all its routes share."""

from flask import Blueprint, Response, abort, g, request

from smup.moments import today
from smup.repository import Repository
from smup.web.api_boundaries import add_boundary_routes
from smup.web.api_catalogue import add_catalogue_routes
from smup.web.api_costs import add_cost_routes
from smup.web.api_coverage import add_coverage_route
from smup.web.api_data import add_data_routes
from smup.web.api_document import add_document_route
from smup.web.api_lookup import add_lookup_route
from smup.web.api_matrix import add_matrix_routes
from smup.web.api_notes import add_notes_route
from smup.web.api_peers import add_peers_route
from smup.web.api_practices import add_practice_routes
from smup.web.api_profile import add_profile_route
from smup.web.api_releases import add_release_routes
from smup.web.api_sets import add_set_routes
from smup.web.api_units import add_unit_routes
from smup.web.as_of import refuse_unreadable
from smup.web.caching import data_etag, not_modified, with_validator
from smup.web.openapi.operations import OPERATIONS

OF_DAY = frozenset(operation.name for operation in OPERATIONS if operation.of_day)
"""Addresses whose answer depends on the day: whether a practice is expired."""


def api_routes(repository: Repository, public_url: str = "") -> Blueprint:
    """Return the routes of the API, with validators and open to pages of other hosts.

    Args:
        repository: answers the questions.
        public_url: ``SMUP_PUBLIC_URL``, may be empty.
    """
    api = Blueprint("smup-api", __name__, url_prefix="/api/v1")

    def validator() -> str:
        if "smup_validator" not in g:
            name = (request.endpoint or "").rpartition(".")[2]
            dated = name in OF_DAY
            g.smup_validator = data_etag(repository, today().isoformat() if dated else "")
        held: str = g.smup_validator
        return held

    def answer_from_validator() -> Response | None:
        refuse_unreadable(repository)
        return not_modified(validator()) if request.method in {"GET", "HEAD"} else None

    def finish(answer: Response) -> Response:
        if answer.status_code == 200 and request.method != "OPTIONS":
            with_validator(answer, validator())
        return answer

    api.before_request(answer_from_validator)
    api.after_request(finish)
    add_catalogue_routes(api, repository)
    add_lookup_route(api, repository)
    add_unit_routes(api, repository)
    add_profile_route(api, repository)
    add_peers_route(api, repository)
    add_data_routes(api, repository, public_url)
    add_notes_route(api, repository)
    add_coverage_route(api, repository)
    add_cost_routes(api, repository)
    add_practice_routes(api, repository, public_url)
    add_matrix_routes(api, repository)
    add_boundary_routes(api, repository)
    add_set_routes(api, repository)
    add_release_routes(api, repository)
    add_document_route(api)
    return api


def unknown_program_paths() -> Blueprint:
    """Return catch-alls, because Dash would answer an unknown address with its page and 200."""
    routes = Blueprint("smup-unknown", __name__)
    for prefix in ("api", "geo", "topo", "eksport"):
        rules = [f"/{prefix}/<path:rest>"]
        # The page about the API stands at its root.
        rules += [] if prefix == "api" else [f"/{prefix}", f"/{prefix}/"]
        for rule in rules:
            routes.add_url_rule(rule, endpoint=prefix, view_func=_not_found)
    return routes


def _not_found(rest: str = "") -> Response:
    del rest
    abort(404)
