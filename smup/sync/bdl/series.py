"""A series of the Local Data Bank as it stands, whole, in the store of answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson

from smup.sync.answers import DATA, NONE, AnswerStore
from smup.sync.bdl.bdl_api import FIRST_PAGE, BdlAttribute, read_attributes, read_page
from smup.sync.bdl.fetch import ATTRIBUTES, page_key, series_key
from smup.sync.bdl.wanted import Wanted

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSeries:
    """A series all of whose pages are kept.

    Attributes:
        wanted: what it is for.
        pages: digests of its pages, by level; none: the bank has no data at this level.
        answered_at: moment in UTC, without zone, at which it was last found to be so.
    """

    wanted: Wanted
    pages: Mapping[int, tuple[str, ...]]
    answered_at: datetime

    def pages_of_rows(self, store: AnswerStore) -> Iterator[tuple[int, Sequence[Row]]]:
        """Yield the level and rows of each page."""
        for level, digests in self.pages.items():
            for number in range(FIRST_PAGE, FIRST_PAGE + len(digests)):
                body = store.body(page_key(self.wanted.bdl_id, level, number))
                page = read_page(orjson.loads(body or b""), self.wanted.bdl_id)
                yield level, page.rows

    def part(self, level: int) -> str:
        """Return the name of a level of the series in ``source_answer``."""
        return f"{self.wanted.bdl_id}:{level}"

    def digest(self, level: int, dictionary: str) -> str:
        """Return what changes whenever the values of a level would be read otherwise.

        Args:
            level: level of units.
            dictionary: digest of the dictionary of attributes.
        """
        card = f"{self.wanted.table.__tablename__} {self.wanted.key_id}"
        zero = str(self.wanted.zero_is_missing)
        return sha256(" ".join((card, zero, dictionary, *self.pages[level])).encode()).hexdigest()


def stored_series(store: AnswerStore, wanted: Wanted) -> StoredSeries | None:
    """Return a series, or None while some of its pages are not those that belong together."""
    stored = store.get(series_key(wanted.bdl_id))
    if stored is None:
        return None
    pages: dict[int, tuple[str, ...]] = dict.fromkeys(wanted.levels, ())
    body = None if stored.status == NONE else store.body(series_key(wanted.bdl_id))
    if body is None and stored.status != NONE:
        return None
    for level, digests in orjson.loads(body or b"{}").items():
        pages[int(level)] = tuple(digests)
        if not all(
            _is_kept(store, wanted.bdl_id, int(level), number, digest)
            for number, digest in enumerate(digests, FIRST_PAGE)
        ):
            return None
    return StoredSeries(wanted=wanted, pages=pages, answered_at=stored.answered_at)


def stored_attributes(store: AnswerStore) -> tuple[dict[int, BdlAttribute], str] | None:
    """Return the dictionary of attributes with its digest, or None when it is not kept."""
    stored, body = store.get(ATTRIBUTES), store.body(ATTRIBUTES)
    if stored is None or body is None:
        return None
    return read_attributes({"results": orjson.loads(body)}), stored.digest


def _is_kept(store: AnswerStore, bdl_id: int, level: int, number: int, digest: str) -> bool:
    page = store.get(page_key(bdl_id, level, number))
    return page is not None and page.status == DATA and page.digest == digest
