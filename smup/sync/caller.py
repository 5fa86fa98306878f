"""Calls to one source: within its limits, patient, and with every failure told apart."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tenacity import (
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential_jitter,
)

from smup.sync.errors import (
    KeyRefusedError,
    QuotaSpentError,
    SourceDownError,
    SourceError,
    UnreachableError,
    UnusableAnswerError,
)
from smup.sync.quota import QuotaLedger
from smup.sync.replies import UNREAD, Answer, parsed, retry_after
from smup.sync.sentences import BAD_PROXY, Sentences
from smup.sync.stopping import check_stopped, pause
from smup.sync.transport import JSON, PassingError, Reply, Transport

__all__ = ["Answer", "Caller", "Manners"]

TRIES, FIRST_PAUSE, LONGEST_PAUSE = 5, 1.0, 60.0
FAILURES_IN_ROW = 5
REFUSALS = 8
SHORT_WAIT = 5.0
FIRST_HOLD, SHORTEST_HOLD, LONGEST_HOLD = 60.0, 1.0, 604_800.0
REDIRECTIONS = 3
WAITING = frozenset({403, 503})


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a source is treated; tests make it quicker.

    Attributes:
        source: whose names stand in sentences: ``smup``, ``bdl`` or ``boundaries``.
        tries: of one call, failures that may pass included.
        first_pause: seconds before the second try; each next pause is twice as long.
        failures_in_row: calls that failed after all tries, before no more are made.
        sleep: waits some seconds; raises ``Stopped`` when the run is to end.
    """

    source: str = "smup"
    tries: int = TRIES
    first_pause: float = FIRST_PAUSE
    failures_in_row: int = FAILURES_IN_ROW
    sleep: Callable[[float], None] = pause


class Caller:
    """Asks one source; safe for several threads.

    Attributes:
        calls: calls made so far, tries included.
    """

    calls: int

    def __init__(
        self,
        base_url: str,
        key: str,
        ledger: QuotaLedger,
        *,
        patience: float,
        connections: int,
        manners: Manners | None = None,
    ) -> None:
        """Take the address of the source.

        Args:
            base_url: address without a slash at its end.
            key: sent in the header ``X-ClientId``; empty: not sent.
            ledger: counts calls, also those of other processes.
            patience: seconds to wait for a free call; beyond it ``QuotaSpentError``.
            connections: calls side by side.
            manners: tries and pauses.
        """
        self.calls = 0
        self._base = base_url
        self._manners = manners or Manners()
        key = key.strip()
        self._sentences = Sentences(self._manners.source, base_url, has_key=bool(key))
        self._transport = Transport(self._sentences, key=key, connections=connections)
        self._ledger = ledger
        self._patience = max(patience, SHORT_WAIT)
        self._places = threading.BoundedSemaphore(connections)
        self._guard = threading.Lock()
        self._failures = 0
        self._ended: SourceError | None = None

    def get(
        self,
        path: str,
        query: Mapping[str, str | int],
        *,
        etag: str | None = None,
        accept: str = JSON,
    ) -> Answer:
        """Ask for a path; waits for a free call, obeys ``Retry-After``, tries again what passes.

        Args:
            path: below the address of the source, with its slash; or empty.
            query: parameters.
            etag: validator of what is held; the answer may then be 304, without a body.
            accept: media type that is asked for; JSON is also checked to be JSON.

        Raises:
            QuotaSpentError: no call is free within the patience; carries when one will be.
            KeyRefusedError: 401 or 403.
            UnreachableError: host unknown, refused, TLS failure; with the cause and remedy.
            SourceFailedError: 5xx, timeouts or cut answers again and again.
            SourceDownError: the last calls all failed; no more are made.
            UnusableAnswerError: the request is refused (400), or the answer is no JSON.
            Stopped: the run is to end.
        """
        headers = {"Accept": accept} | ({"If-None-Match": etag} if etag else {})
        retrying = Retrying(
            stop=stop_after_attempt(self._manners.tries),
            wait=wait_exponential_jitter(
                multiplier=self._manners.first_pause, max=LONGEST_PAUSE, jitter=0.5
            ),
            retry=retry_if_exception_type(PassingError),
            sleep=self._manners.sleep,
            reraise=True,
        )
        with self._places:
            try:
                answer = retrying(self._once, path, query, headers)
            except PassingError as error:
                raise self._noted(error.ending) from error
            except SourceError as error:
                raise self._noted(error) from error.__cause__
        self._failures = 0
        return answer

    def close(self) -> None:
        """Close connections and the file of counted calls."""
        self._transport.close()
        self._ledger.close()

    def _once(
        self, path: str, query: Mapping[str, str | int], headers: Mapping[str, str]
    ) -> Answer:
        """Make one try: refusals for want of a free call are waited out, not counted.

        Gateways say so by 429, some of them by 403 or 503 with the time to wait.
        """
        hold = FIRST_HOLD
        for _ in range(REFUSALS):
            reply = self._reply(path, query, headers)
            asked = retry_after(reply.headers)
            waits = asked is not None and reply.status in WAITING
            if reply.status != 429 and not waits:
                return self._answer(path, reply, asks_json=headers["Accept"] == JSON)
            # Zero seconds, or a moment that has passed, beside a refusal say nothing.
            self._ledger.hold(min(max(asked or hold, SHORTEST_HOLD), LONGEST_HOLD))
            hold *= 2
            if reply.status == 503:
                raise PassingError(self._sentences.failed("odpowiedź 503"))
        raise self._sentences.spent(self._ledger.held())

    def _reply(
        self, path: str, query: Mapping[str, str | int], headers: Mapping[str, str]
    ) -> Reply:
        """Send a request and follow redirects within the host; every step is a call."""
        url = self._base + path
        for _ in range(REDIRECTIONS + 1):
            reply = self._counted(url, query, headers)
            target = self._transport.target(url, reply)
            if target is None:
                return reply
            url, query = target, {}
        raise self._sentences.unusable(path, "krąg przekierowań")

    def _counted(
        self, url: str, query: Mapping[str, str | int], headers: Mapping[str, str]
    ) -> Reply:
        """Wait for a free call, write it down, make it."""
        while True:
            check_stopped()
            if self._ended is not None:
                raise self._ended
            slot = self._ledger.take()
            if slot.call is not None:
                break
            if slot.wait > self._patience:
                raise self._sentences.spent(slot.wait)
            self._manners.sleep(slot.wait)
        with self._guard:
            self.calls += 1
        try:
            return self._transport.send(url, query, headers)
        finally:
            self._ledger.finish(slot)

    def _answer(self, path: str, reply: Reply, *, asks_json: bool) -> Answer:
        """Return what a reply means for who asked."""
        status = reply.status
        if status in {401, 403}:
            raise self._sentences.refused(status)
        if status == 407:
            raise self._sentences.unreachable(BAD_PROXY)
        if status >= 500 or status in {408, 425}:
            raise PassingError(self._sentences.failed(f"odpowiedź {status}"))
        if status not in {200, 304, 404}:
            raise self._sentences.unusable(path, f"odpowiedź {status}")
        document = UNREAD
        if status == 200 and asks_json:
            try:
                document = parsed(reply.body)
            except UnusableAnswerError as error:
                # A page of maintenance or a cut answer: the next try may bring the real one.
                raise PassingError(self._sentences.unusable(path, str(error))) from error
        return Answer(
            status=status,
            body=reply.body,
            media_type=reply.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
            etag=reply.headers.get("ETag"),
            document=document,
        )

    def _noted(self, error: SourceError) -> SourceError:
        """Count a failure of a call; some end all calls."""
        if isinstance(error, (QuotaSpentError, SourceDownError)):
            return error
        with self._guard:
            self._failures += 1
            if isinstance(error, (KeyRefusedError, UnreachableError)):
                self._ended = self._ended or error
            elif self._failures >= self._manners.failures_in_row and self._ended is None:
                self._ended = self._sentences.down(self._failures, error)
            return self._ended or error
