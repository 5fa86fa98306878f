"""Peers in the API: the most similar units with the reasons, and neighbours."""

import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from smup.database import make_engine
from tests import peer_country
from tests.peer_country import CITY, ENDED, FIRST, LAST, SECOND, STEP
from tests.web.answers import API, read
from tests.web.conftest import server_over


@pytest.fixture(scope="module")
def peers_reader(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client over the country of seven alike."""
    file = tmp_path_factory.mktemp("peers") / "smup.sqlite"
    shutil.copy(migrated_sqlite, file)
    engine = make_engine(f"sqlite:///{file}")
    peer_country.fill(engine)
    return server_over(engine).test_client()


def test_the_most_similar_stand_with_distance_and_reasons(peers_reader: FlaskClient) -> None:
    answer = read(peers_reader, f"units/{FIRST}/peers")
    assert (answer["kind"], answer["level"], answer["next"]) == ("najblizsze", "gmina", None)
    assert answer["unit"]["code"] == FIRST
    first = answer["data"][0]
    assert (first["unit"], first["position"]) == (SECOND, 1)
    assert first["distance"] == pytest.approx(STEP, abs=1e-6)
    assert [one["share"] for one in first["differences"]] == pytest.approx([1 / 3] * 3, abs=1e-6)


def test_weights_of_the_address_are_used(peers_reader: FlaskClient) -> None:
    answer = read(peers_reader, f"units/{FIRST}/peers?w=FIN-SS-01.3_FIN-SS-06.0")
    assert (answer["weights"]["FIN-SS-01"], answer["weights"]["FIN-SS-06"]) == (3, 0)
    shares = {one["variable"]: one["share"] for one in answer["data"][0]["differences"]}
    assert shares == {"FIN-SS-01": 0.75, "FIN-SS-02": 0.25, "FIN-SS-06": None}


def test_neighbours_without_borders_are_an_empty_list(peers_reader: FlaskClient) -> None:
    answer = read(peers_reader, f"units/{FIRST}/peers?kind=sasiedzi")
    assert (answer["data"], answer["next"], answer["approximate"]) == ([], None, False)


def test_the_code_says_the_level_of_a_city_with_powiat_rights(peers_reader: FlaskClient) -> None:
    assert read(peers_reader, f"units/{CITY}/peers")["level"] == "gmina"
    assert read(peers_reader, "units/0264/peers")["level"] == "powiat"
    assert read(peers_reader, f"units/{CITY}/peers?level=powiat")["unit"]["code"] == "0264"


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        (f"units/{FIRST}/peers?kind=obok", 400, "najblizsze, sasiedzi"),
        (f"units/{FIRST}/peers?level=powiat", 400, "gmina"),
        (f"units/{FIRST}/peers?w=FIN-SS-01.9", 400, "FIN-SS-01.9"),
        (f"units/{FIRST}/peers?w=NIE-MA-01.1", 400, "NIE-MA-01"),
        (f"units/{FIRST}/peers?rok=2020", 400, "rok"),
        ("units/1499992/peers", 404, "1499992"),
        ("units/14/peers", 404, "najblizsze"),
        (f"units/{ENDED}/peers", 410, LAST),
    ],
)
def test_what_cannot_be_answered_names_the_cause(
    peers_reader: FlaskClient, path: str, status: int, word: str
) -> None:
    answer = peers_reader.get(f"{API}/{path}")
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert word in answer.get_json()["detail"]
