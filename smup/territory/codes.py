"""TERYT codes: validation, kinds, and the spellings other sources use for them.

A TERC code is WW PP GG R: voivodeship, powiat, gmina, kind. The product writes 2 digits for a
voivodeship, 4 for a powiat and 7 for a gmina; ``00`` is the country. Six digits name a gmina
whatever its kind, which is how series survive a village that gains town rights.
Sources: TERYT register of GUS; unit identifiers of the GUS Local Data Bank (BDL).
"""

from dataclasses import dataclass

from smup.errors import UnknownCodeError

COUNTRY = "00"
VOIVODESHIPS = frozenset(f"{number:02d}" for number in range(2, 33, 2))
FICTIONAL_VOIVODESHIP = "99"
FIRST_CITY_COUNTY = 61
KIND_OF_DIGIT = {"1": "miejska", "2": "wiejska", "3": "miejsko-wiejska"}
PART_DIGITS = frozenset("4589")
LEVEL_OF_LENGTH = {2: "wojewodztwo", 4: "powiat", 6: "gmina", 7: "gmina"}
BDL_KOD_LENGTH = 7
BDL_ID_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TerytCode:
    """A well-formed code; says nothing about whether such a unit exists.

    Attributes:
        text: the code with 2, 4, 6 or 7 digits.
        level: ``kraj``, ``wojewodztwo``, ``powiat``, ``gmina`` or ``czesc``.
        kind: kind of the gmina when the seventh digit tells it, else None.
    """

    text: str
    level: str
    kind: str | None = None

    @property
    def voivodeship(self) -> str:
        """Return the first two digits."""
        return self.text[:2]

    @property
    def powiat(self) -> str:
        """Return the first four digits; the code itself when it is shorter."""
        return self.text[:4]

    @property
    def city_county(self) -> bool:
        """Tell whether the powiat number is one of a city with powiat rights (61 and up)."""
        return is_city_county(self.text)


def is_city_county(code: str) -> bool:
    """Tell whether a code of 4 or more digits lies in a city with powiat rights."""
    return len(code) >= len("WWPP") and int(code[2:4]) >= FIRST_CITY_COUNTY


def parse_teryt(text: str) -> TerytCode:
    """Check a TERYT code of 2, 4, 6 or 7 digits.

    Raises:
        UnknownCodeError: when the text has another length or shape.
    """
    code = text.strip()
    length_known = len(code) in LEVEL_OF_LENGTH
    if not (length_known and code.isascii() and code.isdigit() and _prefix_possible(code)):
        raise _malformed(text)
    if code == COUNTRY:
        return TerytCode(text=code, level="kraj")
    level = LEVEL_OF_LENGTH[len(code)]
    if len(code) < len("WWPPGGR"):
        return TerytCode(text=code, level=level)
    digit = code[6]
    if digit in PART_DIGITS:
        return TerytCode(text=code, level="czesc")
    if digit not in KIND_OF_DIGIT:
        raise _malformed(text)
    return TerytCode(text=code, level=level, kind=KIND_OF_DIGIT[digit])


def parse_bdl_id(text: str) -> TerytCode:
    """Read a 12-digit unit id of the BDL API.

    The id is macroregion(2) WW(2) region(1) subregion(2) PP(2) GG(2) R(1), so the TERYT code is
    ``id[2:4] + id[7:12]``; for example ``030210101011`` is ``0201011``.

    Raises:
        UnknownCodeError: when the text is no such id, or is one of a macroregion, region or
            subregion, which have no TERYT code.
    """
    code = text.strip()
    if len(code) != BDL_ID_LENGTH or not code.isascii() or not code.isdigit():
        raise _malformed(text)
    if is_bdl_region(code):
        raise _malformed(text)
    return parse_teryt(_without_padding(_kod(code)))


def is_bdl_region(code: str) -> bool:
    """Tell whether a unit id of the BDL API is one of a macroregion, region or subregion."""
    if len(code) != BDL_ID_LENGTH or not code.isascii() or not code.isdigit():
        return False
    kod = _kod(code)
    macroregion = kod[:2] == COUNTRY and code != "0" * BDL_ID_LENGTH
    return macroregion or (kod[2:] == "00000" and code[4:7] != "000")


def _kod(code: str) -> str:
    return code[2:4] + code[7:12]


def _without_padding(kod: str) -> str:
    for length in (2, 4):
        if kod.endswith("0" * (BDL_KOD_LENGTH - length)):
            return kod[:length]
    return kod


def _prefix_possible(code: str) -> bool:
    prefix = code[:2]
    if prefix == COUNTRY:
        return code == COUNTRY
    return prefix in VOIVODESHIPS or prefix == FICTIONAL_VOIVODESHIP


def _malformed(text: str) -> UnknownCodeError:
    shown = text if len(text) <= 20 else f"{text[:20]}…"
    message = (
        f"„{shown}” nie jest kodem TERYT. Kod ma 2 cyfry (województwo, 00 to Polska), "
        "4 (powiat) albo 6 lub 7 (gmina)."
    )
    return UnknownCodeError("unit", text, message)
