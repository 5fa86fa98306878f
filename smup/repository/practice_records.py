"""What the repository returns of practices and notes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from smup.practices.card import PracticeCard

REPORTED, VERIFIED, EXPIRED = "zgloszona", "zweryfikowana", "wygasla"
STATUSES = (VERIFIED, REPORTED, EXPIRED)
IMPROVED, CHARTED, COSTED, DESCRIBED = "poprawa", "wykres", "koszt", "opis"
EVIDENCE = (IMPROVED, CHARTED, COSTED, DESCRIBED)
"""Evidence that a card has; several may hold. ``opis``: none of the other three."""
SORTS = ("trafnosc", "poprawa", "nowe", "tytul", "rok")
FACETS = (
    "obszar", "usluga", "wymiar", "rodzaj", "wielkosc", "koszt", "status", "dowod",
)  # fmt: skip
"""Keys of the address and of the API; in the database sector, service, dimension, unit_kind,
size_class with its level (``gmina-3``, ``powiat-1``), cost_class, public status, evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeQuery:
    """What is looked for among published practices.

    Attributes:
        text: words as the reader wrote them.
        chosen: values wanted by facet (``FACETS``); several values of one facet are alternatives.
        indicators: codes of indicators, any of which the practice is linked to.
        unit_ids: only practices of these units (for "similar to mine"); None: all.
        sort: one of ``SORTS``; ``trafnosc`` without words is ``poprawa``.
        today: decides what is expired.
        limit: most practices returned.
        offset: how many to pass over.
    """

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    indicators: tuple[str, ...] = ()
    unit_ids: tuple[int, ...] | None = None
    sort: str = "trafnosc"
    today: date
    limit: int = 12
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeInfo:
    """A published practice as a list shows it.

    Attributes:
        id: key.
        slug: end of its address.
        title: title.
        summary: plain text; empty: to be filled in.
        unit_id: key of its unit, or None.
        institution: name where it is no unit.
        sector: code.
        service: code or None.
        dimension: or None.
        cost_class: one of ``smup.models.COST_CLASSES``.
        started: year of implementation.
        example: made up, of a fictional unit.
        status: one of ``STATUSES``.
        verified_on: day of the check.
        published_at: of the card shown.
        indicators: codes of linked indicators, most important first.
        evidence: of ``EVIDENCE``.
    """

    id: int
    slug: str
    title: str
    summary: str
    unit_id: int | None
    institution: str | None
    sector: str
    service: str | None
    dimension: str | None
    cost_class: str
    started: int | None
    example: bool
    status: str
    verified_on: date | None
    published_at: datetime
    indicators: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticePage:
    """An answer of the search.

    Attributes:
        practices: those of the page, in the order asked for.
        total: how many match.
        all: how many are published.
        facets: number of matches by facet and value, each facet counted without its own choice;
            values that no practice at all has are absent.
        places: (unit_id, how many) of all matches, for the map.
        loosened: no practice has all the words, so those that have any of them are given.
    """

    practices: tuple[PracticeInfo, ...]
    total: int
    all: int
    facets: Mapping[str, Mapping[str, int]]
    places: tuple[tuple[int, int], ...]
    loosened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectInfo:
    """A stored effect; fields as in ``smup.models.PracticeEffect``."""

    practice_id: int
    indicator: str
    before_year: int | None
    after_year: int | None
    change: float | None
    peers_change: float | None
    low: float | None
    high: float | None
    peers: int
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentInfo:
    """A file of a practice; fields as in ``smup.models.PracticeAttachment``."""

    name: str
    file_name: str
    media_type: str
    size: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPractice:
    """A published practice with its whole card."""

    info: PracticeInfo
    card: PracticeCard
    revision_id: int
    effects: tuple[EffectInfo, ...]
    attachments: tuple[AttachmentInfo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteInfo:
    """A published note of a municipality on its own value."""

    id: int
    unit_id: int
    indicator: str
    year: int
    text_pl: str
    text_en: str | None
    example: bool
    published_at: datetime

    def text(self, lang: str) -> tuple[str, str]:
        """Return the text and its language: the reader's, or Polish where there is no other."""
        if lang == "en" and self.text_en:
            return self.text_en, "en"
        return self.text_pl, "pl"
