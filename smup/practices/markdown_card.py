"""A card as a Markdown file with front matter, and back; nothing is lost either way.

The head holds the fields, the body the texts: before the first heading of the second level the
summary, then sections under fixed headings. Within a text such a heading would end the section,
so a line that begins like one is written with a backslash before it and read without it.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from smup.catalogue.problems import problem_of
from smup.practices.card import (
    SECTIONS,
    Attachment,
    Audience,
    Contact,
    LinkedIndicator,
    PracticeCard,
    SectionName,
    Source,
    Verification,
)
from smup.practices.front_matter import (
    CardError,
    FrontMatter,
    read_front_matter,
    suggestion,
    write_front_matter,
)

LONGEST_FILE = 300_000
"""Characters of a whole file."""
HEADINGS: Mapping[str, Mapping[SectionName, str]] = MappingProxyType(
    {
        "pl": {
            "situation": "Sytuacja przed zmianą",
            "steps": "Co zrobiono, krok po kroku",
            "costs": "Koszty",
            "resources": "Zasoby i partnerzy",
            "results": "Wyniki",
            "failures": "Co się nie udało",
            "transfer": "Co trzeba mieć, żeby to powtórzyć",
        },
        "en": {
            "situation": "Situation before the change",
            "steps": "What was done, step by step",
            "costs": "Costs",
            "resources": "Resources and partners",
            "results": "Results",
            "failures": "What did not work",
            "transfer": "What it takes to repeat it",
        },
    }
)
_BODY = ("summary", "sections")
_PARTS: Mapping[str, type[BaseModel]] = MappingProxyType(
    {
        "": PracticeCard,
        "indicators": LinkedIndicator,
        "audience": Audience,
        "sources": Source,
        "contact": Contact,
        "verified": Verification,
        "attachments": Attachment,
    }
)
_HEADING = re.compile(r"^ {0,3}##(?:[ \t]+(?P<text>.*?))?(?:[ \t]+#+)?[ \t]*$")
_LIKE_HEADING = re.compile(r"^( {0,3}\\*)(##)(?=[ \t]|$)", re.MULTILINE)
_ESCAPED = re.compile(r"^( {0,3}\\*)\\(##)(?=[ \t]|$)", re.MULTILINE)
_TOO_LONG = "plik jest za długi, najwyżej 300 tysięcy znaków; załączniki trzymaj obok pliku"
_UNKNOWN = "nieznany nagłówek „{heading}”; części karty to: {known}; śródtytuł poprzedź ###"
_TWICE = "część „{heading}” występuje dwa razy; połącz obie w jedną"


def card_to_markdown(card: PracticeCard) -> str:
    """Return the card as the text of its file; the same card always gives the same text."""
    parts = [write_front_matter(dict(_fields(card)))]
    if card.summary:
        parts.append(_escaped(card.summary) + "\n")
    headings = HEADINGS[card.lang]
    parts.extend(
        f"## {headings[name]}\n\n{_escaped(card.sections[name])}\n"
        for name in SECTIONS
        if card.sections.get(name)
    )
    return "\n".join(parts)


def card_from_markdown(text: str, *, file: str) -> PracticeCard:
    """Read a card from the text of its file.

    Args:
        text: the whole file; any ends of lines, with or without a BOM.
        file: its name, for messages.

    Raises:
        CardError: a CatalogueError that names file, line, field and remedy.
    """
    if len(text) > LONGEST_FILE:
        raise CardError(file, None, _TOO_LONG)
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    head = read_front_matter(plain, file=file)
    summary, sections = _read_body(head, file)
    extra = {name: head.values[name] for name in _BODY if name in head.values}
    if extra:
        name = next(iter(extra))
        problem = f"pole {name}: tekstów nie podaje się w polach; wpisz je pod drugim wierszem ---"
        raise CardError(file, head.line_of((name,)), problem)
    try:
        return PracticeCard.model_validate(
            {**head.values, "summary": summary, "sections": sections}
        )
    except ValidationError as error:
        # A misspelt field is also a missing one; naming the misspelt one says more.
        found = sorted(error.errors(), key=lambda detail: detail["type"] != "extra_forbidden")
        raise _as_card_error(found[0], head, file) from error


def _fields(card: PracticeCard) -> Iterator[tuple[str, Any]]:
    """Yield the fields of the head in their order; empty ones are left out, zeros stay."""
    for name in PracticeCard.model_fields:
        if name not in _BODY:
            value = _trimmed(getattr(card, name))
            if value is not None and value is not False:
                yield name, value


def _trimmed(value: Any) -> Any:
    """Return a value as YAML writes it; None for what is empty."""
    if isinstance(value, BaseModel):
        fields = ((name, _trimmed(getattr(value, name))) for name in type(value).model_fields)
        return {name: field for name, field in fields if field is not None} or None
    if isinstance(value, tuple):
        return [_trimmed(item) for item in value] or None
    return value if isinstance(value, str | int | date) else None


def _escaped(text: str) -> str:
    return _LIKE_HEADING.sub(r"\1\\\2", text)


def _read_body(head: FrontMatter, file: str) -> tuple[str, dict[SectionName, str]]:
    """Return the summary and the sections."""
    names = {_key(text): name for texts in HEADINGS.values() for name, text in texts.items()}
    summary: list[str] = []
    sections: dict[SectionName, list[str]] = {}
    current = summary
    for number, line in enumerate(head.body.split("\n"), start=head.body_line):
        found = _HEADING.match(line)
        if found is None:
            current.append(_ESCAPED.sub(r"\1\2", line))
            continue
        heading = (found["text"] or "").strip()
        name = names.get(_key(heading))
        if name is None:
            known = " / ".join(HEADINGS["pl"].values())
            problem = _UNKNOWN.format(heading=heading[:60], known=known)
            raise CardError(file, number, problem)
        if name in sections:
            raise CardError(file, number, _TWICE.format(heading=heading))
        current = sections[name] = []
    # The empty lines around a text are the file's: they do not count against its longest length.
    return _text(summary), {name: _text(lines) for name, lines in sections.items()}


def _text(lines: list[str]) -> str:
    return "\n".join(lines).strip()


def _key(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def _as_card_error(detail: ErrorDetails, head: FrontMatter, file: str) -> CardError:
    path = detail["loc"]
    field = ".".join(str(part + 1 if isinstance(part, int) else part) for part in path)
    problem = problem_of(detail)
    if detail["type"] == "extra_forbidden":
        part = _PARTS.get(str(path[0]) if len(path) > 1 else "", PracticeCard)
        known = [name for name in part.model_fields if name not in _BODY]
        problem += suggestion(str(path[-1]), known) or f"; są: {', '.join(known)}"
    in_text = bool(path) and path[0] in _BODY
    line = head.body_line if in_text else head.line_of(path)
    return CardError(file, line, f"pole {field}: {problem}" if field else problem)
