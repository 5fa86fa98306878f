"""One HTTP request: its body whole or an error that says whether trying again may help."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter

from smup.sync.errors import SourceError
from smup.sync.sentences import (
    BAD_ADDRESS,
    BAD_CERTIFICATE,
    BAD_PROXY,
    ELSEWHERE,
    NO_HOST,
    Sentences,
)
from smup.sync.sources import host_of

JSON = "application/json"
CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 10.0, 60.0, 600.0
CHUNK = 1 << 16
BODY_LIMIT = 256 << 20
JSON_LIMIT = 32 << 20
"""Bytes of a body unpacked: of borders, and of JSON, which takes many times more in memory."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
AGENT = "smup-dashboard"
NAMELESS, REFUSED, SILENT = "nieznana nazwa hosta", "odmowa połączenia", "host nie odpowiada"


class PassingError(Exception):
    """A failure that may be gone at the next try; ``ending`` is what it means if it is not."""

    def __init__(self, ending: SourceError) -> None:
        super().__init__(str(ending))
        self.ending = ending


@dataclass(frozen=True, slots=True)
class Reply:
    """What a request brought, of any status."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _Session(requests.Session):
    """Leaves redirects alone: to know the next address, the library reads the whole body."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Return that there is none."""
        del resp
        return None


class Transport:
    """A pool of connections to one source; safe for several threads."""

    def __init__(self, sentences: Sentences, *, key: str, connections: int) -> None:
        self._sentences = sentences
        self._key = key
        self._session = _Session()
        adapter = HTTPAdapter(pool_connections=1, pool_maxsize=connections, max_retries=0)
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, adapter)
        # Neither a password from ~/.netrc nor cookies: only the key says who asks.
        self._session.auth = lambda request: request
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def send(self, url: str, query: Mapping[str, str | int], headers: Mapping[str, str]) -> Reply:
        """Make one request, without following redirects.

        Raises:
            PassingError: the network or the host failed in a way that may pass.
            UnreachableError: certificate or address cannot be trusted or understood.
            UnusableAnswerError: the answer is larger than any that could be meant.
            KeyRefusedError: the key has signs that no header can carry.
        """
        if not (self._key.isascii() and self._key.isprintable()):
            raise self._sentences.unsendable()
        own = {"X-ClientId": self._key} if self._key else {}
        try:
            with self._session.get(
                url,
                params=query,
                headers={"User-Agent": AGENT, **headers, **own},
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as response:
                limit = JSON_LIMIT if headers.get("Accept") == JSON else BODY_LIMIT
                body = self._body(response, limit)
                return Reply(response.status_code, response.headers, body)
        except requests.RequestException as error:
            raise self._translated(error) from error
        except urllib3.exceptions.HTTPError as error:
            raise PassingError(self._sentences.failed("połączenie zostało zerwane")) from error

    def target(self, url: str, reply: Reply) -> str | None:
        """Return where a reply redirects to; None when it does not.

        Raises:
            UnreachableError: when it is another host, which must not learn the key.
        """
        location = reply.headers.get("Location")
        if reply.status not in REDIRECTS or not location:
            return None
        here = urlsplit(url)
        try:
            target = urljoin(url, location)
            there = urlsplit(target)
        except ValueError:  # no address at all
            raise self._sentences.unreachable(ELSEWHERE, target="?") from None
        same = (there.scheme, there.netloc) == (here.scheme, here.netloc)
        safer = (here.scheme, there.scheme) == ("http", "https") and there.netloc == here.hostname
        if not (same or safer):
            raise self._sentences.unreachable(ELSEWHERE, target=host_of(target) or "?")
        return target

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _body(self, response: requests.Response, limit: int) -> bytes:
        parts: list[bytes] = []
        size, began = 0, time.monotonic()
        for part in response.iter_content(CHUNK):
            size += len(part)
            parts.append(part)
            if size > limit:
                path = urlsplit(response.url).path
                raise self._sentences.unusable(path, f"ma więcej niż {limit >> 20} MB")
            if time.monotonic() - began > WHOLE_SECONDS:
                raise PassingError(self._sentences.failed("odpowiedź nie kończy się"))
        return b"".join(parts)

    def _translated(self, error: requests.RequestException) -> Exception:
        """Return what a failure of a request means."""
        if isinstance(error, requests.exceptions.SSLError):
            if "certificate" in str(error).lower():
                return self._sentences.unreachable(BAD_CERTIFICATE)
            return PassingError(self._sentences.unreachable(NO_HOST, cause="błąd TLS"))
        if isinstance(error, requests.exceptions.ProxyError):
            return PassingError(self._sentences.unreachable(BAD_PROXY))
        cut = (
            requests.exceptions.ChunkedEncodingError,
            requests.exceptions.ContentDecodingError,
        )
        if isinstance(error, cut):
            return PassingError(self._sentences.failed("odpowiedź została ucięta"))
        if isinstance(error, (requests.exceptions.ConnectionError, requests.exceptions.Timeout)):
            return PassingError(self._broken(error))
        return self._sentences.unreachable(BAD_ADDRESS)

    def _broken(self, error: requests.RequestException) -> SourceError:
        """Return what it means that a connection was not made, or broke."""
        cause = _no_connection(error)
        if cause is not None:
            return self._sentences.unreachable(NO_HOST, cause=cause)
        timeout = isinstance(error, requests.exceptions.Timeout) or "timed out" in str(error)
        return self._sentences.failed(
            "host nie odpowiedział w porę" if timeout else "połączenie zostało zerwane"
        )


def _no_connection(error: Exception) -> str | None:
    """Return why there was no connection at all; None when one was there and broke."""
    cause: Any = error.args[0] if error.args else None
    reason = getattr(cause, "reason", cause)
    if isinstance(reason, urllib3.exceptions.NameResolutionError):
        return NAMELESS
    if isinstance(reason, urllib3.exceptions.ConnectTimeoutError):
        # NewConnectionError is a kind of it in older versions of the package.
        return REFUSED if isinstance(reason, urllib3.exceptions.NewConnectionError) else SILENT
    return REFUSED if isinstance(reason, urllib3.exceptions.NewConnectionError) else None
