"""Names of the dictionary of costs in the reader's language, and counted nouns."""

from smup.catalogue.schema import Bilingual
from smup.costs.dictionary import MeasureCard
from smup.formats import format_number
from smup.i18n import plural_form
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
