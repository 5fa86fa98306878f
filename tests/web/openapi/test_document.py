"""The OpenAPI document says what the routes do, and every real answer keeps to it."""

import json
import os
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from smup.i18n import LANGUAGES
from smup.settings import DATA
from smup.web.openapi.declared import Operation
from smup.web.openapi.document import openapi_document, parameters_of
from smup.web.openapi.examples import FOLDER, kept_answer, values_of
from smup.web.openapi.operations import OPERATIONS, ROOT
from tests.web.answers import API

KEEP = "SMUP_KEEP_EXAMPLES"
"""Set to 1 to write the example answers anew; the difference is then to be read."""
REQUESTS = [(one, example) for one in OPERATIONS for example in one.examples]
MORE = {
    "cost": ("costs/szkoly-podstawowe?unit=1420011&rows=true", "costs/dowoz-uczniow"),
    "peers": ("units/1420011/peers",),
    "unit": ("units/14", "units/00"),
    "profile": ("units/1420/profile", "units/1420011/profile?year=2020&group=kraj"),
    "data": ("data?sector=zdrowie", "data?unit=1420011,1420", "data?in=1420&level=gmina"),
    "practices": ("practices?q=nic%20takiego",),
}
ALL_REQUESTS = REQUESTS + [(one, path) for one in OPERATIONS for path in MORE.get(one.name, ())]


@pytest.fixture(scope="module", params=LANGUAGES)
def document(request: pytest.FixtureRequest, api_server: Flask) -> dict[str, Any]:
    """The document as it is served."""
    answer = api_server.test_client().get(f"{API}/openapi.json?lang={request.param}")
    assert answer.status_code == 200
    return dict(answer.json)


def test_the_document_is_openapi_3_1(document: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(document).validate()
    assert document["openapi"].startswith("3.1.")


def test_every_route_is_documented_and_every_documented_one_is_there(api_server: Flask) -> None:
    routes = {rule.rule for rule in api_server.url_map.iter_rules() if rule.rule.startswith(ROOT)}
    routes.discard(f"{ROOT}/")  # leads to the page that describes the others
    assert routes == {ROOT + operation.rule for operation in OPERATIONS}


def test_both_languages_describe_the_same(api_server: Flask) -> None:
    polish, english = (openapi_document(lang) for lang in LANGUAGES)
    assert list(polish["paths"]) == list(english["paths"])
    assert polish["info"]["summary"] != english["info"]["summary"]


@pytest.mark.parametrize(("operation", "path"), ALL_REQUESTS, ids=lambda one: str(one)[:60])
def test_every_answer_keeps_to_its_schema(
    api_client: FlaskClient, operation: Operation, path: str
) -> None:
    answer = api_client.get(f"{API}/{path}")
    assert answer.status_code == 200, answer.text
    paths = openapi_document("pl")["paths"]
    content = paths[operation.path]["get"]["responses"]["200"]["content"]
    assert answer.mimetype in content
    if answer.mimetype == "application/json" and operation.answer is not None:
        schema_of(content["application/json"]["schema"]).validate(answer.json)
        if "fields=" not in path:
            operation.answer.model_validate_json(answer.data)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
def test_the_example_answer_came_from_the_example_request(
    api_client: FlaskClient, operation: Operation
) -> None:
    if operation.answer is None:
        assert kept_answer(operation.name) is None
        return
    answer = api_client.get(f"{API}/{operation.examples[0]}")
    assert answer.status_code == 200, answer.text
    if os.environ.get(KEEP):
        text = json.dumps(answer.json, ensure_ascii=False, indent=1)
        (FOLDER / f"{operation.name}.json").write_text(f"{text}\n", encoding="utf-8")
        kept_answer.cache_clear()
    assert kept_answer(operation.name) == answer.json


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
def test_what_is_not_declared_is_refused_and_what_is_is_known(
    api_client: FlaskClient, operation: Operation
) -> None:
    path = operation.examples[0]
    joint = "&" if "?" in path else "?"
    refused = api_client.get(f"{API}/{path}{joint}colour=red")
    assert refused.status_code == 400
    assert refused.json["parameter"] == "colour"
    for name in operation.query:
        assert name in refused.json["detail"]
    documented = {
        one["name"] for one in openapi_document("en")["paths"][operation.path]["get"]["parameters"]
    }
    assert documented == {one.name for one in parameters_of(operation)}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("sectors?limit=0", 400), ("indicators/NIE-MA-01", 404), ("nic", 404),
        ("data?unit=1420011,9999999,abc", 404),
    ],
)  # fmt: skip
def test_errors_keep_to_the_shape_of_problems(
    api_client: FlaskClient, path: str, status: int
) -> None:
    answer = api_client.get(f"{API}/{path}")
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    schema_of({"$ref": "#/components/schemas/Problem"}).validate(answer.json)


def schema_of(schema: dict[str, Any]) -> Draft202012Validator:
    """A validator of a schema that may point to the components of the document."""
    return Draft202012Validator({**schema, "components": openapi_document("pl")["components"]})


def test_example_requests_ask_for_what_the_catalogue_has() -> None:
    asked = {values_of(one)["indicator"] for one in OPERATIONS if "indicator" in values_of(one)}
    catalogue = "".join(
        path.read_text(encoding="utf-8") for path in (DATA / "catalogue").glob("*.toml")
    )
    assert asked
    assert all(f'code = "{code}"' in catalogue for code in asked)
