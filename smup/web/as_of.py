"""Puts the release that a request asks for around the making of its whole answer."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from flask import Flask, request
from sqlalchemy.exc import DBAPIError

from smup.as_of import API_KEY, HEADER, PAGE_KEY, asked_release, context_as_of, release_of
from smup.repository import Repository
from smup.repository.current import CurrentRepository
from smup.web.parameters import invalid, shown

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

API = "/api/"
CALLBACKS = "/_dash-update-component"
"""Only here the header counts: answers to POST are kept by nobody, so no ``Vary`` is needed."""
HEADER_KEY = f"HTTP_{HEADER.upper().replace('-', '_')}"
FILE = re.compile(r"(/en)?/(eksport/|pobierz$|raport/|og/|koszty/[^/]+\.(csv|xlsx)$)")
READING = frozenset({"GET", "HEAD"})


class AsOf:
    """WSGI middleware: reads what a request asks for as of its release, to the last byte.

    The key ``wydanie`` of a page or file, ``release`` of the API, or the header of a callback
    names it. A release that cannot be read is as none: pages say so themselves, the API refuses
    it (``refuse_unreadable``).
    """

    def __init__(self, app: "WSGIApplication", repository: Repository) -> None:
        """Take the application and what tells which releases can be read."""
        self._app = app
        self._repository = repository

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request."""
        release = self._readable(environ)
        if release is None:
            return self._app(environ, start_response)
        return _Answer(self._app, environ, start_response, release)

    def _readable(self, environ: "WSGIEnvironment") -> int | None:
        try:
            release = asked_in(environ)
        except ValueError:
            return None
        if release is None:
            return None
        try:
            return release if self._repository.is_readable(release) else None
        except DBAPIError:
            return None  # the answer itself tells that the database does not answer


class _Answer:
    """The body of an answer, every piece of which is made in the same context."""

    def __init__(
        self,
        app: "WSGIApplication",
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
        release: int,
    ) -> None:
        self._context = context_as_of(release)
        self._body = self._context.run(app, environ, start_response)
        self._pieces: Iterator[bytes] = self._context.run(iter, self._body)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return self._context.run(next, self._pieces)

    def close(self) -> None:
        close: Any = getattr(self._body, "close", None)
        if close is not None:
            self._context.run(close)


def asked_in(environ: "WSGIEnvironment") -> int | None:
    """Return the release that a request asks for, whether it exists or not.

    Raises:
        ValueError: when what stands there is no key of a release.
    """
    path = environ.get("PATH_INFO", "")
    if path == CALLBACKS:
        return release_of({PAGE_KEY: environ.get(HEADER_KEY, "")})
    key = API_KEY if path.startswith(API) else PAGE_KEY
    query = environ.get("QUERY_STRING", "")
    if f"{key}=" not in query or environ.get("REQUEST_METHOD") not in READING:
        return None
    return release_of({key: parse_qs(query).get(key, [""])[0]}, key)


def as_asked(address: str) -> str:
    """Return an address of the API, read as of the same release as the current answer.

    Args:
        address: of an operation that takes ``release``.
    """
    release = asked_release()
    if release is None:
        return address
    return f"{address}{'&' if '?' in address else '?'}{API_KEY}={release}"


def refuse_unreadable(repository: Repository, key: str = API_KEY) -> None:
    """Refuse a request for a release that cannot be read.

    Args:
        repository: tells which can.
        key: parameter that names the release.

    Raises:
        InvalidQueryError: naming the releases that can.
    """
    text = request.args.get(key)
    if text is None or asked_release() is not None:
        return
    first = repository.dataset().history_from or 1
    newest = repository.newest_release() or 0
    raise invalid(key, "no_release", value=shown(text), first=first, newest=newest)


def refuse_file(repository: Repository) -> None:
    """Refuse a file of a release that cannot be read: a file could not tell that it is another.

    Raises:
        InvalidQueryError: naming the releases that can.
    """
    if FILE.match(request.path):
        refuse_unreadable(repository, PAGE_KEY)


def register_as_of(server: Flask, repository: Repository) -> None:
    """Let requests to a server be read as of releases, when its repository can do so."""
    server.before_request(lambda: refuse_file(repository))
    if isinstance(repository, CurrentRepository):
        server.wsgi_app = AsOf(server.wsgi_app, repository)  # type: ignore[method-assign]
