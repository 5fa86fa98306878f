"""Fields of the form of a card as somebody typed them: from a sent form, and of a card."""

from typing import Any

from werkzeug.datastructures import MultiDict

from smup.practices.card import MOST_INDICATORS, SECTIONS, PracticeCard
from smup.web.desk.fields import NOT_TURNED, clean

LINES = ("title", "place", "institution", "subject", "dimension", "started", "months", "cost",
         "upkeep", "audience_note", "office", "email", "phone", "new_title")  # fmt: skip
TEXTS = ("partners", "legal_basis", "sources", "summary", *SECTIONS)
CHOICES = ("kinds", "sizes")
ROWS = tuple(range(1, MOST_INDICATORS + 1))
FILE = "file_"
NUMBERS = ("started", "months", "cost", "upkeep")
CONTACT = ("office", "email", "phone")
_LEFT_OUT = NOT_TURNED | dict.fromkeys((0x2028, 0x2029), "\n")
Typed = dict[str, str]


FORM_ORDER = (
    "title", "place", "institution", "subject", "summary", "dimension", "started", "months",
    "cost", "upkeep", "partners", "legal_basis", "code", *SECTIONS, "kinds", "sizes",
    "audience_note", "sources", "office", "email", "phone",
)  # fmt: skip
"""Fields in the order of the page: mistakes are listed in it."""


def typed_from(form: "MultiDict[str, str]") -> Typed:
    """Return the fields of a sent form; signs that no database holds are left out."""
    typed = {name: _line(form.get(name, "")) for name in (*LINES, *indicator_fields())}
    typed |= {name: _text(form.get(name, "")).strip("\n") for name in TEXTS}
    typed |= {name: " ".join(_line(one) for one in form.getlist(name)) for name in CHOICES}
    typed |= {name: _line(text) for name, text in form.items() if name.startswith(FILE)}
    return typed


def typed_of(card: PracticeCard, *, place: str) -> Typed:
    """Return the fields of a card.

    Args:
        card: the card.
        place: what the field of the unit shows.
    """
    typed = {
        "title": card.title,
        "place": place,
        "institution": card.institution or "",
        "subject": f"{card.sector}/{card.service or ''}",
        "dimension": card.dimension or "",
        **{name: number_text(getattr(card, name)) for name in NUMBERS},
        "partners": "\n".join(card.partners),
        "legal_basis": "\n".join(card.legal_basis),
        "sources": "\n".join(_source_row(source) for source in card.sources),
        "summary": card.summary,
        "kinds": " ".join(card.audience.kinds),
        "sizes": " ".join(str(size) for size in card.audience.sizes),
        "audience_note": card.audience.note or "",
        **{name: card.sections.get(name, "") for name in SECTIONS},
        **dict.fromkeys((*CONTACT, "new_title", *indicator_fields()), ""),
    }
    if card.contact is not None:
        typed |= {name: getattr(card.contact, name) or "" for name in CONTACT}
    for row, link in zip(ROWS, card.indicators, strict=False):
        typed |= {
            f"code_{row}": link.code,
            f"before_{row}": number_text(link.before),
            f"after_{row}": number_text(link.after),
        }
    return typed | {f"{FILE}{one.file}": one.title for one in card.attachments}


def empty_form() -> Typed:
    """Return the fields of a new card."""
    return dict.fromkeys((*LINES, *TEXTS, *CHOICES, *indicator_fields()), "")


def indicator_fields() -> tuple[str, ...]:
    """Return the names of the fields of linked indicators, row by row."""
    return tuple(f"{name}_{row}" for row in ROWS for name in ("code", "before", "after"))


def _source_row(source: Any) -> str:
    parts = (source.title, source.url or "", number_text(source.year))
    return " | ".join(part for part in parts if part)


def number_text(value: int | None) -> str:
    """Return a number as a field shows it; nothing for None."""
    return "" if value is None else str(value)


def _line(text: str) -> str:
    return " ".join(_text(text).split())


def _text(text: str) -> str:
    return clean(text).translate(_LEFT_OUT)
