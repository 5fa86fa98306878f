"""The page ``/api``: the API explained in either language, made from its OpenAPI document."""

from pathlib import Path

from flask import Blueprint, Response, redirect

from smup.links import api_href
from smup.repository import Repository
from smup.templates import templates_of
from smup.web import openapi
from smup.web.caching import data_etag, not_modified, with_validator
from smup.web.desk import pages
from smup.web.openapi.operations import ROOT
from smup.web.openapi.page import described_groups, statuses
from smup.web.public_address import public_address
from smup.web.texts import request_language, request_texts

TEMPLATES = Path(openapi.__file__).parent / "templates"
WHOLE = f"{ROOT}/data?sector=edukacja&level=gmina"
"""The request to begin with: a whole sector in one file."""


def api_page_routes(repository: Repository, public_url: str) -> Blueprint:
    """Return the routes of the page.

    Args:
        repository: tells the state of the data.
        public_url: ``SMUP_PUBLIC_URL``, may be empty.
    """
    routes = Blueprint("smup-api-page", __name__)

    def page() -> Response:
        lang, host = request_language(), public_address(public_url)
        etag = data_etag(repository, host)
        unchanged = not_modified(etag)
        if unchanged is not None:
            return unchanged
        body = (
            templates_of(TEMPLATES, pages.TEMPLATES)
            .get_template("api.html")
            .render(
                **pages.frame_values(repository, request_texts()("api_doc.page.heading")),
                who=None,
                told=(),
                groups=described_groups(lang),
                problems=statuses(lang),
                document=f"{ROOT}/openapi.json?lang={lang}",
                host=host,
                whole=WHOLE,
            )
        )
        answer = Response(body, mimetype="text/html")
        answer.headers["Content-Language"] = lang
        return with_validator(answer, etag)

    for number, lang in enumerate(("pl", "en")):
        rule = api_href(lang)
        routes.add_url_rule(rule, endpoint=f"page-{lang}", view_func=page)
        routes.add_url_rule(f"{rule}/", endpoint=f"page-{lang}-{number}", view_func=page)
    # Catalogues of data name the root as the address of the service.
    routes.add_url_rule(
        f"{ROOT}/", endpoint="root", view_func=lambda: redirect(api_href("pl"), 303)
    )
    return routes
