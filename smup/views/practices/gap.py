"""From a weak number to those who improved it: practices for indicators, better units first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from smup.i18n import Texts, texts
from smup.links import practices_href
from smup.repository.facade import Repository
from smup.repository.practice_reach import PracticeReach
from smup.repository.practice_records import PracticeInfo, PracticeQuery
from smup.territory.unit import TerritorialUnit
from smup.views.practices.card_page import place_name
from smup.views.practices.state import MOST_VALUES

SHOWN = 3
CANDIDATES = 24
"""Practices of an indicator among which better units are looked for, before asking for theirs."""
INDICATORS, SERVICE, SECTOR, NOWHERE = "indicators", "service", "sector", "nowhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class GapQuestion:
    """What a page asks for.

    Attributes:
        indicators: codes, the one in question first.
        service: code of the service to fall back on.
        sector: code of the sector to fall back on.
        unit: my unit, whose own practices are no news to it.
        better: keys of units that do better, the best first.
        near: keys of the units it is compared with.
    """

    indicators: tuple[str, ...]
    service: str | None = None
    sector: str | None = None
    unit: TerritorialUnit | None = None
    better: tuple[int, ...] = ()
    near: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """A practice of a page of numbers.

    Attributes:
        info: the practice.
        place: name of its unit or institution.
        note: kind and powiat of the unit; may be empty.
        role: ``better`` than mine, ``near`` in the group of mine, or empty.
        concerns: short names of the indicators asked about that it is linked to.
    """

    info: PracticeInfo
    place: str
    note: str
    role: str
    concerns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What a page shows of practices.

    Attributes:
        scope: what the practices were found by: the indicators, else their service, else their
            sector; ``nowhere`` when there is none at all.
        rows: at most three.
        total: all that the catalogue has in this scope.
        address: of the catalogue with exactly these.
        lang: language of the texts.
    """

    scope: str
    rows: tuple[GapRow, ...]
    total: int
    address: str
    lang: str

    @property
    def t(self) -> Texts:
        """Return the texts of the language."""
        return texts(self.lang)


def read_gap(repository: Repository, question: GapQuestion, *, lang: str, today: date) -> Gap:
    """Return the practices for a page; one SELECT when there is none, else three.

    Five where an indicator has more practices than are looked through, four for a service or
    a sector.
    """
    reach = repository.practice_reach(
        question.indicators, service=question.service, sector=question.sector
    )
    scope = _scope(reach)
    if scope == INDICATORS:
        found, codes = _linked(repository, question, reach, today=today)
        keys = {"wskaznik": ".".join(codes[:MOST_VALUES])}
    elif scope in {SERVICE, SECTOR}:
        key = "usluga" if scope == SERVICE else "obszar"
        value = (question.service if scope == SERVICE else question.sector) or ""
        query = PracticeQuery(chosen={key: (value,)}, today=today, limit=CANDIDATES)
        found, keys = list(repository.practices(query).practices), {key: value}
    else:
        found, keys = [], {}
    unit = None if question.unit is None else question.unit.teryt
    chosen = _best_first(question, found)[:SHOWN]
    return Gap(
        scope=scope,
        rows=tuple(_row(repository, question, info, lang) for info in chosen),
        total=getattr(reach, scope, 0),
        address=practices_href(lang, **keys, jst=unit),
        lang=lang,
    )


def _scope(reach: PracticeReach) -> str:
    for scope in (INDICATORS, SERVICE, SECTOR):
        if getattr(reach, scope):
            return scope
    return NOWHERE


def _linked(
    repository: Repository, question: GapQuestion, reach: PracticeReach, *, today: date
) -> tuple[list[PracticeInfo], list[str]]:
    """Return candidates, the first indicator's first, and the indicators that have any."""
    by_code = repository.practices_for(question.indicators, today=today, limit=CANDIDATES)
    found = [info for infos in by_code.values() for info in infos]
    if reach.indicators > CANDIDATES and question.better:
        better = repository.practices_for(
            question.indicators, today=today, limit=SHOWN, unit_ids=question.better
        )
        found = [info for infos in better.values() for info in infos] + found
    return list({info.id: info for info in found}.values()), list(by_code)


def _best_first(question: GapQuestion, found: Sequence[PracticeInfo]) -> list[PracticeInfo]:
    """Order candidates: better units, then units compared with mine, then the others.

    A stable order: within each kind the one in which they were found. Mine are left out.
    """
    mine = None if question.unit is None else question.unit.id
    rank = {unit_id: place for place, unit_id in enumerate(question.better)}
    near, last = frozenset(question.near), len(rank)

    def place(info: PracticeInfo) -> int:
        unit_id = info.unit_id
        if unit_id in rank:
            return rank[unit_id]
        return last if unit_id in near else last + 1

    return sorted((info for info in found if mine is None or info.unit_id != mine), key=place)


def _row(repository: Repository, question: GapQuestion, info: PracticeInfo, lang: str) -> GapRow:
    directory = repository.directory()
    place, note, role = place_name(directory, info, lang), "", ""
    if info.unit_id is not None:
        unit = directory.by_id(info.unit_id)
        note = directory.beside_name(unit, lang=lang)
        role = "near" if unit.id in question.near else ""
        role = "better" if unit.id in question.better else role
    codes = [code for code in info.indicators if code in question.indicators]
    names = [repository.indicator(code).short_name(lang) for code in codes]
    return GapRow(info=info, place=place, note=note, role=role, concerns=tuple(names))
