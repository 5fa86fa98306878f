"""Practices near one: of the same indicator, then of the same service, then of the same sector."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from smup.repository.facade import Repository
from smup.repository.practice_records import PracticeInfo, PracticeQuery
from smup.views.practices.card_page import CardPage, place_name

MOST, MOST_NEAR = 4, 3
LONGEST_SLUG = 80
Reason = Literal["indicator", "service", "sector"]


class SimilarPractice(NamedTuple):
    """A practice near the one that is shown.

    Attributes:
        info: the practice.
        reason: what they have in common.
        place: name of its unit or institution.
    """

    info: PracticeInfo
    reason: Reason
    place: str


def similar_practices(repository: Repository, page: CardPage) -> tuple[SimilarPractice, ...]:
    """Return up to four practices; the next kind of nearness is asked for only where some lack."""
    found: dict[int, SimilarPractice] = {}
    for reason, infos in _asked(repository, page):
        for info in infos:
            if info.id != page.info.id and len(found) < MOST:
                place = place_name(page.directory, info, page.lang)
                found.setdefault(info.id, SimilarPractice(info, reason, place))
        if len(found) == MOST:
            break
    return tuple(found.values())


def near_practices(repository: Repository, slug: str, *, today: date) -> tuple[PracticeInfo, ...]:
    """Return up to three practices with words of an address that leads nowhere."""
    words = slug.replace("-", " ")[:LONGEST_SLUG]
    query = PracticeQuery(text=words, today=today, limit=MOST_NEAR)
    return repository.practices(query).practices


def _asked(
    repository: Repository, page: CardPage
) -> Iterator[tuple[Reason, Iterable[PracticeInfo]]]:
    codes = [item.code for item in page.indicators]
    if codes:
        # One more than is shown, for the practice itself is among them.
        near = repository.practices_for(codes, today=page.today, limit=MOST + 1)
        yield "indicator", [info for code in codes for info in near.get(code, ())]
    if page.info.service is not None:
        yield "service", _of_facet(repository, page, "usluga", page.info.service)
    yield "sector", _of_facet(repository, page, "obszar", page.info.sector)


def _of_facet(
    repository: Repository, page: CardPage, facet: str, value: str
) -> tuple[PracticeInfo, ...]:
    query = PracticeQuery(chosen={facet: (value,)}, today=page.today, limit=2 * MOST)
    return repository.practices(query).practices
