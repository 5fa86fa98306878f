"""Calls to one source: within its limits, patient, and with every failure told apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from smup.sync.quota import QuotaLedger


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a call brought.

    Attributes:
        status: 200, 304 or 404; every other status is an error or is tried again.
        body: whole body.
        media_type: of ``Content-Type``, lower case, without parameters.
        etag: validator, if any.
    """

    status: int
    body: bytes
    media_type: str
    etag: str | None

    def json(self) -> Any:
        """Return the body as JSON.

        Raises:
            UnusableAnswerError: when it is HTML, cut short, or no JSON.
        """
        raise NotImplementedError


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
    ) -> None:
        """Take the address of the source.

        Args:
            base_url: address without a slash at its end.
            key: sent in the header ``X-ClientId``; empty: not sent.
            ledger: counts calls, also those of other processes.
            patience: seconds to wait for a free call; beyond it ``QuotaSpentError``.
            connections: calls side by side.
        """
        raise NotImplementedError

    def get(self, path: str, query: Mapping[str, str | int], *, etag: str | None = None) -> Answer:
        """Ask for a path; waits for a free call, obeys ``Retry-After``, tries again what passes.

        Raises:
            QuotaSpentError: no call is free within the patience; carries when one will be.
            KeyRefusedError: 401 or 403.
            UnreachableError: host unknown, refused, TLS failure; with the cause and remedy.
            SourceFailedError: 5xx, timeouts or cut answers again and again.
        """
        raise NotImplementedError
