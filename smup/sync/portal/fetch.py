"""Asks the portal many questions side by side; every whole answer is kept at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from smup.sync.answered import lost_too_much
from smup.sync.answers import AnswerStore
from smup.sync.caller import Caller
from smup.sync.errors import UnusableAnswerError
from smup.sync.portal.asking import as_listed, ask_portal
from smup.sync.portal.parts import told_of_loss
from smup.sync.portal.smup_api import VALUES, Ask
from smup.sync.portal.smup_values import value_columns
from smup.sync.portal.value_body import pack_values
from smup.sync.together import Fetched, fetch_together

Job = tuple[Ask, ...]
"""Questions that belong together, e.g. both indicators of a pair in a year."""


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

    def fetch(self, jobs: Sequence[Job]) -> bool:
        """Ask all questions of the jobs in order; tell whether the run may go on.

        See ``fetch_together``; what ended the run stands in ``fetched.stopped``.

        Raises:
            SyncFileError: when answers cannot be kept.
            Stopped: when the run was asked to end.
        """
        if self.fetched.stopped is not None:
            self.fetched.total += sum(map(len, jobs))
            return False
        before = self.fetched
        found = fetch_together(
            [ask for job in jobs for ask in job],
            self._ask,
            name_of,
            connections=self.connections,
            report=lambda done, total: self.report(before.done + done, before.total + total),
        )
        self.fetched = Fetched(
            total=before.total + found.total,
            done=before.done + found.done,
            problems=before.problems + found.problems,
            stopped=found.stopped,
        )
        return found.stopped is None

    def _ask(self, ask: Ask) -> None:
        answer = ask_portal(self.caller, self.store, ask, pack=self._pack(ask))
        if answer.problem is not None:
            raise UnusableAnswerError(answer.problem)

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
