"""What changed for one unit since a release: „od mojej ostatniej wizyty”."""

from collections.abc import Mapping
from dataclasses import dataclass

from smup.errors import UnknownCodeError
from smup.repository import IndicatorInfo, ReleaseInfo, Repository
from smup.repository.release_reads import ReleaseSummary
from smup.repository.revision_reads import RevisionRow, UnitNews
from smup.territory.unit import TerritorialUnit
from smup.view_state import MAX_TEXT

UNIT_KEY, SINCE_KEY = "unit", "od"
OFFERED = 60
MOST_ROWS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorNews:
    """What happened to the values of an indicator in the unit.

    Attributes:
        indicator: the indicator.
        counts: new, revised and withdrawn values.
        revisions: the newest first.
    """

    indicator: IndicatorInfo
    counts: UnitNews
    revisions: tuple[RevisionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What the part shows.

    Attributes:
        offered: releases to count from, the newest first.
        unit: the unit asked for; None when none is, or it is not known.
        since: the release counted from, itself not included; None without a unit or releases.
        news: indicators with what happened, in the order of the catalogue.
        unknown_unit: code that no unit has; empty when there is none such.
        unknown_release: text of the address that is no such release; empty otherwise.
    """

    offered: tuple[ReleaseSummary, ...]
    unit: TerritorialUnit | None = None
    since: ReleaseInfo | None = None
    news: tuple[IndicatorNews, ...] = ()
    unknown_unit: str = ""
    unknown_release: str = ""

    @property
    def count(self) -> int:
        """Return the number of values that came, changed or went."""
        return sum(one.counts.new + one.counts.changed + one.counts.withdrawn for one in self.news)


def read_since(repository: Repository, query: Mapping[str, str]) -> Since:
    """Return what changed for the unit of an address; never raises.

    Args:
        repository: answers the questions.
        query: ``unit`` TERYT code, ``od`` the release to count from.
    """
    every = repository.release_summaries(OFFERED)
    offered = tuple(one for one in every if one.readable)
    code = query.get(UNIT_KEY, "")[:MAX_TEXT]
    if not code or not offered:
        return Since(offered=offered)
    unit = _unit(repository, code)
    if unit is None:
        return Since(offered=offered, unknown_unit=code)
    asked = query.get(SINCE_KEY, "")[:MAX_TEXT]
    since, unknown = _release(repository, asked, offered)
    return Since(
        offered=offered,
        unit=unit,
        since=since,
        news=_news(repository, unit, since),
        unknown_release=unknown,
    )


def count_since(repository: Repository, unit: TerritorialUnit, since: int) -> int:
    """Return how many values of a unit came, changed or went after a release."""
    found = repository.unit_news(unit.id, since=since)
    return sum(one.new + one.changed + one.withdrawn for one in found)


def _unit(repository: Repository, code: str) -> TerritorialUnit | None:
    try:
        unit = repository.directory().by_code(code)
    except UnknownCodeError:
        return None
    return repository.directory().successor(unit) or unit if unit.ended else unit


def _release(
    repository: Repository, asked: str, offered: tuple[ReleaseSummary, ...]
) -> tuple[ReleaseInfo, str]:
    """Return the release to count from, and the text that names no such one."""
    oldest = offered[-1].info
    if not asked:
        return oldest, ""
    if asked.isascii() and asked.isdigit() and len(asked) <= 8:
        summary = repository.release_summary(int(asked))
        if summary is not None and summary.readable:
            return summary.info, ""
    return oldest, asked


def _news(
    repository: Repository, unit: TerritorialUnit, since: ReleaseInfo
) -> tuple[IndicatorNews, ...]:
    counts = {one.indicator_id: one for one in repository.unit_news(unit.id, since=since.id)}
    rows: dict[int, list[RevisionRow]] = {}
    for row in repository.unit_revisions(unit.id, since=since.id, limit=MOST_ROWS):
        rows.setdefault(row.indicator_id, []).append(row)
    return tuple(
        IndicatorNews(
            indicator=item, counts=counts[item.id], revisions=tuple(rows.get(item.id, ()))
        )
        for item in repository.indicators()
        if item.id in counts
    )
