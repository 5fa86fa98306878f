"""What each page of numbers asks of the catalogue of practices."""

import numpy as np

from smup.errors import UnknownCodeError
from smup.repository.facade import Repository
from smup.views.compare import CompareData
from smup.views.compare.better import gap as gap_of
from smup.views.costs.records import CostSelection
from smup.views.linked import LinkedData
from smup.views.practices.gap import GapQuestion
from smup.views.profile import Profile

WEAKEST = 4
"""Indicators to improve whose practices a profile shows; its list of them is as long."""


def linked_question(data: LinkedData) -> GapQuestion:
    """Return what the dashboard of a sector and the page of an indicator ask for."""
    selection, main = data.selection, data.indicator
    others = [item.code for item in selection.indicators if item.code != main.code]
    group = data.matrix.unit_ids[data.member_columns]
    return GapQuestion(
        indicators=(main.code, *others),
        service=main.service_code,
        sector=selection.sector.code,
        unit=data.unit,
        better=_better(data),
        near=tuple(int(one) for one in group) if data.unit is not None else (),
    )


def _better(data: LinkedData) -> tuple[int, ...]:
    """Return the units of the group with a better newest value than mine, the best first."""
    year, polarity = data.selection.year, data.indicator.polarity
    row = None if year is None else data.matrix.year_index(year)
    if data.unit is None or year is None or row is None or polarity == "none":
        return ()
    mine = data.value_of(data.indicator, year)
    if not mine.known:
        return ()
    columns = np.asarray(data.member_columns, dtype=np.int64)
    gain = (data.matrix.values[row][columns] - mine.value) * (1 if polarity == "up" else -1)
    order = np.argsort(-gain, kind="stable")
    with np.errstate(invalid="ignore"):
        chosen = columns[order[gain[order] > 0]]
    return tuple(int(one) for one in data.matrix.unit_ids[chosen])


def profile_question(profile: Profile) -> GapQuestion:
    """Return what the profile of a unit asks for: practices for what it has to improve."""
    weak = profile.weaknesses[:WEAKEST]
    directory = profile.directory
    sectors = [row.indicator.sector_code for row in weak]
    return GapQuestion(
        indicators=tuple(row.indicator.code for row in weak),
        sector=sectors[0] if sectors else None,
        unit=profile.unit,
        near=tuple(directory.units[place].id for place in profile.group.positions),
    )


def cost_question(repository: Repository, selection: CostSelection) -> GapQuestion:
    """Return what the page of the cost of a service asks for."""
    service, directory = selection.service, repository.directory()
    try:
        sector = repository.service(service.code).sector_code
    except UnknownCodeError:
        sector = None
    near = selection.group.positions if selection.unit is not None else ()
    return GapQuestion(
        indicators=(*service.quality, *service.availability),
        service=service.code,
        sector=sector,
        unit=selection.chosen,
        near=tuple(directory.units[place].id for place in near),
    )


def compare_question(data: CompareData) -> GapQuestion:
    """Return what the comparison asks for: those who are better and improved come first."""
    codes = [item.code for item in data.chosen.indicators]
    main = data.chosen.x
    return GapQuestion(
        indicators=tuple(dict.fromkeys([main.code, *codes] if main else codes)),
        service=None if main is None else main.service_code,
        sector=None if main is None else main.sector_code,
        unit=data.mine,
        better=_better_compared(data),
        near=tuple(unit.id for unit in data.units),
    )


def _better_compared(data: CompareData) -> tuple[int, ...]:
    """Return who is better than my unit in the indicator shown, the best first.

    In the view of those who improved these are the units it names, else the units compared.
    """
    main, year = data.chosen.x, data.chosen.year
    if main is None or year is None or data.mine is None or not data.judged(main):
        return ()
    if data.chosen.state.view == "better":
        return tuple(one.unit.id for one in gap_of(data).found)
    mine = data.value_of(main, data.mine, year)
    sign = 1 if main.polarity == "up" else -1
    values = [(unit, data.value_of(main, unit, year)) for unit in data.units]
    gains = [
        (sign * (value.value - mine.value), unit.id)
        for unit, value in values
        if value.known and mine.known
    ]
    return tuple(unit_id for gain, unit_id in sorted(gains, reverse=True) if gain > 0)
