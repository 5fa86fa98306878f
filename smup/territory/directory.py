"""All units in memory: by code, by level, by place in the hierarchy, by name."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from smup.errors import UnknownCodeError
from smup.models import LEVELS
from smup.territory import naming
from smup.territory.codes import PART_DIGITS, parse_teryt
from smup.territory.search import SearchHit, SearchIndex
from smup.territory.typology import Typology
from smup.territory.unit import CodeMatch, CodeRow, TerritorialUnit, UnitRow

NOWHERE = -1
IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]


class UnitDirectory:
    """The list of units, immutable.

    The arrays are indexed by ``TerritorialUnit.position``; unknown numbers are NaN, absent
    positions are -1.

    Attributes:
        units: every unit, parts and ended ones too, in the order of their codes.
        ids: database keys, shape (units,).
        population: persons.
        area_km2: areas.
        lon: longitudes, degrees, WGS84.
        lat: latitudes.
        voivodeship: position of the voivodeship of each unit.
        powiat: position of the powiat; a city with powiat rights is its own.
        typology: types of units, if a typology is loaded.
    """

    def __init__(
        self,
        units: Sequence[UnitRow],
        codes: Sequence[CodeRow],
        *,
        typology: Typology | None = None,
    ) -> None:
        """Build the directory from the rows of ``unit`` and ``unit_code``, in any order."""
        teryt = [row for row in codes if row.system == "teryt"]
        self.units = _units(units, teryt)
        self._by_id = {unit.id: unit for unit in self.units}
        self._position_of_code = _positions_of_codes(teryt, self._by_id)
        self.ids: IntArray = np.array([unit.id for unit in self.units], dtype=np.int64)
        self.population = _floats(unit.population for unit in self.units)
        self.area_km2 = _floats(unit.area_km2 for unit in self.units)
        self.lon = _floats(unit.lon for unit in self.units)
        self.lat = _floats(unit.lat for unit in self.units)
        self.voivodeship = self._ancestors("wojewodztwo")
        self.powiat = self._ancestors("powiat")
        self.typology = typology or Typology()
        for array in (self.ids, self.population, self.area_km2, self.lon, self.lat):
            array.flags.writeable = False

    def __len__(self) -> int:
        """Return the number of units, parts and ended ones included."""
        return len(self.units)

    def by_code(self, code: str) -> TerritorialUnit:
        """Return the unit of a current or former code; see ``lookup``."""
        return self.lookup(code).unit

    def lookup(self, code: str) -> CodeMatch:
        """Find a unit by a code of 2, 4, 6 or 7 digits, ``00`` for the country.

        A gmina is found by its first six digits when its seventh differs, so every former kind
        leads to the same unit.

        Raises:
            UnknownCodeError: when the code is malformed or no unit ever had it.
        """
        parsed = parse_teryt(code)
        position = self._position_of_code.get(parsed.text)
        if position is None and parsed.level == "gmina":
            position = self._position_of_code.get(parsed.text[:6])
        if position is None:
            message = (
                f"Nie ma jednostki o kodzie TERYT {parsed.text}. "
                "Sprawdź kod albo wyszukaj jednostkę po nazwie."
            )
            raise UnknownCodeError("unit", code, message)
        return self._match(self.units[position], parsed.text)

    def by_id(self, unit_id: int) -> TerritorialUnit:
        """Return the unit with a database key; KeyError if there is none."""
        return self._by_id[unit_id]

    @cached_property
    def ids_by_code(self) -> Mapping[str, int]:
        """Database key by every known code of 2, 4, 6 and 7 digits, for loading many rows.

        A 7-digit code that is not here may still be an old kind of a gmina: try its first six.
        """
        return MappingProxyType(
            {code: self.units[position].id for code, position in self._position_of_code.items()}
        )

    def positions(self, level: str, *, fictional: bool = False) -> IntArray:
        """Return the positions of the units of a level that exist now, ordered by code there.

        Level ``powiat`` has the powiats and the cities with powiat rights (380 in all); parts
        are never among gminas.

        Args:
            level: one of ``kraj``, ``wojewodztwo``, ``powiat``, ``gmina``.
            fictional: also the example units of the sample.

        Raises:
            UnknownCodeError: when there is no such level.
        """
        if level not in LEVELS:
            message = f"Nie ma poziomu „{level}”. Dostępne poziomy: {', '.join(LEVELS)}."
            raise UnknownCodeError("level", level, message)
        chosen = self._current_by_level[level]
        if fictional:
            return chosen
        return chosen[[not self.units[position].fictional for position in chosen]]

    def units_of(self, level: str, *, fictional: bool = False) -> tuple[TerritorialUnit, ...]:
        """Return the units of a level in the order of ``positions``."""
        return tuple(self.units[i] for i in self.positions(level, fictional=fictional))

    def codes_of(self, level: str, *, fictional: bool = False) -> tuple[str, ...]:
        """Return the codes at a level in the order of ``positions``."""
        return tuple(unit.code_at(level) for unit in self.units_of(level, fictional=fictional))

    def parent(self, unit: TerritorialUnit) -> TerritorialUnit | None:
        """Return the unit it lies in; None for the country."""
        return None if unit.parent_id is None else self._by_id[unit.parent_id]

    def powiat_of(self, unit: TerritorialUnit) -> TerritorialUnit | None:
        """Return its powiat: itself for a powiat or a city with powiat rights."""
        return self._at(self.powiat[unit.position])

    def voivodeship_of(self, unit: TerritorialUnit) -> TerritorialUnit | None:
        """Return its voivodeship; None for the country and for fictional units."""
        return self._at(self.voivodeship[unit.position])

    def successor(self, unit: TerritorialUnit) -> TerritorialUnit | None:
        """Return the unit that took over the territory of an ended one, at the end of the chain."""
        seen = {unit.id}
        following = unit.successor_id
        while following is not None and following not in seen:
            seen.add(following)
            unit = self._by_id[following]
            following = unit.successor_id if unit.ended else None
        return unit if len(seen) > 1 else None

    def display_name(self, unit: TerritorialUnit, *, lang: str = "pl") -> str:
        """Return the name with the word its level needs: ``powiat bolesławiecki``, ``Łódź``."""
        return naming.display_name(unit, lang=lang)

    def kind_label(self, unit: TerritorialUnit, *, lang: str = "pl") -> str:
        """Return the kind in words: ``gm. wiejska``, ``miasto na prawach powiatu``."""
        return naming.kind_label(unit, lang=lang)

    def label(self, unit: TerritorialUnit, *, lang: str = "pl") -> str:
        """Return name, kind and powiat: ``Bolesławiec, gm. wiejska, pow. bolesławiecki``."""
        return naming.label(
            unit, powiat=self.powiat_of(unit), voivodeship=self.voivodeship_of(unit), lang=lang
        )

    def beside_name(self, unit: TerritorialUnit, *, lang: str = "pl") -> str:
        """Return what the label says after the name, which tells apart units of one name."""
        name = self.display_name(unit, lang=lang)
        return self.label(unit, lang=lang).removeprefix(name).removeprefix(", ")

    def search(
        self, query: str, *, level: str | None = None, limit: int = 20, lang: str = "pl"
    ) -> list[SearchHit]:
        """Find units that exist now by name, words of the label or code; see ``SearchIndex``."""
        hits = self._search_index.find(query, level=level, limit=limit)
        return [self._hit(self.units[position], level, lang) for position in hits]

    @cached_property
    def _search_index(self) -> SearchIndex:
        current = [u for u in self.units if not u.ended and u.level in LEVELS]
        return SearchIndex(current, [self._searchable(unit) for unit in current])

    @cached_property
    def _current_by_level(self) -> dict[str, IntArray]:
        current = [unit for unit in self.units if not unit.ended]
        return {level: _ordered_positions(current, level) for level in LEVELS}

    def _searchable(self, unit: TerritorialUnit) -> str:
        voivodeship = self.voivodeship_of(unit)
        above = "" if voivodeship is None else voivodeship.name
        return ", ".join((self.label(unit), above, self.label(unit, lang="en")))

    def _hit(self, unit: TerritorialUnit, level: str | None, lang: str) -> SearchHit:
        powiat, voivodeship = self.powiat_of(unit), self.voivodeship_of(unit)
        return SearchHit(
            unit=unit,
            code=unit.code_at(level or unit.level),
            name=self.display_name(unit, lang=lang),
            kind=self.kind_label(unit, lang=lang),
            powiat=None if powiat is None or powiat is unit else powiat.name,
            voivodeship=None if voivodeship is None or voivodeship is unit else voivodeship.name,
            label=self.label(unit, lang=lang),
        )

    def _match(self, unit: TerritorialUnit, code: str) -> CodeMatch:
        if unit.ended:
            return CodeMatch(unit=unit, note="ended", successor=self.successor(unit))
        current = {unit.teryt, unit.teryt_powiat, unit.teryt[:6]}
        return CodeMatch(unit=unit, note=None if code in current else "old-code")

    def _at(self, position: int) -> TerritorialUnit | None:
        return None if position == NOWHERE else self.units[position]

    def _ancestors(self, level: str) -> IntArray:
        found = np.full(len(self.units), NOWHERE, dtype=np.int64)
        for unit in self.units:
            above: TerritorialUnit | None = unit
            while above is not None and not above.answers_at(level):
                above = self.parent(above)
            if above is not None:
                found[unit.position] = above.position
        found.flags.writeable = False
        return found


def _units(rows: Sequence[UnitRow], codes: Sequence[CodeRow]) -> tuple[TerritorialUnit, ...]:
    newest: dict[int, dict[int, str]] = {}
    for code in sorted(codes, key=_age):
        newest.setdefault(code.unit_id, {})[len(code.code)] = code.code
    order = sorted(rows, key=lambda row: (_teryt(newest.get(row.id, {})), row.id))
    return tuple(
        TerritorialUnit(
            position=position,
            teryt=_teryt(newest.get(row.id, {})),
            teryt_powiat=_powiat_code(row, newest.get(row.id, {})),
            **row._asdict(),
        )
        for position, row in enumerate(order)
    )


def _powiat_code(row: UnitRow, by_length: Mapping[int, str]) -> str | None:
    """Return the 4-digit code of a unit that is a powiat now, not of one that was."""
    is_powiat = row.city_county or row.level == "powiat"
    return by_length.get(len("WWPP")) if is_powiat else None


def _teryt(by_length: Mapping[int, str]) -> str:
    return by_length[max(by_length)] if by_length else ""


def _age(code: CodeRow) -> tuple[bool, object, str]:
    """Order codes so that a current or newer one comes after an ended or older one."""
    return code.valid_to is None, code.valid_from, code.code


def _positions_of_codes(
    codes: Sequence[CodeRow], units: Mapping[int, TerritorialUnit]
) -> dict[str, int]:
    positions: dict[str, int] = {}
    for code in sorted(codes, key=_age):
        position = units[code.unit_id].position
        positions[code.code] = position
        if len(code.code) == len("WWPPGGR") and code.code[6] not in PART_DIGITS:
            positions[code.code[:6]] = position
    return positions


def _ordered_positions(units: Sequence[TerritorialUnit], level: str) -> IntArray:
    chosen = sorted(
        (unit for unit in units if unit.answers_at(level)), key=lambda unit: unit.code_at(level)
    )
    positions = np.array([unit.position for unit in chosen], dtype=np.int64)
    positions.flags.writeable = False
    return positions


def _floats(values: Iterable[float | None]) -> FloatArray:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
