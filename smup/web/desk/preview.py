"""A card that is not published yet, put together as its page will show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from markupsafe import Markup

from smup.i18n import texts
from smup.practices.card import SECTIONS, PracticeCard, cost_class
from smup.practices.rendering import safe_html
from smup.repository import Repository
from smup.repository.desk_records import StoredFile
from smup.repository.practice_page_reads import PracticeDates
from smup.repository.practice_records import (
    DESCRIBED,
    REPORTED,
    VERIFIED,
    PracticeInfo,
    PublishedPractice,
)
from smup.territory.unit import TerritorialUnit
from smup.views.practices.card_page import (
    CardPage,
    linked_indicators,
    sector_name,
    service_name,
)
from smup.views.practices.card_words import Fact, facts, opening, size_text, unit_line
from smup.views.practices.effect import read_effect
from smup.views.practices.records import EffectView


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFile:
    """A file of the card: random name, what it is, name for the reader, kind, size in words."""

    name: str
    title: str
    file_name: str
    media_type: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A card as a reader will see it.

    Attributes:
        card: the card.
        place: name of the unit or institution.
        line: what stands after it.
        sector: name of the sector.
        service: name of the service, or None.
        opening: first sentence.
        facts: the facts of "in short".
        sections: safe HTML by name of ``SECTIONS``, without those still to be written.
        missing: names of sections still to be written.
        effects: what the database says of the linked indicators.
        files: attachments.
        foreign: language of the texts where it is not that of the page.
    """

    card: PracticeCard
    place: str
    line: str
    sector: str
    service: str | None
    opening: str
    facts: tuple[Fact, ...]
    sections: Mapping[str, Markup]
    missing: tuple[str, ...]
    effects: tuple[EffectView, ...]
    files: tuple[ShownFile, ...]
    foreign: str | None


def preview_of(
    repository: Repository, card: PracticeCard, files: Sequence[StoredFile], *, lang: str
) -> Preview:
    """Return a card as its page will show it; at most four SELECTs, for the linked indicators.

    Args:
        repository: the database.
        card: the card.
        files: kept for the practice.
        lang: of the page.
    """
    page = _page(repository, card, lang)
    place, line = unit_line(page)
    return Preview(
        card=card,
        place=place,
        line=line,
        sector=page.sector,
        service=page.service,
        opening=opening(page),
        facts=facts(page),
        sections={
            name: Markup(safe_html(card.sections[name]))  # noqa: S704  cleaned by nh3
            for name in SECTIONS
            if card.sections.get(name)
        },
        missing=tuple(name for name in SECTIONS if not card.sections.get(name)),
        effects=read_effect(
            repository,
            unit=page.unit,
            indicators=card.indicators,
            started=card.started,
            today=page.today,
            lang=lang,
        ),
        files=shown_files(card, files, lang=lang),
        foreign=page.foreign,
    )


def shown_files(
    card: PracticeCard, files: Sequence[StoredFile], *, lang: str
) -> tuple[ShownFile, ...]:
    """Return the files that a card names, in its order."""
    kept = {one.name: one for one in files}
    return tuple(
        ShownFile(
            name=one.file,
            title=one.title,
            file_name=kept[one.file].file_name,
            media_type=kept[one.file].media_type,
            size=size_text(kept[one.file].size, texts(lang)),
        )
        for one in card.attachments
        if one.file in kept
    )


def unit_of(repository: Repository, card: PracticeCard) -> TerritorialUnit | None:
    """Return the unit of a card; None for an institution."""
    return None if card.unit is None else repository.directory().by_code(card.unit)


def _page(repository: Repository, card: PracticeCard, lang: str) -> CardPage:
    now, unit = datetime.now(UTC), unit_of(repository, card)
    info = PracticeInfo(
        id=0,
        slug=card.slug,
        title=card.title,
        summary=card.summary,
        unit_id=None if unit is None else unit.id,
        institution=card.institution,
        sector=card.sector,
        service=card.service,
        dimension=card.dimension,
        cost_class=cost_class(card.cost),
        started=card.started,
        example=card.example,
        status=VERIFIED if card.verified else REPORTED,
        verified_on=card.verified.on if card.verified else None,
        published_at=now,
        indicators=tuple(link.code for link in card.indicators),
        evidence=(DESCRIBED,),
    )
    return CardPage(
        practice=PublishedPractice(info=info, card=card, revision_id=0, effects=(), attachments=()),
        lang=lang,
        today=now.date(),
        dataset=repository.dataset(),
        directory=repository.directory(),
        unit=unit,
        sector=sector_name(repository, info, lang),
        service=service_name(repository, info, lang),
        indicators=linked_indicators(repository, card),
        dates=PracticeDates(expires_on=None, editions=1, first=None),
    )
