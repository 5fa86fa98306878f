"""The generated sample with the units it belongs to, for tests of the sample as a whole."""

from dataclasses import dataclass

import numpy as np

from smup.catalogue.formula import evaluate, parse
from smup.catalogue.schema import IndicatorCard
from smup.sample.generate import SampleInput
from smup.sample.values import GeneratedVariable
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The generated values with the units they belong to."""

    given: SampleInput
    directory: UnitDirectory
    values: dict[str, GeneratedVariable]

    @property
    def units(self) -> tuple[TerritorialUnit, ...]:
        return self.directory.units

    def rows(self, level: str, *, kind: str | None = None, fictional: bool = False) -> np.ndarray:
        return np.array(
            [
                row
                for row, unit in enumerate(self.units)
                if unit.answers_at(level)
                and kind in {None, unit.kind}
                and unit.fictional == fictional
            ]
        )

    def card(self, code: str) -> IndicatorCard:
        return next(card for card in self.given.catalogue.indicators if card.code == code)

    def indicator(self, code: str) -> np.ndarray:
        """Return units x years."""
        card = self.card(code)
        names = parse(card.formula).all
        value, _ = evaluate(
            card.formula,
            {name: self.values[name].values for name in names},
            {name: self.values[name].flags for name in names},
            decimals=card.decimals,
        )
        return np.where(np.isnan(value), np.nan, value)

    def last(self, code: str, *, kind: str | None = None) -> np.ndarray:
        """Return the values of the last published year over gminas or powiats of a kind."""
        values = self.indicator(code)
        year = np.flatnonzero(~np.isnan(values).all(axis=0))[-1]
        level = "powiat" if self.card(code).task_level == "powiat" else "gmina"
        return values[self.rows(level, kind=kind), year]

    def country(self, variable: str) -> np.ndarray:
        return self.values[variable].values[0]

    def year(self, year: int) -> int:
        return self.given.settings.years.index(year)
