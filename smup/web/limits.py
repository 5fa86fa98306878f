"""Limits of requests and of downloads at one time, for one network address.

Pages, embedded views, their scripts, pictures and callbacks are never counted: only what
programs read.
"""

import ipaddress
import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from flask import Flask, Response, g, request

from smup.settings import Settings
from smup.web.counting import Counts, counts_of, shared_folder
from smup.web.desk.addresses import network_address
from smup.web.prepared_pages import TOKEN_PARAMETER
from smup.web.problems import problem
from smup.web.streams import Streams, guarded
from smup.web.texts import request_texts

WINDOW_SECONDS = 60
BUSY_SECONDS = 5
READS, FILES = "reads", "files"
EXPORTS = "/eksport/"
ORDERS = "/zlecenie/"
ROWS = ".rows.json"
COUNTED = ("/api/", EXPORTS)
IPV6_NETWORK = 64
"""Bits that a provider gives to one customer, who may change the others at will."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A counted request.

    Attributes:
        policy: what was counted, ``reads`` or ``files``.
        limit: requests in a window.
        used: in this window, with this one.
        wait: whole seconds until the window ends.
    """

    policy: str
    limit: int
    used: int
    wait: int

    @property
    def headers(self) -> Mapping[str, str]:
        """Return the headers of draft-ietf-httpapi-ratelimit-headers."""
        left = max(0, self.limit - self.used)
        return {
            "RateLimit-Policy": f'"{self.policy}";q={self.limit};w={WINDOW_SECONDS}',
            "RateLimit": f'"{self.policy}";r={left};t={self.wait}',
        }


def register_limits(server: Flask, settings: Settings, counts: Counts | None = None) -> None:
    """Count requests of programs and refuse those above the limits with 429.

    Args:
        server: the application.
        settings: with the limits.
        counts: where to count; by default as the settings say.
    """
    limits = {READS: settings.api_limit, FILES: settings.export_limit}
    kept = counts or counts_of(settings)
    streams = Streams(
        shared_folder(settings) / "streams",
        most=settings.streams_limit,
        places=max(1, settings.threads - 2) if settings.threads > 1 else 1,
    )

    def count() -> Response | None:
        policy = _policy()
        limit = limits[policy] if policy else 0
        if not policy or not limit:
            return None
        who = client_key(network_address(settings))
        used, wait = kept.hit(f"{policy} {who}", WINDOW_SECONDS)
        g.smup_hit = Hit(policy=policy, limit=limit, used=used, wait=math.ceil(wait))
        return _refused(g.smup_hit) if used > limit else None

    def finish(answer: Response) -> Response:
        hit: Hit | None = g.get("smup_hit")
        if hit is not None:
            answer.headers.update(hit.headers)
        if answer.is_streamed and request.path.startswith(COUNTED) and request.method == "GET":
            return _placed(streams, answer, client_key(network_address(settings)))
        return answer

    server.before_request(count)
    server.after_request(finish)


def client_key(address: str) -> str:
    """Return what stands for a client in the counts: its address, of IPv6 the network."""
    with suppress(ValueError):
        found = ipaddress.ip_address(address)
        if found.version == 6:
            return str(ipaddress.ip_network((address, IPV6_NETWORK), strict=False))
    return address


def _policy() -> str:
    """Return what the request counts as; empty when it is not counted."""
    path = request.path
    if not path.startswith(COUNTED) or request.method == "OPTIONS":
        return ""
    if path.startswith(EXPORTS):
        # Who waits for a file asks again and again, and so does a grid that is scrolled.
        asks_again = ORDERS in path or path.endswith(ROWS) or TOKEN_PARAMETER in request.args
        return READS if asks_again else FILES
    return FILES if request.args.get("format", "json") != "json" else READS


def _refused(hit: Hit) -> Response:
    t = request_texts()
    detail = t(f"limits.rate.{hit.policy}", limit=hit.limit)
    wait = t.plural("limits.rate.wait", hit.wait)
    answer = problem(429, "too-many", f"{detail} {wait}", retry_after=hit.wait)
    answer.headers["Retry-After"] = str(hit.wait)
    return answer


def _placed(streams: Streams, answer: Response, who: str) -> Response:
    """Return the answer with a place among the downloads; or why there is none now."""
    place = streams.take(who)
    if not isinstance(place, str):
        # The server would send a file past the guard, which frees its place at the end.
        answer.direct_passthrough = False
        answer.response = guarded(answer.response, place)
        answer.call_on_close(place.free)
        return answer
    answer.close()
    t = request_texts()
    detail = t(f"limits.rate.{place}", limit=streams.most)
    wait = t.plural("limits.rate.wait", BUSY_SECONDS)
    refused = problem(429 if place == "streams" else 503, "too-many", f"{detail} {wait}")
    refused.headers["Retry-After"] = str(BUSY_SECONDS)
    return refused
