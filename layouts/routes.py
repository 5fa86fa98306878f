"""From an address to a page: the table's shape and the look-up."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import parse_qsl, unquote

from dash.development.base_component import Component

from smup.links import split_language

MAX_QUERY_PAIRS = 60
_RESERVED = frozenset({"services", "lang"})
_PARAMETER = re.compile(r"<(\w+)>")

Layout = Callable[..., Component]
Title = Callable[..., str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A row of the table of pages.

    Attributes:
        key: name of the page's modules in ``layouts`` and ``callbacks``.
        path: Polish path; a part in angle brackets is a parameter.
        layout: ``(services, lang, **query)`` → the content of ``main``.
        title: ``(services, lang, **parameters)`` → title of the window.
        nav: item of the header that this page belongs to.
        description: ``(services, lang, **parameters)`` → what the page is about, for search
            engines; None: that of the whole site.
    """

    key: str
    path: str
    layout: Layout
    title: Title
    nav: str | None = None
    description: Title | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An address understood: which page (None: no such page), in which language."""

    page: Page | None
    lang: str
    path: str
    parameters: Mapping[str, str] = field(default_factory=dict)


def match(pathname: str, pages: Iterable[Page]) -> Match:
    """Return the page of an address; unknown addresses keep their language."""
    lang, path = split_language(pathname)
    for page in pages:
        found = _pattern(page.path).fullmatch(path)
        if found:
            parameters = {key: unquote(value) for key, value in found.groupdict().items()}
            return Match(page=page, lang=lang, path=path, parameters=parameters)
    return Match(page=None, lang=lang, path=path)


def parse_query(search: str) -> dict[str, str]:
    """Return the query string as a mapping; of a repeated key the first value counts.

    A query that cannot be read at all (too many pairs) is as good as none: a page never fails
    because of what stands behind the question mark.
    """
    try:
        pairs = parse_qsl(
            search.lstrip("?"), keep_blank_values=True, max_num_fields=MAX_QUERY_PAIRS
        )
    except ValueError:
        return {}
    query: dict[str, str] = {}
    for key, value in pairs:
        if key not in _RESERVED:
            query.setdefault(key, value)
    return query


@lru_cache(maxsize=64)
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(_PARAMETER.sub(r"(?P<\1>[^/]+)", path))
