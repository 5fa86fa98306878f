"""The OpenAPI 3.1 document, made from the declared operations in either language."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from smup.i18n import Texts, texts
from smup.web.openapi.declared import JSON, Operation, Parameter
from smup.web.openapi.examples import answer_of, values_of
from smup.web.openapi.operations import OPERATIONS, ROOT
from smup.web.openapi.schemas import component_schemas, parameter_schema, ref

API_VERSION = "1.1.0"
PROBLEMS = (400, 414, 429, 500, 503)
"""Statuses of errors that every address may answer."""
PROBLEM_TYPE = "application/problem+json"
JSON_TYPE = "application/json"
BINARY = ("application/vnd",)
OK_HEADERS = ("ETag", "Link", "RateLimit-Policy", "RateLimit")


@lru_cache
def openapi_document(lang: str) -> Mapping[str, Any]:
    """Return the document.

    Args:
        lang: ``pl`` or ``en``, for everything that people read.
    """
    t = texts(lang)
    groups = dict.fromkeys(operation.group for operation in OPERATIONS)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": t("api_doc.title"),
            "version": API_VERSION,
            "summary": t("api_doc.lead"),
            "description": t("api_doc.description"),
        },
        "servers": [{"url": ROOT}],
        "externalDocs": {"url": "/api" if lang == "pl" else "/en/api"},
        "tags": [{"name": group, "description": t(f"api_doc.group.{group}")} for group in groups],
        "paths": {one.path: {"get": _operation(t, one)} for one in OPERATIONS},
        "components": {
            "schemas": component_schemas(t),
            "headers": {name: _header(t, name) for name in (*OK_HEADERS, "Retry-After")},
            "responses": {
                "NotModified": {"description": t("api_doc.status.304")},
                **{
                    f"Problem{status}": _problem(t, status)
                    for status in sorted({*PROBLEMS, *(s for o in OPERATIONS for s in o.problems)})
                },
            },
        },
    }


def _operation(t: Texts, operation: Operation) -> dict[str, Any]:
    statuses = sorted({*PROBLEMS, *operation.problems})
    key = f"api_doc.operation.{operation.name}"
    made: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [operation.group],
        "summary": t(f"{key}.title"),
        "description": t(f"{key}.text"),
        "parameters": [_parameter(t, operation, one) for one in parameters_of(operation)],
        "responses": {
            "200": _answer(t, operation),
            "304": {"$ref": "#/components/responses/NotModified"},
            **{str(one): {"$ref": f"#/components/responses/Problem{one}"} for one in statuses},
        },
    }
    if operation.deprecation is not None:
        made["deprecated"] = True
    return made


def parameters_of(operation: Operation) -> tuple[Parameter, ...]:
    """Return all parameters of an operation: those of its path, then those of its query."""
    in_path = tuple(one for one in operation.takes if one.name in operation.in_path)
    return in_path + tuple(operation.query.values())


def parameter_text(t: Texts, parameter: Parameter) -> str:
    """Return what a parameter is, in words."""
    return t(f"api_doc.parameter.{parameter.key or parameter.name}")


def _parameter(t: Texts, operation: Operation, parameter: Parameter) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": parameter.name,
        "in": "path" if parameter.name in operation.in_path else "query",
        "required": parameter.name in operation.in_path,
        "description": parameter_text(t, parameter),
        "schema": parameter_schema(parameter),
    }
    if parameter.kind == "codes":
        made |= {"style": "form", "explode": False}
    example = values_of(operation).get(parameter.name)
    if example is not None:
        made["example"] = example.split(",") if parameter.kind == "codes" else example
        if parameter.kind == "whole":
            made["example"] = int(example)
    return made


def _answer(t: Texts, operation: Operation) -> dict[str, Any]:
    content: dict[str, Any] = {}
    if operation.answer is not None:
        content[JSON_TYPE] = {"schema": ref(operation.answer)}
        example = answer_of(operation)
        if example is not None:
            content[JSON_TYPE]["example"] = example
    for kind in operation.media.values():
        content[kind] = {"schema": _media_schema(kind)}
    return {
        "description": t("api_doc.status.200"),
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in OK_HEADERS},
        "content": content,
    }


def _media_schema(kind: str) -> dict[str, Any]:
    if kind.endswith(JSON):
        return {"type": "object"}
    return {"type": "string", "format": "binary"} if kind.startswith(BINARY) else {"type": "string"}


def _problem(t: Texts, status: int) -> dict[str, Any]:
    made: dict[str, Any] = {
        "description": t(f"api_doc.status.{status}"),
        "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status in {429, 503}:
        made["headers"] = {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}
    return made


def _header(t: Texts, name: str) -> dict[str, Any]:
    schema = {"type": "integer"} if name == "Retry-After" else {"type": "string"}
    return {"description": t(f"api_doc.header.{name}"), "schema": schema}
