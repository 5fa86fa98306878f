"""Official lists and dictionaries out of the store of answers."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import orjson

from smup.sync.answers import AnswerStore
from smup.sync.portal.smup_api import Ask

T = TypeVar("T")


def stored_rows(
    store: AnswerStore, ask: Ask, read: Callable[[Sequence[Any]], list[T]]
) -> list[T] | None:
    """Return the rows of the last usable answer to a question; None when there never was one."""
    body = store.body(ask.key)
    return None if body is None else read(orjson.loads(body))
