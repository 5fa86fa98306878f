"""A small server with wanted faults and a log of calls: what stand-ins of sources build on.

A stand-in gives a function from a request to a reply::

    def answer(request: Request) -> Reply:
        if request.path == "/areas-list":
            return Reply.json([{"id-ou": 1, "nazwa-obszaru": "Edukacja"}])
        return Reply(status=404)

    with running(answer, windows=WITH_KEY) as server:
        server.faults.next("areas-list", too_many("1"))
        ... server.url ...
        assert server.most_in(1.0) <= 10

With ``windows`` the server itself answers 429 when a limit is exceeded, and remembers it in
``exceeded``: the proof that a client never does.
"""

import gzip
import json
import ssl
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from smup.sync.timing import Window
from tests.stand_ins.faults import Fault, FaultPlan, Kind

HTML = b"<!DOCTYPE html><html><body><h1>Przerwa techniczna</h1></body></html>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked: path, query (last value of each parameter) and headers (lower case)."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is answered."""

    status: int = 200
    body: bytes = b""
    media_type: str = "application/json; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def json(cls, document: Any, **headers: str) -> "Reply":
        """Answer a document as JSON."""
        body = json.dumps(document, ensure_ascii=False).encode()
        return cls(body=body, headers={name.replace("_", "-"): headers[name] for name in headers})


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call as the server saw it; ``at`` and ``ended`` are moments of the monotonic clock."""

    at: float
    ended: float
    path: str
    status: int
    client: str
    fault: str | None


@dataclass(slots=True)
class StandIn:
    """A running server.

    Attributes:
        url: its address, without a slash at the end.
        faults: what goes wrong.
        calls: calls in the order in which they were answered.
        exceeded: calls refused because a limit was exceeded; of a polite client none.
    """

    url: str
    faults: FaultPlan
    windows: Sequence[Window] = ()
    calls: list[Call] = field(default_factory=list)
    exceeded: int = 0
    _times: list[float] = field(default_factory=list)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def paths(self) -> list[str]:
        """Return the paths with queries, in the order in which they were answered."""
        return [call.path for call in self.calls]

    def most_in(self, seconds: float) -> int:
        """Return the most calls that reached the server in any such time."""
        times, most, first = sorted(self._times), 0, 0
        for last, moment in enumerate(times):
            while moment - times[first] >= seconds:
                first += 1
            most = max(most, last - first + 1)
        return most

    def arrived(self, moment: float) -> bool:
        """Note the arrival of a call; tell whether it is within the limits."""
        with self._guard:
            within = all(
                sum(moment - at < window.seconds for at in self._times[-window.calls :])
                < window.calls
                for window in self.windows
            )
            self._times.append(moment)
            self.exceeded += not within
            return within

    def log(self, call: Call) -> None:
        """Keep a call."""
        with self._guard:
            self.calls.append(call)


@contextmanager
def running(
    answer: Callable[[Request], Reply],
    *,
    faults: FaultPlan | None = None,
    windows: Sequence[Window] = (),
    certificate: tuple[Path, Path] | None = None,
    port: int = 0,
) -> Iterator[StandIn]:
    """Run a server on 127.0.0.1 for the time of the block.

    Args:
        answer: replies to requests; called in several threads.
        faults: what goes wrong.
        windows: limits that the server checks itself.
        certificate: files of a certificate and its key, for TLS.
        port: of the server; 0: a free one.
    """
    stand_in = StandIn("", faults or FaultPlan(), windows)

    class Handler(_Handler):
        reply_to = staticmethod(answer)
        server_of = stand_in

    with _Server(("127.0.0.1", port), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "http" if certificate is None else "https"
        stand_in.url = f"{scheme}://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield stand_in
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    """A server whose clients may go away at any moment."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over connections that a killed client left."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    reply_to: Callable[[Request], Reply]
    server_of: StandIn
    # Headers and body leave in one packet; apart, they wait for each other.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer, or fail as planned."""
        began = time.monotonic()
        stand_in = self.server_of
        fault = stand_in.faults.draw(self.path)
        reply = self._reply(began, fault)
        stand_in.log(
            Call(
                at=began,
                ended=time.monotonic(),
                path=self.path,
                status=reply.status,
                client=self.headers.get("X-ClientId", ""),
                fault=fault.kind if fault else None,
            )
        )
        if fault is not None and fault.kind is Kind.CUT:
            self.close_connection = True
            return
        self._send(reply, cut=fault is not None and fault.kind is Kind.TRUNCATED)

    def _reply(self, moment: float, fault: Fault | None) -> Reply:
        if not self.server_of.arrived(moment):
            return Reply(status=429, headers={"Retry-After": "1"})
        if fault is not None and fault.kind is Kind.STATUS:
            return Reply(status=fault.status, body=b"{}", headers=dict(fault.headers))
        if fault is not None and fault.kind is Kind.HTML:
            return Reply(body=HTML, media_type="text/html; charset=utf-8")
        if fault is not None and fault.kind is Kind.SLOW:
            time.sleep(fault.seconds)
        parts = urlsplit(self.path)
        request = Request(
            path=parts.path,
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
        )
        reply = type(self).reply_to(request)
        return reply if fault is None else _spoilt(reply, fault.kind)

    def _send(self, reply: Reply, *, cut: bool) -> None:
        body, headers = reply.body, dict(reply.headers)
        if "gzip" in self.headers.get("Accept-Encoding", "") and "Content-Encoding" not in headers:
            body, headers["Content-Encoding"] = gzip.compress(body, 1), "gzip"
        self.send_response(reply.status)
        for name, value in {"Content-Type": reply.media_type, **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body[: len(body) // 2] if cut else body)
            self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        if cut:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  name of the library
        """Say nothing: the log is ``StandIn.calls``."""


def _spoilt(reply: Reply, kind: Kind) -> Reply:
    """Return a reply with its body spoilt."""
    if kind is Kind.HALF_JSON:
        return Reply(status=reply.status, body=reply.body[: len(reply.body) // 2])
    if kind is Kind.WRONG_TYPE:
        return Reply(status=reply.status, body=b'"Brak danych"')
    if kind is Kind.GARBLED:
        garbled = {"Content-Encoding": "gzip"}
        return Reply(status=reply.status, body=reply.body[::-1], headers=garbled)
    return reply
