"""The table of every page: one table of readers for files, code, citation and embedding."""

import re
from collections.abc import Callable, Mapping

from smup.errors import InvalidQueryError, UnknownCodeError
from smup.i18n import texts
from smup.repository import Repository
from smup.views.datadesk.selection import select_desk
from smup.views.datadesk.table import desk_extract
from smup.views.releases.table import release_extract
from smup.views.take_out.coverage_table import coverage_extract
from smup.views.take_out.other_tables import cost_extract, practice_extract
from smup.views.take_out.page_tables import (
    compare_extract,
    index_extract,
    indicator_extract,
    sector_extract,
    unit_extract,
)
from smup.views.take_out.records import Extract

SHOWN = 80
_CODE = r"([A-Za-z0-9._-]{1,120})"


class NoTableError(UnknownCodeError):
    """No page has a table under this path."""


def _desk(repository: Repository, query: Mapping[str, str], *, lang: str) -> Extract:
    """Return the table of the data desk; the page names unknown codes, a file cannot."""
    chosen = select_desk(repository, query, lang=lang)
    for problem in chosen.problems:
        if problem.reason == "unknown":
            values = {"parameter": problem.parameter, "value": problem.value}
            message = texts(lang)("take_out.unknown_codes", **values)
            raise InvalidQueryError(problem.parameter, message)
    return desk_extract(repository, chosen)


_READERS: tuple[tuple[re.Pattern[str], Callable[..., Extract]], ...] = tuple(
    (re.compile(pattern, re.ASCII), reader)
    for pattern, reader in (
        (rf"/obszar/{_CODE}", sector_extract),
        (rf"/wskaznik/{_CODE}", indicator_extract),
        (rf"/jednostka/{_CODE}", unit_extract),
        (r"/porownanie", compare_extract),
        (r"/indeks", index_extract),
        (rf"/koszty/{_CODE}", cost_extract),
        (rf"/praktyki/{_CODE}/{_CODE}", practice_extract),
        (r"/dane", _desk),
        (r"/luki", coverage_extract),
        (r"/wydania/([0-9]{1,8})", release_extract),
    )
)


def read_extract(
    repository: Repository, table: str, query: Mapping[str, str], *, lang: str
) -> Extract:
    """Return the table of a page, exactly as the page shows it.

    Args:
        repository: answers the questions.
        table: path of the table, as ``Description.table``.
        query: parameters of the page.
        lang: ``pl`` or ``en``.

    Raises:
        SmupError: as the page itself; ``NoTableError`` when no page has this path.
    """
    for pattern, reader in _READERS:
        found = pattern.fullmatch(table)
        if found:
            return reader(repository, *found.groups(), query, lang=lang)
    message = texts(lang)("api.unknown.table", code=table[:SHOWN])
    raise NoTableError("table", table, message)
