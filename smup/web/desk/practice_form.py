"""The form of a card: its fields as somebody typed them, to and from the typed card.

Everything here is pure. What cannot be read is never dropped: the form is shown again with it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import ValidationError

from smup.practices.card import SECTIONS, PracticeCard
from smup.practices.store import slug_of
from smup.web.desk.card_fields import CHOICES, CONTACT, FILE, FORM_ORDER, NUMBERS, ROWS, Typed

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_WITHOUT_GROSZE = re.compile(r"[,.]00?$")


class Place(NamedTuple):
    """Whose card it is: TERYT code of a unit, or the name of an institution.

    ``error`` is the message beside the field when neither can be told.
    """

    unit: str | None = None
    institution: str | None = None
    fictional: bool = False
    name: str = ""
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the catalogue knows.

    Attributes:
        subjects: values of the field ``subject``: ``sector/`` or ``sector/service``.
        indicators: codes.
        files: random names of the files kept for the practice.
    """

    subjects: frozenset[str]
    indicators: frozenset[str]
    files: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadForm:
    """A form read.

    Attributes:
        card: the card; None when something cannot be read.
        errors: key of the message by field, in the order of the form.
    """

    card: PracticeCard | None
    errors: Mapping[str, str] = field(default_factory=dict)


def read_form(typed: Typed, place: Place, known: Known, *, base: PracticeCard | None) -> ReadForm:
    """Make a card of what was typed.

    Args:
        typed: fields of ``typed_from``.
        place: whose card it is.
        known: what the catalogue knows.
        base: the card as it was; its address, language and licence stay.
    """
    errors = _own_errors(typed, place, known)
    try:
        card = PracticeCard.model_validate(_fields(typed, place, known, base=base))
    except ValidationError as refused:
        rows = _filled_rows(typed)
        for error in refused.errors():
            if errors and not error["loc"]:
                continue  # the rule of the whole card has its message already
            name = _field_of(error["loc"], rows, _files(typed, known))
            errors.setdefault(name, _message_of(name))
        card = None
    ordered = {name: errors[name] for name in sorted(errors, key=_order)}
    return ReadForm(card=None if errors else card, errors=ordered)


def _fields(
    typed: Typed, place: Place, known: Known, *, base: PracticeCard | None
) -> dict[str, Any]:
    sector, _, service = typed["subject"].partition("/")
    return {
        "slug": slug_of(f"{typed['title']} {place.name}") if base is None else base.slug,
        "title": typed["title"],
        "lang": "pl" if base is None else base.lang,
        "unit": place.unit,
        "institution": place.institution,
        "sector": sector,
        "service": service or None,
        "dimension": typed["dimension"] or None,
        **{name: _digits(typed[name]) for name in NUMBERS},
        "partners": _rows(typed["partners"]),
        "legal_basis": _rows(typed["legal_basis"]),
        "indicators": [_link(typed, row) for row in _filled_rows(typed)],
        "audience": {
            "kinds": typed["kinds"].split(),
            "sizes": typed["sizes"].split(),
            "note": typed["audience_note"] or None,
        },
        "sources": [_source(row) for row in _rows(typed["sources"])],
        "contact": {name: typed[name] or None for name in CONTACT}
        if any(typed[name] for name in CONTACT)
        else None,
        "attachments": [
            {"file": name, "title": typed[f"{FILE}{name}"]} for name in _files(typed, known)
        ],
        **({} if base is None else {"licence": base.licence}),
        "example": place.fictional or (place.unit is None and base is not None and base.example),
        "summary": " ".join(typed["summary"].split()),
        "sections": {name: typed[name] for name in SECTIONS if typed[name].strip()},
    }


def _own_errors(typed: Typed, place: Place, known: Known) -> dict[str, str]:
    """Return what the shape of the card cannot know."""
    errors: dict[str, str] = {}
    if place.error is not None:
        errors["place"] = place.error
    if typed["subject"] not in known.subjects:
        errors["subject"] = "error_subject"
    seen: set[str] = set()
    for row in ROWS:
        code = _code(typed, row)
        if code in seen:
            errors[f"code_{row}"] = "error_code_twice"
        elif code and code not in known.indicators:
            errors[f"code_{row}"] = "error_code"
        elif not code and (typed[f"before_{row}"] or typed[f"after_{row}"]):
            errors[f"code_{row}"] = "error_code_empty"
        seen |= {code} if code else set()
    return errors


def _field_of(loc: Sequence[int | str], rows: Sequence[int], files: Sequence[str]) -> str:
    """Return the field of the form that an error of the card belongs to."""
    first = str(loc[0]) if loc else "place"
    if first == "indicators":
        row = rows[int(loc[1])] if len(loc) > 1 else 1
        # Years in the wrong order are an error of the whole row: the later one is put right.
        part = str(loc[2]) if len(loc) > 2 else "after"
        return f"{part}_{row}"
    if first == "attachments" and len(loc) > 1:
        return f"{FILE}{files[int(loc[1])]}"
    if first in {"contact", "sections", "audience"}:
        part = str(loc[1]) if len(loc) > 1 else "office"
        return "audience_note" if part == "note" else part
    named = {"unit": "place", "sector": "subject", "service": "subject", "slug": "title"}
    return named.get(first, first)


def _message_of(name: str) -> str:
    if name in {"dimension", *CHOICES}:
        return "error_choice"
    return "error_file" if name.startswith(FILE) else f"error_{re.sub(r'_[1-9]$', '', name)}"


def _order(name: str) -> tuple[int, str]:
    stem, _, row = name.rpartition("_")
    if row.isdigit():
        return FORM_ORDER.index("code"), f"{row}{('code', 'before', 'after').index(stem)}"
    return FORM_ORDER.index(name) if name in FORM_ORDER else len(FORM_ORDER), name


def _filled_rows(typed: Typed) -> list[int]:
    return [row for row in ROWS if _code(typed, row)]


def _code(typed: Typed, row: int) -> str:
    """Return the code of a row; the list of suggestions puts the name after it."""
    words = typed[f"code_{row}"].split()
    return words[0].upper() if words else ""


def _link(typed: Typed, row: int) -> dict[str, Any]:
    return {
        "code": _code(typed, row),
        "before": _digits(typed[f"before_{row}"]),
        "after": _digits(typed[f"after_{row}"]),
    }


def _files(typed: Typed, known: Known) -> list[str]:
    names = [name.removeprefix(FILE) for name in typed if name.startswith(FILE)]
    return [name for name in names if name in known.files]


def _source(row: str) -> dict[str, str | None]:
    """Return a source written as ``title | address | year``; the last two may be left out."""
    parts = [part.strip() for part in row.split("|")]
    title, *others = parts
    url = next((part for part in others if not part.isdigit() and part), None)
    year = next((part for part in others if part.isdigit()), None)
    return {"title": title, "url": url, "year": year}


def _rows(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _digits(text: str) -> str | None:
    """Return a typed number without spaces, currency and empty grosze; None for nothing."""
    bare = _SPACES.sub("", text).removesuffix("zł")
    return _WITHOUT_GROSZE.sub("", bare) or None
