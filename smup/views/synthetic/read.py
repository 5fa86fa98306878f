"""The numbers of the index: read with one SELECT, standardised over the group."""

import numpy as np
from numpy.typing import NDArray

from smup.flags import Flag
from smup.repository.facade import Repository
from smup.repository.records import IndicatorInfo
from smup.statistics.describe import Floats, Integers
from smup.statistics.index import sector_scores
from smup.statistics.standardise import LEAST_UNITS, SIGNS, Booleans, standardise
from smup.views.linked import broken_between
from smup.views.synthetic.records import IndexData, Reading
from smup.views.synthetic.selection import SPAN, IndexSelection


def read_index(repository: Repository, selection: IndexSelection, *, lang: str) -> IndexData | None:
    """Return the index of a unit and its group; one SELECT for values.

    Returns:
        None without a unit, without a year, or when the group has fewer than five units.
    """
    group, unit, year = selection.group, selection.unit, selection.year
    if group is None or unit is None or year is None or group.size < LEAST_UNITS:
        return None
    directory = repository.directory()
    positions = np.array(sorted({*group.positions, unit.position}), dtype=np.int64)
    members = np.isin(positions, group.positions)
    unit_ids, indicators = directory.ids[positions], selection.indicators
    rows = repository.member_values(
        [item.id for item in indicators], unit_ids.tolist(), years=[year - SPAN, year]
    )
    ids = np.array([item.id for item in indicators], dtype=np.int64)
    now, applies = _placed(rows[rows["year"] == year], ids, unit_ids)
    before, _ = _placed(rows[rows["year"] == year - SPAN], ids, unit_ids)
    broken = np.array([broken_between(item, year - SPAN, year) for item in indicators], dtype=bool)
    difference = np.where(broken, np.nan, now - before)
    number = {item.code: place for place, item in enumerate(selection.sectors)}
    sector_of = np.array([number[item.sector_code] for item in indicators], dtype=np.int64)
    made = _Maker(selection, indicators, sector_of, members, applies)
    change = made.reading(difference)
    return IndexData(
        selection=selection,
        lang=lang,
        dataset=repository.dataset(),
        directory=directory,
        positions=positions,
        mine=int(np.searchsorted(positions, unit.position)),
        level=made.reading(now),
        change=change if change.ranked else None,
        sector_of=sector_of,
        broken=np.flatnonzero(broken),
    )


class _Maker:
    """Makes readings from values of the same indicators and units."""

    def __init__(
        self,
        selection: IndexSelection,
        indicators: tuple[IndicatorInfo, ...],
        sector_of: Integers,
        members: Booleans,
        applies: Booleans,
    ) -> None:
        self._selection = selection
        self._signs = np.array([SIGNS[item.polarity] for item in indicators])
        self._sector_of, self._members, self._applies = sector_of, members, applies

    def reading(self, values: Floats) -> Reading:
        scores = standardise(values, self._members, signs=self._signs)
        sectors = sector_scores(
            scores, self._sector_of, sectors=len(self._selection.sectors), applies=self._applies
        )
        return Reading(
            scores=scores,
            sectors=sectors,
            weights=self._selection.weights,
            members=self._members,
            excluded=np.flatnonzero(np.isnan(scores).all(axis=0)),
        )


def _placed(
    rows: NDArray[np.void], indicator_ids: Integers, unit_ids: Integers
) -> tuple[Floats, Booleans]:
    """Return values of one year, shape (units, indicators), NaN where none; and what applies."""
    shape = (len(unit_ids), len(indicator_ids))
    values, applies = np.full(shape, np.nan), np.ones(shape, dtype=bool)
    at = _column(unit_ids, rows["unit_id"]), _column(indicator_ids, rows["indicator_id"])
    values[at] = rows["value"]
    applies[at] = rows["flag"] != Flag.NOT_APPLICABLE
    return values, applies


def _column(keys: Integers, wanted: NDArray[np.integer]) -> Integers:
    order = np.argsort(keys)
    found: Integers = order[np.searchsorted(keys, wanted, sorter=order)]
    return found
