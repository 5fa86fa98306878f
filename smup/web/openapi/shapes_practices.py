"""Shapes of answers about good practices."""

from typing import Literal

from smup.catalogue.schema import Dimension
from smup.practices.card import (
    Audience,
    Contact,
    LinkedIndicator,
    SectionName,
    Source,
    Verification,
)
from smup.web.openapi.declared import Shape
from smup.web.openapi.shapes import Both, Reference


class PageLinks(Shape):
    """Where an object is read and seen."""

    self: str
    page: Both


class PracticeSummary(Shape):
    """A practice as lists give it."""

    slug: str
    title: str
    summary: str | None
    unit: Reference | None
    institution: str | None
    sector: str
    service: str | None
    dimension: Dimension | None
    indicators: list[str]
    cost: str
    started: int | None
    status: Literal["zweryfikowana", "zgloszona", "wygasla"]
    evidence: list[Literal["poprawa", "wykres", "koszt", "opis"]]
    verified_on: str | None
    published_at: str
    example: bool
    links: PageLinks


class Facets(Shape):
    """How many practices have each value, by parameter."""

    sector: dict[str, int]
    service: dict[str, int]
    dimension: dict[str, int]
    kind: dict[str, int]
    size: dict[str, int]
    cost: dict[str, int]
    status: dict[str, int]
    evidence: dict[str, int]


class Practices(Shape):
    """A page of found practices."""

    data: list[PracticeSummary]
    next: str | None
    total: int
    all: int
    loosened: bool
    facets: Facets
    sample: bool


class Section(Shape):
    """A part of the text of a card."""

    name: SectionName
    markdown: str | None
    html: str | None


class Effect(Shape):
    """A change against similar units."""

    indicator: str
    unit: Both | None
    before_year: int | None
    after_year: int | None
    change: float | None
    peers_change: float | None
    difference: float | None
    low: float | None
    high: float | None
    peers: int | None
    verdict: Literal["lepiej", "gorzej", "bez-roznicy", "brak-danych"]


class PracticeFile(Shape):
    """A file of a card."""

    title: str
    file_name: str
    media_type: str
    size: int
    href: str


class PracticeDetail(PracticeSummary):
    """A practice with its whole card."""

    lang: Literal["pl", "en"]
    months: int | None
    partners: list[str]
    legal_basis: list[str]
    audience: Audience
    sources: list[Source]
    contact: Contact | None
    verified: Verification | None
    licence: str
    cost_pln: int | None
    upkeep_pln_a_year: int | None
    linked: list[LinkedIndicator]
    sections: list[Section]
    missing: list[SectionName]
    expires_on: str | None
    effects: list[Effect]
    attachments: list[PracticeFile]
    citation: Both
    sample: bool
