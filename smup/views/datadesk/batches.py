"""Rows of the data desk as Arrow batches: texts as dictionaries, numbers as arrays."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from smup.flags import Flag
from smup.i18n import texts
from smup.repository import Repository
from smup.tabular import BATCH_ROWS
from smup.territory.unit import TerritorialUnit
from smup.views.datadesk.columns import Field, change_unit, fields
from smup.views.datadesk.grid import LONG, WIDE, Grid, Integers, Places, grid_of
from smup.views.datadesk.selection import Chosen
from smup.views.datadesk.values import NO_FLAG, NO_RANK, Block, Reader

OF_UNIT = ("teryt", "unit", "kind", "powiat", "voivodeship", "population")
OF_INDICATOR = ("indicator", "indicator_name", "unit_of_measure", "change_unit", "source")
CHANGE_UNIT = "change_unit"
MOST_CELLS = 1_000_000
"""Cells of a batch; one of a wide table has fewer rows than one of a narrow one."""
Blocks = Mapping[int, Block]


class Batches:
    """Makes batches of any rows of a table.

    Attributes:
        fields: columns of the table with what stands in them.
        grid: rows before filtering and sorting.
    """

    def __init__(self, repository: Repository, chosen: Chosen) -> None:
        """Take what to show; nothing is read yet."""
        self.fields: tuple[Field, ...] = fields(chosen)
        self.grid: Grid = grid_of(chosen)
        self._repository = repository
        self._chosen = chosen
        self._keys = [field.what for field in self.fields]
        self._names = [field.column.name for field in self.fields]

    def stream(self) -> Iterator[pa.RecordBatch]:
        """Yield the long table in its usual order, with the values of one indicator in memory."""
        reader = Reader(self._repository, self._chosen)
        offsets = self.grid.offsets
        for measured in range(len(self._chosen.measured)):
            blocks = {measured: self._whole(reader, measured)}
            for start in range(offsets[measured], offsets[measured + 1], BATCH_ROWS):
                stop = min(start + BATCH_ROWS, int(offsets[measured + 1]))
                yield self.batch(np.arange(start, stop), blocks)

    def held(self, order: Integers) -> Iterator[pa.RecordBatch]:
        """Yield rows in any order, with all values in memory."""
        if not len(order):
            return
        reader = Reader(self._repository, self._chosen)
        blocks = {
            measured: self._whole(reader, measured)
            for measured in range(len(self._chosen.measured))
        }
        size = max(1, min(BATCH_ROWS, MOST_CELLS // len(self.fields)))
        for start in range(0, len(order), size):
            yield self.batch(order[start : start + size], blocks)

    def few(self, rows: Integers) -> pa.RecordBatch:
        """Return some rows, reading only what stands in them: one SELECT an indicator."""
        reader = Reader(self._repository, self._chosen)
        at = self.grid.places(rows)
        blocks: dict[int, Block] = {}
        for measured, (_, span) in enumerate(self._chosen.measured):
            mine = at.measured == measured if self.grid.layout == LONG else slice(None)
            units, years = np.unique(at.unit[mine]), (span.first_year, span.last_year)
            if not len(units):
                continue
            if self.grid.layout != WIDE:
                asked = at.year[mine]
                years = max(years[0], int(asked.min())), min(years[1], int(asked.max()))
            if years[0] <= years[1]:
                blocks[measured] = reader.block(measured, years, units)
        return self.batch(rows, blocks)

    def batch(self, rows: Integers, blocks: Blocks) -> pa.RecordBatch:
        """Return rows of the grid from blocks that have all they need."""
        at = self.grid.places(rows)
        make = _long_column if self.grid.layout == LONG else _wide_column
        arrays = [
            self._known(field, at) if self._is_known(field) else make(field, at, blocks)
            for field in self.fields
        ]
        if CHANGE_UNIT in self._keys:
            place = self._keys.index(CHANGE_UNIT)
            arrays[place] = self._change_units(arrays[place], at, blocks)
        return pa.RecordBatch.from_arrays(arrays, names=self._names)

    def _change_units(self, usual: pa.Array, at: Places, blocks: Blocks) -> pa.Array:
        """Return the unit of each change: a difference from zero has the one of the values."""
        own = np.zeros(len(at.unit), dtype=bool)
        for measured in np.unique(at.measured).tolist():
            mine = np.flatnonzero(at.measured == measured)
            found = blocks[measured].numbers("difference", at.year[mine], at.unit[mine])
            own[mine] = found == 1
        if not own.any():
            return usual
        of_value = self.of_indicators["unit_of_measure"].take(pa.array(at.measured))
        text = pa.string()
        units = pc.if_else(pa.array(own), of_value.cast(text), usual.cast(text))
        return units.dictionary_encode()

    def _whole(self, reader: Reader, measured: int) -> Block:
        _, span = self._chosen.measured[measured]
        years = span.first_year, span.last_year
        return reader.block(measured, years, np.arange(self.grid.units))

    def _is_known(self, field: Field) -> bool:
        """Tell whether a column follows from the place of the row, without any value."""
        return field.what in OF_UNIT or field.what in OF_INDICATOR or field.what == "year"

    def _known(self, field: Field, at: Places) -> pa.Array:
        if field.what == "year":
            return pa.array(at.year, type=pa.int64())
        if field.what in OF_UNIT:
            return self.of_units[field.what].take(pa.array(at.unit))
        index = at.measured if field.measured is None else np.full(len(at.unit), field.measured)
        return self.of_indicators[field.what].take(pa.array(index))

    @cached_property
    def of_units(self) -> Mapping[str, pa.Array]:
        """Return what is known of each unit, in the order of ``Chosen.unit_ids``."""
        chosen, directory = self._chosen, self._repository.directory()
        units = [directory.by_id(unit_id) for unit_id in chosen.unit_ids.tolist()]
        lang = chosen.lang

        def above(find: Callable[[TerritorialUnit], TerritorialUnit | None]) -> list[str | None]:
            found = [find(unit) for unit in units]
            return [
                None if place is None or place is unit else place.name
                for place, unit in zip(found, units, strict=True)
            ]

        columns: dict[str, Sequence[str | None]] = {
            "teryt": [unit.code_at(chosen.level) for unit in units],
            "unit": [directory.display_name(unit, lang=lang) for unit in units],
            "kind": [directory.kind_label(unit, lang=lang) for unit in units],
            "powiat": above(directory.powiat_of),
            "voivodeship": above(directory.voivodeship_of),
        }
        arrays = {key: _dictionary(column) for key, column in columns.items()}
        population = pa.array([unit.population for unit in units], type=pa.int64())
        return {**arrays, "population": population}

    @cached_property
    def of_indicators(self) -> Mapping[str, pa.Array]:
        """Return what is known of each indicator, in the order of ``Chosen.measured``."""
        lang = self._chosen.lang
        items = [item for item, _ in self._chosen.measured]
        sample = self._repository.dataset().is_sample
        of_sample = texts(lang)("api.sample.source")
        columns: dict[str, Sequence[str | None]] = {
            "indicator": [item.code for item in items],
            "indicator_name": [item.name(lang) for item in items],
            "unit_of_measure": [item.unit(lang) or None for item in items],
            "change_unit": [change_unit(item, lang) for item in items],
            "source": [
                of_sample if sample else item.card_text("source", lang) or None for item in items
            ],
        }
        return {key: _dictionary(column) for key, column in columns.items()}


FLAGS = pa.DictionaryArray.from_arrays(
    pa.array(range(len(Flag)), type=pa.int32()), pa.array([flag.label for flag in Flag])
)


def _dictionary(column: Sequence[str | None]) -> pa.Array:
    return pa.array(column, type=pa.string()).dictionary_encode()


def _wide_column(field: Field, at: Places, blocks: Blocks) -> pa.Array:
    """Return a column of an indicator, of one year or of the year of each row."""
    year = at.year if field.year is None else np.full(len(at.unit), field.year)
    block = blocks.get(-1 if field.measured is None else field.measured)
    if block is None:  # none of the rows is of a year of this indicator
        kind = FLAGS.type if field.what == "flag" else field.column.type
        return pa.nulls(len(at.unit), type=kind)
    if field.what == "note":
        return pa.array(block.words(year, at.unit), type=pa.string())
    return _typed(field.what, block.numbers(field.what, year, at.unit))


def _long_column(field: Field, at: Places, blocks: Blocks) -> pa.Array:
    """Return a column of the long table, gathered from the indicators of its rows."""
    words: list[str | None] = [None] * len(at.unit)
    numbers: NDArray[np.generic] = np.zeros(len(at.unit), dtype=np.float64)
    for measured in np.unique(at.measured).tolist():
        mine = np.flatnonzero(at.measured == measured)
        block, year, unit = blocks[measured], at.year[mine], at.unit[mine]
        if field.what == "note":
            for index, word in zip(mine.tolist(), block.words(year, unit), strict=True):
                words[index] = word
        else:
            numbers[mine] = block.numbers(field.what, year, unit)
    if field.what == "note":
        return pa.array(words, type=pa.string())
    return _typed(field.what, numbers)


def _typed(what: str, numbers: NDArray[np.generic]) -> pa.Array:
    """Return numbers as the column has them; what stands for nothing is null."""
    if what == "flag":
        codes = numbers.astype(np.int32)
        return FLAGS.take(pa.array(codes, mask=codes == NO_FLAG))
    if what == "rank":
        places = numbers.astype(np.int64)
        return pa.array(places, mask=places == NO_RANK)
    return pa.array(numbers, type=pa.float64(), from_pandas=True)
