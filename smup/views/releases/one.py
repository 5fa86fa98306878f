"""One release: totals, sectors and indicators, revised values, changes, refused rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from smup.errors import UnknownCodeError
from smup.i18n import texts
from smup.repository import IndicatorInfo, Repository, SectorInfo
from smup.repository.release_page_reads import RefusedRows
from smup.repository.release_reads import ChangeInfo, IndicatorCounts, ReleaseSummary
from smup.views.releases.revised import Revised, read_revised

MOST_NAMED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorPart:
    """The indicators of a sector whose values a release wrote or withdrew.

    Attributes:
        sector: the sector.
        counts: new, revised and withdrawn values.
        rows: indicators in the order of the catalogue, with their counts.
    """

    sector: SectorInfo
    counts: tuple[int, int, int]
    rows: tuple[tuple[IndicatorInfo, IndicatorCounts], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Changes of one kind: the first of them, and how many there are."""

    kind: str
    first: tuple[ChangeInfo, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OneRelease:
    """What the page of a release shows.

    Attributes:
        lang: language of the page.
        summary: the release with counts.
        sectors: in the official order.
        changed: changes of catalogue, units and borders by kind.
        revised: the revised values that the address asks for.
        refused: reasons why rows were refused.
    """

    lang: str
    summary: ReleaseSummary
    sectors: tuple[SectorPart, ...]
    changed: tuple[Changed, ...]
    revised: Revised
    refused: tuple[RefusedRows, ...]


def read_one(
    repository: Repository, number: str, query: Mapping[str, str], *, lang: str
) -> OneRelease:
    """Return the page of a release.

    Args:
        repository: answers the questions.
        number: key of the release as it stands in the address.
        query: which revised values are shown.
        lang: ``pl`` or ``en``.

    Raises:
        UnknownCodeError: ``what="release"``, when there is no such release.
    """
    summary = release_of_number(repository, number, lang)
    key = summary.info.id
    counts = repository.release_indicators(key)
    return OneRelease(
        lang=lang,
        summary=summary,
        sectors=_sectors(repository, counts),
        changed=tuple(_changed(repository, key, summary.changes)),
        revised=read_revised(repository, key, query, among=counts, lang=lang),
        refused=tuple(repository.refused_rows(key)),
    )


def release_of_number(repository: Repository, number: str, lang: str) -> ReleaseSummary:
    """Return the release with a key.

    Raises:
        UnknownCodeError: ``what="release"``, when there is none.
    """
    usable = number.isascii() and number.isdigit() and len(number) <= 8
    summary = repository.release_summary(int(number)) if usable else None
    if summary is None:
        message = texts(lang)("api.unknown.release", code=number[:20])
        raise UnknownCodeError("release", number[:20], message)
    return summary


def _sectors(repository: Repository, counts: Sequence[IndicatorCounts]) -> tuple[SectorPart, ...]:
    by_id = {one.indicator_id: one for one in counts}
    found = [(item, by_id[item.id]) for item in repository.indicators() if item.id in by_id]
    parts = {code: tuple(rows) for code, rows in groupby(found, key=lambda row: row[0].sector_code)}
    return tuple(
        SectorPart(
            sector=sector,
            counts=(
                sum(row.rows_new for _, row in parts[sector.code]),
                sum(row.rows_changed for _, row in parts[sector.code]),
                sum(row.rows_withdrawn for _, row in parts[sector.code]),
            ),
            rows=parts[sector.code],
        )
        for sector in repository.sectors()
        if sector.code in parts
    )


def _changed(repository: Repository, key: int, changes: Mapping[str, int]) -> list[Changed]:
    return [
        Changed(
            kind=kind,
            first=tuple(repository.release_changes(key, kind=kind, limit=MOST_NAMED)),
            count=count,
        )
        for kind, count in changes.items()
    ]
