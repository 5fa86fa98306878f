"""A store written by hand beside a small catalogue of our own."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, update

from smup.models import Sector, Service
from tests import builders
from tests.unit.sync.portal.answered import Answered


@pytest.fixture
def answered(tmp_path: Path) -> Answered:
    """An empty store of answers."""
    return Answered(tmp_path / "sync")


@pytest.fixture
def catalogue(engine: Engine) -> Engine:
    """A sector of ours; a single indicator and a pair that cards join with official ids."""
    with engine.begin() as connection:
        builders.set_dataset(connection)
        service = _service(connection)
        own = {"service_id": service, "unit_pl": "zł", "unit_en": "PLN"}
        builders.indicator(
            connection, "POD-PN-01", card={"smup_ids": [16], "featured": True}, **own
        )
        builders.indicator(connection, "FIN-ZD-01", card={"smup_ids": [4074, 4424]}, **own)
    return engine


def _service(connection: Connection) -> int:
    sector = builders.sector(connection, "podatki", position=9)
    service = builders.service(connection, "nieruchomosci", sector_id=sector)
    connection.execute(update(Sector).values(name_pl="Podatki i opłaty lokalne"))
    connection.execute(update(Service).values(name_pl="Podatek od  nieruchomości"))
    return service
