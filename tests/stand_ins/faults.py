"""Faults that a stand-in server makes, planned by place or drawn from a seed."""

import random
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What goes wrong with an answer."""

    STATUS = "status"  # ``status``, with ``headers`` (e.g. Retry-After of a 429)
    SLOW = "slow"  # the right answer after ``seconds``
    TRUNCATED = "truncated"  # half of the body, then the end, though its length was announced
    CUT = "cut"  # connection closed before any answer
    HTML = "html"  # a page of maintenance with status 200
    HALF_JSON = "half-json"  # half of the body with the length of the half: JSON that is cut
    WRONG_TYPE = "wrong-type"  # JSON text in place of a list or object
    GARBLED = "garbled"  # said to be gzip, and is not


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault.

    Attributes:
        kind: what goes wrong.
        status: of ``STATUS``.
        headers: of ``STATUS``, e.g. ``(("Retry-After", "2"),)``.
        seconds: of ``SLOW``.
    """

    kind: Kind
    status: int = 500
    headers: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.2


def too_many(retry_after: str | None) -> Fault:
    """A 429, with ``Retry-After`` in seconds or as a date, or without it."""
    headers = () if retry_after is None else (("Retry-After", retry_after),)
    return Fault(kind=Kind.STATUS, status=429, headers=headers)


def status(number: int) -> Fault:
    """An answer of this status with a short text."""
    return Fault(kind=Kind.STATUS, status=number)


PASSING = (
    status(500),
    status(502),
    Fault(kind=Kind.TRUNCATED),
    Fault(kind=Kind.CUT),
    Fault(kind=Kind.HTML),
    Fault(kind=Kind.HALF_JSON),
    Fault(kind=Kind.GARBLED),
    Fault(kind=Kind.SLOW, seconds=0.05),
)
"""Faults that are gone at the next try."""


@dataclass(slots=True)
class Rule:
    """Faults of the calls whose path (with its query) fits a pattern, one after another."""

    pattern: re.Pattern[str]
    faults: list[Fault]
    always: bool = False


@dataclass(slots=True)
class FaultPlan:
    """Which call fails how. Safe for several threads.

    Attributes:
        share: part of the calls, 0 to 1, that fail by chance with one of ``kinds``.
        kinds: faults to draw from.
        seed: same seed and same order of calls, same faults.
        in_row: a path does not fail by chance more often than this before it is answered.
    """

    share: float = 0.0
    kinds: Sequence[Fault] = PASSING
    seed: int = 1
    in_row: int = 2
    _rules: list[Rule] = field(default_factory=list)
    _failed: dict[str, int] = field(default_factory=dict)
    _random: random.Random | None = None
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def next(self, pattern: str, *faults: Fault) -> None:
        """Let the next calls that fit fail so, one after another; then they are answered."""
        with self._guard:
            self._rules.append(Rule(re.compile(pattern), list(faults)))

    def always(self, pattern: str, fault: Fault) -> None:
        """Let every call that fits fail so."""
        with self._guard:
            self._rules.append(Rule(re.compile(pattern), [fault], always=True))

    def clear(self) -> None:
        """Forget all faults, also those by chance."""
        with self._guard:
            self._rules.clear()
            self.share = 0.0

    def draw(self, path: str) -> Fault | None:
        """Return the fault of this call, or None."""
        with self._guard:
            for rule in self._rules:
                if rule.faults and rule.pattern.search(path):
                    return rule.faults[0] if rule.always else rule.faults.pop(0)
            return self._by_chance(path)

    def _by_chance(self, path: str) -> Fault | None:
        if self._random is None:
            self._random = random.Random(self.seed)  # noqa: S311  reproducible, no secret
        if self._random.random() >= self.share or self._failed.get(path, 0) >= self.in_row:
            self._failed.pop(path, None)
            return None
        self._failed[path] = self._failed.get(path, 0) + 1
        return self._random.choice(list(self.kinds))
