"""Values of indicators with what is computed from them, as arrays of years by units."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from smup.flags import Flag
from smup.repository import IndicatorInfo, Repository, Span
from smup.statistics.changes import changes
from smup.statistics.describe import ranks
from smup.views.datadesk.columns import PERCENT, QUARTILES
from smup.views.datadesk.grid import LONG
from smup.views.datadesk.selection import Chosen
from smup.views.group_stats import group_distributions
from smup.views.groups import WHOLE_COUNTRY, Group, ready_group
from smup.views.linked import series_breaks
from smup.views.notes import Notes, note_cell, read_notes

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
NO_FLAG = -1
NO_RANK = 0
FEW_INDICATORS = 50
"""Groups that are counted now are read for so many indicators at once."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """An indicator in some years and units.

    Attributes:
        first: first year.
        units: ascending indices into ``Chosen.unit_ids``.
        value: float64 [years, units] in the indicator's unit, NaN where there is no number.
        flag: int8 [years, units], storage codes of ``Flag``.
        change: float64 [years, units] or None when it was not asked for.
        difference: bool [years, units]: the change is in the unit of the values; or None.
        rank: int64 [years, units], 0 where there is none; or None.
        quartiles: float64 [years] of the group by name; empty when not asked for.
        notes: words of units by year and index of the unit.
    """

    first: int
    units: Integers
    value: Floats
    flag: NDArray[np.int8]
    change: Floats | None
    difference: NDArray[np.bool_] | None
    rank: Integers | None
    quartiles: Mapping[str, Floats]
    notes: Mapping[tuple[int, int], str]

    def numbers(self, what: str, year: Integers, unit: Integers) -> NDArray[np.generic]:
        """Return a column for rows; where the block does not have the year there is nothing.

        Args:
            what: value, flag, change, rank, q1, median or q3.
            year: of each row.
            unit: index of each row's unit, which the block must have.
        """
        row, column = year - self.first, np.searchsorted(self.units, unit)
        inside = (row >= 0) & (row < len(self.value))
        row = np.where(inside, row, 0)
        if what in QUARTILES:
            found: NDArray[np.generic] = self.quartiles[what][row]
        else:
            found = getattr(self, what)[row, column]
        return np.where(inside, found, {"flag": NO_FLAG, "rank": NO_RANK}.get(what, np.nan))

    def words(self, year: Integers, unit: Integers) -> list[str | None]:
        """Return the note of each row, or None."""
        if not self.notes:
            return [None] * len(year)
        keys = zip(year.tolist(), unit.tolist(), strict=True)
        return [self.notes.get(key) for key in keys]


class Reader:
    """Reads blocks: one SELECT for each, and those of groups and notes once for all."""

    def __init__(
        self, repository: Repository, chosen: Chosen, *, whats: Iterable[str] | None = None
    ) -> None:
        """Take what to read.

        Args:
            repository: the database.
            chosen: what the table shows.
            whats: columns that are needed; None for all that the options ask for.
        """
        self._repository = repository
        self._chosen = chosen
        options = {"zmiana": "change", "miejsce": "rank", "grupa": "median", "uwaga": "note"}
        asked = {options[option] for option in chosen.options if option in options}
        self._whats = asked if whats is None else set(whats)
        self._directory = repository.directory()
        self._frames: dict[int, pd.DataFrame] = {}

    def block(self, measured: int, years: tuple[int, int], units: Integers) -> Block:
        """Return an indicator in years, both ends included, and units by index."""
        indicator, _ = self._chosen.measured[measured]
        wanted = self._chosen.unit_ids[units]
        before = 1 if "change" in self._whats else 0
        first, last = years
        ids = np.union1d(wanted, self._ranked_ids) if "rank" in self._whats else np.unique(wanted)
        span = Span(indicator_id=indicator.id, first_year=first - before, last_year=last)
        value, flag = self._placed(self._repository.plain_cells(span, ids), span, ids, indicator)
        columns = np.searchsorted(ids, wanted)
        change, difference = (
            self._changes(value[:, columns], indicator, first) if before else (None, None)
        )
        return Block(
            first=first,
            units=units,
            value=value[before:, columns],
            flag=flag[before:, columns],
            change=change,
            difference=difference,
            rank=self._ranks(value, ids, wanted, indicator) if "rank" in self._whats else None,
            quartiles=self._quartiles(measured, years),
            notes=self._notes_of(indicator),
        )

    def _placed(
        self, rows: NDArray[np.void], span: Span, ids: Integers, indicator: IndicatorInfo
    ) -> tuple[Floats, NDArray[np.int8]]:
        shape = span.last_year - span.first_year + 1, len(ids)
        value = np.full(shape, np.nan)
        flag = np.tile(self._empty(ids, indicator), (shape[0], 1))
        at = rows["year"] - span.first_year, np.searchsorted(ids, rows["unit"])
        flag[at] = rows["flag"]
        value[at] = np.where(rows["flag"] <= Flag.BELOW_FORMAT, rows["value"], np.nan)
        return value, flag

    def _empty(self, ids: Integers, indicator: IndicatorInfo) -> NDArray[np.int8]:
        """Return the flag of a unit without a row, as ``Matrix`` has it."""
        if indicator.is_task_of(self._chosen.level):
            return np.full(len(ids), Flag.MISSING, dtype=np.int8)
        both = np.isin(ids, self._city_ids)
        return np.where(both, Flag.MISSING, Flag.NOT_APPLICABLE).astype(np.int8)

    @cached_property
    def _city_ids(self) -> Integers:
        units = self._directory.units
        return np.array([unit.id for unit in units if unit.city_county], dtype=np.int64)

    @cached_property
    def _ranked_ids(self) -> Integers:
        """Return the keys of the units of the level that places are counted among."""
        return np.sort(self._directory.ids[self._directory.positions(self._chosen.level)])

    def _changes(
        self, value: Floats, indicator: IndicatorInfo, first: int
    ) -> tuple[Floats, NDArray[np.bool_]]:
        """Return changes from the year before; value has one year more at the beginning."""
        percentage = indicator.unit_pl == PERCENT
        change, own = changes(
            value[1:], value[:-1], percentage=percentage, decimals=indicator.decimals
        )
        for item in series_breaks(indicator):
            if first <= item.year < first + len(change):
                change[item.year - first] = np.nan
        if self._chosen.state.uklad != LONG:
            # There the unit stands at the head of the column, and it is the one of a percentage.
            change[own] = np.nan
        return change, own

    def _ranks(
        self, value: Floats, ids: Integers, wanted: Integers, indicator: IndicatorInfo
    ) -> Integers:
        """Return places by polarity; an example unit has none."""
        among = np.searchsorted(ids, self._ranked_ids)
        columns = np.searchsorted(ids, wanted)
        listed = np.isin(wanted, self._ranked_ids)
        found = np.full((len(value), len(wanted)), NO_RANK, dtype=np.int64)
        for row, numbers in enumerate(value):
            known = listed & ~np.isnan(numbers[columns])
            found[row, known] = ranks(
                numbers[columns[known]], numbers[among], polarity=indicator.polarity
            )
        return found[1:] if "change" in self._whats else found

    def _quartiles(self, measured: int, years: tuple[int, int]) -> Mapping[str, Floats]:
        if not self._whats.intersection(QUARTILES):
            return {}
        indicator, _ = self._chosen.measured[measured]
        frame = self._frame(measured)
        own = frame[frame["indicator_id"] == indicator.id].set_index("year")
        every = own.reindex(range(years[0], years[1] + 1))
        return {what: every[what].to_numpy(dtype=np.float64) for what in QUARTILES}

    def _frame(self, measured: int) -> pd.DataFrame:
        part = 0 if self._group.ready else measured // FEW_INDICATORS
        if part not in self._frames:
            ids = [item.id for item, _ in self._chosen.measured]
            few = slice(part * FEW_INDICATORS, (part + 1) * FEW_INDICATORS)
            asked = ids if self._group.ready else ids[few]
            self._frames[part] = group_distributions(self._repository, asked, self._group)
        return self._frames[part]

    @cached_property
    def _group(self) -> Group:
        chosen = self._chosen
        return chosen.group or ready_group(
            self._directory, None, level=chosen.level, kind=WHOLE_COUNTRY, lang=chosen.lang
        )

    def _notes_of(self, indicator: IndicatorInfo) -> Mapping[tuple[int, int], str]:
        if "note" not in self._whats:
            return {}
        lang, index = self._chosen.lang, self._index_of_unit
        return {
            (key.year, index[key.unit_id]): words
            for key, note in self._notes.items()
            if key.indicator == indicator.code and (words := note_cell(note, lang))
        }

    @cached_property
    def _notes(self) -> Notes:
        codes = [item.code for item, _ in self._chosen.measured]
        return read_notes(self._repository, indicators=codes, unit_ids=self._index_of_unit)

    @cached_property
    def words_of_notes(self) -> tuple[str, ...]:
        """Return the words of all notes, each once."""
        words = (note_cell(note, self._chosen.lang) for note in self._notes.values())
        return tuple(dict.fromkeys(word for word in words if word))

    @cached_property
    def _index_of_unit(self) -> Mapping[int, int]:
        return {unit_id: index for index, unit_id in enumerate(self._chosen.unit_ids.tolist())}
