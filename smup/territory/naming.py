"""Names and kinds of units in words, in both languages."""

from smup.i18n import texts
from smup.territory.unit import TerritorialUnit

CITY_COUNTY = "miasto-na-prawach-powiatu"


def kind_code(unit: TerritorialUnit) -> str:
    """Return the kind as groups know it: a city with powiat rights is a kind of its own."""
    return CITY_COUNTY if unit.city_county else unit.kind


def display_name(unit: TerritorialUnit, *, lang: str) -> str:
    """Return the name with the word its level needs."""
    key = f"territory.name.{unit.level}"
    text = texts(lang)
    return text(key, name=unit.name) if text.has(key) else unit.name


def kind_label(unit: TerritorialUnit, *, lang: str) -> str:
    """Return the kind in words, short."""
    return texts(lang)(f"territory.kind.{kind_code(unit)}")


def label(
    unit: TerritorialUnit,
    *,
    powiat: TerritorialUnit | None,
    voivodeship: TerritorialUnit | None,
    lang: str,
) -> str:
    """Return a label that tells apart units of the same name.

    Gminas of one name are told apart by kind and powiat, powiats of one name by voivodeship.
    """
    text = texts(lang)
    parts = [display_name(unit, lang=lang)]
    if unit.level in {"gmina", "czesc"}:
        parts.append(kind_label(unit, lang=lang))
        if powiat is not None and powiat is not unit:
            parts.append(text("territory.in_powiat", name=powiat.name))
    elif unit.level == "powiat" and voivodeship is not None:
        parts.append(text("territory.in_voivodeship", name=voivodeship.name))
    return ", ".join(parts)


def adjective_genitive(name: str) -> str:
    """Return the Polish genitive of a powiat's name: ``łódzkiego wschodniego``.

    Every name of a powiat is an adjective: of those that end in -i the ending is added to each
    word, -y (the example one) gives way to it.
    """
    return " ".join(_genitive(word) for word in name.split())


def _genitive(word: str) -> str:
    if word.endswith("y"):
        return f"{word[:-1]}ego"
    return f"{word}ego" if word.endswith("i") else word


def adjective_locative(name: str) -> str:
    """Return the Polish locative of a powiat's name: ``łódzkim wschodnim``, as in "w powiecie"."""
    return " ".join(f"{word}m" if word.endswith(("i", "y")) else word for word in name.split())
