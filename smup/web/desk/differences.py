"""What differs between two versions of a card, field by field, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from smup.i18n import Texts
from smup.practices.card import PracticeCard
from smup.practices.markdown_card import card_from_markdown
from smup.web.desk.card_fields import FILE, FORM_ORDER, ROWS, Typed, typed_of

LONGEST_COMPARED = 20_000
"""Words of longer texts are not compared one by one: the whole texts are shown."""
KEPT, GONE, CAME = "", "del", "ins"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field that differs.

    Attributes:
        label: name of the field.
        before: parts of the older text: its words and ``del`` where they are gone.
        after: parts of the newer text: its words and ``ins`` where they are new.
    """

    label: str
    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]


def differences(before: Typed, after: Typed, t: Texts) -> tuple[Difference, ...]:
    """Return the fields that differ, in the order of the form.

    Args:
        before: fields of the older version.
        after: fields of the newer one.
        t: texts.
    """
    older, newer = _fields(before), _fields(after)
    found = []
    for name in dict.fromkeys((*older, *newer)):
        one, other = older.get(name, ""), newer.get(name, "")
        if one != other:
            gone, came = _parts(one, other)
            found.append(Difference(label=label_of(name, t), before=gone, after=came))
    return tuple(found)


def fields_of(card: PracticeCard) -> Typed:
    """Return the fields of a card to be compared."""
    verified = {} if card.verified is None else {"verified": str(card.verified.on)}
    return typed_of(card, place=card.unit or "") | verified


def card_of(document: str) -> PracticeCard:
    """Return the card of a stored revision."""
    return card_from_markdown(document, file="karta")


def label_of(name: str, t: Texts) -> str:
    """Return the name of a field of the form."""
    return t("submission.files") if name == "files" else t(f"submission.field.{name}")


def _fields(typed: Typed) -> Mapping[str, str]:
    """Return the fields in the order of the form; rows of indicators and files as one text."""
    rows = (
        " ".join(typed.get(f"{part}_{row}", "") for part in ("code", "before", "after")).strip()
        for row in ROWS
    )
    joined = {
        "code": "\n".join(row for row in rows if row),
        "files": "\n".join(text for name, text in typed.items() if name.startswith(FILE)),
    }
    values = typed | joined
    names = (*FORM_ORDER, "files", "verified")
    return {name: values.get(name, "").strip() for name in names}


def _parts(
    before: str, after: str
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Return both texts in parts, the words that differ marked."""
    if not before or not after or len(before) + len(after) > LONGEST_COMPARED:
        return ((before, GONE),) if before else (), ((after, CAME),) if after else ()
    older, newer = _words(before), _words(after)
    gone: list[tuple[str, str]] = []
    came: list[tuple[str, str]] = []
    matcher = SequenceMatcher(None, older, newer)
    for kind, first, end, new_first, new_end in matcher.get_opcodes():
        same = kind == "equal"
        for parts, words, mark in (
            (gone, older[first:end], GONE),
            (came, newer[new_first:new_end], CAME),
        ):
            if words:
                parts.append(("".join(words), KEPT if same else mark))
    return tuple(gone), tuple(came)


def _words(text: str) -> list[str]:
    """Return the words of a text, each with the white space after it."""
    words: list[str] = []
    for line in text.splitlines(keepends=True):
        words += [f"{word} " for word in line.split(" ")]
        words[-1] = words[-1][:-1]
    return words
