"""The heat map of a report: sectors against dimensions, cut to the indicators asked for."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from smup.i18n import Texts
from smup.reports.records import HeatField, HeatTable
from smup.views.profile import HeatCell, HeatRow, Profile

GRADES = 5


def cut_heat(row: HeatRow, kept: Collection[int]) -> HeatRow:
    """Return a sector with only the indicators of these keys."""
    return replace(row, cells=tuple(_cut_cell(cell, kept) for cell in row.cells))


def _cut_cell(cell: HeatCell, kept: Collection[int]) -> HeatCell:
    rows = tuple(row for row in cell.rows if row.indicator.id in kept)
    if len(rows) == len(cell.rows):
        return cell
    counted = [row for row in rows if row.judged]
    better = sum(row.better is True for row in counted)
    grade = min(GRADES - 1, int(GRADES * better / len(counted))) if counted else None
    return replace(cell, rows=rows, counted=len(counted), better=better, grade=grade)


def heat_table(t: Texts, profile: Profile) -> HeatTable | None:
    """Return the heat map; None when no sector has an indicator."""
    columns = tuple(t(f"common.dimension.{cell.dimension}") for cell in _cells(profile))
    rows = tuple(
        (row.sector.name(t.lang), tuple(_heat_fields(t, row)))
        for row in profile.heat
        if row.task_of or any(cell.rows for cell in row.cells)
    )
    if not rows:
        return None
    return HeatTable(
        caption=t("reports.heat.caption"),
        columns=(t("reports.heat.sector"), *columns),
        rows=rows,
        key=tuple(t(f"reports.heat.key_{grade}") for grade in range(GRADES)),
        note=t("reports.heat.note", year=profile.year),
    )


def _cells(profile: Profile) -> tuple[HeatCell, ...]:
    return profile.heat[0].cells if profile.heat else ()


def _heat_fields(t: Texts, row: HeatRow) -> Iterator[HeatField]:
    if row.task_of is not None:
        yield HeatField(text=t(f"common.task.{row.task_of}"), span=len(row.cells))
        return
    for cell in row.cells:
        if cell.counted:
            text = t("reports.heat.of", better=cell.better, counted=cell.counted)
        else:
            text = t("reports.heat.unjudged" if cell.rows else "reports.heat.none")
        yield HeatField(text=text, grade=cell.grade)
