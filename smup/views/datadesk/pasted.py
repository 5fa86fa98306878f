"""A list of units that a reader pastes: codes or names, as they come from a sheet or a letter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from smup.errors import UnknownCodeError
from smup.i18n import texts
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit
from smup.views.datadesk.names import names_of

MOST_ITEMS = 3_000
LONGEST_ITEM = 200
MOST_SIGNS = MOST_ITEMS * LONGEST_ITEM
MOST_CANDIDATES = 8
SHOWN = 60
LEVELS = ("gmina", "powiat", "wojewodztwo")
_BETWEEN = re.compile(r"[;\t]")
_CODE = re.compile(r"""^[='"\s]*(\d{1,7})(?:[.,]0)?['"\s]*$""", re.ASCII)
_CODE_THEN_NAME = re.compile(r"^(\d{2,7})[ \-–,]+(?=\D)(.+)$")
_LOST_ZERO = (1, 3, 5, 6)
"""Lengths of codes whose first zero a spreadsheet took."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedLine:
    """What must be told of a line.

    Attributes:
        line: its number, from 1; 0 for the whole list.
        text: what stands there, cut to 60 signs.
        key: reason, a key of the texts ``datadesk_table.pasted``.
        reason: one sentence in the reader's language.
        candidates: code at the level and label of units that the line may mean.
    """

    line: int
    text: str
    key: str
    reason: str
    candidates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What a pasted list stands for.

    Attributes:
        units: found, each once, in the order of the list.
        codes: their codes at the level.
        repeated: lines that name a unit again.
        problems: lines that were not understood.
        told: lines that were understood, but not as they were written.
    """

    units: tuple[TerritorialUnit, ...]
    codes: tuple[str, ...]
    repeated: int
    problems: tuple[PastedLine, ...]
    told: tuple[PastedLine, ...]


def read_pasted(directory: UnitDirectory, text: str, *, level: str, lang: str) -> Pasted:
    """Return the units of a level that a pasted list names.

    Lines, semicolons and tabs part the items; commas too, unless they stand inside a name with its
    powiat. A list longer than ``MOST_SIGNS`` is not read at all.

    Args:
        directory: the units.
        text: the list.
        level: gmina, powiat or wojewodztwo.
        lang: language of the reasons.
    """
    return _List(directory, level, lang).read(text)


class _List:
    """Reads one list."""

    def __init__(self, directory: UnitDirectory, level: str, lang: str) -> None:
        self._directory = directory
        self._level = level
        self._t = texts(lang)
        self._units: dict[int, TerritorialUnit] = {}
        self._repeated = 0
        self._problems: list[PastedLine] = []
        self._told: list[PastedLine] = []

    def read(self, text: str) -> Pasted:
        """Read the whole list."""
        items = [] if len(text) > MOST_SIGNS else list(islice(_items(text), MOST_ITEMS + 1))
        if len(text) > MOST_SIGNS:
            self._tell(self._problems, 0, "", "refused", most=MOST_ITEMS)
        elif len(items) > MOST_ITEMS:
            self._tell(self._problems, 0, "", "too_many", most=MOST_ITEMS)
        for line, item in items[:MOST_ITEMS]:
            self._read_item(line, item)
        units = tuple(self._units.values())
        return Pasted(
            units=units,
            codes=tuple(unit.code_at(self._level) for unit in units),
            repeated=self._repeated,
            problems=tuple(self._problems),
            told=tuple(self._told),
        )

    def _read_item(self, line: int, item: str) -> None:
        if len(item) > LONGEST_ITEM:
            self._tell(self._problems, line, item, "too_long", n=len(item), most=LONGEST_ITEM)
            return
        code = _CODE.match(item)
        if code:
            self._read_code(line, item, code[1])
            return
        both = _CODE_THEN_NAME.match(item)
        if both and _CODE.match(both[1]) and "," not in item:
            self._read_code(line, item, both[1])
            return
        found = self._named(item)
        parts = [part.strip() for part in item.split(",")]
        if not found and len(parts) > 1:
            for part in filter(None, parts):
                self._read_item(line, part)
            return
        self._settle_name(line, item, found)

    def _named(self, item: str) -> Sequence[TerritorialUnit]:
        return names_of(self._directory, self._level).find(item)

    def _settle_name(self, line: int, item: str, found: Sequence[TerritorialUnit]) -> None:
        if len(found) == 1:
            self._take(found[0])
            return
        if found:
            self._ambiguous(line, item, found)
            return
        for level in LEVELS:
            other = names_of(self._directory, level).find(item)
            if other:
                name = self._directory.label(other[0], lang=self._t.lang)
                self._tell(self._problems, line, item, "level", name=name)
                return
        self._tell(self._problems, line, item, "unknown_name")

    def _read_code(self, line: int, item: str, code: str) -> None:
        whole = self._directory_has(code)
        zeroed = self._directory_has(f"0{code}") if len(code) in _LOST_ZERO else None
        if whole is not None and zeroed is not None and whole.id != zeroed.id:
            self._ambiguous(line, item, [whole, zeroed])
        elif whole is None and zeroed is not None:
            self._tell(self._told, line, item, "zero", code=f"0{code}")
            self._take(zeroed)
        elif whole is not None:
            self._take(whole)
        else:
            self._refuse_code(line, item, code)

    def _directory_has(self, code: str) -> TerritorialUnit | None:
        """Return the unit of a code that exists and answers at the level."""
        try:
            unit = self._directory.lookup(code).unit
        except UnknownCodeError:
            return None
        return unit if not unit.ended and unit.answers_at(self._level) else None

    def _refuse_code(self, line: int, item: str, code: str) -> None:
        try:
            match = self._directory.lookup(code)
        except UnknownCodeError:
            key = "not_code" if len(code) in (1, 3, 5) else "unknown_code"
            self._tell(self._problems, line, item, key)
            return
        if not match.unit.ended:
            name = self._directory.label(match.unit, lang=self._t.lang)
            self._tell(self._problems, line, item, "level", name=name)
            return
        after = match.successor
        if after is None or not after.answers_at(self._level):
            self._tell(self._problems, line, item, "ended")
            return
        name, code = self._directory.label(after, lang=self._t.lang), after.code_at(self._level)
        self._tell(
            self._problems, line, item, "ended_successor", units=[after], name=name, code=code
        )

    def _ambiguous(self, line: int, item: str, found: Sequence[TerritorialUnit]) -> None:
        named = [f"{label} ({code})" for code, label in self._choices(found)]
        more = len(found) - len(named)
        candidates = "; ".join(named) + (f" (+{more})" if more > 0 else "")
        self._tell(self._problems, line, item, "ambiguous", units=found, candidates=candidates)

    def _choices(self, units: Sequence[TerritorialUnit]) -> tuple[tuple[str, str], ...]:
        lang = self._t.lang
        return tuple(
            (unit.code_at(self._level), self._directory.label(unit, lang=lang))
            for unit in units[:MOST_CANDIDATES]
        )

    def _take(self, unit: TerritorialUnit) -> None:
        if unit.id in self._units:
            self._repeated += 1
        self._units[unit.id] = unit

    def _tell(
        self,
        where: list[PastedLine],
        line: int,
        text: str,
        key: str,
        *,
        units: Sequence[TerritorialUnit] = (),
        **values: object,
    ) -> None:
        where.append(
            PastedLine(
                line=line,
                text=text[:SHOWN],
                key=key,
                reason=self._t(f"datadesk_table.pasted.{key}", **values),
                candidates=self._choices(units),
            )
        )


def _items(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number of the line and an item of it.

    Beside a code the name of its unit is no item of its own: sheets have both in a row.
    """
    for line, row in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        items = [item.strip() for item in _BETWEEN.split(row)]
        items = [item for item in items if item]
        with_code = len(items) > 1 and sum(_CODE.match(item) is not None for item in items) == 1
        for item in items:
            if not with_code or _CODE.match(item):
                yield line, item
