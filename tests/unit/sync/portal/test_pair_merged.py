"""A pair that is put into the table after both halves were loaded on their own."""

import pytest
from sqlalchemy import Engine, select

from smup.ingest.load import load
from smup.models import Indicator, Observation, ReleaseChange
from smup.sync.portal import catalogue as portal
from smup.sync.portal.pairs import Pair
from tests import builders
from tests.unit.sync.portal.answered import Answered, listed

GMINA = listed(900, "Zaległości gmin")
CITY = listed(950, "Zaległości miast na prawach powiatu")
TABLE = [Pair(gmina=900, city=950)]


def run(engine: Engine, answered: Answered) -> str | None:
    with load(engine, kind="smup", source="127.0.0.1") as current:
        portal.load_catalogue(current, answered.store)
    assert current.summary is not None
    return current.summary.note


def test_a_reviewed_pair_becomes_one_indicator_and_empties_the_other(
    catalogue: Engine, answered: Answered, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered.catalogue(GMINA, CITY)
    assert "sync pairs" in str(run(catalogue, answered))
    with catalogue.begin() as connection:
        builders.unit(connection, "0264011", city_county=True)
        builders.observation(connection, indicator="SMUP-950", unit="0264011", year=2023, value=3.0)
    monkeypatch.setattr(portal, "read_pairs", lambda: TABLE)
    assert run(catalogue, answered) is None
    with catalogue.connect() as connection:
        own = portal.own_indicators(connection)
        assert (own[900].code, own[950].code, own[950].role) == ("SMUP-900", "SMUP-900", "city")
        assert connection.scalars(select(Observation.year)).all() == []
        names = select(Indicator.name_pl).where(Indicator.code == "SMUP-900")
        assert connection.scalar(names) == "Zaległości gmin i miast na prawach powiatu"
        told = connection.execute(
            select(ReleaseChange.kind, ReleaseChange.code).order_by(ReleaseChange.id.desc())
        ).first()
    assert told in {("indicator-withdrawn", "SMUP-950"), ("indicator-renamed", "SMUP-900")}
