"""The functional typology that is loaded: its types, and the type of each unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class TypeRow(NamedTuple):
    """A unit in a type, with the names of the type."""

    unit_id: int
    level: str
    code: str
    position: int
    name_pl: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitType:
    """A type.

    Attributes:
        code: short code, such as ``3`` or ``MOF``.
        position: its place in the typology, from 1.
        name_pl: name in Polish.
        name_en: name in English.
    """

    code: str
    position: int
    name_pl: str
    name_en: str

    def name(self, lang: str) -> str:
        """Return the name in a language."""
        return self.name_en if lang == "en" else self.name_pl


class Typology:
    """Types and their units, immutable; empty when none is loaded."""

    def __init__(self, rows: Iterable[TypeRow] = ()) -> None:
        """Build from the rows of the database, in any order."""
        held = sorted(rows, key=lambda row: (row.position, row.code))
        self._types = {
            row.code: UnitType(
                code=row.code, position=row.position, name_pl=row.name_pl, name_en=row.name_en
            )
            for row in held
        }
        self._of_unit = {(row.level, row.unit_id): row.code for row in held}

    @property
    def types(self) -> tuple[UnitType, ...]:
        """Return the types that have units, by position."""
        return tuple(self._types.values())

    def type_of(self, unit_id: int, level: str) -> UnitType | None:
        """Return the type of a unit at a level; None when the typology does not have it."""
        code = self._of_unit.get((level, unit_id))
        return None if code is None else self._types[code]

    def by_code(self, code: str) -> UnitType:
        """Return a type; KeyError if there is none."""
        return self._types[code]
