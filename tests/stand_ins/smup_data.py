"""Invented data of a portal like SMUP: real units, made-up values, the same for the same seed."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from smup.territory.shipped import ShippedUnit, shipped_units

OCCURRED, DID_NOT_OCCUR, BELOW_FORMAT, SECRET, MISSING, IMPOSSIBLE = 1, 2, 3, 4, 5, 6
FLAGS = {
    OCCURRED: "zjawisko wystąpiło",
    DID_NOT_OCCUR: "zjawisko nie wystąpiło",
    BELOW_FORMAT: "zjawisko wystąpiło, wielkość mniejsza od przyjętego formatu",
    SECRET: "tajemnica statystyczna",
    MISSING: "brak informacji",
    IMPOSSIBLE: "wypełnienie pozycji jest niemożliwe lub niecelowe",
}
SHARES = (0.86, 0.08, 0.01, 0.02, 0.02, 0.01)
"""How often each flag is drawn, in the order of ``FLAGS``."""
PAIRS = ((4074, 4424), (4055, 4405), (4068, 4418), (4052, 4402), (4053, 4403), (4054, 4404))
SINGLE = (16, 10, 8, 11, 13)
"""Ids that the catalogue of the program knows: of pairs (gminas, cities) and of single ones."""
FIRST_INVENTED = 20_000
PARTS_WITH_VALUES = 101
"""Rows of parts of gminas in an answer; with the others 2,975 rows, as the real ones have."""
DISTRICTS = 18
NO_DATA_IN = 11
"""Of so many years of all indicators about one has no data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A row of the dictionary of units; ``teryt`` has 2, 4 or 7 digits, ``00`` is the country."""

    id: int
    teryt: str
    name: str
    city: bool = False

    @property
    def part(self) -> bool:
        """Tell whether it is a part of a gmina or a district."""
        return len(self.teryt) == 7 and self.teryt[6] in "4589"


@dataclass(frozen=True, slots=True)
class Values:
    """Rows of an indicator in a year; NaN is null."""

    unit: NDArray[np.int64]
    flag: NDArray[np.int64]
    value: NDArray[np.float64]
    decimals: int

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.intp] | slice) -> "Values":
        """Return some of the rows."""
        return Values(self.unit[chosen], self.flag[chosen], self.value[chosen], self.decimals)


@dataclass(slots=True, kw_only=True)
class PortalData:
    """The whole portal.

    Attributes:
        indicators: number of official indicators; the first two are a pair, the third is single.
        years: years of the dictionary of dates.
        seed: of all values.
    """

    indicators: int = 3
    years: Sequence[int] = (2021, 2022, 2023)
    seed: int = 1

    @property
    def ids(self) -> list[int]:
        """Official ids of indicators."""
        known = [*PAIRS[0], SINGLE[0], *(one for pair in PAIRS[1:] for one in pair), *SINGLE[1:]]
        more = range(FIRST_INVENTED, FIRST_INVENTED + max(0, self.indicators - len(known)))
        return [*known, *more][: self.indicators]

    def places(self) -> list[Place]:
        """Return the dictionary of units."""
        return list(_PLACES.all)

    def decimals(self, indicator: int) -> int:
        """Return ``precyzja`` of an indicator."""
        return indicator % 3

    def has_data(self, indicator: int, year: int) -> bool:
        """Tell whether there is anything; the newest year is missing for odd indicators."""
        if year not in self.years or indicator not in self.ids:
            return False
        if year == max(self.years) and indicator % 2:
            return False
        return bool(zlib.crc32(f"{self.seed}/{indicator}/{year}".encode()) % NO_DATA_IN)

    def values(self, indicator: int, year: int) -> Values | None:
        """Return the rows of an indicator in a year; None where it has no data."""
        if not self.has_data(indicator, year):
            return None
        unit = _PLACES.with_values(indicator)
        rng = np.random.default_rng((self.seed, indicator, year))
        decimals = self.decimals(indicator)
        flag = rng.choice(np.array(list(FLAGS)), size=len(unit), p=SHARES)
        number = np.round(rng.lognormal(3.0, 0.6, size=len(unit)) + 1.0, decimals)
        value = np.where(flag == OCCURRED, number, 0.0)
        value[(flag == SECRET) | (flag == IMPOSSIBLE)] = np.nan
        found = Values(unit, flag, value, decimals)
        return _same_for_both_codes(found, _PLACES)


class _Places:
    """The units, made once."""

    @cached_property
    def all(self) -> tuple[Place, ...]:
        shipped = shipped_units()
        rows = [(unit.teryt, unit.name, unit.teryt_powiat is not None) for unit in shipped]
        rows += [
            (unit.teryt_powiat, unit.name, True)
            for unit in shipped
            if unit.teryt_powiat is not None
        ]
        rows += [row for unit in shipped for row in _parts(unit)]
        rows += [
            (f"1465{number + 2:02d}8", f"Dzielnica {number}", False) for number in range(DISTRICTS)
        ]
        return tuple(
            Place(id=1_000 + 7 * number, teryt=teryt, name=name, city=city)
            for number, (teryt, name, city) in enumerate(rows)
        )

    def with_values(self, indicator: int) -> NDArray[np.int64]:
        """Return ids of the units that an indicator has rows for."""
        if indicator in {pair[1] for pair in PAIRS}:
            return self.of_cities
        return self.of_others if indicator in {pair[0] for pair in PAIRS} else self.of_all

    @cached_property
    def of_all(self) -> NDArray[np.int64]:
        """Ids of units and of some parts."""
        parts = [place for place in self.all if place.part][:PARTS_WITH_VALUES]
        return _ids([*(place for place in self.all if not place.part), *parts])

    @cached_property
    def of_cities(self) -> NDArray[np.int64]:
        """Ids that the half of a pair for cities has rows for: cities, and a sum of them."""
        return _ids([place for place in self.all if place.city or place.teryt == "00"])

    @cached_property
    def of_others(self) -> NDArray[np.int64]:
        """Ids that the half of a pair for gminas has rows for."""
        cities = {place.id for place in self.all if place.city}
        return self.of_all[~np.isin(self.of_all, list(cities))]

    @cached_property
    def city_rows(self) -> dict[int, int]:
        """Row of a city as a powiat, by its row as a gmina (official ids)."""
        as_powiat = {p.name: p.id for p in self.all if p.city and len(p.teryt) == 4}
        return {p.id: as_powiat[p.name] for p in self.all if p.city and len(p.teryt) == 7}


_PLACES = _Places()


def _ids(places: Sequence[Place]) -> NDArray[np.int64]:
    return np.array([place.id for place in places], dtype=np.int64)


def _parts(unit: ShippedUnit) -> list[tuple[str, str, bool]]:
    """Return the town and the rural part of an urban-rural gmina."""
    if not (len(unit.teryt) == 7 and unit.teryt.endswith("3")):
        return []
    return [
        (f"{unit.teryt[:6]}{digit}", f"{unit.name} - {what}", False)
        for digit, what in (("4", "miasto"), ("5", "obszar wiejski"))
    ]


def _same_for_both_codes(found: Values, places: _Places) -> Values:
    """Give a city the same value under both of its codes."""
    at = {unit: place for place, unit in enumerate(found.unit.tolist())}
    pairs = [(at[g], at[p]) for g, p in places.city_rows.items() if g in at and p in at]
    if pairs:
        gmina, powiat = (list(column) for column in zip(*pairs, strict=True))
        found.flag[powiat], found.value[powiat] = found.flag[gmina], found.value[gmina]
    return found
