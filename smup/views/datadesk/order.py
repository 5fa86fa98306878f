"""Which rows of the table are shown, and in which order, when it is filtered or sorted."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from smup.flags import Flag
from smup.repository import Repository
from smup.typography import polish_key
from smup.views.datadesk.batches import OF_INDICATOR, OF_UNIT, Batches
from smup.views.datadesk.columns import Field
from smup.views.datadesk.grid import LONG, WIDE, Grid, Integers
from smup.views.datadesk.selection import Chosen
from smup.views.datadesk.values import NO_FLAG, NO_RANK, Block, Floats, Reader

MOST_BYTES = 64 * 1024 * 1024
"""Of the orders of tables that a process keeps: scrolling a sorted table asks for it again."""
_KEPT: "WeakKeyDictionary[Repository, OrderedDict[tuple[str, str, str], Integers]]"
_KEPT = WeakKeyDictionary()
_LOCK = threading.Lock()
SMALL = 1 << 16
_FILLED, _EMPTY = "z-wartoscia", "puste"


def is_usual(chosen: Chosen) -> bool:
    """Tell whether the table has all its rows in the usual order."""
    state = chosen.state
    return state.sort is None and state.filtr is None and state.wiersze not in (_FILLED, _EMPTY)


def row_order(repository: Repository, chosen: Chosen) -> Integers:
    """Return the rows of the grid that are shown, in their order; the newest ones are kept.

    What is not a matter of order (columns that are only shown, the view) is not part of the key.
    """
    asked = chosen.state.with_changes(widok="tabela", na=None, year=None)
    key = repository.dataset().public_tag, chosen.lang, asked.to_query()
    with _LOCK:
        kept = _KEPT.setdefault(repository, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    found = _Order(repository, chosen).rows()
    with _LOCK:
        kept[key] = found
        while len(kept) > 1 and sum(order.nbytes for order in kept.values()) > MOST_BYTES:
            kept.popitem(last=False)
    return found


class _Order:
    """Filters and sorts one table; what it needs is read once."""

    def __init__(self, repository: Repository, chosen: Chosen) -> None:
        self._chosen = chosen
        self._batches = Batches(repository, chosen)
        self._grid: Grid = self._batches.grid
        self._by_key = {field.column.key: field for field in self._batches.fields}
        self._reader = Reader(repository, chosen, whats=self._needed())
        self._columns: dict[str, Floats] = {}
        self._filled = np.zeros(self._grid.rows, dtype=bool)

    def rows(self) -> Integers:
        """Return the rows shown."""
        if not self._grid.rows:
            return np.zeros(0, dtype=np.int64)
        self._read()
        kept = np.flatnonzero(self._kept())
        return kept if self._chosen.state.sort is None else kept[self._sorted(kept)]

    def _keys(self) -> list[str]:
        sort = self._chosen.state.sort_key
        return [*(one.key for one in self._chosen.state.ranges), *([sort[0]] if sort else [])]

    def _needed(self) -> set[str]:
        return {self._by_key[key].what for key in self._keys()}

    def _read(self) -> None:
        """Read the columns that decide, indicator by indicator."""
        wanted = {key: self._by_key[key] for key in self._keys()}
        of_values = {key: field for key, field in wanted.items() if not _is_known(field)}
        for key, field in wanted.items():
            nothing = np.full(self._grid.rows, np.nan)
            self._columns[key] = nothing if key in of_values else self._known(field)
        every = self._chosen.state.wiersze in (_FILLED, _EMPTY)
        for measured, (_, span) in enumerate(self._chosen.measured):
            own = [key for key, one in of_values.items() if one.measured in (None, measured)]
            if not own and not every:
                continue
            years = span.first_year, span.last_year
            block = self._reader.block(measured, years, np.arange(self._grid.units))
            rows = self._rows_of(measured)
            if every:
                self._filled[rows] = self._filled[rows] | self._has_value(block, rows)
            for key in own:
                self._columns[key][rows] = self._numbers(of_values[key], block, rows)

    def _rows_of(self, measured: int) -> Integers:
        if self._grid.layout != LONG:
            return np.arange(self._grid.rows)
        return np.arange(self._grid.offsets[measured], self._grid.offsets[measured + 1])

    def _has_value(self, block: Block, rows: Integers) -> NDArray[np.bool_]:
        """Tell which rows have a number of the block's indicator."""
        if self._grid.layout == WIDE:
            found: NDArray[np.bool_] = np.any(~np.isnan(block.value), axis=0)
            return found
        at = self._grid.places(rows)
        return ~np.isnan(block.numbers("value", at.year, at.unit).astype(np.float64))

    def _numbers(self, field: Field, block: Block, rows: Integers) -> Floats:
        """Return a column of rows as numbers that sort as its cells do; NaN where it is empty."""
        at = self._grid.places(rows)
        year = at.year if field.year is None else np.full(len(rows), field.year)
        if field.what == "note":
            words = block.words(year, at.unit)
            return np.array([np.nan if word is None else self._notes[word] for word in words])
        numbers = block.numbers(field.what, year, at.unit)
        if field.what == "flag":
            codes = numbers.astype(np.int64)
            places: Floats = np.where(codes == NO_FLAG, np.nan, _FLAG_PLACES[codes])
            return places
        found = numbers.astype(np.float64)
        return np.where(found == NO_RANK, np.nan, found) if field.what == "rank" else found

    @cached_property
    def _notes(self) -> dict[str, float]:
        """Return the place of every note among all of the table."""
        words: list[str | None] = list(self._reader.words_of_notes)
        return dict(zip(self._reader.words_of_notes, _places_of_words(words), strict=True))

    def _known(self, field: Field) -> Floats:
        """Return a column that follows from the place of a row, texts as their order."""
        at = self._grid.places(np.arange(self._grid.rows))
        if field.what == "year":
            return at.year.astype(np.float64)
        if field.what in OF_UNIT:
            column, index = self._batches.of_units[field.what], at.unit
        else:
            column = self._batches.of_indicators[field.what]
            index = at.measured if field.measured is None else np.full(len(at.unit), field.measured)
        if field.what == "population":
            people: Floats = column.to_numpy(zero_copy_only=False).astype(np.float64)
            return people[index]
        return _places_of_words(column.to_pylist())[index]

    def _kept(self) -> NDArray[np.bool_]:
        state = self._chosen.state
        kept = np.ones(self._grid.rows, dtype=bool)
        if state.wiersze in (_FILLED, _EMPTY):
            kept = self._filled if state.wiersze == _FILLED else ~self._filled
        for one in state.ranges:
            column = self._columns[one.key]
            low = -np.inf if one.low is None else one.low
            high = np.inf if one.high is None else one.high
            kept = kept & (column >= low) & (column <= high)  # an empty cell is in no range
        return kept

    def _sorted(self, rows: Integers) -> Integers:
        """Return the order of some rows: empty ones last, ties by code, then as usual."""
        sort = self._chosen.state.sort_key
        assert sort is not None  # noqa: S101 - asked by the caller
        column = self._columns[sort[0]][rows]
        codes = _places_of_words(self._batches.of_units["teryt"].to_pylist(), plain=True)
        # Two stable sorts: the first one of small whole numbers takes a pass for each byte.
        small = codes.astype(np.uint16 if len(codes) < SMALL else np.int64)
        by_code = np.argsort(small[self._grid.units_of(rows)], kind="stable")
        keys = (-column if sort[1] else column)[by_code]
        order: Integers = by_code[np.argsort(keys, kind="stable")]
        return order


def _is_known(field: Field) -> bool:
    return field.what in OF_UNIT or field.what in OF_INDICATOR or field.what == "year"


def _places_of_words(words: list[str | None], *, plain: bool = False) -> Floats:
    """Return the place of each word in the dictionary; equal words share one, None has none."""
    key: Callable[[str], object] = str if plain else polish_key
    keys = {word: key(word) for word in set(words) if word is not None}
    every = sorted(set(keys.values()))  # type: ignore[type-var]
    places = {one: place for place, one in enumerate(every)}
    by_word = {word: places[one] for word, one in keys.items()}
    return np.array([np.nan if word is None else by_word[word] for word in words])


_FLAG_PLACES = _places_of_words([flag.label for flag in Flag], plain=True)
