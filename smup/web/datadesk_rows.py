"""Rows of the data desk for the grid on its page: a piece of any table, however long."""

from flask import Blueprint, Response, abort, request

from smup.errors import TooLargeError
from smup.i18n import LANGUAGES
from smup.repository import Repository
from smup.views.datadesk.screen import screen_columns, screen_rows, with_reasons
from smup.views.datadesk.selection import select_desk
from smup.web.caching import data_etag, json_answer, not_modified, with_validator
from smup.web.parameters import invalid, shown
from smup.web.problems import problem

MOST_ROWS = 500
LAST_ROW = 1_000_000_000


def datadesk_rows_routes(repository: Repository) -> Blueprint:
    """Return ``/eksport/<lang>/dane.rows.json``: ``from``, ``count`` and the keys of the page."""
    routes = Blueprint("smup-datadesk-rows", __name__)

    @routes.get("/eksport/<lang>/dane.rows.json")
    def rows(lang: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        start = _whole("from", low=0, high=LAST_ROW)
        count = _whole("count", low=1, high=MOST_ROWS)
        etag = data_etag(repository)
        held = not_modified(etag)
        if held is not None:
            return held
        try:
            body = _body(repository, lang, start=start, count=count)
        except TooLargeError as error:
            return problem(400, "invalid-parameter", str(error))
        return with_validator(json_answer(body), etag)

    return routes


def _body(repository: Repository, lang: str, *, start: int, count: int) -> dict[str, object]:
    chosen = with_reasons(select_desk(repository, request.args, lang=lang))
    columns = screen_columns(chosen)
    found = screen_rows(repository, chosen, columns, start=start, count=count)
    return {"from": start, "data": found}


def _whole(name: str, *, low: int, high: int) -> int:
    """Return a whole number of the query string.

    Raises:
        InvalidQueryError: when it is absent, none, or out of its range.
    """
    value = request.args.get(name, "")
    digits = value.isascii() and value.isdigit() and len(value) <= len(str(high))
    if not digits or not low <= int(value) <= high:
        raise invalid(name, "not_whole", value=shown(value), low=low, high=high)
    return int(value)
