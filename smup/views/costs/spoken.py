"""Names of the dictionary of costs and of units inside a sentence, and counted nouns."""

from smup.catalogue.schema import Bilingual
from smup.costs.dictionary import MeasureCard
from smup.formats import format_number
from smup.i18n import plural_form, texts
from smup.territory.naming import adjective_locative
from smup.territory.unit import TerritorialUnit
from smup.typography import NBSP, nbsp


def spoken(text: Bilingual, lang: str) -> str:
    """Return a text of the dictionary in ``pl`` or ``en``."""
    return text.en if lang == "en" else nbsp(text.pl)


def counted(measure: MeasureCard, number: float, lang: str) -> str:
    """Return a number with the form of the noun that agrees with it: ``4 szkoły``, ``1,5 Mg``.

    A number with a fraction takes the form of a few in Polish, as in ``1,5 szkoły``.
    """
    whole = measure.decimals == 0
    form = plural_form(round(number), lang) if whole else "few"
    noun = {"one": measure.one, "few": measure.few}.get(form, measure.many)
    written = format_number(number, decimals=measure.decimals, lang=lang)
    return f"{written}{NBSP}{spoken(noun, lang)}"


def opened(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def unit_said(unit: TerritorialUnit, lang: str) -> str:
    """Return a unit in the middle of a sentence: ``gmina Lack``, ``powiat płoński``."""
    return texts(lang)(f"costs.unit.{_kind(unit)}", name=unit.name)


def in_unit(unit: TerritorialUnit, lang: str) -> str:
    """Return where: names of gminas are not declined, adjectives of powiats are."""
    kind = _kind(unit)
    name = adjective_locative(unit.name) if kind == "powiat" and lang == "pl" else unit.name
    return texts(lang)(f"costs.where.{kind}", name=name)


def _kind(unit: TerritorialUnit) -> str:
    """Return how a unit is spoken of; a city with powiat rights is a city at both levels."""
    return "city" if unit.city_county else unit.level
