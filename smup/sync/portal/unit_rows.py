"""What a row of the dictionary of units means in TERYT; pure."""

from dataclasses import dataclass

from smup.errors import UnknownCodeError
from smup.sync.portal.official import OfficialUnit
from smup.territory.codes import (
    COUNTRY,
    KIND_OF_DIGIT,
    LEVEL_OF_LENGTH,
    PART_DIGITS,
    is_city_county,
    parse_teryt,
)
from smup.territory.search import fold
from smup.territory.terc import ListedUnit

COUNTRY_NAMES = frozenset({"polska", "kraj", "poland"})
BEFORE_NAME = ("powiat ", "gmina ", "m. st. ", "m.st. ", "m. ")
"""In any case; the longer of two that begin alike stands first."""
KOD_LENGTH = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedUnit:
    """A row with its code.

    Attributes:
        official: the row.
        code: TERYT code of 2, 4 or 7 digits; empty when the row has none (a region, a subregion)
            or is a part of a gmina or a district.
        name: name as the product writes it.
    """

    official: OfficialUnit
    code: str
    name: str

    @property
    def origin(self) -> int:
        """Return the code as a number of seven digits, as exports of the BDL write it."""
        return int(self.code.ljust(KOD_LENGTH, "0"))

    @property
    def is_gmina(self) -> bool:
        """Tell whether the row is a gmina, a city with powiat rights among them."""
        return len(self.code) == KOD_LENGTH

    def listed(self) -> ListedUnit:
        """Return the row as a unit of a list."""
        level = "kraj" if self.code == COUNTRY else LEVEL_OF_LENGTH[len(self.code)]
        city = self.is_gmina and is_city_county(self.code)
        return ListedUnit(
            code=self.code,
            level=level,
            kind=KIND_OF_DIGIT[self.code[-1]] if self.is_gmina else level,
            name=self.name,
            powiat_code=self.code[:4] if city else None,
        )


def placed(unit: OfficialUnit) -> PlacedUnit:
    """Return a row with its TERYT code; a code that cannot be is none."""
    code = _code(unit)
    try:
        part = bool(code) and parse_teryt(code).level == "czesc"
    except UnknownCodeError:
        part = True
    return PlacedUnit(official=unit, code="" if part else code, name=own_name(unit.name))


def own_name(name: str) -> str:
    """Return a name without the word for the level: ``Powiat bełchatowski`` is ``bełchatowski``."""
    before = next((word for word in BEFORE_NAME if name.casefold().startswith(word)), "")
    return name[len(before) :]


def _code(unit: OfficialUnit) -> str:
    if not unit.voivodeship:
        return COUNTRY if {fold(unit.name), fold(unit.kind_name)} & COUNTRY_NAMES else ""
    if not unit.gmina:
        return unit.voivodeship + unit.powiat
    if not unit.powiat or unit.kind in PART_DIGITS or unit.kind not in KIND_OF_DIGIT:
        return ""
    return unit.voivodeship + unit.powiat + unit.gmina + unit.kind
