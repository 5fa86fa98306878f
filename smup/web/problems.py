"""One shape of errors: RFC 9457 problem details for programs, a short page for people."""

import json
import logging
import re
from html import escape
from typing import Any
from uuid import uuid4

from flask import Flask, Response, request
from rapidfuzz import fuzz, process
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from smup.errors import InvalidQueryError, SchemaVersionError, UnknownCodeError
from smup.repository import Repository
from smup.web.parameters import shown
from smup.web.texts import request_language, say

logger = logging.getLogger(__name__)

PROGRAM_PATHS = ("/api/", "/geo/", "/topo/", "/healthz/", "/readyz/", "/_dash")
HTTP_KINDS = {404: "not-found", 405: "method", 413: "too-large", 414: "too-long"}
SUGGESTIONS = 3
MOST_NAMED = 10
ALIKE = 60
PROGRAM_ENDING = ".rows.json"
PASSWORD_LINK = re.compile(r"(/haslo/).+")
PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title} · SMUP</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>{title}</h1><p>{detail}</p><p><a href="{home}">{back}</a></p></main></body></html>
"""


def problem(status: int, kind: str, detail: str, **more: Any) -> Response:
    """Return an error answer.

    Args:
        status: HTTP status.
        kind: last part of the problem's ``type``; also the key of its title.
        detail: what happened here and what to do, in the language of the request.
        more: further members, such as ``parameter``.
    """
    title = say(f"problem.{kind}")
    of_program = f"{request.path}/".startswith(PROGRAM_PATHS)
    if not of_program and not request.path.endswith(PROGRAM_ENDING):
        return _page(status, title, detail)
    body = {
        "type": f"urn:smup:problem:{kind}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": shown(request.path),
        **more,
    }
    answer = Response(
        json.dumps(body, ensure_ascii=False) + "\n",
        status=status,
        mimetype="application/problem+json",
    )
    answer.headers["Content-Language"] = request_language()
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(status: int, title: str, detail: str) -> Response:
    lang = request_language()
    body = PAGE.format(
        lang=lang,
        title=escape(title),
        detail=escape(detail),
        home="/en/" if lang == "en" else "/",
        back=escape(say("problem.back")),
    )
    answer = Response(body, status=status, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def register_problems(server: Flask, repository: Repository) -> None:
    """Answer every error of the server in one shape; no traceback ever leaves it."""

    def unknown_code(error: UnknownCodeError) -> Response:
        return _unknown_code(repository, error)

    def invalid_query(error: InvalidQueryError) -> Response:
        return problem(400, "invalid-parameter", str(error), parameter=error.parameter)

    def http_error(error: HTTPException) -> Response:
        status = error.code or 500
        kind = HTTP_KINDS.get(status, "refused")
        answer = problem(status, kind, say(f"detail.{kind}", path=shown(request.path)))
        methods = getattr(error, "valid_methods", None)
        if methods:
            answer.headers["Allow"] = ", ".join(sorted(methods))
        return answer

    def unready(error: Exception) -> Response:
        number = _logged(error)
        return problem(503, "unready", say("detail.unready", id=number), request_id=number)

    def unexpected(error: Exception) -> Response:
        number = _logged(error)
        return problem(500, "unexpected", say("detail.unexpected", id=number), request_id=number)

    server.register_error_handler(UnknownCodeError, unknown_code)
    server.register_error_handler(InvalidQueryError, invalid_query)
    server.register_error_handler(HTTPException, http_error)
    server.register_error_handler(SchemaVersionError, unready)
    server.register_error_handler(DBAPIError, unready)
    server.register_error_handler(Exception, unexpected)


def _unknown_code(repository: Repository, error: UnknownCodeError) -> Response:
    """Answer for codes that nothing has; all of them are named."""
    codes = [shown(code) for code in error.codes]
    more: dict[str, Any] = {"code": codes[0], "codes": codes}
    alike = _alike(repository, error)
    if alike:
        more["suggestions"] = alike
    detail = say(f"unknown.{error.what}", code=codes[0])
    if len(codes) > 1:
        listed = ", ".join(codes[:MOST_NAMED]) + (" …" if len(codes) > MOST_NAMED else "")
        detail = f"{detail} {say('detail.more-unknown', n=len(codes), codes=listed)}"
    return problem(404, "unknown-code", detail, **more)


def _logged(error: Exception) -> str:
    number = uuid4().hex[:12]
    logger.error("request %s failed: %s %s", number, request.method, _logged_path(), exc_info=error)
    return number


def _logged_path() -> str:
    """Return the path on one line; a link that sets a password is a key and stays out of logs."""
    path = "".join(sign if sign.isprintable() else "?" for sign in shown(request.path))
    return PASSWORD_LINK.sub(r"\1…", path)


def _alike(repository: Repository, error: UnknownCodeError) -> list[str]:
    """Return known codes that look like the unknown one, up to three, or like each of several."""
    if error.what == "unit":
        known = [unit.teryt for unit in repository.directory().units if not unit.ended]
    elif error.what == "indicator":
        known = [item.code for item in repository.indicators()]
    elif error.what == "sector":
        known = [item.code for item in repository.sectors()]
    elif error.what == "service":
        known = [item.code for item in repository.services()]
    else:
        return []
    # Of several unknown codes each gets its nearest one.
    limit = SUGGESTIONS if len(error.codes) == 1 else 1
    found = [
        alike
        for code in error.codes[:MOST_NAMED]
        for alike, _score, _position in process.extract(
            code[:40],
            known,
            scorer=fuzz.ratio,
            processor=str.casefold,
            limit=limit,
            score_cutoff=ALIKE,
        )
    ]
    return list(dict.fromkeys(found))
