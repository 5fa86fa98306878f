"""Asks the portal many questions side by side; every whole answer is kept at once."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from typing import Any

from smup.sync.answers import AnswerStore
from smup.sync.caller import Caller
from smup.sync.errors import SourceDownError, SourceError, SourceFailedError, UnusableAnswerError
from smup.sync.portal.asking import as_listed, ask_portal
from smup.sync.portal.parts import lost_too_much, told_of_loss
from smup.sync.portal.smup_api import VALUES, Ask
from smup.sync.portal.smup_values import value_columns
from smup.sync.portal.value_body import pack_values

Job = tuple[Ask, ...]
"""Questions that belong together, e.g. both indicators of a pair in a year."""


@dataclass(slots=True)
class Fetched:
    """What became of the questions.

    Attributes:
        total: questions.
        done: answered ones, whether there was anything or not.
        problems: part and reason: answers that cannot be used, calls that failed.
        stopped: what ended the run before its end, if anything.
    """

    total: int = 0
    done: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)
    stopped: SourceError | None = None

    @property
    def left(self) -> int:
        """Questions without an answer."""
        return self.total - self.done


@dataclass(slots=True, kw_only=True)
class Fetcher:
    """Asks questions with several connections, one run of the command long.

    Attributes:
        caller: to the portal.
        store: where answers are kept.
        connections: questions asked side by side.
        accept_losses: also take answers that lost more than half of their rows.
        report: told the questions done and all, now and then.
        fetched: what became of the questions so far.
    """

    caller: Caller
    store: AnswerStore
    connections: int
    accept_losses: bool = False
    report: Callable[[int, int], None] = lambda _done, _total: None
    fetched: Fetched = field(default_factory=Fetched)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def fetch(self, jobs: Sequence[Job]) -> bool:
        """Ask all questions of the jobs in order; tell whether the run may go on.

        A failure of one question is noted and the others go on. What no other question would
        survive (limits spent, key refused, host gone, too many failures in a row) ends the run and
        stands in ``fetched.stopped``.

        Raises:
            SyncFileError: when answers cannot be kept.
            Stopped: when the run was asked to end.
        """
        self.fetched.total += sum(map(len, jobs))
        if self.fetched.stopped is not None:
            return False
        pool = ThreadPoolExecutor(self.connections, thread_name_prefix="smup")
        try:
            for future in as_completed([pool.submit(self._ask_all, job) for job in jobs]):
                future.result()
                self.report(self.fetched.done, self.fetched.total)
        except SourceError as error:
            self.fetched.stopped = error
        finally:
            pool.shutdown(cancel_futures=True)
        return self.fetched.stopped is None

    def _ask_all(self, job: Job) -> None:
        for ask in job:
            self._ask(ask)

    def _ask(self, ask: Ask) -> None:
        try:
            answer = ask_portal(self.caller, self.store, ask, pack=self._pack(ask))
        except SourceDownError:
            raise
        except SourceFailedError as error:
            self._note(ask, str(error), done=False)
            return
        self._note(ask, answer.problem, done=True)

    def _note(self, ask: Ask, problem: str | None, *, done: bool) -> None:
        with self._guard:
            self.fetched.done += done
            if problem is not None:
                self.fetched.problems.append((name_of(ask), problem))

    def _pack(self, ask: Ask) -> Callable[[Sequence[Any]], bytes]:
        if ask.path != VALUES:
            return as_listed
        held = self.store.get(ask.key)
        rows_held = 0 if held is None or self.accept_losses else held.rows
        return lambda rows: _packed(rows, ask, rows_held)


def name_of(ask: Ask) -> str:
    """Return how messages name a question: ``indicator-date-data 4074/2024``."""
    about = "" if ask.id is None else f" {ask.id}"
    return f"{ask.path}{about}{f'/{ask.year}' if ask.year else ''}"


def _packed(rows: Sequence[Any], ask: Ask, held: int) -> bytes:
    """Return the body of values for the store.

    Raises:
        UnusableAnswerError: when a row breaks the contract, or less than half of the rows is left.
    """
    columns = value_columns(rows, indicator=ask.id or 0, year=ask.year)
    if rows and lost_too_much(len(rows), held):
        raise UnusableAnswerError(told_of_loss(str(ask.id), len(rows), held))
    return pack_values(columns)
