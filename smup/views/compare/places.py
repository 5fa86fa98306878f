"""Places over the years, among the compared units or in the group."""

from dataclasses import dataclass

import numpy as np

from smup.figures.bump import BumpText, bump_figure
from smup.figures.lines import Line, Size
from smup.figures.series import GREY
from smup.figures.theme import Figure
from smup.statistics.describe import ranks
from smup.territory.unit import TerritorialUnit
from smup.views.compare.data import CompareData, once
from smup.views.compare.overtime import breaks_of, looks, sample_text

HEIGHT, HEIGHT_NARROW, PER_UNIT = 260, 320, 24
MOST_HEIGHT = 640


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of a unit in a year: 1 is the best (or the largest), of ``of`` units with a value.

    Units of equal value share the better place.
    """

    place: int
    of: int


def polarity_of(data: CompareData) -> str:
    """Return the polarity that places follow; without judgement the largest value is first."""
    return data.x.polarity if data.judged(data.x) else "none"


@once
def places(data: CompareData) -> dict[tuple[int, int], Place]:
    """Return the places by key of unit and year; a unit without a value has none.

    With ``among=group`` the place is counted among the units of the group that have a value,
    together with the compared unit itself when it is not one of them.
    """
    found: dict[tuple[int, int], Place] = {}
    in_group = data.chosen.state.among == "group"
    for year in data.years_of(data.x):
        held = {
            unit.id: value.value
            for unit in data.units
            if (value := data.value_of(data.x, unit, year)).known
        }
        if not held:
            continue
        for unit_id, own in held.items():
            among = _group_values(data, unit_id, year) if in_group else list(held.values())
            place = ranks(np.array([own]), np.array(among), polarity=polarity_of(data))
            found[unit_id, year] = Place(place=int(place[0]), of=len(among))
    return found


def _group_values(data: CompareData, unit_id: int, year: int) -> list[float]:
    members = data.members[data.x.id]
    values = members.of_year(year)
    known: list[float] = values[np.isfinite(values)].tolist()
    if unit_id not in members.unit_ids.tolist():
        unit = next(item for item in data.units if item.id == unit_id)
        known.append(data.value_of(data.x, unit, year).value)
    return known


def places_picture(data: CompareData, *, narrow: bool) -> Figure:
    """Return the picture of the places."""
    known, styles, years = places(data), looks(data), data.years_of(data.x)
    lines = [
        Line(
            code=data.code(unit),
            name=data.names[unit.id],
            values=[_number(known.get((unit.id, year))) for year in years],
            style=styles[data.code(unit)],
            labelled=styles[data.code(unit)] is not GREY or len(data.units) <= MANY_LABELS,
        )
        for unit in data.units
    ]
    last = max((item.of for item in known.values()), default=1)
    tall = min(MOST_HEIGHT, HEIGHT + PER_UNIT * len(data.units))
    return bump_figure(
        lines,
        years,
        last_place=last,
        breaks=breaks_of(data, data.x),
        text=BumpText(
            place=data.t("compare.places.place"),
            measure=data.t("compare.places.axis"),
            sample=sample_text(data),
        ),
        lang=data.lang,
        size=Size(height=HEIGHT_NARROW if narrow else tall, narrow=narrow),
    )


MANY_LABELS = 20


def _number(place: Place | None) -> float | None:
    return None if place is None else float(place.place)


def place_rows(data: CompareData, years: range) -> list[tuple[TerritorialUnit, list[Place | None]]]:
    """Return the places of each unit in the order of the last year, mine first."""
    known = places(data)
    rows = [(unit, [known.get((unit.id, year)) for year in years]) for unit in data.units]

    def order(row: tuple[TerritorialUnit, list[Place | None]]) -> tuple[bool, float, str]:
        unit, found = row
        last = found[-1].place if found and found[-1] else float("inf")
        return not data.is_mine(unit), last, data.code(unit)

    return sorted(rows, key=order)
