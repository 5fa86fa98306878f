"""Asks the portal one question, all pages of it, and keeps the whole answer."""

from collections.abc import Callable, Sequence
from typing import Any

from smup.sync.answers import AnswerStore, StoredAnswer
from smup.sync.caller import Answer, Caller
from smup.sync.errors import UnusableAnswerError
from smup.sync.portal.list_checks import check_gone, check_list
from smup.sync.portal.smup_api import CARDS, VERSION, Ask, page_of, unusable
from smup.sync.replies import written

MOST_PAGES = 1_000
MOST_ROWS = 30_000
"""Ten times the longest answer known: all units, or an indicator in a year."""
MOST_READINGS = 4
NOT_FOUND, NOT_MODIFIED = 404, 304
SINGLE = frozenset({*CARDS.values(), VERSION})
"""Answers that are kept as they come; all others are lists of rows."""
Pack = Callable[[Sequence[Any]], bytes]


def as_listed(rows: Sequence[Any]) -> bytes:
    """Return rows as JSON in their order, which is that of the official lists."""
    return written(rows)


def ask_portal(
    caller: Caller, store: AnswerStore, ask: Ask, *, pack: Pack = as_listed
) -> StoredAnswer:
    """Ask, and keep what is answered: data, nothing (404), or that it cannot be used.

    An answer in several pages is read until two readings in a row agree, for rows move between
    pages while the source is being written to.

    Args:
        caller: to the portal.
        store: where the answer is kept.
        ask: the question.
        pack: makes the body that is kept; its ``UnusableAnswerError`` is kept as the problem, so
            that an answer which breaks the contract is no data.

    Raises:
        SourceError: see ``Caller.get``; nothing is kept then.
    """
    held = store.get(ask.key)
    etag = held.etag if held is not None and held.problem is None else None
    try:
        first = caller.get(f"/{ask.path}", ask.query(), etag=etag)
        if first.status == NOT_MODIFIED:
            return store.confirm(ask.key)
        if first.status == NOT_FOUND:
            check_gone(store, ask)
            return store.put_none(ask.key)
        if ask.path in SINGLE:
            return _keep_single(store, ask, first)
        pages, rows = _whole(caller, ask, first)
        check_list(store, ask, rows)
        body = pack(rows)
    except UnusableAnswerError as error:
        return store.put_unusable(ask.key, str(error))
    if not rows:
        return store.put_none(ask.key)
    return store.put(ask.key, body, count=len(rows), etag=first.etag if pages == 1 else None)


def _ordered(rows: Sequence[Any]) -> list[bytes]:
    return sorted(map(written, rows))


def _keep_single(store: AnswerStore, ask: Ask, answer: Answer) -> StoredAnswer:
    decoded = answer.json()
    if decoded in (None, [], {}):
        return store.put_none(ask.key)
    return store.put(ask.key, written(decoded), count=1, etag=answer.etag)


def _whole(caller: Caller, ask: Ask, first: Answer) -> tuple[int, list[Any]]:
    pages, rows = _read(caller, ask, first)
    for _ in range(MOST_READINGS - 1):
        if pages == 1:
            return pages, rows
        pages, again = _read(caller, ask, caller.get(f"/{ask.path}", ask.query()))
        if _ordered(again) == _ordered(rows):
            return pages, rows
        rows = again
    raise unusable(ask.path, f"zmieniała się w czasie czytania ({MOST_READINGS} odczyty)")


def _read(caller: Caller, ask: Ask, first: Answer) -> tuple[int, list[Any]]:
    """Return how many pages had rows, and these rows."""
    page = page_of(first.json(), ask.path)
    rows = list(page.rows)
    for number in range(1, MOST_PAGES):
        if len(rows) > MOST_ROWS:
            raise unusable(ask.path, f"ma więcej niż {MOST_ROWS} wierszy")
        if not (ask.paged and page.more(number, len(rows))):
            return number, rows
        answer = caller.get(f"/{ask.path}", ask.query(number + 1))
        gone = answer.status == NOT_FOUND
        following = None if gone else page_of(answer.json(), ask.path)
        if following is None or not following.rows or following.rows == page.rows:
            # Past the end: nothing, or the same page again where the source knows no pages.
            return number, rows
        page = following
        rows += page.rows
    raise unusable(ask.path, f"ma więcej niż {MOST_PAGES} stron")
