"""The OpenAPI document of the API."""

from flask import Blueprint, Response

from smup.web.api_route import answers
from smup.web.caching import json_answer
from smup.web.openapi.document import openapi_document
from smup.web.openapi.operations import OPENAPI
from smup.web.parameters import Parameters


def add_document_route(api: Blueprint) -> None:
    """Add ``openapi.json``."""

    @answers(api, OPENAPI)
    def openapi(parameters: Parameters) -> Response:
        return json_answer(openapi_document(parameters.lang))
