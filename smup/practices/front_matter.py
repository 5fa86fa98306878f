"""The head of a card's file: YAML between two lines ``---``, in which every value is a text.

Nothing is guessed from how a value looks: ``unit: 0201011``, ``title: no`` and ``1e3`` stay what
was written, and the card's own types decide. Anchors and tags, which make YAML dangerous, are
refused. What is written reads the same in any other program.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import yaml

from smup.errors import CatalogueError

FENCE = "---"
FIRST_LINE = 2
DEEPEST = 6
_NULL, _TEXT = "tag:yaml.org,2002:null", "tag:yaml.org,2002:str"
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
        node = _compose("\n".join(lines[1:end]))
        if not isinstance(node, yaml.MappingNode):
            raise CardError(file, FIRST_LINE, _NO_FIELDS)
        known: dict[Path, int] = {}
        values = _plain(node, (), known)
    except yaml.MarkedYAMLError as error:
        raise CardError(file, _line(error.problem_mark), _reason(error)) from error
    except yaml.YAMLError as error:
        raise CardError(file, FIRST_LINE, _BROKEN) from error
    body = "\n".join(lines[end + 1 :])
    return FrontMatter(values=values, lines=known, body=body, body_line=end + 2)


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


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  as PyYAML declares it

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Compose a node unless it is an alias, is anchored, or lies too deep."""
        event = self.peek_event()
        if getattr(event, "anchor", None) is not None:
            raise _Refused(problem=_NO_ANCHORS, problem_mark=event.start_mark)
        self._depth += 1
        if self._depth > DEEPEST:
            raise _Refused(problem=_TOO_DEEP, problem_mark=event.start_mark)
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


_Loader.add_implicit_resolver(_NULL, re.compile(r"^(?:~|null|)$"), ["~", "n", ""])


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: ARG002, FBT001, FBT002
        """Indent lists under their field."""
        return super().increase_indent(flow, False)  # noqa: FBT003

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Write every value out."""
        return True


def _compose(head: str) -> Any:
    loader = _Loader(head)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _plain(node: Any, path: Path, lines: dict[Path, int]) -> Any:
    """Return what a node holds, and note the lines of all values."""
    lines[path] = node.start_mark.line + FIRST_LINE
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, place), lines) for place, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if node.tag not in {_NULL, _TEXT}:
        raise _Refused(problem=_NO_ANCHORS, problem_mark=node.start_mark)
    return None if node.tag == _NULL else node.value


def _mapping(node: Any, path: Path, lines: dict[Path, int]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.tag != _TEXT:
            raise _Refused(problem=_NOT_A_NAME, problem_mark=key.start_mark)
        if key.value in values:
            problem = _TWICE.format(name=key.value[:40])
            raise _Refused(problem=problem, problem_mark=key.start_mark)
        values[key.value] = _plain(value, (*path, key.value), lines)
        lines[*path, key.value] = key.start_mark.line + FIRST_LINE
    return {name: value for name, value in values.items() if value is not None}


def _line(mark: Any) -> int:
    return FIRST_LINE if mark is None else mark.line + FIRST_LINE


def _reason(error: yaml.MarkedYAMLError) -> str:
    return str(error.problem) if isinstance(error, _Refused) else _BROKEN
