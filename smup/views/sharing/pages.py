"""All the pages that search engines should know, with the day each last changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from smup.costs.dictionary import read_dictionary
from smup.links import cost_href, indicator_href, practice_href, sector_href, unit_href
from smup.moments import today
from smup.repository.facade import Repository
from smup.repository.practice_records import PracticeQuery

STILL = (
    "/",
    "/obszary",
    "/wskazniki",
    "/porownaj",
    "/indeks",
    "/koszty",
    "/koszty/metoda",
    "/praktyki",
    "/dane",
    "/luki",
    "/raport",
    "/wydania",
    "/o-systemie",
)
LEVELS = ("wojewodztwo", "powiat", "gmina")
MOST_PRACTICES = 100_000


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A page by its Polish address, which the English one follows; and its last change."""

    path: str
    changed: date


def shared_pages(repository: Repository) -> tuple[SharedPage, ...]:
    """Return the pages in a fixed order: still ones, sectors, costs, indicators, practices, units.

    Fictional units are examples and are left out. A city with powiat rights has one profile.
    """
    return tuple(_pages(repository))


def _pages(repository: Repository) -> Iterator[SharedPage]:
    changed = repository.dataset().changed_at.date()
    paths = [*STILL, *(sector_href("pl", one.code) for one in repository.sectors())]
    paths += [cost_href("pl", code) for code in read_dictionary().services]
    paths += [indicator_href("pl", one.code) for one in repository.indicators()]
    yield from (SharedPage(path, changed) for path in paths)
    query = PracticeQuery(sort="nowe", today=today(), limit=MOST_PRACTICES)
    for info in repository.practices(query).practices:
        yield SharedPage(practice_href("pl", info.slug), _day(info.published_at))
    directory = repository.directory()
    codes = dict.fromkeys(unit.teryt for level in LEVELS for unit in directory.units_of(level))
    yield from (SharedPage(unit_href("pl", code), changed) for code in codes)


def _day(moment: datetime) -> date:
    return moment.date()
