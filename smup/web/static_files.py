"""Files of ``assets/``: sent as set-up compressed them, kept as long as is safe."""

import mimetypes
from functools import partial
from pathlib import Path

from flask import Flask, Response, request, send_file
from werkzeug.security import safe_join

from smup.web.caching import A_YEAR, chosen_encoding

PREFIX = "/assets/"
ENDINGS = {"br": ".br", "gzip": ".gz"}
# Dash adds the time of the last change to the address of each script and style sheet.
CHANGED = "m"
# The fonts' addresses stand in a style sheet and so never change; a new release is a rare event.
# A browser asks for the icon of a page at every change of the address, so at every year.
A_MONTH = "public, max-age=2592000"
SELDOM_CHANGED = (".woff2", ".svg", ".png", ".ico")
ICON, ICON_FILE = "/favicon.ico", "img/logo.svg"
"""Where browsers look for the icon of what is no page, such as an answer of the API."""


def register_static_files(server: Flask, folder: Path) -> None:
    """Serve precompressed files of ``folder`` in place of the plain ones and set how long to keep.

    A file ``x.css`` with ``x.css.br`` or ``x.css.gz`` beside it is sent from there, at the best
    compression and without work for the processor. Other files are left to Dash.
    """

    def send_compressed() -> Response | None:
        if request.method not in {"GET", "HEAD"} or not request.path.startswith(PREFIX):
            return None
        encoding = chosen_encoding()
        name = request.path.removeprefix(PREFIX)
        path = safe_join(str(folder), name + ENDINGS.get(encoding, ""))
        if encoding == "identity" or path is None or not Path(path).is_file():
            return None
        mimetype = mimetypes.guess_type(name)[0]
        answer = send_file(path, mimetype=mimetype, download_name=Path(name).name)
        answer.headers["Content-Encoding"] = encoding
        return answer

    def set_lifetime(answer: Response) -> Response:
        if request.path.startswith(PREFIX) and answer.status_code in {200, 304}:
            answer.vary.add("Accept-Encoding")
            if CHANGED in request.args:
                answer.headers["Cache-Control"] = A_YEAR
            elif request.path.endswith(SELDOM_CHANGED):
                answer.headers["Cache-Control"] = A_MONTH
        return answer

    server.add_url_rule(ICON, "icon", partial(_icon, folder))
    server.before_request(send_compressed)
    server.after_request(set_lifetime)


def _icon(folder: Path) -> Response:
    answer = send_file(folder / ICON_FILE, mimetype="image/svg+xml")
    answer.headers["Cache-Control"] = A_MONTH
    return answer
