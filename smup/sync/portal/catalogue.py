"""The official catalogue: which indicators there are, which of ours they are, and their names.

Read from the store of answers, joined with the catalogue of the database by official id, and
written inside the load of the run.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from smup.ingest.load import Load
from smup.sync.answers import AnswerStore
from smup.sync.portal.smup_api import Ask


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
    raise NotImplementedError


def card_asks(store: AnswerStore) -> list[Ask]:
    """Return the questions for all cards, sectors and services first."""
    raise NotImplementedError


def read_series(connection: Connection, store: AnswerStore) -> list[OfficialSeries]:
    """Return the official indicators in the order of the catalogue, for planning; writes nothing.

    Raises:
        UnusableAnswerError: when no usable list of indicators is in the store.
    """
    raise NotImplementedError


def load_catalogue(load: Load, store: AnswerStore) -> None:
    """Write sectors, services, indicators, names and cards as far as the store has them.

    Counts what is new or changed, notes changes, and leaves alone what the store does not have.
    """
    raise NotImplementedError


def own_indicators(connection: Connection) -> dict[int, OwnIndicator]:
    """Return, by official id, where values go; after ``load_catalogue``."""
    raise NotImplementedError
