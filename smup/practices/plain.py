"""Typed text made safe to keep: no control signs, no signs that turn the direction around."""

import unicodedata

_UNSEEN = frozenset("\u200b\u200e\u200f\u061c\ufeff")
_TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_DROPPED = frozenset(("Cc", "Cs", "Co", "Cn"))
_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n"})


def printable(text: str) -> str:
    r"""Return a text of many lines that any database, file and page can hold.

    Lines end with ``\n``; tabs, letters of every script and joined emoji stay; NUL, other control
    signs and signs that turn the direction of writing around go, for they make a reader see
    another text than the one that is stored.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(_ENDS)
    return "".join(sign for sign in unicodedata.normalize("NFC", lines) if _kept(sign))


def _kept(sign: str) -> bool:
    if sign in "\n\t" or sign.isalnum():
        return True
    return (
        sign not in _UNSEEN and sign not in _TURNING and unicodedata.category(sign) not in _DROPPED
    )
