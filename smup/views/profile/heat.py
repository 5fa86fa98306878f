"""The heat map of a profile: sectors against the four dimensions."""

from collections.abc import Sequence

from smup.repository.records import IndicatorInfo, SectorInfo
from smup.views.profile.records import HeatCell, HeatRow, ProfileRow

DIMENSIONS = ("ilosc", "jakosc", "dostepnosc", "efektywnosc")
GRADES = (0.2, 0.4, 0.6, 0.8)


def heat_rows(
    sectors: Sequence[SectorInfo],
    rows: Sequence[ProfileRow],
    elsewhere: Sequence[IndicatorInfo],
    *,
    level: str,
) -> tuple[HeatRow, ...]:
    """Return a row for each sector that has an indicator, here or at another level.

    Args:
        sectors: in the order to show.
        rows: of the profile.
        elsewhere: indicators with values that are no task of the unit.
        level: of the profile.
    """
    found = []
    for sector in sectors:
        inside = [row for row in rows if row.indicator.sector_code == sector.code]
        others = [item for item in elsewhere if item.sector_code == sector.code]
        if inside or others:
            cells = tuple(_cell(inside, dimension) for dimension in DIMENSIONS)
            task_of = _task_of(inside, others, level)
            found.append(HeatRow(sector=sector, cells=cells, task_of=task_of))
    return tuple(found)


def grade_of(better: int, counted: int) -> int | None:
    """Return 0 for under 20 % … 4 for 80 % and more; None when nothing is counted."""
    return sum(better / counted >= limit for limit in GRADES) if counted else None


def _cell(rows: Sequence[ProfileRow], dimension: str) -> HeatCell:
    inside = tuple(row for row in rows if row.indicator.dimension == dimension)
    counted = sum(row.judged for row in inside)
    better = sum(row.judged and row.better is True for row in inside)
    grade = grade_of(better, counted)
    return HeatCell(dimension=dimension, better=better, counted=counted, grade=grade, rows=inside)


def _task_of(
    rows: Sequence[ProfileRow], elsewhere: Sequence[IndicatorInfo], level: str
) -> str | None:
    """Return the level whose task the whole sector is, when no row is a task of the unit."""
    if any(row.of_task for row in rows) or not elsewhere or level not in ("gmina", "powiat"):
        return None
    return "powiat" if level == "gmina" else "gmina"
