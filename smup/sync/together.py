"""Work on one source side by side: a failure is noted, what nothing would survive ends the run."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from typing import TypeVar

from smup.sync.errors import SourceDownError, SourceError, SourceFailedError, UnusableAnswerError

T = TypeVar("T")


@dataclass(slots=True)
class Fetched:
    """What became of the questions.

    Attributes:
        total: questions.
        done: answered ones, whether there was anything or not.
        problems: name and reason: answers that cannot be used, calls that failed.
        stopped: what ended the run before its end, if anything.
    """

    total: int = 0
    done: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)
    stopped: SourceError | None = None
    _guard: threading.Lock = field(default_factory=threading.Lock)

    @property
    def left(self) -> int:
        """Questions without an answer."""
        return self.total - self.done

    def note(self, name: str, problem: str | None, *, done: bool) -> None:
        """Note the end of a question, from any thread."""
        with self._guard:
            self.done += done
            if problem is not None:
                self.problems.append((name, problem))


def fetch_together(
    items: Sequence[T],
    work: Callable[[T], None],
    name_of: Callable[[T], str],
    *,
    connections: int,
    report: Callable[[int, int], None] = lambda _done, _total: None,
) -> Fetched:
    """Do the work of all items in order, several at one time.

    Args:
        items: questions.
        work: asks one and keeps its answer; raises ``SourceError``.
        name_of: how messages name a question.
        connections: questions asked side by side.
        report: told the questions that have ended and all.

    Raises:
        SyncFileError: when answers cannot be kept.
        Stopped: when the run was asked to end.
    """
    fetched = Fetched(total=len(items))

    def one(item: T) -> None:
        try:
            work(item)
        except SourceDownError:
            raise
        except (SourceFailedError, UnusableAnswerError) as error:
            answered = isinstance(error, UnusableAnswerError)
            fetched.note(name_of(item), str(error), done=answered)
            return
        fetched.note(name_of(item), None, done=True)

    pool = ThreadPoolExecutor(connections, thread_name_prefix="sync")
    try:
        for ended, future in enumerate(as_completed([pool.submit(one, item) for item in items])):
            future.result()
            report(ended + 1, len(items))
    except SourceError as error:
        fetched.stopped = error
    finally:
        pool.shutdown(cancel_futures=True)
    return fetched
