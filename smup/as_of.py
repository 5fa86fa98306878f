"""The release that the current answer is read as of: set once, read by links and repository."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import Context, ContextVar, copy_context
from typing import Final

PAGE_KEY: Final = "wydanie"
"""Key of the release in addresses of pages and files."""
API_KEY: Final = "release"
"""Key of the release in addresses of the API."""
HEADER: Final = "X-SMUP-Release"
"""Header with which a page tells it to the callbacks that it calls."""
LARGEST: Final = 10_000_000

_ASKED: ContextVar[int | None] = ContextVar("smup_release", default=None)


def asked_release() -> int | None:
    """Return the release that the current answer is read as of; None: the data of today."""
    return _ASKED.get()


@contextmanager
def reading_as_of(release: int | None) -> Iterator[None]:
    """Read everything inside as of a release that has been checked to be readable.

    Args:
        release: key of the release; None: the data of today.
    """
    token = _ASKED.set(release)
    try:
        yield
    finally:
        _ASKED.reset(token)


def context_as_of(release: int) -> Context:
    """Return a copy of the current context in which everything is read as of a release.

    For what outlives a block, such as the pieces of a body that is sent while it is made.

    Args:
        release: key of a release that has been checked to be readable.
    """
    context = copy_context()
    context.run(_ASKED.set, release)
    return context


def release_of(query: Mapping[str, str], key: str = PAGE_KEY) -> int | None:
    """Return the release that a query string asks for, whether it exists or not.

    Args:
        query: parameters of an address.
        key: ``PAGE_KEY`` or ``API_KEY``.

    Raises:
        ValueError: when what stands there is no key of a release.
    """
    text = query.get(key, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text[:12]) <= LARGEST):
        raise ValueError(text)
    return int(text)
