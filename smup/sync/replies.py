"""What a source answers, and how its JSON and its wish to wait are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import orjson

from smup.sync.errors import UnusableAnswerError

BOM = b"\xef\xbb\xbf"
LARGEST_VALUE = 1e15
"""A hundred times what the country earns in a year, in zlotys; a larger value is a mistake."""
UNREAD: Any = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a call brought.

    Attributes:
        status: 200, 304 or 404; every other status is an error or is tried again.
        body: whole body.
        media_type: of ``Content-Type``, lower case, without parameters.
        etag: validator, if any.
        document: the body as JSON, where it has been read already.
    """

    status: int
    body: bytes
    media_type: str
    etag: str | None
    document: Any = field(default=UNREAD, repr=False, compare=False)

    def json(self) -> Any:
        """Return the body as JSON.

        Raises:
            UnusableAnswerError: when it is HTML, cut short, or no JSON.
        """
        if self.document is not UNREAD:
            return self.document
        return parsed(self.body)


def parsed(body: bytes) -> Any:
    """Return a body as JSON.

    Raises:
        UnusableAnswerError: saying what it is in place of JSON.
    """
    text = body.removeprefix(BOM).strip()
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        if not text:
            raise UnusableAnswerError("pusta odpowiedź") from error
        what = "strona HTML" if text[:1] == b"<" else "ucięty albo błędny JSON"
        raise UnusableAnswerError(what) from error


def written(document: Any) -> bytes:
    """Return what was read as JSON as JSON again, its fields in the order of their names.

    Raises:
        UnusableAnswerError: when it is nested deeper than anything a source would say.
    """
    try:
        return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:
        raise UnusableAnswerError("zbyt głęboko zagnieżdżony JSON") from error


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of ``Retry-After``, also of its form with a date; None without it."""
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    moment = _moment(text)
    if moment is None:
        return None
    # Our clock may differ from that of the source, whose both moments come together.
    now = _moment(headers.get("Date", "")) or datetime.now(UTC)
    return max(0.0, (moment - now).total_seconds())


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
