"""The head of a card's file: YAML between two lines ``---``, in which every value is a text.

Nothing is guessed from how a value looks: ``unit: 0201011``, ``title: no`` and ``1e3`` stay what
was written, and the card's own types decide. Anchors and tags, which make YAML dangerous, are
refused. What is written reads the same in any other program.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import Any

import yaml

from smup.errors import CatalogueError

FENCE = "---"
FIRST_LINE = 2
DEEPEST = 6
NOTHING = frozenset({"", "~", "null"})
"""Plain values that mean the same as no field."""
_NO_HEAD = f"plik musi zaczynać się od wiersza {FENCE}, pól karty i drugiego wiersza {FENCE}"
_NO_FIELDS = "między wierszami --- potrzebne są pola karty, np. title: Nazwa praktyki"
_BROKEN = (
    "to nie jest poprawny zapis YAML; tekst z dwukropkiem, krzyżykiem albo cudzysłowem "
    "weź w cudzysłów i sprawdź wcięcia"
)
_NO_ANCHORS = "odwołań YAML (& i *) oraz znaczników (!) nie wolno używać; wpisz wartość wprost"
_TOO_DEEP = "pola są zagnieżdżone za głęboko"
_TWICE = "pole {name} podano dwa razy; zostaw jedno"
_NOT_A_NAME = "nazwa pola musi być zwykłym słowem"

Path = tuple[str | int, ...]


class CardError(CatalogueError):
    """A file that is no card; the message names file, line, field and remedy.

    Attributes:
        line: number of the line, from 1; None when the whole file is meant.
        problem: the message without file and line.
    """

    def __init__(self, file: str, line: int | None, problem: str) -> None:
        place = file if line is None else f"{file}, wiersz {line}"
        super().__init__(f"{place}: {problem}.")
        self.line = line
        self.problem = f"{problem}."


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """A file taken apart.

    Attributes:
        values: fields of the head; texts, lists and mappings; empty ones are left out.
        lines: number of the line, from 1, of each value by its path.
        body: what follows the head.
        body_line: number of the first line of the body.
    """

    values: Mapping[str, Any]
    lines: Mapping[Path, int]
    body: str
    body_line: int

    def line_of(self, path: Path) -> int | None:
        """Return the line of a value, or of the nearest one around it."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return None


def read_front_matter(text: str, *, file: str) -> FrontMatter:
    r"""Take a file apart.

    Args:
        text: the whole file, lines ended by ``\n``.
        file: its name, for messages.

    Raises:
        CardError: when there is no head, or it cannot be read.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        raise CardError(file, 1, _NO_HEAD)
    end = next((n for n, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE), None)
    if end is None:
        raise CardError(file, 1, _NO_HEAD)
    try:
        reader = _Reader("\n".join(lines[1:end]))
        values = reader.fields()
    except yaml.MarkedYAMLError as error:
        raise CardError(file, _line(error.problem_mark), _reason(error)) from error
    except yaml.YAMLError as error:
        raise CardError(file, FIRST_LINE, _BROKEN) from error
    if values is None:
        raise CardError(file, FIRST_LINE, _NO_FIELDS)
    body = "\n".join(lines[end + 1 :])
    return FrontMatter(values=values, lines=reader.lines, body=body, body_line=end + 2)


def write_front_matter(values: Mapping[str, Any]) -> str:
    """Return the head with both its lines ``---``, fields in the order given."""
    written = yaml.dump(
        dict(values), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=float("inf")
    )
    return f"{FENCE}\n{written}{FENCE}\n"


def suggestion(name: str, known: list[str]) -> str:
    """Return a hint with the nearest known name, with a leading space; empty when none is near."""
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    return f" (może chodziło o {near[0]})" if near else ""


class _Refused(yaml.MarkedYAMLError):  # type: ignore[misc]  # PyYAML has no types
    """Correct YAML that a card may not use; its problem is a Polish sentence."""


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: ARG002, FBT001, FBT002
        """Indent lists under their field."""
        return super().increase_indent(flow, False)  # noqa: FBT003

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Write every value out."""
        return True


class _Reader:
    """Takes values from the events of the YAML parser, which itself makes nothing of them.

    Attributes:
        lines: number of the line of each value read so far.
    """

    def __init__(self, head: str) -> None:
        # The parser of libyaml is ten times as fast; both give the same events.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._events: Iterator[Any] = yaml.parse(head, Loader=loader)
        self.lines: dict[Path, int] = {}

    def fields(self) -> dict[str, Any] | None:
        """Return the fields of the head; None when it is anything but one mapping."""
        opening = [type(event) for event in islice(self._events, 2)]
        if opening != [yaml.StreamStartEvent, yaml.DocumentStartEvent]:
            return None
        event = next(self._events)
        if not isinstance(event, yaml.MappingStartEvent):
            return None
        values = self._mapping(event, ())
        closing = [type(event) for event in self._events]
        return values if closing == [yaml.DocumentEndEvent, yaml.StreamEndEvent] else None

    def _value(self, event: Any, path: Path) -> Any:
        self.lines.setdefault(path, _line(event.start_mark))
        _refuse_unplain(event)
        if len(path) > DEEPEST:
            raise _Refused(problem=_TOO_DEEP, problem_mark=event.start_mark)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        is_plain = event.implicit[0]
        return None if is_plain and event.value in NOTHING else event.value

    def _list(self, path: Path) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            values.append(self._value(event, (*path, len(values))))
        return values

    def _mapping(self, start: Any, path: Path) -> dict[str, Any]:
        """Return what a mapping holds; fields without a value are left out."""
        _refuse_unplain(start)
        values: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            _refuse_unplain(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused(problem=_NOT_A_NAME, problem_mark=event.start_mark)
            name = event.value
            if name in values:
                problem = _TWICE.format(name=name[:40])
                raise _Refused(problem=problem, problem_mark=event.start_mark)
            self.lines[*path, name] = _line(event.start_mark)
            values[name] = self._value(next(self._events), (*path, name))
        return {name: value for name, value in values.items() if value is not None}


def _refuse_unplain(event: Any) -> None:
    """Refuse an alias, an anchor and a tag."""
    if event.anchor is not None or getattr(event, "tag", None) is not None:
        raise _Refused(problem=_NO_ANCHORS, problem_mark=event.start_mark)


def _line(mark: Any) -> int:
    return FIRST_LINE if mark is None else mark.line + FIRST_LINE


def _reason(error: yaml.MarkedYAMLError) -> str:
    return str(error.problem) if isinstance(error, _Refused) else _BROKEN
