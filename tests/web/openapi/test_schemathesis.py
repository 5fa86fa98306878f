"""Many made-up requests, right and wrong, to every address: no fault, no breach of the document."""

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.schemas import BaseSchema

from smup.web.openapi.operations import OPERATIONS
from tests.web.answers import API

load_all_checks()
EXAMPLES = 15
EXCLUDED = [CHECKS.get_one("positive_data_acceptance")]
"""A request may be right by its schema and yet ask for nothing, or for things that exclude each
other; that is told with 400, which the test of contradictions covers."""
TOO_LONG = [CHECKS.get_one("negative_data_rejection")]
"""414 is a refusal too, though not one that the check knows."""


@pytest.fixture(scope="session")
def api_schema(api_server: Flask) -> BaseSchema:
    """The document as the server itself gives it."""
    return schemathesis.openapi.from_wsgi(f"{API}/openapi.json?lang=en", api_server)


@pytest.mark.parametrize("mode", GenerationMode, ids=lambda one: one.value)
@pytest.mark.parametrize("path", [operation.path for operation in OPERATIONS])
def test_no_request_breaks_the_contract(
    api_schema: BaseSchema, path: str, mode: GenerationMode
) -> None:
    operation = api_schema[path]["GET"]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    def asked(case: Case) -> None:
        # The client of Werkzeug does not unpack compressed bodies.
        answer = case.call(headers={"Accept-Encoding": "identity"})
        excluded = EXCLUDED + (TOO_LONG if answer.status_code == 414 else [])
        case.validate_response(answer, excluded_checks=excluded)

    asked()
