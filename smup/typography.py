"""Marks of careful typesetting: the spaces and signs that texts and numbers use."""

import re

NBSP = "\u00a0"
MINUS = "\u2212"
EN_DASH = "\u2013"
TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Signs that turn the direction of the text around them: with them a name shows as another one."""

_SHORT_WORD = re.compile(r"(?<![\w\u00a0])([aiouwzAIOUWZ]) (?=\S)")
_SHORT_AFTER_NBSP = re.compile(r"(\u00a0[aiouwzAIOUWZ]) (?=\S)")
_NUMBER_THEN_UNIT = re.compile(r"(\d) (?=(?:zł|tys\.|mln|os\.|km|m²|ha|pkt|proc\.|r\.|rok|lat)\b)")


def nbsp(text: str) -> str:
    """Return the text with no-break spaces where a Polish line must not break.

    They stand after the one-letter words a, i, o, u, w, z and between a number and its unit.
    The source of the rule is the Polish typesetting custom named in the visual design, part 8.
    """
    text = _SHORT_WORD.sub(rf"\1{NBSP}", text)
    text = _SHORT_AFTER_NBSP.sub(rf"\1{NBSP}", text)
    return _NUMBER_THEN_UNIT.sub(rf"\1{NBSP}", text)


def plain_spaces(text: str) -> str:
    """Return the text with plain spaces, as programs that read files and code expect."""
    return text.replace(NBSP, " ")


_ALPHABET = "0123456789aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
_PLACE = {letter: place for place, letter in enumerate(_ALPHABET, start=2)}


def polish_key(text: str) -> tuple[int, ...]:
    """Return a key that sorts as a Polish dictionary does: ą after a, ł after l, space first.

    Hyphens and other signs follow the space, as they do in browsers (CLDR), which sort names too.
    """
    return tuple(0 if sign.isspace() else _PLACE.get(sign, 1) for sign in text.casefold())
