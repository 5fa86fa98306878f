"""What planning reads from the official lists before anything is loaded."""

import pytest
from sqlalchemy import Engine

from smup.errors import SmupError
from smup.ingest.load import load
from smup.sync.portal import catalogue as portal
from tests.unit.sync.portal.answered import Answered, listed

ALL = (
    listed(16, "Dochód z podatku od nieruchomości na 1 mieszkańca", kind=3),
    listed(4424, "Dług budżetów miast na prawach powiatu na mieszkańca", kind=3),
    listed(900, "Umorzone zaległości", kind=2),
    listed(901, "Sprawy załatwione przez internet", service=70, kind=4),
)


def test_planning_knows_codes_roles_and_sectors_before_anything_is_loaded(
    catalogue: Engine, answered: Answered
) -> None:
    answered.catalogue(*ALL)
    with catalogue.connect() as connection:
        series = {one.official_id: one for one in portal.read_series(connection, answered.store)}
    assert [series[key].code for key in (16, 4424, 900)] == ["POD-PN-01", "FIN-ZD-01", "SMUP-900"]
    assert (series[16].sector_code, series[16].featured) == ("podatki", True)
    assert (series[900].sector_code, series[900].sector_id) == ("podatki", 9)
    assert (series[901].sector_code, series[901].service_id) == (None, 70)


def test_planning_without_a_list_says_so(catalogue: Engine, answered: Answered) -> None:
    with catalogue.connect() as connection, pytest.raises(SmupError, match="indicator-list"):
        portal.read_series(connection, answered.store)
    with load(catalogue, kind="smup", source="127.0.0.1") as current:
        portal.load_catalogue(current, answered.store)
    assert current.summary is not None
    assert current.summary.release_id is None


def test_questions_follow_from_what_is_answered(answered: Answered) -> None:
    assert portal.service_asks(answered.store) == []
    answered.catalogue(*ALL)
    asked = {(ask.id, ask.lang) for ask in portal.service_asks(answered.store)}
    assert asked == {(key, lang) for key in (1, 9, 77) for lang in ("pl", "en")}
    cards = [(ask.path, ask.id) for ask in portal.card_asks(answered.store)]
    assert cards[:2] == [("area-flashcard", 1), ("area-flashcard", 9)]
    assert ("indicator-flashcard", 901) in cards
