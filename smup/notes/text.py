"""The text of a note: one plain paragraph in Polish, and in English where the unit wrote one."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from smup.typography import TURNING

MOST_SIGNS = 500
Mistake = Literal["missing", "too_long"]
_UNSEEN = frozenset("\u200b\u200e\u200f\u061c\u2028\u2029\ufeff")
_DROPPED = ("Cc", "Cs", "Co", "Cn")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteText:
    """What a unit says, cleaned.

    Attributes:
        pl: in Polish; empty only while it is being corrected.
        en: in English; None where there is none.
    """

    pl: str
    en: str | None = None

    @property
    def mistakes(self) -> dict[str, Mistake]:
        """Return what is wrong, by language; empty when the note may be kept."""
        found: dict[str, Mistake] = {}
        if not self.pl:
            found["pl"] = "missing"
        for lang, text in (("pl", self.pl), ("en", self.en or "")):
            if len(text) > MOST_SIGNS:
                found[lang] = "too_long"
        return found


def note_text(polish: str, english: str | None = None) -> NoteText:
    """Return a note made of what a form or a file brought, whatever it brought."""
    return NoteText(pl=plain_line(polish), en=plain_line(english or "") or None)


def plain_line(text: str) -> str:
    """Return a text as one line: no control signs, no signs that turn the direction around.

    Lines become spaces: a note stands in table cells, files and footnotes. Letters of every
    script and joined emoji stay as they are.
    """
    spaced = _SPACE.sub(" ", unicodedata.normalize("NFC", text))
    kept = (
        sign
        for sign in spaced
        if sign not in _UNSEEN
        and sign not in TURNING
        and unicodedata.category(sign) not in _DROPPED
    )
    return _SPACE.sub(" ", "".join(kept)).strip()
