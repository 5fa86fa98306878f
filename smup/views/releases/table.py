"""The revised values of a release as a table to take out: the rows of its page, all of them."""

from collections.abc import Mapping

from smup.errors import TooLargeError
from smup.flags import Flag
from smup.formats import format_date
from smup.i18n import texts
from smup.moments import aware
from smup.repository import Repository
from smup.repository.revision_reads import RevisionRow
from smup.tabular import Cell
from smup.views.releases.one import release_of_number
from smup.views.releases.revised import Revised, read_revised
from smup.views.releases.words import difference_of, percent_of
from smup.views.releases.words import number as in_words
from smup.views.take_out.columns import Heading
from smup.views.take_out.describing import Shown, described
from smup.views.take_out.records import Extract

COLUMNS = (
    "teryt", "unit", "indicator", "indicator_name", "year", "old_value", "old_flag", "new_value",
    "new_flag", "withdrawn", "difference", "percent",
)  # fmt: skip
MOST_ROWS = 500_000
"""Of a file: a larger one would have to be cut, and it could not tell."""


def release_extract(
    repository: Repository, number: str, query: Mapping[str, str], *, lang: str
) -> Extract:
    """Return the revised values of a release that fit the filters of its page.

    Raises:
        UnknownCodeError: when there is no such release.
        TooLargeError: when more rows fit than a file takes.
    """
    summary, t = release_of_number(repository, number, lang), texts(lang)
    info = summary.info
    every = {key: value for key, value in query.items() if key != "od"}
    counts = repository.release_indicators(info.id)
    first = read_revised(repository, info.id, every, among=counts, lang=lang, limit=1)
    if first.count > MOST_ROWS:
        counts_said = {"n": in_words(first.count, lang), "most": in_words(MOST_ROWS, lang)}
        raise TooLargeError(t("releases.table.too_large", **counts_said, number=info.id))
    found = read_revised(repository, info.id, every, among=counts, lang=lang, limit=MOST_ROWS)
    values = {"number": info.id, "date": format_date(aware(info.fetched_at), lang)}
    shown = Shown(
        lang=lang,
        title=[t("releases.table.title", **values)],
        words=["wydanie", str(info.id), t("releases.table.word")],
        page=f"/wydania/{info.id}",
        query=_query(found),
        releases=[info.id],
        notes=[t("releases.table.note" if summary.readable else "releases.revisions.dropped")],
    )
    heads = Heading(t=t, view="release", names="releases.column")
    rows = [_cells(repository, found, place, lang) for place in range(len(found.rows))]
    return Extract(description=described(repository, shown), table=heads.table(COLUMNS, rows))


def _query(found: Revised) -> str:
    pairs = found.asked.pairs().items()
    return "&".join(f"{key}={value}" for key, value in pairs if value is not None)


def _cells(repository: Repository, found: Revised, place: int, lang: str) -> list[Cell]:
    row, indicator, unit = found.rows[place]
    return [
        unit.teryt,
        repository.directory().label(unit, lang=lang),
        indicator.code,
        indicator.name(lang),
        row.year,
        row.old_value,
        Flag(row.old_flag).label,
        row.new_value,
        None if row.new_flag is None else Flag(row.new_flag).label,
        _withdrawn(row, lang),
        difference_of(row),
        percent_of(row),
    ]


def _withdrawn(row: RevisionRow, lang: str) -> str:
    return texts(lang)("releases.revisions.gone") if row.new_flag is None else ""
