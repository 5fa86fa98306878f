"""The detail of one indicator in one unit: everything that lets a reader question its judgement."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from smup.flags import Flag
from smup.formats import format_number, format_value
from smup.repository.facade import Repository
from smup.repository.practice_records import NoteInfo
from smup.repository.records import IndicatorInfo
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit
from smup.views.formula_text import FilledFormula, card_formula, fill_formula, formula_names
from smup.views.groups import Group
from smup.views.improved import MOST, Improved, better_and_improved
from smup.views.linked import Value, series_breaks
from smup.views.profile.chance import Asked, bases, noise_of, own_limits
from smup.views.profile.detail_records import Detail, LoadedYears, Place, YearRow
from smup.views.profile.judge import band_of, newest_break
from smup.views.profile.lower import Holder, Sides, lowest_places
from smup.views.profile.members import Members, read_members
from smup.views.profile.movement import Movement, movement_of
from smup.views.profile.read import runs_service

NOTHING = float("nan")


class _Cell(NamedTuple):
    """A value of my unit with its decimals and the load it came in."""

    value: Value
    decimals: int
    release: int


class _Asked(NamedTuple):
    """Whose detail is read: unit, level, indicator, values of the group, whose task it is."""

    unit: TerritorialUnit
    level: str
    indicator: IndicatorInfo
    members: Members
    of_task: bool

    @property
    def polarity(self) -> str:
        """Return the polarity to judge by: a service of somebody else is not judged."""
        return self.indicator.polarity if self.of_task else "none"

    @property
    def no_row(self) -> Flag:
        """Return why a value has no row."""
        return Flag.MISSING if self.of_task else Flag.NOT_APPLICABLE


def read_detail(
    repository: Repository,
    unit: TerritorialUnit,
    code: str,
    *,
    group: Group,
    year: int | None,
    lang: str,
) -> Detail:
    """Read the detail of an indicator; at most seven SELECTs whatever the group.

    They are: state of the data, series of the unit, values of the group, the formula's terms,
    the denominator of the noise guard, loads, notes of the unit.

    Args:
        repository: the database.
        unit: my unit; it answers at the level of the group.
        code: of the indicator, in any case.
        group: what it is compared with.
        year: year of the profile; None for the newest.
        lang: ``pl`` or ``en``.

    Raises:
        UnknownCodeError: when there is no such indicator.
    """
    indicator, directory = repository.indicator(code), repository.directory()
    of_task = runs_service(indicator, directory, unit, group)
    members = read_members(repository, indicator, unit, group)
    asked = _Asked(unit, group.level, indicator, members, of_task)
    cells = _series(repository, unit, indicator)
    shown = _year(cells, members, year, newest=repository.dataset().changed_at.year - 1)
    value = cells[shown].value if shown in cells else Value(NOTHING, asked.no_row)
    movement, across = _movements(asked, cells, shown)
    return Detail(
        unit=unit,
        level=group.level,
        group=group,
        lang=lang,
        dataset=repository.dataset(),
        directory=directory,
        indicator=indicator,
        of_task=of_task,
        year=shown,
        value=value,
        stats=members.stats.get(shown),
        place=_place(repository, asked, shown, value),
        formula=_formula(repository, asked, shown, value, lang),
        base_label=_base_label(indicator, lang),
        years=_rows(asked, cells),
        movement=movement,
        across=across,
        improved=_improved(asked, directory, movement, value, lang),
        sides=_sides(asked, directory, shown, value, lang),
        loads=_loads(repository, cells),
        notes=_said(repository, indicator, unit),
    )


def _said(
    repository: Repository, indicator: IndicatorInfo, unit: TerritorialUnit
) -> dict[int, NoteInfo]:
    """Return what the unit says about its values, by year."""
    found = repository.notes(indicators=[indicator.code], unit_ids=[unit.id])
    return {note.year: note for note in found}


def _series(
    repository: Repository, unit: TerritorialUnit, indicator: IndicatorInfo
) -> dict[int, _Cell]:
    frame = repository.unit_series(unit.id, [indicator.id])
    names = ["year", "value", "flag", "decimals", "release_id"]
    return {
        year: _Cell(
            Value(float(value), Flag(flag)),
            indicator.decimals if pd.isna(decimals) else int(decimals),
            release,
        )
        for year, value, flag, decimals, release in frame[names].itertuples(index=False, name=None)
    }


def _year(cells: Mapping[int, _Cell], members: Members, year: int | None, *, newest: int) -> int:
    """Return the year of the newest number up to the one asked for.

    As in the profile a service that the unit does not have any more keeps no older number.
    """
    until = {one: cell for one, cell in sorted(cells.items()) if year is None or one <= year}
    known = [one for one, cell in until.items() if cell.value.known]
    last = max(until, default=None)
    if known and last is not None and until[last].value.flag is not Flag.NOT_APPLICABLE:
        return known[-1]
    if year is not None or last is not None:
        return year or last or newest
    return members.years[-1] if members.years else newest


def _movements(
    asked: _Asked, cells: Mapping[int, _Cell], year: int
) -> tuple[Movement, Movement | None]:
    """Return how the series moved since its last break, and over all years in spite of it."""
    indicator, polarity = asked.indicator, asked.polarity
    known = {one: cell.value.value for one, cell in cells.items() if cell.value.known}
    first = newest_break(indicator, year)
    since = movement_of(indicator, known, until=year, first=first, polarity=polarity)
    if first is None or not any(one < first for one in known):
        return since, None
    return since, movement_of(indicator, known, until=year, first=None, polarity=polarity)


def _place(repository: Repository, asked: _Asked, year: int, value: Value) -> Place:
    stats = asked.members.stats.get(year)
    band = band_of(value, stats, polarity=asked.polarity)
    n = stats.n if stats else 0
    if not value.known:
        return Place(rank=None, ranks=None, n=n, band=band, noise=None)
    key, members, polarity = asked.indicator.id, asked.members, asked.polarity
    one = [Asked(asked.indicator, year, value.value)]
    sizes = bases(repository, asked.unit.id, one)
    own = own_limits(one, sizes)
    limits = own.get(key, (value.value, value.value))
    return Place(
        rank=members.rank(year, value.value, polarity=polarity) if asked.of_task else None,
        ranks=members.surely(year, limits, polarity=polarity) if asked.of_task else None,
        n=n,
        band=band,
        noise=noise_of(one, sizes, {key: stats} if stats else {}).get(key),
        by_chance=key in own,
    )


def _formula(
    repository: Repository, asked: _Asked, year: int, value: Value, lang: str
) -> FilledFormula:
    frame = repository.variable_values(
        formula_names(asked.indicator), unit_id=asked.unit.id, first_year=year
    )
    return fill_formula(asked.indicator, frame, value, year=year, lang=lang)


def _base_label(indicator: IndicatorInfo, lang: str) -> str:
    formula = card_formula(indicator)
    label = formula.denominator_label if formula else None
    return str(getattr(label, lang)) if label else ""


def _rows(asked: _Asked, cells: Mapping[int, _Cell]) -> tuple[YearRow, ...]:
    members, decimals = asked.members, asked.indicator.decimals
    years = sorted({*cells, *members.stats})
    if not years:
        return ()
    # A break before a year without values stands before the next year that has some.
    parted = {
        next(year for year in years if year >= item.year): item
        for item in series_breaks(asked.indicator)
        if years[0] < item.year <= years[-1]
    }
    nothing = _Cell(Value(NOTHING, asked.no_row), decimals, -1)
    rows = []
    for year in years:
        cell = cells.get(year, nothing)
        rank = members.rank(year, cell.value.value, polarity=asked.polarity)
        rows.append(
            YearRow(
                year=year,
                value=cell.value,
                decimals=cell.decimals,
                stats=members.stats.get(year),
                rank=rank if asked.of_task else None,
                break_before=parted.get(year),
            )
        )
    return tuple(rows)


def _improved(
    asked: _Asked, directory: UnitDirectory, movement: Movement, value: Value, lang: str
) -> tuple[Improved, ...]:
    """Return who is better than my unit and than before, over the years of its own change."""
    change, members = movement.change, asked.members
    stats = members.stats.get(change.year) if change else None
    if change is None or stats is None or asked.polarity == "none":
        return ()
    now, before = members.of_year(change.year), members.of_year(change.since)
    codes = [unit.code_at(asked.level) for unit in members.units]
    found = better_and_improved(now, before, mine=value.value, polarity=asked.polarity, codes=codes)
    decimals, unit_of_measure = asked.indicator.decimals, asked.indicator.unit(lang)
    return tuple(
        Improved(
            code=codes[place],
            name=directory.display_name(members.units[place], lang=lang),
            before=format_number(float(before[place]), decimals=decimals, lang=lang),
            now=format_value(float(now[place]), unit=unit_of_measure, decimals=decimals, lang=lang),
            value=float(now[place]),
            since=change.since,
            stats=stats,
        )
        for place in found[:MOST]
    )


def _sides(
    asked: _Asked, directory: UnitDirectory, year: int, value: Value, lang: str
) -> Sides | None:
    """Return who has less and who more, where the unit's own service is not judged."""
    indicator, members = asked.indicator, asked.members
    if not asked.of_task or asked.polarity != "none" or not value.known:
        return None
    values, mine = members.of_year(year), value.value
    codes = [unit.code_at(asked.level) for unit in members.units]
    lowest = tuple(
        Holder(
            code=codes[place],
            name=directory.display_name(members.units[place], lang=lang),
            now=format_value(
                float(values[place]),
                unit=indicator.unit(lang),
                decimals=indicator.decimals,
                lang=lang,
            ),
            value=float(values[place]),
        )
        for place in lowest_places(values, mine=mine, codes=codes)
    )
    return Sides(
        lower=int(np.count_nonzero(values < mine)),
        higher=int(np.count_nonzero(values > mine)),
        lowest=lowest,
    )


def _loads(repository: Repository, cells: Mapping[int, _Cell]) -> tuple[LoadedYears, ...]:
    """Return the loads of the values, that of the newest year first."""
    years: dict[int, list[int]] = {}
    for year, cell in sorted(cells.items(), reverse=True):
        years.setdefault(cell.release, []).insert(0, year)
    known = repository.releases_of(years)
    return tuple(
        LoadedYears(years=tuple(some), release=known.get(key)) for key, some in years.items()
    )
