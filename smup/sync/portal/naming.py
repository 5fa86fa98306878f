"""Official names brought to a form in which they can be compared."""

import re

from smup.territory.search import fold

CITY = (
    "w miastach na prawach powiatu",
    "miastach na prawach powiatu",
    "miast na prawach powiatu",
    "miasta na prawach powiatu",
    "miasto na prawach powiatu",
    "miastom na prawach powiatu",
    "miast na prawach powiatow",
    "mnpp",
)
GMINA = ("w gminach", "gminach", "gminom", "gminy", "gmin", "gmina")
CITY_WORDS = re.compile(rf"\b(?:{'|'.join(CITY)})\b")
GMINA_WORDS = re.compile(rf"\b(?:{'|'.join(GMINA)})\b")
"""Words that tell the halves of a pair apart, in plain letters, the longest first."""


def same_name(one: str, other: str) -> bool:
    """Tell whether two names differ in nothing but case, signs and Polish letters."""
    return fold(one) == fold(other)


def is_of_cities(name: str) -> bool:
    """Tell whether a name says that it is about cities with powiat rights only."""
    return CITY_WORDS.search(fold(name)) is not None


def without_role(name: str) -> str:
    """Return a name in plain letters without the words about gminas or cities."""
    plain = GMINA_WORDS.sub(" ", CITY_WORDS.sub(" ", fold(name)))
    return " ".join(plain.split())
