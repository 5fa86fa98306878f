"""„Pobierz i użyj”: what can be taken out of a page, for its dialog and as a page of its own."""

from pathlib import Path

from flask import Blueprint, Response, request

from smup.errors import TooLargeError
from smup.links import href, split_language
from smup.repository import Repository
from smup.templates import templates_of
from smup.views.take_out.extracts import NoTableError
from smup.web.caching import data_etag, not_modified, with_validator
from smup.web.desk import pages
from smup.web.parameters import shown
from smup.web.problems import problem
from smup.web.public_address import public_address
from smup.web.take_out_offer import read_offer
from smup.web.texts import request_language, request_texts

TEMPLATES = Path(__file__).resolve().parent / "templates"
PAGE_KEY = "strona"
DIALOG_KEY = "okno"
OWN = frozenset({PAGE_KEY, DIALOG_KEY})
DIALOG_LEVEL, PAGE_LEVEL = 3, 2
"""Level of the headings: the dialog has a title of level 2, the page one of level 1."""


def take_out_routes(repository: Repository, public_url: str = "") -> Blueprint:
    """Return ``/pobierz`` and ``/en/pobierz``.

    Args:
        repository: answers the questions.
        public_url: ``SMUP_PUBLIC_URL``, may be empty.
    """
    routes = Blueprint("smup-take-out", __name__)

    def offer() -> Response:
        return _offer(repository, public_address(public_url))

    for lang in ("pl", "en"):
        routes.add_url_rule(href(lang, "/pobierz"), f"offer-{lang}", offer, methods=["GET"])
    return routes


def _offer(repository: Repository, host: str) -> Response:
    lang, t = request_language(), request_texts()
    etag = data_etag(repository, host)
    held = not_modified(etag)
    if held is not None:
        return held
    _, page = split_language(request.args.get(PAGE_KEY, ""))
    query = {key: value for key, value in request.args.items() if key not in OWN}
    try:
        view = read_offer(repository, page, query, host=host, lang=lang)
    except NoTableError:
        return problem(404, "not-found", t("take_out.no_page", page=shown(page)))
    except TooLargeError as error:
        return problem(413, "too-large", str(error))
    found = templates_of(TEMPLATES, pages.TEMPLATES)
    if DIALOG_KEY in request.args:
        body = found.get_template("take_out.html").render(t=t, view=view, level=DIALOG_LEVEL)
    else:
        frame = pages.frame_values(repository, t("take_out.title.heading"))
        body = found.get_template("take_out_page.html").render(
            **frame, who=None, told=(), view=view, level=PAGE_LEVEL
        )
    answer = Response(body, mimetype="text/html")
    answer.headers["Content-Language"] = lang
    return with_validator(answer, etag)
