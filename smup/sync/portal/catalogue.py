"""The official catalogue: which indicators there are, which of ours they are, and their names.

Read from the store of answers, joined with the catalogue of the database by official id, and
written inside the load of the run.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from smup.ingest.load import Load
from smup.models import Indicator, OfficialEntry, Sector, Service
from smup.sync.answers import AnswerStore
from smup.sync.portal import official
from smup.sync.portal.catalogue_rows import write_catalogue
from smup.sync.portal.naming import same_name
from smup.sync.portal.pairs import ProposedPair, all_pairs, propose_pairs, read_pairs
from smup.sync.portal.resolve import (
    PREFIX,
    ListedService,
    OfficialLists,
    Resolved,
    resolve,
)
from smup.sync.portal.services import held_ids
from smup.sync.portal.smup_api import (
    AREAS,
    INDICATORS,
    Ask,
    card_ask,
    services_ask,
    unusable,
)
from smup.sync.portal.stored import stored_rows

T = TypeVar("T", official.OfficialSector, official.OfficialService, official.OfficialIndicator)
LANGS = ("pl", "en")
PROPOSED = (
    "Katalog portalu SMUP ma pary wskaźników (gminy i miasta na prawach powiatu), których nie ma "
    "w data/smup-pairs.toml: {count}. Pokaże je polecenie: python -m smup sync pairs"
)
NO_INDICATORS = "nie została jeszcze pobrana ani razu w całości"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialSeries:
    """An official indicator and the one of ours that its values go to.

    Attributes:
        official_id: official id.
        code: our code; ``SMUP-<id>`` for one that the catalogue of the files does not know.
        role: ``all``: values of all units; of a pair ``gmina``: all but cities with powiat rights,
            ``city``: only these. Figures of aggregates of a pair belong to neither half.
        sector_id: official id of its sector, if known.
        sector_code: our code of the sector, if known.
        service_id: official id of its service.
        featured: stands in the KPI row of its sector.
    """

    official_id: int
    code: str
    role: str
    sector_id: int | None
    sector_code: str | None
    service_id: int
    featured: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnIndicator:
    """Where values of an official indicator go: id and code of ours, and whose values they are."""

    id: int
    code: str
    role: str


def service_asks(store: AnswerStore) -> list[Ask]:
    """Return the questions for the services of each sector that ``areas-list`` named."""
    return [services_ask(sector.id, lang) for sector in _sectors(store) for lang in LANGS]


def card_asks(store: AnswerStore) -> list[Ask]:
    """Return the questions for all cards, sectors and services first."""
    lists = read_lists(store)
    return [
        card_ask(kind, one.id)
        for kind, rows in (
            ("sector", lists.sectors),
            ("service", lists.services),
            ("indicator", lists.indicators),
        )
        for one in rows
    ]


def read_lists(store: AnswerStore) -> OfficialLists:
    """Return the official catalogue as far as it is in the store."""
    sectors = _sectors(store)
    listed = [(sector, _services(store, sector.id, "pl")) for sector in sectors]
    services = [
        ListedService(id=service.id, sector_id=sector.id, name=service.name)
        for sector, rows in listed
        for service in rows
    ]
    indicators = _unique(_stored(store, Ask(path=INDICATORS), official.indicators))
    english = {
        "sector": _english(sectors, _stored(store, Ask(path=AREAS, lang="en"), official.sectors)),
        "service": _english(
            services, [one for sector in sectors for one in _services(store, sector.id, "en")]
        ),
        "indicator": _english(
            indicators, _stored(store, Ask(path=INDICATORS, lang="en"), official.indicators)
        ),
    }
    return OfficialLists(
        sectors=sectors, services=_unique(services), indicators=indicators, english=english
    )


def read_series(connection: Connection, store: AnswerStore) -> list[OfficialSeries]:
    """Return the official indicators in the order of the catalogue, for planning; writes nothing.

    Raises:
        UnusableAnswerError: when no usable list of indicators is in the store.
    """
    lists = read_lists(store)
    if not lists.indicators:
        raise unusable(INDICATORS, NO_INDICATORS)
    own = {row.code: row for row in _own(connection)}
    sector_of = {service.id: service.sector_id for service in lists.services}
    codes = _sector_codes(connection, lists)
    return [
        _series(one, own.get(one.code), sector_of.get(one.official.service_id), codes)
        for one in _resolved(connection, lists)
    ]


def proposed_pairs(connection: Connection, store: AnswerStore) -> list[ProposedPair]:
    """Return pairs that a rule found and that neither the table nor a card names."""
    return propose_pairs(read_lists(store).indicators, all_pairs(read_pairs(), _cards(connection)))


def load_catalogue(load: Load, store: AnswerStore) -> None:
    """Write sectors, services, indicators, names and cards as far as the store has them.

    Counts what is new or changed, notes changes, and leaves alone what the store does not have.
    """
    lists = read_lists(store)
    if not lists.indicators:
        return
    listed = store.get(Ask(path=INDICATORS).key)
    if listed is None:
        return
    resolved = _resolved(load.connection, lists)
    write_catalogue(load, lists, resolved, seen_at=listed.answered_at, card_of=_card_of(store))
    proposed = proposed_pairs(load.connection, store)
    if proposed:
        load.notes.append(PROPOSED.format(count=len(proposed)))


def own_indicators(connection: Connection) -> dict[int, OwnIndicator]:
    """Return, by official id, where values go; after ``load_catalogue``."""
    rows = connection.execute(
        select(OfficialEntry.official_id, Indicator.id, Indicator.code, OfficialEntry.role)
        .join(Indicator, Indicator.id == OfficialEntry.own_id)
        .where(OfficialEntry.kind == "indicator")
    )
    return {row.official_id: OwnIndicator(id=row.id, code=row.code, role=row.role) for row in rows}


def _stored(store: AnswerStore, ask: Ask, read: Callable[[Sequence[Any]], list[T]]) -> list[T]:
    return stored_rows(store, ask, read) or []


def _sectors(store: AnswerStore) -> list[official.OfficialSector]:
    return _unique(_stored(store, Ask(path=AREAS), official.sectors))


def _services(store: AnswerStore, sector: int, lang: str) -> list[official.OfficialService]:
    return _stored(store, services_ask(sector, lang), official.services)


def _unique(rows: Iterable[Any]) -> list[Any]:
    """Return the first row of each id: a list may repeat one."""
    return list({row.id: row for row in reversed(list(rows))}.values())[::-1]


def _english(polish: Iterable[Any], rows: Iterable[Any]) -> dict[int, str]:
    """Return English names; a name that is the Polish one is not translated, hence none."""
    names = {row.id: row.name for row in polish}
    return {row.id: row.name for row in rows if not same_name(row.name, names.get(row.id, ""))}


def _own(connection: Connection) -> Sequence[Any]:
    return connection.execute(
        select(Indicator.code, Indicator.card, Sector.code.label("sector_code"))
        .join(Service, Service.id == Indicator.service_id)
        .join(Sector, Sector.id == Service.sector_id)
    ).all()


def _cards(connection: Connection) -> list[Sequence[int]]:
    return list(_ids_of_cards(connection).values())


def _ids_of_cards(connection: Connection) -> dict[str, Sequence[int]]:
    rows = connection.execute(select(Indicator.code, Indicator.card))
    return {
        row.code: row.card.get("smup_ids") or () for row in rows if not row.code.startswith(PREFIX)
    }


def _resolved(connection: Connection, lists: OfficialLists) -> list[Resolved]:
    cards = _ids_of_cards(connection)
    return resolve(lists.indicators, cards, all_pairs(read_pairs(), cards.values()))


def _sector_codes(connection: Connection, lists: OfficialLists) -> dict[int, str]:
    """Return our code of each official sector that we have."""
    rows = connection.execute(select(Sector.id, Sector.code, Sector.name_pl)).all()
    held = held_ids(connection, "sector")
    return {
        sector.id: row.code
        for sector in lists.sectors
        for row in rows
        if held.get(sector.id, row.id) == row.id
        and (sector.id in held or same_name(row.name_pl, sector.name))
    }


def _series(
    one: Resolved, own: Any, sector_id: int | None, codes: Mapping[int, str]
) -> OfficialSeries:
    official_code = None if sector_id is None else codes.get(sector_id)
    return OfficialSeries(
        official_id=one.official.id,
        code=one.code,
        role=one.role,
        sector_id=sector_id,
        sector_code=official_code if own is None else own.sector_code,
        service_id=one.official.service_id,
        featured=bool(own is not None and own.card.get("featured")),
    )


def _card_of(store: AnswerStore) -> Callable[[str, int], bytes | None]:
    return lambda kind, official_id: store.body(card_ask(kind, official_id).key)
