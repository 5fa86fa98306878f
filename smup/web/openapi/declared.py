"""How an operation of the API is declared: its address, what it takes and what it answers.

``Parameters`` lets through only what is declared here, and the OpenAPI document and the page
``/api`` are made from the same records, so that none of them can say something else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict

from smup.as_of import API_KEY, LARGEST
from smup.i18n import LANGUAGES
from smup.models import LEVELS

LONGEST_TEXT = 200
MOST_CODES = 100
MOST_ROWS = 5000
DEFAULT_ROWS = 1000
MOST_ITEMS = 10_000_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
LATEST = "latest"
JSON, CSV, XLSX, PARQUET = "json", "csv", "xlsx", "parquet"
IN_PATH = re.compile(r"\{(\w+)\}")
Kind = Literal["text", "choice", "whole", "codes", "years", "day"]


class Shape(BaseModel):
    """Base of the shapes of answers: a field that is not named here is a mistake."""

    model_config = ConfigDict(extra="forbid", protected_namespaces=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a query string or of a path.

    Attributes:
        name: as in the address.
        kind: ``text``; ``choice`` of ``choices``; ``whole`` number; ``codes`` separated by commas;
            ``years`` such as ``2020``, ``2015-2020`` or ``latest``; ``day`` such as ``2024-01-01``.
        choices: permitted words; of ``codes`` too, when they are the same in every database.
        usual: what stands for an absent one.
        low: smallest whole number.
        high: largest whole number.
        most: longest text, or number of codes.
        key: text under ``api_doc.parameter``.
    """

    name: str
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    usual: str | int | None = None
    low: int = 0
    high: int = MOST_ITEMS
    most: int = LONGEST_TEXT
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deprecation:
    """That an address will go away.

    Attributes:
        since: from when it should not be used any more.
        until: when it stops answering.
        instead: address that takes its place.
    """

    since: datetime
    until: datetime
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One address of the API.

    Attributes:
        name: ``operationId``, and the key of its texts under ``api_doc.operation``.
        path: below ``/api/v1``, with parameters in braces.
        group: under which heading the page shows it; a key under ``api_doc.group``.
        takes: parameters of the path and of the query; ``lang`` comes by itself, and so does
            ``fields`` with a list.
        answer: shape of the JSON answer; None when it is described by ``media``.
        media: further media types of the answer with ``format``, or instead of JSON.
        problems: statuses of errors beside those that every address has.
        examples: requests below ``/api/v1``; the answer of the first is kept in ``examples/``.
        columns: of its files, which ``fields`` may name instead.
        deprecation: when it goes away; None while it stays.
        of_day: whether the answer depends on the day as well.
    """

    name: str
    path: str
    group: str
    takes: tuple[Parameter, ...] = ()
    answer: type[BaseModel] | None = None
    media: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[int, ...] = ()
    examples: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    deprecation: Deprecation | None = None
    of_day: bool = False

    @property
    def rule(self) -> str:
        """Return the path as a rule of Flask."""
        return IN_PATH.sub(r"<\1>", self.path)

    @property
    def in_path(self) -> tuple[str, ...]:
        """Return the names of the parameters of the path."""
        return tuple(IN_PATH.findall(self.path))

    @property
    def query(self) -> Mapping[str, Parameter]:
        """Return the parameters of the query string by name."""
        names = self.in_path
        found = {one.name: one for one in self.takes if one.name not in names}
        if self.fields:
            choices = tuple(dict.fromkeys((*self.fields, *self.columns)))
            found["fields"] = codes("fields", choices=choices)
        return MappingProxyType(found | {"lang": LANG})

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the names of the fields of an item of a list; none when it is no list."""
        item = item_shape(self.answer)
        return () if item is None else tuple(item.model_fields)


def item_shape(shape: type[BaseModel] | None) -> type[BaseModel] | None:
    """Return the shape of the items of ``data``; None for a shape without a list of objects."""
    if shape is None or "data" not in shape.model_fields:
        return None
    return _shape_in(shape.model_fields["data"].annotation)


def _shape_in(annotation: Any) -> type[BaseModel] | None:
    """Return the first shape that a type such as ``list[Shape] | None`` is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_shape_in(one) for one in get_args(annotation))
    return next((one for one in found if one is not None), None)


def text(name: str, *, most: int = LONGEST_TEXT, key: str = "") -> Parameter:
    """Return a parameter that is a text."""
    return Parameter(name=name, most=most, key=key)


def choice(name: str, choices: tuple[str, ...], usual: str | None = None) -> Parameter:
    """Return a parameter that is one of some words."""
    return Parameter(name=name, kind="choice", choices=choices, usual=usual)


def whole(name: str, *, low: int, high: int, usual: int | None = None) -> Parameter:
    """Return a parameter that is a whole number."""
    return Parameter(name=name, kind="whole", low=low, high=high, usual=usual)


def codes(
    name: str, *, most: int = MOST_CODES, choices: tuple[str, ...] = (), key: str = ""
) -> Parameter:
    """Return a parameter that is a list of codes separated by commas."""
    return Parameter(name=name, kind="codes", most=most, choices=choices, key=key)


LANG = choice("lang", LANGUAGES, LANGUAGES[0])
LEVEL = choice("level", LEVELS)
LIMIT = whole("limit", low=1, high=MOST_ROWS, usual=DEFAULT_ROWS)
START = whole("cursor", low=0, high=MOST_ITEMS, usual=0)
PAGES = (LIMIT, START)
YEAR = whole("year", low=FIRST_YEAR, high=LAST_YEAR)
RELEASE = whole(API_KEY, low=1, high=LARGEST)
YEARS = Parameter(name="year", kind="years", key="years")
