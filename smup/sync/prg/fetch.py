"""The fetch of the register of borders, page by page, each kept before the next is asked for.

A page that cannot be used is asked for again; a fetch that was interrupted goes on where it
stopped, unless it is so old that its first pages may tell of another register than the last.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import orjson

from smup.ingest.progress import Progress, silent
from smup.sync.answers import DATA, AnswerStore, PartKey
from smup.sync.caller import Answer, Caller
from smup.sync.errors import SourceFailedError, UnusableAnswerError
from smup.sync.prg.prg_wfs import (
    ACCEPT,
    LAYER,
    PAGE_SIZE,
    PrgFeature,
    PrgPage,
    capabilities_query,
    page_query,
    read_layer,
    read_page,
)
from smup.sync.prg.register import page_bytes, page_of
from smup.sync.stopping import pause

STAGE = "Pobieranie granic"
BEGUN, WHOLE = PartKey(kind="gmina-fetch"), PartKey(kind="gmina-whole")
PAGE = "gmina-page"
STALE = timedelta(days=2)
FRESH = timedelta(days=30)
PAUSES = (2.0, 10.0)
"""Seconds before an answer that could not be used is asked for again."""
MOST_FEATURES = 20_000
T = TypeVar("T")

NO_SERVICE = "{title}: pod tym adresem nie ma usługi (odpowiedź 404). Sprawdź PRG_WFS_URL."
ENDLESS = "usługa podaje wciąż te same obiekty, czyli nie stronicuje"


@dataclass(slots=True, kw_only=True)
class Gathered:
    """Pages of one fetch.

    Attributes:
        layer: name of the layer as the service writes it.
        features: of all pages.
        pages: parts of the store, in order.
        start: how many features the pages had, so where the next one begins.
        ended: no page is left.
    """

    layer: str
    features: list[PrgFeature] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    start: int = 0
    ended: bool = False
    _leads: bool = False
    _seen: set[str] = field(default_factory=set)
    _codes: set[str] = field(default_factory=set)

    @property
    def gminas(self) -> int:
        """Number of gminas so far."""
        return len(self._codes)

    def add(self, part: str, page: PrgPage, *, expected: int) -> None:
        """Take a page.

        Pages go on until an empty one, the announced number, or, when all expected gminas are
        there, one that is not full or does not lead on as those before did. Before that, a page
        that comes shorter than asked for ends nothing.

        Raises:
            UnusableAnswerError: when it brings nothing that was not there.
        """
        fresh = {one.identity for one in page.features} - self._seen
        self._seen |= fresh
        self._codes |= {one.code[:6] for one in page.features}
        self.features.extend(page.features)
        self.pages.append(part)
        self.start += len(page.features)
        enough = self.gminas >= expected
        self._leads = self._leads or page.more
        last = not page.more and (self._leads or len(page.features) < PAGE_SIZE)
        counted = page.matched is not None and self.start >= page.matched
        repeated = bool(page.features) and not fresh
        self.ended = not page.features or counted or (enough and (last or repeated))
        if self.start > MOST_FEATURES or (repeated and not self.ended):
            raise UnusableAnswerError(ENDLESS)

    def pages_left(self, expected: int) -> int:
        """Return how many more pages there probably are."""
        missing = max(0, expected - self.gminas)
        return 0 if self.ended else max(1, -(-missing // PAGE_SIZE))


def whole_is_fresh(store: AnswerStore, now: datetime) -> bool:
    """Tell whether the last fetch is complete and so young that no new one is due."""
    begun, whole = store.get(BEGUN), store.get(WHOLE)
    if begun is None or whole is None or whole.status != DATA:
        return False
    return whole.answered_at >= begun.answered_at and now - whole.answered_at < FRESH


def open_fetch(store: AnswerStore, now: datetime, *, expected: int) -> Gathered | None:
    """Return what an unfinished fetch has so far; None when a new one is to begin."""
    begun, whole = store.get(BEGUN), store.get(WHOLE)
    body = store.body(BEGUN)
    if begun is None or body is None or now - begun.answered_at > STALE:
        return None
    if whole is not None and whole.answered_at >= begun.answered_at:
        return None
    gathered = Gathered(layer=orjson.loads(body)["layer"])
    while not gathered.ended:
        part = _part(gathered.start)
        key = PartKey(kind=PAGE, part=part)
        held, page = store.get(key), store.body(key)
        fits = held is not None and held.status == DATA and held.answered_at >= begun.answered_at
        if page is None or not fits:
            break
        gathered.add(part, page_of(page), expected=expected)
    return gathered


def fetch_register(
    caller: Caller,
    store: AnswerStore,
    gathered: Gathered | None,
    *,
    expected: int,
    progress: Progress = silent,
) -> list[PrgFeature]:
    """Ask for all pages that are not there yet and mark the fetch as complete.

    Args:
        caller: asks the service.
        store: keeps the pages.
        gathered: unfinished fetch, see ``open_fetch``; None begins a new one.
        expected: gminas that the database has.
        progress: told of the gminas.

    Returns:
        Features of all pages, in their order.

    Raises:
        SourceError: when the service cannot be asked, or answers nothing usable again and again.
    """
    if gathered is None:
        layer = _usable(partial(_layer, caller))
        store.put(BEGUN, orjson.dumps({"layer": layer}), count=1)
        gathered = Gathered(layer=layer)
    while not gathered.ended:
        progress(STAGE, min(gathered.gminas, expected), expected)
        start = gathered.start
        key = PartKey(kind=PAGE, part=_part(start))
        try:
            page = _usable(partial(_page, caller, gathered.layer, start))
            gathered.add(key.part, page, expected=expected)
        except UnusableAnswerError as error:
            message = f"{LAYER} od obiektu {start}: {error}"
            store.put_unusable(key, message)
            raise UnusableAnswerError(message) from error
        store.put(key, page_bytes(page), count=len(page.features))
    store.put(WHOLE, orjson.dumps(gathered.pages), count=len(gathered.features))
    progress(STAGE, expected, expected)
    return gathered.features


def kept_features(store: AnswerStore) -> list[PrgFeature]:
    """Return the features of the last complete fetch."""
    return [one for page in _kept_pages(store) for one in page.features]


def _kept_pages(store: AnswerStore) -> Iterator[PrgPage]:
    for part in orjson.loads(store.body(WHOLE) or b"[]"):
        body = store.body(PartKey(kind=PAGE, part=part))
        if body is not None:
            yield page_of(body)


def _part(start: int) -> str:
    return f"{start:06d}"


def _layer(caller: Caller) -> str:
    return read_layer(_ask(caller, capabilities_query()).body)


def _page(caller: Caller, layer: str, start: int) -> PrgPage:
    return read_page(_ask(caller, page_query(layer, start)).body)


def _ask(caller: Caller, query: dict[str, str | int]) -> Answer:
    answer = caller.get("", query, accept=ACCEPT)
    if answer.status != 200:
        raise SourceFailedError(NO_SERVICE.format(title="WFS granic PRG"))
    return answer


def _usable(ask: Callable[[], T]) -> T:
    """Ask again, after a pause, while the answer cannot be used."""
    for seconds in PAUSES:
        try:
            return ask()
        except UnusableAnswerError:
            pause(seconds)
    return ask()
