"""JSON Schemas (2020-12) of parameters and answers."""

from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from smup.i18n import Texts
from smup.web.openapi.declared import LONGEST_TEXT, Parameter, item_shape
from smup.web.openapi.operations import OPERATIONS
from smup.web.openapi.shapes import Problem

REF = "#/components/schemas/{model}"
YEARS = r"^(latest|(19\d{2}|20\d{2}|2100)(-(19\d{2}|20\d{2}|2100))?)$"


def ref(shape: type[BaseModel]) -> dict[str, str]:
    """Return the reference to the schema of a shape."""
    return {"$ref": REF.format(model=shape.__name__)}


def component_schemas(t: Texts) -> dict[str, Any]:
    """Return the schemas of all answers by name; fields are described where a text is there."""
    shapes: list[type[BaseModel]] = [
        Problem,
        *(one.answer for one in OPERATIONS if one.answer is not None),
    ]
    # "validation": a field with a default may be absent from the answer.
    asked: list[tuple[type[BaseModel], Literal["validation"]]] = [
        (one, "validation") for one in shapes
    ]
    _, found = models_json_schema(asked, ref_template=REF)
    schemas: dict[str, Any] = found["$defs"]
    for shape in chosen_by_fields():
        # ``fields`` may leave out any of them.
        schemas[shape].pop("required", None)
    return {name: _described(t, schema) for name, schema in sorted(schemas.items())}


def chosen_by_fields() -> set[str]:
    """Return the names of the shapes of list items, whose fields the reader chooses."""
    items = (item_shape(one.answer) for one in OPERATIONS)
    return {item.__name__ for item in items if item is not None}


def parameter_schema(parameter: Parameter) -> dict[str, Any]:
    """Return the schema of a parameter, with the limits that ``Parameters`` checks."""
    made: dict[str, Any]
    if parameter.kind == "choice":
        made = {"type": "string", "enum": list(parameter.choices)}
    elif parameter.kind == "whole":
        made = {"type": "integer", "minimum": parameter.low, "maximum": parameter.high}
    elif parameter.kind == "years":
        made = {"type": "string", "pattern": YEARS}
    elif parameter.kind == "day":
        made = {"type": "string", "format": "date"}
    elif parameter.kind == "codes":
        item: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}
        if parameter.choices:
            item = {"type": "string", "enum": list(parameter.choices)}
        made = {"type": "array", "items": item, "minItems": 1, "maxItems": parameter.most}
    else:
        made = {"type": "string", "maxLength": parameter.most}
    return made if parameter.usual is None else made | {"default": parameter.usual}


def _described(t: Texts, schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema without the words of the program, with those of the language."""
    kept = {key: value for key, value in schema.items() if key not in {"title", "description"}}
    properties = {
        name: _property(t, name, value) for name, value in schema.get("properties", {}).items()
    }
    return kept | ({"properties": properties} if properties else {})


def _property(t: Texts, name: str, schema: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in schema.items() if key not in {"title", "description"}}
    text = field_text(t, name)
    return kept | {"description": text} if text else kept


def field_text(t: Texts, name: str) -> str:
    """Return what a field of an answer is; empty when its name says it."""
    key = f"api_doc.field.{name}"
    return t(key) if t.has(key) else ""
