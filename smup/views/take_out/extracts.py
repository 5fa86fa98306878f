"""The table of every page: one table of readers for files, code, citation and embedding."""

from collections.abc import Mapping

from smup.repository import Repository
from smup.views.take_out.records import Extract


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
    raise NotImplementedError
