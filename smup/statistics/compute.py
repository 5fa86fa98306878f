"""Computes indicators from base variables by the formulas of their cards."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, select

from smup.catalogue.formula import evaluate, parse
from smup.catalogue.schema import Formula
from smup.flags import Flag
from smup.ingest.bulk import fill_quickly, read_values, write_derived
from smup.ingest.columns import NO_DECIMALS, ValueColumns
from smup.ingest.history import withdraw_values
from smup.ingest.load import Load
from smup.ingest.progress import Progress, silent
from smup.models import (
    LEVELS,
    Indicator,
    Observation,
    Release,
    SourceAnswer,
    Variable,
    VariableValue,
)
from smup.statistics.matrix import NO_ROW, Matrix, read_matrix, with_numbers
from smup.statistics.sums import SUMS, store_sums, tree_of, with_sums
from smup.territory.directory import UnitDirectory

STAGE = "Wskaźniki"
CACHED = 48
PORTAL = "smup"
"""Word of ``source_answer.source`` for the official portal: what it publishes is not computed."""


@dataclass(slots=True, kw_only=True)
class Variables:
    """Reads variables as matrices with sums; the latest used are kept."""

    load: Load
    directory: UnitDirectory
    rows: Mapping[str, Row[Any]]
    summed: set[str] = field(default_factory=set)
    _kept: dict[str, Matrix] = field(default_factory=dict)

    def get(self, code: str) -> Matrix:
        """Return the matrix of a variable; of an unknown one an empty matrix."""
        if code not in self._kept:
            if len(self._kept) >= CACHED:
                self._kept.pop(next(iter(self._kept)))
            self._kept[code] = self._read(code)
        return self._kept[code]

    def level_of(self, code: str) -> str:
        """Return the task level of a variable."""
        return str(self.rows[code].card.get("level", "oba")) if code in self.rows else "oba"

    def withdrawn_years(self, formula: Formula) -> list[int]:
        """Return the years of which rows of variables of a formula were withdrawn by the load."""
        ids = [self.rows[code].id for code in parse(formula).all if code in self.rows]
        years = self.load.changes.variable_years
        return sorted(set().union(*(years.get(one, set()) for one in ids)))

    def _read(self, code: str) -> Matrix:
        variable_id = self.rows[code].id if code in self.rows else -1
        held = read_matrix(self.load.connection, VariableValue, variable_id, self.directory)
        if code not in self.rows or not self.rows[code].card.get("additive", False):
            return held
        lower = "powiat" if self.level_of(code) == "powiat" else "gmina"
        derived = np.isin(held.release_id, self._sum_releases())
        summed = with_sums(held, tree_of(self.directory, lower, held.years), derived=derived)
        if variable_id in self.load.variables and store_sums(
            self.load, variable_id, (held, summed), self.directory
        ):
            self.summed.add(code)
        return summed

    def _sum_releases(self) -> list[int]:
        query = select(Release.id).where(Release.kind == SUMS)
        return list(self.load.connection.scalars(query).all())


def compute_indicators(
    load: Load, directory: UnitDirectory, *, progress: Progress = silent
) -> set[str]:
    """Compute every indicator that uses a variable marked as changed in the load.

    Indicators that the official portal gives values of are left alone: the official number stands
    before ours.

    Values are written under the release of the load, only where they differ, and mark their
    indicators as changed; those that can be computed no more are withdrawn. Levels above come
    from the variable's own values there; an additive variable without any is summed from gminas
    (or powiats), all of which must have a number.

    Returns:
        Codes of the variables that were summed.
    """
    rows = load.connection.execute(select(Variable.id, Variable.code, Variable.card))
    variables = Variables(load=load, directory=directory, rows={row.code: row for row in rows})
    changed = {code for code, row in variables.rows.items() if row.id in load.variables}
    indicators = [
        (row, formula)
        for row, formula in _formulas(load)
        if changed.intersection(parse(formula).all)
    ]
    if load.connection.scalar(select(Observation.indicator_id).limit(1)) is None:
        fill_quickly(load, Observation)
    for done, (row, formula) in enumerate(indicators, start=1):
        columns = compute_one(row, formula, variables)
        if len(columns):
            write_derived(load, Observation, columns, release_id=load.release_id)
        _withdraw_rest(load, row.id, columns, variables.withdrawn_years(formula))
        progress(STAGE, done, len(indicators))
    return variables.summed


def _withdraw_rest(
    load: Load, indicator_id: int, computed: ValueColumns, years: Sequence[int]
) -> None:
    """Withdraw what was computed from rows of variables that are there no more."""
    for year in years:
        held = read_values(load.connection, Observation, indicator_id, first=year, last=year)
        there = np.isin(held.unit_id, computed.unit_id[computed.year == year])
        withdraw_values(load, Observation, held.take(~there))


def compute_one(indicator: Row[Any], formula: Formula, variables: Variables) -> ValueColumns:
    """Compute one indicator for all units and years that its variables have.

    A unit and year with rows for some of the variables only is missing. A level and year for
    which one of the variables has no row at all has no data, so nothing is written there.
    """
    names = parse(formula).all
    matrices = {name: variables.get(name) for name in names}
    years = reduce(np.intersect1d, [matrix.years for matrix in matrices.values()])
    pairs = {name: matrix.on(years) for name, matrix in matrices.items()}
    values = {name: value for name, (value, _) in pairs.items()}
    flags = {name: flag for name, (_, flag) in pairs.items()}
    powiat_only = indicator.task_level == "powiat" or any(
        variables.level_of(name) == "powiat" for name in names
    )
    there = _has_data(flags.values(), variables.directory, powiat_only=powiat_only)
    value, flag = evaluate(
        formula, values, with_numbers(values, flags), decimals=indicator.decimals
    )
    year, position = np.nonzero(there)
    flag = flag[year, position]
    return ValueColumns.of(
        key_id=indicator.id,
        year=years[year],
        unit_id=variables.directory.ids[position],
        value=value[year, position],
        flag=flag,
        decimals=np.where(flag <= Flag.BELOW_FORMAT, indicator.decimals, NO_DECIMALS),
    )


def _has_data(
    flags: Iterable[NDArray[np.int8]], directory: UnitDirectory, *, powiat_only: bool
) -> NDArray[np.bool_]:
    """Return, shape (years, units), where an indicator has a row."""
    rows = [flag != NO_ROW for flag in flags]
    there: NDArray[np.bool_] = np.logical_or.reduce(rows)
    for units in _scopes(directory, powiat_only=powiat_only):
        complete = np.logical_and.reduce([row[:, units].any(axis=1) for row in rows])
        there[:, units] &= complete[:, None]
    if powiat_only:
        gminas = [u.position for u in directory.units if u.level == "gmina" and not u.city_county]
        there[:, gminas] = False
    return there


def _scopes(directory: UnitDirectory, *, powiat_only: bool) -> Iterator[NDArray[np.int64]]:
    """Yield the units of each level; a city with powiat rights stands where its tasks are."""
    for level in LEVELS:
        chosen = [
            unit.position
            for unit in directory.units
            if (unit.level == level and not (unit.city_county and powiat_only))
            or (unit.city_county and powiat_only and level == "powiat")
        ]
        yield np.array(chosen, dtype=np.int64)


def _formulas(load: Load) -> Iterator[tuple[Row[Any], Formula]]:
    """Yield the indicators that are computed.

    One without a formula is only imported; one with official values stays as it is official.
    """
    is_official = select(SourceAnswer.part).where(
        SourceAnswer.source == PORTAL,
        SourceAnswer.status == "data",
        SourceAnswer.indicator_id == Indicator.id,
    )
    query = select(Indicator.id, Indicator.decimals, Indicator.task_level, Indicator.card)
    query = query.where(~is_official.exists())
    for row in load.connection.execute(query.order_by(Indicator.id)).all():
        if row.card.get("formula"):
            yield row, Formula.model_validate(row.card["formula"])
