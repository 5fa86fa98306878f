"""Two indicators of one year over the group: dots, fitted line, brushed range, table."""

import math
from dataclasses import dataclass

from smup.figures.scatter import AxisText, Dot, ScatterText, Segment, scatter_figure
from smup.figures.theme import Figure
from smup.repository.records import IndicatorInfo
from smup.statistics.regression import Line, fit_line
from smup.territory.naming import kind_code
from smup.territory.unit import TerritorialUnit
from smup.views.compare.data import CompareData, once
from smup.views.compare.overtime import looks, sample_text
from smup.views.pictures import d3_format, suffix

HEIGHT, HEIGHT_NARROW = 520, 380


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A unit with both values.

    Attributes:
        unit: the unit.
        chosen: whether it is one of the compared units.
        x: value of the first indicator.
        y: value of the second.
        inside: whether it lies in the brushed range; True without one.
    """

    unit: TerritorialUnit
    chosen: bool
    x: float
    y: float
    inside: bool


@once
def points(data: CompareData) -> list[Point]:
    """Return the units of the group and the compared ones that have both values in the year.

    My unit comes first, then the compared ones in their order, then the others by code.
    """
    year, order = data.year, {unit.id: at for at, unit in enumerate(data.units)}
    found = {unit.id: _of_compared(data, unit, year) for unit in data.units}
    across, up = data.members[data.x.id], data.members[data.y.id]
    values = zip(
        across.unit_ids.tolist(),
        across.of_year(year).tolist(),
        up.of_year(year).tolist(),
        strict=True,
    )
    for unit_id, x, y in values:
        if unit_id not in order:
            found[unit_id] = (x, y)
    box = data.chosen.state.box_bounds
    known = [
        Point(
            unit=data.directory.by_id(unit_id),
            chosen=unit_id in order,
            x=x,
            y=y,
            inside=_inside(x, y, box),
        )
        for unit_id, (x, y) in found.items()
        if math.isfinite(x) and math.isfinite(y)
    ]
    last = len(order)
    known.sort(key=lambda one: (order.get(one.unit.id, last), data.code(one.unit)))
    return known


def _of_compared(data: CompareData, unit: TerritorialUnit, year: int) -> tuple[float, float]:
    return (
        data.value_of(data.x, unit, year).value,
        data.value_of(data.y, unit, year).value,
    )


def _inside(x: float, y: float, box: Segment | None) -> bool:
    return box is None or (box[0] <= x <= box[1] and box[2] <= y <= box[3])


def fitted(found: list[Point]) -> Line | None:
    """Return the line of least squares through all real units, brushed or not.

    Example units, whose values are invented, make a line only among themselves.
    """
    real = [one for one in found if not one.unit.fictional] or found
    return fit_line([one.x for one in real], [one.y for one in real])


def kinds(data: CompareData, found: list[Point]) -> dict[str, str]:
    """Return the kinds that occur among the points, by code, in words."""
    codes = sorted({kind_code(one.unit) for one in found})
    return {code: data.t(f"territory.group.kind.{code}") for code in codes}


def scatter_picture(data: CompareData, *, narrow: bool) -> Figure:
    """Return the picture."""
    found, styles = points(data), looks(data)
    dots = [
        Dot(
            code=data.code(one.unit),
            name=data.directory.display_name(one.unit, lang=data.lang),
            kind=kind_code(one.unit),
            x=one.x,
            y=one.y,
            inside=one.inside,
            style=styles.get(data.code(one.unit)) if one.chosen else None,
        )
        for one in found
    ]
    line = fitted(found)
    return scatter_figure(
        dots,
        line=None if line is None else _segment(line, found),
        box=data.chosen.state.box_bounds,
        text=ScatterText(
            x=_axis(data, data.x),
            y=_axis(data, data.y),
            kinds=kinds(data, found),
            line=data.t("compare.scatter.line"),
            sample=sample_text(data),
        ),
        lang=data.lang,
        height=HEIGHT_NARROW if narrow else HEIGHT,
        narrow=narrow,
    )


def _axis(data: CompareData, indicator: IndicatorInfo) -> AxisText:
    unit = indicator.unit(data.lang)
    name = indicator.short_name(data.lang)
    return AxisText(
        title=f"{name}, {unit}" if unit else name,
        number_format=d3_format(indicator),
        suffix=suffix(indicator, data.lang),
    )


def _segment(line: Line, found: list[Point]) -> Segment:
    low, high = min(one.x for one in found), max(one.x for one in found)
    return low, line.at(low), high, line.at(high)
