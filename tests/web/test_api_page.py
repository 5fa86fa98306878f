"""The page about the API and the headers of an address that goes away."""

from datetime import UTC, datetime

import pytest
from flask import Response
from flask.testing import FlaskClient

from smup.links import footer_links
from smup.web.api_route import told
from smup.web.openapi.declared import Deprecation
from smup.web.openapi.operations import OPERATIONS


@pytest.mark.parametrize(("path", "lang"), [("/api", "pl"), ("/en/api", "en"), ("/api/", "pl")])
def test_the_page_has_every_address_with_an_example(
    reader: FlaskClient, path: str, lang: str
) -> None:
    answer = reader.get(path)
    assert answer.status_code == 200
    assert f'<html lang="{lang}">' in answer.text
    for operation in OPERATIONS:
        assert f'id="{operation.name}"' in answer.text
        assert f"GET /api/v1{operation.path}" in answer.text
    again = reader.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_footer_leads_to_the_page() -> None:
    for lang, address in (("pl", "/api"), ("en", "/en/api")):
        links = [link for _, column in footer_links(lang) for link in column]
        assert ("footer_api", address) in links


def test_an_address_that_goes_away_says_until_when() -> None:
    gone = Deprecation(
        since=datetime(2026, 1, 1, tzinfo=UTC),
        until=datetime(2027, 1, 1, tzinfo=UTC),
        instead="/api/v2/data",
    )
    answer = told(Response(), gone)
    assert answer.headers["Deprecation"] == "@1767225600"
    assert answer.headers["Sunset"] == "Fri, 01 Jan 2027 00:00:00 GMT"
    assert answer.headers["Link"] == '</api/v2/data>; rel="successor-version"'
    assert "Sunset" not in told(Response(), None).headers


def test_the_root_of_the_api_leads_to_its_page(reader: FlaskClient) -> None:
    answer = reader.get("/api/v1/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/api")
    assert reader.get("/api/v1", follow_redirects=True).status_code == 200
