"""The card of a good practice: what is known of it, and what still has to be filled in.

Structure of dobrepraktyki.pl joined with what our pages compute from the database; a field that
nobody has given is empty, never guessed.
"""

import re
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field, StringConstraints, field_validator, model_validator

from smup.catalogue.schema import Dimension, IndicatorCode, Part, Slug

FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_SECTION = 200, 600, 20_000
MOST_INDICATORS, MOST_SOURCES, MOST_ATTACHMENTS = 6, 10, 10
LICENCE = "CC BY 4.0"

SectionName = Literal["situation", "steps", "costs", "resources", "results", "failures", "transfer"]
SECTIONS: tuple[SectionName, ...] = get_args(SectionName)
"""Parts of the text in their order; ``failures`` is compulsory for a verified card."""

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_GAPS = re.compile(r"[ \t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")
_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1f\x85\u2028\u2029]")


def _on_one_line(value: object) -> object:
    """Put a text on one line; control characters, which no database and no YAML takes, go."""
    return _GAPS.sub(" ", _CONTROLS.sub("", value)) if isinstance(value, str) else value


def _with_plain_line_ends(value: object) -> object:
    return _LINE_ENDS.sub("\n", _CONTROLS.sub("", value)) if isinstance(value, str) else value


OneLine = BeforeValidator(_on_one_line)
Line = Annotated[
    str, OneLine, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)
]
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Zloty = Annotated[int, Field(ge=0, le=100_000_000_000)]
Section = Annotated[
    str,
    BeforeValidator(_with_plain_line_ends),
    StringConstraints(strip_whitespace=True, max_length=LONGEST_SECTION),
]
Teryt = Annotated[str, StringConstraints(pattern=r"^\d{2}(\d{2}(\d{3})?)?$")]
UnitKind = Literal[
    "miejska", "wiejska", "miejsko-wiejska", "miasto-na-prawach-powiatu", "powiat", "wojewodztwo"
]


class LinkedIndicator(Part):
    """An indicator that the practice was meant to improve.

    Attributes:
        code: code of the indicator.
        before: year compared as "before"; None: the last with a value up to ``started``.
        after: year compared as "after"; None: the newest with a value.
    """

    code: IndicatorCode
    before: Year | None = None
    after: Year | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "LinkedIndicator":
        if self.before is not None and self.after is not None and self.before >= self.after:
            message = "year before must be earlier than year after"
            raise ValueError(message)
        return self


class Source(Part):
    """Where the card, or a fact in it, comes from."""

    title: Line
    url: (
        Annotated[str, OneLine, StringConstraints(pattern=r"^https?://\S+$", max_length=500)] | None
    ) = None
    year: Year | None = None


class Contact(Part):
    """Who answers questions about the practice: an office, never a private address."""

    office: Line
    email: (
        Annotated[str, OneLine, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$", max_length=254)]
        | None
    ) = None
    phone: Annotated[str, StringConstraints(pattern=r"^[0-9+() -]{7,25}$")] | None = None


class Verification(Part):
    """When and against what a moderator checked the card."""

    on: date
    source: Line


class Attachment(Part):
    """A file of the card.

    Attributes:
        file: its name; in the database the random name under which it is kept.
        title: what it is; of an image also its text alternative.
    """

    file: Annotated[str, StringConstraints(pattern=r"^[\w][\w .()-]{0,118}$")]
    title: Line


class Audience(Part):
    """Whom the practice suits; empty: not said. Size classes are those of comparison groups."""

    kinds: tuple[UnitKind, ...] = ()
    sizes: tuple[Annotated[int, Field(ge=1, le=6)], ...] = ()
    note: Line | None = None


class PracticeCard(Part):
    """A whole card.

    Attributes:
        slug: end of its address.
        title: as its authors gave it.
        lang: language of its texts.
        unit: TERYT code of the municipality; None when ``institution`` stands for it.
        institution: an association or company that is no unit of the register.
        sector: code of the sector.
        service: code of the service.
        dimension: what it was meant to improve.
        started: year of implementation; None: not known.
        months: how long the implementation took.
        cost: zl, implementation; 0 is a real zero, None: not given.
        upkeep: zl a year.
        partners: who took part.
        legal_basis: acts it rests on.
        indicators: linked indicators, most important first.
        audience: whom it suits.
        sources: of the card.
        contact: whom to ask.
        verified: check by a moderator; None: only reported.
        attachments: files.
        licence: of the text.
        example: a made-up card of a fictional unit.
        summary: plain text of two or three sentences.
        sections: Markdown by name of ``SECTIONS``; a missing or empty one is to be filled in.
    """

    slug: Slug
    title: Annotated[
        str, OneLine, StringConstraints(strip_whitespace=True, min_length=3, max_length=200)
    ]
    lang: Literal["pl", "en"] = "pl"
    unit: Teryt | None = None
    institution: Line | None = None
    sector: Slug
    service: Slug | None = None
    dimension: Dimension | None = None
    started: Year | None = None
    months: Annotated[int, Field(ge=0, le=240)] | None = None
    cost: Zloty | None = None
    upkeep: Zloty | None = None
    partners: Annotated[tuple[Line, ...], Field(max_length=20)] = ()
    legal_basis: Annotated[tuple[Line, ...], Field(max_length=20)] = ()
    indicators: Annotated[tuple[LinkedIndicator, ...], Field(max_length=MOST_INDICATORS)] = ()
    audience: Audience = Audience()
    sources: Annotated[tuple[Source, ...], Field(max_length=MOST_SOURCES)] = ()
    contact: Contact | None = None
    verified: Verification | None = None
    attachments: Annotated[tuple[Attachment, ...], Field(max_length=MOST_ATTACHMENTS)] = ()
    licence: Line = LICENCE
    example: bool = False
    summary: Annotated[
        str, OneLine, StringConstraints(strip_whitespace=True, max_length=LONGEST_SUMMARY)
    ] = ""
    sections: dict[SectionName, Section] = Field(default_factory=dict)

    @field_validator("sections")
    @classmethod
    def _written_ones(cls, sections: dict[SectionName, str]) -> dict[SectionName, str]:
        return {name: sections[name] for name in SECTIONS if sections.get(name)}

    @model_validator(mode="after")
    def _of_somebody(self) -> "PracticeCard":
        if (self.unit is None) == (self.institution is None):
            message = "give either unit or institution"
            raise ValueError(message)
        codes = [link.code for link in self.indicators]
        if len(set(codes)) < len(codes):
            message = "an indicator is linked once"
            raise ValueError(message)
        return self

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the names of ``summary`` and of sections that nobody has written yet."""
        named = ("summary",) if not self.summary else ()
        return named + tuple(name for name in SECTIONS if not self.sections.get(name))


def cost_class(cost: int | None) -> str:
    """Return the class of the cost of implementation, one of ``smup.models.COST_CLASSES``.

    Upper limits are included: exactly 10 000 zl is ``do-10-tys``; None is ``brak``: not given.
    """
    if cost is None:
        return "brak"
    limits = ((0, "bez-kosztu"), (10_000, "do-10-tys"), (100_000, "do-100-tys"))
    for limit, name in (*limits, (1_000_000, "do-1-mln")):
        if cost <= limit:
            return name
    return "ponad-1-mln"
