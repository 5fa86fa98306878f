"""Asks the Local Data Bank for series, page by page; a killed run goes on from the pages kept."""

from hashlib import sha256
from typing import Any, NamedTuple
from uuid import uuid4

import orjson

from smup.sync.answers import DATA, AnswerStore, PartKey, StoredAnswer
from smup.sync.bdl.bdl_api import (
    FIRST_PAGE,
    UNITS_AT_LEVEL,
    BdlPage,
    BdlVariable,
    Call,
    attributes_call,
    data_call,
    pages_of,
    read_attributes,
    read_columns,
    read_page,
    read_variable,
    variable_call,
)
from smup.sync.bdl.wanted import Wanted
from smup.sync.caller import Caller
from smup.sync.errors import UnusableAnswerError
from smup.sync.replies import written

ATTRIBUTES = PartKey(kind="attributes")
VARIABLE, PAGE, SERIES = "variable", "page", "series"
NOT_FOUND = 404
READINGS = 4

GONE = (
    "BDL nie ma zmiennej {id}. Znajdź jej nowy numer na bdl.stat.gov.pl i popraw go w karcie "
    "„{code}” katalogu; do tego czasu zostają dane wczytane wcześniej."
)
OTHER_SUBJECT = (
    "Zmienna {id} należy w BDL do tematu {found} („{name}”), a karta „{code}” podaje {wanted}. "
    "Popraw numer albo temat w katalogu; dane tej zmiennej nie są wczytywane."
)
RESTLESS = (
    "Dane zmiennej {id} (poziom {level}) zmieniały się w czasie czytania ({readings} odczyty). "
    "Powtórz polecenie za godzinę."
)


def page_key(bdl_id: int, level: int, number: int) -> PartKey:
    """Return the key of a page of values."""
    return PartKey(kind=PAGE, part=f"{bdl_id}:{level}:{number}")


def series_key(bdl_id: int) -> PartKey:
    """Return the key of the list of pages that make a series whole."""
    return PartKey(kind=SERIES, part=str(bdl_id))


def variable_key(bdl_id: int) -> PartKey:
    """Return the key of what the bank says about a variable."""
    return PartKey(kind=VARIABLE, part=str(bdl_id))


def is_known_whole(stored: StoredAnswer | None) -> bool:
    """Tell whether all pages of a series are kept, as far as is known without a call."""
    return stored is not None and stored.status == DATA


def calls_for(wanted: Wanted, store: AnswerStore, *, full: bool = False) -> tuple[int, int]:
    """Return how many calls a series costs if it has not changed, and if it has."""
    check = int(full or store.get(variable_key(wanted.bdl_id)) is None)
    all_pages = check + sum(pages_of(UNITS_AT_LEVEL[level]) for level in wanted.levels)
    known = is_known_whole(store.get(series_key(wanted.bdl_id))) and not full
    return (check + 1 if known else all_pages), all_pages


class _Probe(NamedTuple):
    """The first page of a level with data; the levels of ``empty`` were asked and have none."""

    level: int
    page: BdlPage
    empty: frozenset[int]


class BdlFetcher:
    """Brings the store of answers up to date; safe for several threads."""

    def __init__(self, caller: Caller, store: AnswerStore, *, full: bool = False) -> None:
        """Take whom to ask and where to keep; ``full``: ask also for what has not changed."""
        self._caller = caller
        self._store = store
        self._full = full
        # Pages kept by an earlier run are not taken for those of a run that asks for everything.
        self._run = f" {uuid4().hex}" if full else ""

    def attributes(self) -> None:
        """Keep the dictionary of attributes as it is now.

        Raises:
            SourceError: when it cannot be had, or read.
        """
        document = self._ask(attributes_call())
        read_attributes(document)
        rows = document["results"]
        self._store.put(ATTRIBUTES, written(rows), count=len(rows))

    def series(self, wanted: Wanted) -> None:
        """Bring a series up to date: all of its pages, or none when nothing changed.

        The first level with data is asked anyway and tells by its moment of the last change
        whether the rest is asked for; a bank that gives no moment, by its values.

        Raises:
            SourceError: when the source fails, or the answer cannot be used; what was answered
                before is kept, and the reason with it.
        """
        try:
            self._series(wanted)
        except UnusableAnswerError as error:
            self._store.put_unusable(series_key(wanted.bdl_id), str(error))
            raise

    def _series(self, wanted: Wanted) -> None:
        self._check(wanted)
        key = series_key(wanted.bdl_id)
        held = self._store.get(key)
        probe = self._probe(wanted)
        if probe is None:
            self._store.put_none(key)
            return
        stamp = probe.page.last_update or f"sha256:{sha256(_body(probe.page)).hexdigest()}"
        if is_known_whole(held) and held is not None and held.etag == stamp and not self._full:
            self._store.confirm(key)
            return
        reading = stamp + self._run
        self._keep(wanted, probe.level, FIRST_PAGE, (probe.page, reading))
        digests = {
            str(level): [] if level in probe.empty else self._level(wanted, level, reading)
            for level in wanted.levels
        }
        count = sum(map(len, digests.values()))
        self._store.put(key, orjson.dumps(digests), count=count, etag=stamp)

    def _probe(self, wanted: Wanted) -> _Probe | None:
        """Return the first page of a level with data; first of the level that had some before."""
        body = self._store.body(series_key(wanted.bdl_id))
        known = orjson.loads(body or b"{}")
        empty: set[int] = set()
        for level in sorted(wanted.levels, key=lambda level: not known.get(str(level))):
            page = self._page(wanted, level, FIRST_PAGE)
            if page is not None:
                return _Probe(level, page, frozenset(empty))
            empty.add(level)
        return None

    def _check(self, wanted: Wanted) -> None:
        key = variable_key(wanted.bdl_id)
        held = self._store.get(key)
        if held is None or held.status != DATA or self._full:
            document = self._ask(variable_call(wanted.bdl_id))
            if document is None:
                self._store.put_none(key)
            else:
                read_variable(document)
                self._store.put(key, written(document), count=1)
        check_variable(wanted, self._store)

    def _level(self, wanted: Wanted, level: int, stamp: str) -> list[str]:
        """Return the digests of all pages of a level, read until they agree with each other.

        Args:
            wanted: the series.
            level: level of units.
            stamp: what marks kept pages as belonging to this reading.
        """
        before: list[str] | None = None
        for reading in range(READINGS):
            pages = self._read(wanted, level, stamp, again=reading > 0)
            if pages is None:
                before = None
                continue
            digests = [digest for _, digest in pages]
            if _agree([page for page, _ in pages]) or digests == before:
                return digests
            before = digests
        message = RESTLESS.format(id=wanted.bdl_id, level=level, readings=READINGS)
        raise UnusableAnswerError(message)

    def _read(
        self, wanted: Wanted, level: int, stamp: str, *, again: bool
    ) -> list[tuple[BdlPage, str]] | None:
        """Return the pages of a level with their digests; None when one of them has gone."""
        first = self._kept_or_asked(wanted, level, FIRST_PAGE, stamp, again=again)
        if first is None:
            return []
        pages = [first]
        for number in range(FIRST_PAGE + 1, first[0].pages):
            page = self._kept_or_asked(wanted, level, number, stamp, again=again)
            if page is None:
                return None
            pages.append(page)
        totals = {page.total for page, _ in pages}
        moments = {page.last_update for page, _ in pages} - {None}
        rows = sum(len(page.rows) for page, _ in pages)
        same = len(totals) == 1 and len(moments) <= 1
        return pages if same and rows == first[0].total else None

    def _kept_or_asked(
        self, wanted: Wanted, level: int, number: int, stamp: str, *, again: bool
    ) -> tuple[BdlPage, str] | None:
        key = page_key(wanted.bdl_id, level, number)
        held = None if again else self._store.get(key)
        if held is not None and held.status == DATA and held.etag == stamp:
            body = self._store.body(key)
            if body is not None:
                return read_page(orjson.loads(body), wanted.bdl_id), held.digest
        page = self._page(wanted, level, number)
        if page is None:
            return None
        return page, self._keep(wanted, level, number, (page, stamp)).digest

    def _keep(
        self, wanted: Wanted, level: int, number: int, page: tuple[BdlPage, str]
    ) -> StoredAnswer:
        key = page_key(wanted.bdl_id, level, number)
        return self._store.put(key, _body(page[0]), count=len(page[0].rows), etag=page[1])

    def _page(self, wanted: Wanted, level: int, number: int) -> BdlPage | None:
        """Ask for a page; None when the bank has no rows there."""
        document = self._ask(data_call(wanted.bdl_id, level, number))
        if document is None:
            return None
        page = read_page(document, wanted.bdl_id)
        read_columns(page.rows)
        return page if page.rows else None

    def _ask(self, call: Call) -> Any:
        answer = self._caller.get(*call)
        return None if answer.status == NOT_FOUND else answer.json()


def check_variable(wanted: Wanted, store: AnswerStore) -> BdlVariable:
    """Return what the bank said about the variable of a series, if it is the one of the card.

    Raises:
        UnusableAnswerError: when the bank does not have it, or has it under another subject.
    """
    key = variable_key(wanted.bdl_id)
    stored, body = store.get(key), store.body(key)
    if stored is None or stored.status != DATA or body is None:
        raise UnusableAnswerError(GONE.format(id=wanted.bdl_id, code=wanted.code))
    found = read_variable(orjson.loads(body))
    if wanted.subject not in {None, found.subject}:
        message = OTHER_SUBJECT.format(
            id=wanted.bdl_id,
            found=found.subject,
            name=found.name,
            code=wanted.code,
            wanted=wanted.subject,
        )
        raise UnusableAnswerError(message)
    return found


def _agree(pages: list[BdlPage]) -> bool:
    """Tell that no unit stands twice, which it does when rows move between pages."""
    units = [row["id"] for page in pages for row in page.rows]
    return len(set(units)) == len(units)


def _body(page: BdlPage) -> bytes:
    """Return what is kept of a page: without moments, so that equal values are equal bytes."""
    document = {"totalRecords": page.total, "results": page.rows}
    return written(document)
