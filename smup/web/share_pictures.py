"""``/og/<lang>/<page>.<tag>.png``: pictures beside shared links, at addresses that never change.

An address holds the state of the data and nothing of the query, so there is one picture for a page
and a language; those asked for are kept in memory, and one is drawn at a time.
"""

from pathlib import Path
from threading import Lock

from flask import Blueprint, Response, abort, redirect

from smup.errors import SmupError
from smup.i18n import LANGUAGES
from smup.reports.fonts import report_fonts
from smup.reports.share_picture import share_picture
from smup.repository import Repository
from smup.views.sharing.pictures import picture_href, picture_of
from smup.views.sharing.share_card import share_card
from smup.web.caching import A_YEAR, BodyCache, not_modified, with_validator

KEPT_BYTES = 16 * 1024 * 1024
AN_HOUR = "public, max-age=3600"


def share_picture_routes(repository: Repository, fonts: Path) -> Blueprint:
    """Return the route of the pictures.

    Args:
        repository: answers the questions.
        fonts: folder of the cut fonts of reports.
    """
    routes = Blueprint("smup-share-pictures", __name__)
    bodies = BodyCache(most_bytes=KEPT_BYTES)
    drawing = Lock()

    @routes.get("/og/<lang>/<path:name>.png")
    def picture(lang: str, name: str) -> Response:
        path, _, asked = name.rpartition(".")
        page, tag = f"/{path}", repository.dataset().public_tag
        if lang not in LANGUAGES or picture_of(page) != page:
            abort(404)
        if asked != tag:
            return _newest(picture_href(lang, page, tag))
        etag = f"og-{tag}"
        held = not_modified(etag, cache_control=A_YEAR)
        if held is not None:
            return held

        def draw() -> bytes:
            with drawing:
                card = share_card(repository, page, lang)
                return share_picture(repository, card, report_fonts(fonts))

        try:
            body = bodies.get((lang, page, tag), draw)
        except SmupError:
            abort(404)
        return with_validator(Response(body, mimetype="image/png"), etag, cache_control=A_YEAR)

    return routes


def _newest(address: str) -> Response:
    """Lead from a picture of older data, which old messages still name, to the one of today."""
    answer = redirect(address, 302)
    answer.headers["Cache-Control"] = AN_HOUR
    assert isinstance(answer, Response)  # noqa: S101 - werkzeug types it wider
    return answer
