"""The DCAT-AP catalogue of the data sets: ``/katalog.ttl``, ``.jsonld``, ``.rdf`` and ``/katalog``.

Portals of open data (dane.gov.pl, data.europa.eu) read it: a data set for each sector and for each
indicator, with the addresses of the API that give it whole.
"""

from flask import Blueprint, Response, abort, redirect, request

from smup.links import catalogue_href
from smup.repository import Repository
from smup.web.caching import BodyCache, data_etag, not_modified, with_validator
from smup.web.dcat_graph import catalogue_graph
from smup.web.public_address import public_address

FORMS = {
    "ttl": ("turtle", "text/turtle"),
    "jsonld": ("json-ld", "application/ld+json"),
    "rdf": ("xml", "application/rdf+xml"),
}
"""Ending → name of the form in rdflib, media type."""
KEPT_BYTES = 16 * 1024 * 1024


def catalogue_routes(repository: Repository, public_url: str) -> Blueprint:
    """Return the routes of the catalogue.

    Args:
        repository: answers the questions.
        public_url: ``SMUP_PUBLIC_URL``, may be empty.
    """
    routes = Blueprint("smup-catalogue", __name__)
    bodies = BodyCache(most_bytes=KEPT_BYTES)

    @routes.get("/katalog")
    def chosen() -> Response:
        """Lead to the form that the client asks for; a browser gets Turtle, which it can show."""
        media = request.accept_mimetypes.best_match(
            [media for _, media in FORMS.values()], default=FORMS["ttl"][1]
        )
        form = next(name for name, (_, known) in FORMS.items() if known == media)
        answer = redirect(catalogue_href(form), 303)
        answer.vary.add("Accept")
        assert isinstance(answer, Response)  # noqa: S101 - werkzeug types it wider
        return answer

    @routes.get("/katalog.<form>")
    def catalogue(form: str) -> Response:
        if form not in FORMS:
            abort(404)
        name, media = FORMS[form]
        host = public_address(public_url)
        etag = data_etag(repository, host)
        held = not_modified(etag)
        if held is not None:
            return held
        key = (repository.dataset().tag, host, form)
        body = bodies.get(
            key, lambda: catalogue_graph(repository, host).serialize(format=name).encode()
        )
        answer = Response(body, content_type=f"{media}; charset=utf-8")
        answer.headers["Access-Control-Allow-Origin"] = "*"
        return with_validator(answer, etag)

    return routes
