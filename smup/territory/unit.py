"""A territorial unit as the program holds it in memory, and the rows it is built from."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class UnitRow(NamedTuple):
    """A row of table ``unit``; the columns in their order there."""

    id: int
    level: str
    kind: str
    city_county: bool
    name: str
    parent_id: int | None
    area_km2: float | None
    population: int | None
    population_year: int | None
    lon: float | None
    lat: float | None
    fictional: bool
    valid_from: date | None
    valid_to: date | None
    successor_id: int | None


class CodeRow(NamedTuple):
    """A row of table ``unit_code`` without its own id."""

    unit_id: int
    system: str
    code: str
    name: str
    kind: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritorialUnit:
    """A unit with its codes and its place in the hierarchy.

    Attributes:
        position: index into the arrays of the directory.
        id: key of the unit in the database.
        level: ``kraj``, ``wojewodztwo``, ``powiat``, ``gmina`` or ``czesc``.
        kind: ``miejska``, ``wiejska``, ``miejsko-wiejska`` for gminas, else the level.
        city_county: a city with powiat rights; it is a gmina that also answers as a powiat.
        name: official name without a word for its level (``bolesławiecki``).
        teryt: current code, 2, 4 or 7 digits; the last one it had if the unit has ended.
        teryt_powiat: the 4-digit code of a city with powiat rights or of a powiat, else None.
        parent_id: key of the unit it lies in.
        area_km2: area; None if not known.
        population: persons; None if not known.
        population_year: year of the population, state on 31 December.
        lon: longitude of a point inside, WGS84; None for units without a place on the map.
        lat: latitude of the same point.
        fictional: an example unit of the sample.
        valid_from: first day of the unit if later than the first list, else None.
        valid_to: first day on which the unit no longer existed; None while it exists.
        successor_id: key of the unit that took over its territory, if there is one.
    """

    position: int
    id: int
    level: str
    kind: str
    city_county: bool
    name: str
    teryt: str
    teryt_powiat: str | None
    parent_id: int | None
    area_km2: float | None
    population: int | None
    population_year: int | None
    lon: float | None
    lat: float | None
    fictional: bool
    valid_from: date | None
    valid_to: date | None
    successor_id: int | None

    @property
    def ended(self) -> bool:
        """Tell whether the unit no longer exists."""
        return self.valid_to is not None

    def answers_at(self, level: str) -> bool:
        """Tell whether the unit is one of this level; a city with powiat rights is one of two."""
        return self.level == level or (self.city_county and level == "powiat")

    def code_at(self, level: str) -> str:
        """Return the code under which the unit appears at a level.

        Only a city with powiat rights has two: ``0265`` at level powiat, ``0265011`` else.
        """
        if level == "powiat" and self.teryt_powiat is not None:
            return self.teryt_powiat
        return self.teryt


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMatch:
    """What a code stands for.

    Attributes:
        unit: the unit that has or had the code.
        note: None for a current code; ``old-code`` when the unit lives on under another code;
            ``ended`` when the unit no longer exists.
        successor: the unit that took over, for ``ended`` units that have one.
    """

    unit: TerritorialUnit
    note: str | None = None
    successor: TerritorialUnit | None = None
