"""What a form sent, made safe to keep: no signs that a database or a terminal chokes on."""

import re
import unicodedata

from flask import request

from smup.typography import TURNING

NOT_TURNED = dict.fromkeys(map(ord, TURNING))
# Control signs (but a new line and a tab) and halves of signs: the categories Cc and Cs.
NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# Fields that a page which gives the text back must not show: secrets, and what nobody wrote.
HIDDEN_FIELDS = frozenset(
    {"csrf_token", "password", "current", "repeated", "action", "decision", "krok", "revision",
     "version", "seen", "dalej"}
)  # fmt: skip


def line_field(name: str, *, longest: int) -> str:
    """Return a field of one line: white space made single, signs that are no text left out.

    Args:
        name: of the field.
        longest: signs kept at most plus one, so that a caller can tell that there were more.
    """
    return " ".join(clean(request.form.get(name, "")).translate(NOT_TURNED).split())[: longest + 1]


def text_field(name: str, *, longest: int) -> str:
    """Return a field of many lines, all ended alike; ``longest`` as in ``line_field``."""
    return clean(request.form.get(name, "")).strip()[: longest + 1]


def clean(text: str) -> str:
    """Return a text without control signs (but new lines and tabs) and halves of signs, in NFC."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", NO_TEXT.sub("", text))


def whole_field(name: str) -> int | None:
    """Return a field that is a whole number from 0 to a billion, or None."""
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def written_fields() -> list[tuple[str, str]]:
    """Return name and text of what somebody wrote into the form of the request."""
    return [
        (name, text)
        for name, text in request.form.items(multi=True)
        if name not in HIDDEN_FIELDS and text.strip()
    ]
