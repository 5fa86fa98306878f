"""What the page ``/api`` shows, taken from the OpenAPI document."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from smup.formats import format_date
from smup.i18n import Texts, texts
from smup.web.openapi.declared import Operation
from smup.web.openapi.document import JSON_TYPE, openapi_document
from smup.web.openapi.operations import OPERATIONS, ROOT
from smup.web.openapi.schemas import YEARS

LONGEST_EXAMPLE = 4_000
MOST_WORDS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterRow:
    """A row of the table of parameters: name, meaning, and what may stand there."""

    name: str
    text: str
    permitted: str
    in_path: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """An operation as the page shows it.

    Attributes:
        name: also the anchor.
        path: whole path, with parameters in braces.
        title: in words.
        text: what it answers.
        parameters: of path and query.
        media: types of the answer.
        fields: of the answer, or of the items of its list: name and meaning.
        requests: example requests that can be opened.
        example: answer to the first of them; empty without one.
        statuses: statuses of its errors.
        deprecated: when it goes away, in words; empty while it stays.
    """

    name: str
    path: str
    title: str
    text: str
    parameters: tuple[ParameterRow, ...]
    media: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    requests: tuple[str, ...]
    example: str
    statuses: tuple[str, ...]
    deprecated: str


def described_groups(lang: str) -> tuple[tuple[str, str, tuple[Described, ...]], ...]:
    """Return the groups of operations: key, heading, operations; in the order of the document."""
    document, t = openapi_document(lang), texts(lang)
    return tuple(
        (
            tag["name"],
            tag["description"],
            tuple(_described(document, t, one) for one in OPERATIONS if one.group == tag["name"]),
        )
        for tag in document["tags"]
    )


def statuses(lang: str) -> tuple[tuple[str, str], ...]:
    """Return the statuses of errors with their meanings."""
    document = openapi_document(lang)
    found = document["components"]["responses"].items()
    prefix = "Problem"
    return tuple(
        (name.removeprefix(prefix), one["description"])
        for name, one in found
        if name.startswith(prefix)
    )


def _described(document: Mapping[str, Any], t: Texts, operation: Operation) -> Described:
    made = document["paths"][operation.path]["get"]
    content = made["responses"]["200"]["content"]
    example = content.get(JSON_TYPE, {}).get("example")
    shown = "" if example is None else json.dumps(example, ensure_ascii=False, indent=1)
    return Described(
        name=operation.name,
        path=ROOT + operation.path,
        title=made["summary"],
        text=made["description"],
        parameters=tuple(_parameter(t, one) for one in made["parameters"]),
        media=tuple(content),
        fields=_fields(document, operation),
        requests=tuple(f"{ROOT}/{one}" for one in operation.examples),
        example=shown if len(shown) <= LONGEST_EXAMPLE else f"{shown[:LONGEST_EXAMPLE]}\n…",
        statuses=tuple(one for one in made["responses"] if one.startswith(("4", "5"))),
        deprecated=_deprecated(t, operation),
    )


def _parameter(t: Texts, made: Mapping[str, Any]) -> ParameterRow:
    return ParameterRow(
        name=made["name"],
        text=made["description"],
        permitted=_permitted(t, made["schema"]),
        in_path=made["in"] == "path",
    )


def _permitted(t: Texts, schema: Mapping[str, Any]) -> str:
    """Return what may stand in a parameter, in words."""
    words = schema.get("enum") or schema.get("items", {}).get("enum")
    if words:
        more = " …" if len(words) > MOST_WORDS else ""
        text = ", ".join(words[:MOST_WORDS]) + more
    elif schema["type"] == "integer":
        text = f"{schema['minimum']}\u2013{schema['maximum']}"
    elif schema["type"] == "array":
        text = t("api_doc.page.up_to_codes", most=schema["maxItems"])
    elif schema.get("pattern") == YEARS:
        text = t("api_doc.page.years")
    elif schema.get("format") == "date":
        text = t("api_doc.page.day")
    else:
        text = t("api_doc.page.up_to", most=schema["maxLength"])
    if "default" not in schema:
        return text
    return f"{text}; {t('api_doc.page.usual', value=schema['default'])}"


def _fields(document: Mapping[str, Any], operation: Operation) -> tuple[tuple[str, str], ...]:
    """Return the fields of the answer, of a list those of its items, that have a meaning told."""
    if operation.answer is None:
        return ()
    schemas = document["components"]["schemas"]
    own = schemas[operation.answer.__name__]["properties"]
    if operation.fields:
        item = next(
            one["properties"]
            for one in schemas.values()
            if set(one.get("properties", {})) == set(operation.fields)
        )
        own = item
    return tuple((name, one.get("description", "")) for name, one in own.items())


def _deprecated(t: Texts, operation: Operation) -> str:
    gone = operation.deprecation
    if gone is None:
        return ""
    day = format_date(gone.until, t.lang)
    return t("api_doc.page.deprecated", day=day, instead=gone.instead)
