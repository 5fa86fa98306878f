"""Validators, conditional answers and compressed bodies kept in memory."""

import gzip
import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import brotli
from flask import Response, request
from werkzeug.http import quote_etag

from smup import __version__
from smup.repository import Repository

A_YEAR = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"
BROTLI_QUALITY = 5
GZIP_LEVEL = 6


def data_etag(repository: Repository, more: str = "") -> str:
    """Return the weak validator of an address: versions of data, notes and program, and the URL.

    Weak, because the same content is sent in several encodings.

    Args:
        repository: tells the versions.
        more: what else the answer depends on.
    """
    dataset = repository.dataset()
    parts = (dataset.tag, str(dataset.practices_version), __version__, request.full_path, more)
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()


def not_modified(etag: str, *, cache_control: str = ASK_AGAIN) -> Response | None:
    """Return 304 when the client holds this state already, so that nothing is read."""
    held = request.if_none_match
    if held.star_tag or not held.contains_weak(etag):
        return None
    return with_validator(Response(status=304), etag, cache_control=cache_control)


def with_validator(answer: Response, etag: str, *, cache_control: str = ASK_AGAIN) -> Response:
    """Return the answer with its ETag and ``Cache-Control``."""
    answer.headers["ETag"] = quote_etag(etag, weak=True)
    answer.headers.setdefault("Cache-Control", cache_control)
    answer.vary.add("Accept-Encoding")
    return answer


def to_json(value: Any) -> bytes:
    """Return compact JSON, UTF-8; never NaN, which is not JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def json_answer(value: Any) -> Response:
    """Return a JSON answer."""
    return Response(to_json(value), mimetype="application/json")


def chosen_encoding() -> str:
    """Return ``br``, ``gzip`` or ``identity``: what the client prefers, smaller first on a tie."""
    accepted = request.accept_encodings
    best = max(("br", "gzip"), key=lambda name: accepted[name])
    return best if accepted[best] > 0 else "identity"


def encoded(body: bytes, encoding: str) -> bytes:
    """Return a body in an encoding."""
    if encoding == "br":
        return brotli.compress(body, quality=BROTLI_QUALITY)  # type: ignore[no-any-return]
    if encoding == "gzip":
        return gzip.compress(body, compresslevel=GZIP_LEVEL, mtime=0)
    return body


def encoded_answer(body: bytes, encoding: str, *, mimetype: str) -> Response:
    """Return an answer whose body is already in the encoding."""
    answer = Response(body, mimetype=mimetype)
    if encoding != "identity":
        answer.headers["Content-Encoding"] = encoding
    return answer


class BodyCache:
    """Finished bodies of answers, the least recently used dropped first; safe between threads."""

    def __init__(self, *, most_bytes: int) -> None:
        """Keep at most so many bytes of bodies."""
        self._most = most_bytes
        self._held = 0
        self._bodies: OrderedDict[tuple[str, ...], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[str, ...], make: Callable[[], bytes]) -> bytes:
        """Return the body kept under ``key``, making it when there is none."""
        with self._lock:
            if key in self._bodies:
                self._bodies.move_to_end(key)
                return self._bodies[key]
        body = make()
        with self._lock:
            if key not in self._bodies and len(body) <= self._most:
                self._bodies[key] = body
                self._held += len(body)
            while self._held > self._most:
                self._held -= len(self._bodies.popitem(last=False)[1])
        return body
