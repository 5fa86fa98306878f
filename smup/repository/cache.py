"""Answers kept in the process for as long as the version of the data stays the same."""

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class VersionedCache:
    """A small cache emptied when the version changes; safe between threads.

    A read of the old version that ends late is not kept, so an answer never outlives its data.
    """

    def __init__(self) -> None:
        """Start empty."""
        self._lock = threading.Lock()
        self._version: str | None = None
        self._values: dict[Hashable, Any] = {}

    def get(self, version: str, key: Hashable, read: Callable[[], T]) -> T:
        """Return the value kept under ``key`` for ``version``, reading it when there is none.

        Args:
            version: mark of the data the answer belongs to.
            key: what is asked.
            read: makes the answer; runs outside the lock, so a slow read delays nobody else.
        """
        with self._lock:
            if self._version != version:
                self._version = version
                self._values.clear()
            if key in self._values:
                kept: T = self._values[key]
                return kept
        value = read()
        with self._lock:
            if self._version == version:
                return self._values.setdefault(key, value)  # type: ignore[no-any-return]
        return value
