"""The list of releases, the newest first, by kind and in pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from smup.repository import Repository
from smup.repository.release_reads import ReleaseSummary
from smup.view_state import Problem, matching, read_values

PAGE = 30
KIND_KEY, BEFORE_KEY, PAGE_KEY = "zrodlo", "przed", "strona"
_PARSERS = {
    KIND_KEY: matching(r"[a-z0-9-]{1,20}"),
    BEFORE_KEY: matching(r"\d{1,8}"),
    PAGE_KEY: matching(r"/([^/\\][\x21-\x7e]{0,1500})?"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of the list.

    Attributes:
        kinds: of all loads, by name.
        kind: the kind shown; None for all.
        before: releases older than this one are shown; None from the newest.
        rows: releases with what they changed.
        older: where the next page begins; None on the last.
        page: path and query of the view to open as of a release; that of the start page by default.
        problems: keys of the address that were replaced by their defaults.
    """

    kinds: tuple[str, ...]
    kind: str | None
    before: int | None
    rows: tuple[ReleaseSummary, ...]
    older: int | None
    page: str = "/"
    problems: tuple[Problem, ...] = ()


def read_listing(repository: Repository, query: Mapping[str, str]) -> Listing:
    """Return the page of the list that an address asks for; never raises."""
    values, problems = read_values(query, _PARSERS)
    kinds = tuple(repository.release_kinds())
    kind = str(values[KIND_KEY]) if KIND_KEY in values else None
    if kind is not None and kind not in kinds:
        problems.append(Problem(parameter=KIND_KEY, value=kind))
        kind = None
    before = int(str(values[BEFORE_KEY])) if BEFORE_KEY in values else None
    rows = repository.release_summaries(PAGE + 1, before_id=before, kind=kind)
    return Listing(
        kinds=kinds,
        kind=kind,
        before=before,
        rows=tuple(rows[:PAGE]),
        older=rows[PAGE - 1].info.id if len(rows) > PAGE else None,
        page=str(values.get(PAGE_KEY, "/")),
        problems=tuple(problems),
    )
