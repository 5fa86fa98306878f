"""What the page of a practice is made of: read once, then put into words and pictures."""

from dataclasses import dataclass
from datetime import date

from smup.errors import UnknownCodeError
from smup.i18n import Texts, texts
from smup.practices.card import PracticeCard
from smup.repository.facade import Repository
from smup.repository.practice_page_reads import PracticeDates, PracticeTitle
from smup.repository.practice_records import PracticeInfo, PublishedPractice
from smup.repository.records import DatasetInfo, IndicatorInfo
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit

LONGEST_SHOWN = 80
LEVELS = ("gmina", "powiat", "wojewodztwo")


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """A published practice with what its page needs to know of the catalogue and of units.

    Attributes:
        practice: the practice.
        lang: language of the page; the card may be in another.
        today: the day the page is made.
        dataset: kind and version of the data.
        directory: the units.
        unit: unit of the practice; None when an institution did it.
        sector: name of its sector, or the code of one that the catalogue lacks.
        service: name of its service; None without one.
        indicators: linked indicators that the catalogue has, most important first.
        dates: validity and versions.
    """

    practice: PublishedPractice
    lang: str
    today: date
    dataset: DatasetInfo
    directory: UnitDirectory
    unit: TerritorialUnit | None
    sector: str
    service: str | None
    indicators: tuple[IndicatorInfo, ...]
    dates: PracticeDates

    @property
    def t(self) -> Texts:
        """Return the texts of the page's language."""
        return texts(self.lang)

    @property
    def card(self) -> PracticeCard:
        """Return the card."""
        return self.practice.card

    @property
    def info(self) -> PracticeInfo:
        """Return what lists show of it."""
        return self.practice.info

    @property
    def level(self) -> str | None:
        """Return the level at which the unit of the practice has values."""
        unit = self.unit
        if unit is None:
            return None
        return next((level for level in LEVELS if unit.answers_at(level)), None)

    @property
    def place(self) -> str:
        """Return the name of the unit or of the institution."""
        return place_name(self.directory, self.info, self.lang)

    @property
    def foreign(self) -> str | None:
        """Return the language of the card's texts where it is not that of the page."""
        return None if self.card.lang == self.lang else self.card.lang


def read_card_page(repository: Repository, slug: str, *, lang: str, today: date) -> CardPage:
    """Return everything about a published practice but its effects.

    Raises:
        UnknownCodeError: when there is no such practice, or it is not public (any more).
    """
    read_title(repository, slug, lang=lang)
    practice = repository.practice(slug, today=today)
    directory, info = repository.directory(), practice.info
    return CardPage(
        practice=practice,
        lang=lang,
        today=today,
        dataset=repository.dataset(),
        directory=directory,
        unit=None if info.unit_id is None else directory.by_id(info.unit_id),
        sector=sector_name(repository, info, lang),
        service=service_name(repository, info, lang),
        indicators=linked_indicators(repository, practice.card),
        dates=repository.practice_dates(info.id),
    )


def read_title(repository: Repository, slug: str, *, lang: str) -> PracticeTitle:
    """Return title and summary of a published practice.

    Raises:
        UnknownCodeError: when there is no such practice, or it is not public (any more).
    """
    found = repository.practice_title(slug)
    if found is not None and found.stage == "published":
        return found
    key = "practice.unknown" if found is None else "practice.withdrawn"
    title = slug[:LONGEST_SHOWN] if found is None else found.title
    raise UnknownCodeError("practice", slug, texts(lang)(key, title=title))


def place_name(directory: UnitDirectory, info: PracticeInfo, lang: str) -> str:
    """Return the name of whose practice it is: a unit or an institution."""
    if info.unit_id is None:
        return info.institution or ""
    return directory.display_name(directory.by_id(info.unit_id), lang=lang)


def sector_name(repository: Repository, info: PracticeInfo, lang: str) -> str:
    """Return the name of the sector, or the code of one that the catalogue lacks."""
    try:
        return repository.sector(info.sector).name(lang)
    except UnknownCodeError:
        return info.sector


def service_name(repository: Repository, info: PracticeInfo, lang: str) -> str | None:
    """Return the name of the service, or the code of one that the catalogue lacks."""
    if info.service is None:
        return None
    try:
        return repository.service(info.service).name(lang)
    except UnknownCodeError:
        return info.service


def linked_indicators(repository: Repository, card: PracticeCard) -> tuple[IndicatorInfo, ...]:
    """Return the linked indicators that the catalogue has, most important first."""
    found = []
    for link in card.indicators:
        try:
            found.append(repository.indicator(link.code))
        except UnknownCodeError:
            continue
    return tuple(found)
