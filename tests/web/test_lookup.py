"""A list of codes is checked with one question."""

from typing import Any

from flask.testing import FlaskClient


def asked(client: FlaskClient, codes: str, level: str = "gmina") -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/units/lookup?codes={codes}&level={level}")
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.get_json()["data"]
    return found


def test_known_unknown_and_malformed_codes_are_told_apart(client: FlaskClient) -> None:
    known, six, unknown, odd = asked(client, "1420011,142001,1420999,abc")
    assert (known["status"], known["found_code"]) == ("current", "1420011")
    assert (six["status"], six["found_code"]) == ("current", "1420011")
    assert (unknown["status"], unknown["unit"]) == ("unknown", None)
    assert (odd["status"], odd["unit"]) == ("unknown", None)


def test_a_unit_of_another_level_is_named_and_told(client: FlaskClient) -> None:
    (found,) = asked(client, "14")
    assert found["status"] == "other-level"
    assert found["unit"]["name"] == "mazowieckie"


def test_a_city_with_powiat_rights_has_the_code_of_the_level(client: FlaskClient) -> None:
    (found,) = asked(client, "0264011", level="powiat")
    assert (found["status"], found["found_code"]) == ("current", "0264")
