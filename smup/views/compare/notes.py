"""What the compared units say about the values that a view of the comparison shows."""

from collections.abc import Iterable

from smup.repository.practice_records import NoteInfo
from smup.repository.records import IndicatorInfo
from smup.territory.unit import TerritorialUnit
from smup.views.compare.data import CompareData, once
from smup.views.notes import NoteKey

VIEWS_OF_YEARS = ("lines", "panels", "places", "better")


def note_of(
    data: CompareData, indicator: IndicatorInfo, unit: TerritorialUnit, year: int
) -> NoteInfo | None:
    """Return what a unit says about its value."""
    return data.notes.get(NoteKey(indicator.code, unit.id, year))


@once
def numbered_notes(data: CompareData) -> dict[NoteKey, int]:
    """Return the notes on values that the view shows, numbered from 1 in the order of the units."""
    shown = [
        NoteKey(indicator.code, unit.id, year)
        for unit in data.units
        for indicator in _indicators(data)
        for year in _years(data, indicator)
    ]
    found = [key for key in shown if key in data.notes]
    return {key: number for number, key in enumerate(found, start=1)}


def _indicators(data: CompareData) -> tuple[IndicatorInfo, ...]:
    view = data.chosen.state.view
    if view == "table":
        return data.chosen.indicators
    return (
        tuple({data.x.code: data.x, data.y.code: data.y}.values())
        if view == "scatter"
        else (data.x,)
    )


def _years(data: CompareData, indicator: IndicatorInfo) -> Iterable[int]:
    return data.years_of(indicator) if data.chosen.state.view in VIEWS_OF_YEARS else (data.year,)
