"""Units by the codes that files use."""

from sqlalchemy import Connection, select

from smup.models import UnitCode

PART_DIGITS = frozenset("4589")
GMINA_DIGITS = frozenset("123")
LENGTH = 7
LENGTH_OF_GMINA = 6


class UnitCodes:
    """Finds units by TERYT codes of 2, 4, 6 or 7 digits, past and present."""

    def __init__(self, connection: Connection) -> None:
        """Read all codes; of two units that had a code in turn, the later one holds it."""
        rows = connection.execute(
            select(UnitCode.code, UnitCode.unit_id)
            .where(UnitCode.system == "teryt")
            .order_by(UnitCode.valid_to.is_(None), UnitCode.valid_from)
        )
        self._ids = {row.code: row.unit_id for row in rows}
        gminas = [code for code in self._ids if len(code) == LENGTH and code[6] in GMINA_DIGITS]
        self._gminas = {code[:LENGTH_OF_GMINA]: self._ids[code] for code in gminas}

    def find(self, code: str) -> int | None:
        """Return the unit of a code; a gmina is found whatever its kind was."""
        found = self._ids.get(code)
        if found is None and len(code) in {LENGTH_OF_GMINA, LENGTH}:
            found = self._gminas.get(code[:LENGTH_OF_GMINA])
        return found

    def find_exact(self, code: str) -> int | None:
        """Return the unit that has or had exactly this code."""
        return self._ids.get(code)

    def find_kod(self, kod: str) -> int | None:
        """Return the unit of a column ``Kod``: 7 digits, higher levels padded with zeros."""
        for length in (2, 4):
            if kod.endswith("0" * (LENGTH - length)):
                return self._ids.get(kod[:length])
        return self.find(kod)


def whole_kod(text: str) -> str | None:
    """Return a ``Kod`` with its lost leading zeros, or None when it is no code."""
    kod = text.strip()
    if not kod.isascii() or not kod.isdigit() or len(kod) > LENGTH:
        return None
    return kod.zfill(LENGTH)


def is_part(kod: str) -> bool:
    """Tell whether a 7-digit code is a town or village part, a district or a delegation."""
    return kod[6] in PART_DIGITS
