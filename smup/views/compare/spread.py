"""One indicator in one year over the group, with the compared units and two medians."""

import math
from dataclasses import dataclass

import numpy as np

from smup.figures.distribution import Quartiles
from smup.figures.series import GREY
from smup.figures.spread import Mark, SpreadText, spread_figure
from smup.figures.theme import Figure
from smup.statistics.describe import ranks
from smup.statistics.weighted import weighted_quantiles
from smup.territory.unit import TerritorialUnit
from smup.views.compare.data import CompareData, once
from smup.views.compare.overtime import looks, sample_text
from smup.views.compare.places import polarity_of
from smup.views.linked import Value
from smup.views.pictures import d3_format, suffix

HEIGHT, HEIGHT_NARROW, PER_ROW = 320, 280, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadRow:
    """A compared unit with its value and its place in the group; place None without a value."""

    unit: TerritorialUnit
    value: Value
    place: int | None
    of: int


@once
def weighted_median(data: CompareData) -> float | None:
    """Return the median of the group weighted by population; None when no population is known.

    It is the value that half of the people of the group live below, and half above.
    """
    members = data.members[data.x.id]
    people = np.array(
        [data.directory.by_id(unit_id).population or 0 for unit_id in members.unit_ids.tolist()]
    )
    found = float(weighted_quantiles(members.of_year(data.year), people, [0.5])[0])
    return found if math.isfinite(found) else None


@once
def spread_rows(data: CompareData) -> list[SpreadRow]:
    """Return the compared units, mine first, then by place."""
    members = data.members[data.x.id]
    values = members.of_year(data.year)
    held = set(members.unit_ids.tolist())
    rows = []
    for unit in data.units:
        value = data.value_of(data.x, unit, data.year)
        among = values[np.isfinite(values)]
        if unit.id not in held and value.known:
            among = np.append(among, value.value)
        place = None
        if value.known:
            found = ranks(np.array([value.value]), among, polarity=polarity_of(data))
            place = int(found[0])
        rows.append(SpreadRow(unit=unit, value=value, place=place, of=len(among)))
    rows.sort(key=lambda row: (not data.is_mine(row.unit), row.place or math.inf))
    return rows


def spread_picture(data: CompareData, *, narrow: bool) -> Figure:
    """Return the picture."""
    members = data.members[data.x.id]
    values = members.of_year(data.year)
    known = np.flatnonzero(np.isfinite(values))
    units = [data.directory.by_id(int(members.unit_ids[place])) for place in known]
    styles, stats = looks(data), data.stats_of(data.x, data.year)
    marks = [
        Mark(
            code=data.code(unit),
            name=f"{data.names[unit.id]} {data.amount(value.value, data.x)}",
            value=value.value,
            style=styles[data.code(unit)],
            labelled=styles[data.code(unit)] is not GREY,
        )
        for unit in data.units
        if (value := data.value_of(data.x, unit, data.year)).known
    ]
    quartiles = Quartiles(q1=stats.q1, median=stats.median, q3=stats.q3) if stats else None
    return spread_figure(
        values[known].tolist(),
        [data.directory.display_name(unit, lang=data.lang) for unit in units],
        [data.code(unit) for unit in units],
        marks=marks,
        quartiles=quartiles,
        weighted=weighted_median(data),
        text=SpreadText(
            count=data.t(f"view.distribution.count.{data.chosen.level}"),
            suffix=suffix(data.x, data.lang),
            number_format=d3_format(data.x),
            sample=sample_text(data),
        ),
        lang=data.lang,
        height=HEIGHT_NARROW if narrow else HEIGHT + PER_ROW * len(marks),
        narrow=narrow,
    )
