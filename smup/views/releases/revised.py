"""The revised values of a release that an address asks for: filtered, ordered, in pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from smup.errors import UnknownCodeError
from smup.repository import IndicatorInfo, Repository
from smup.repository.release_page_reads import Order
from smup.repository.release_reads import IndicatorCounts
from smup.repository.revision_reads import RevisionQuery, RevisionRow
from smup.territory.unit import TerritorialUnit
from smup.view_state import Problem, matching, one_of, read_values

PAGE = 100
MOST_SORTED = 200_000
"""Above this many revisions the order by size is not offered unasked: it sorts all of them."""
ORDERS: tuple[Order, ...] = ("zmiana", "jednostka", "wskaznik")
_PARSERS = {
    "ind": matching(r"[A-Za-z0-9-]{1,60}"),
    "unit": matching(r"\d{2}|\d{4}|\d{6}|\d{7}"),
    "woj": matching(r"\d{2}"),
    "sort": one_of(ORDERS),
    "od": matching(r"\d{1,8}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which revised values are asked for.

    Attributes:
        indicator: only of this one.
        unit: only of this one.
        voivodeship: only of units that lie in it.
        order: of the rows.
        after: how many stand before the page.
    """

    indicator: IndicatorInfo | None = None
    unit: TerritorialUnit | None = None
    voivodeship: TerritorialUnit | None = None
    order: Order = "zmiana"
    after: int = 0

    def pairs(self, *, after: int = 0) -> dict[str, str | int | None]:
        """Return the keys of the address, of the page that begins after so many rows."""
        unit, voivodeship = self.unit, self.voivodeship
        return {
            "ind": self.indicator.code if self.indicator else None,
            "unit": unit.teryt if unit else None,
            "woj": voivodeship.teryt if voivodeship else None,
            "sort": None if self.order == ORDERS[0] else self.order,
            "od": after or None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A page of revised values.

    Attributes:
        asked: which.
        rows: with indicator and unit.
        count: of all that fit.
        every: of all that the release has.
        sizes: how many changed by how much, see ``Repository.revision_sizes``.
        indicators: that have revised or withdrawn values, for the choice.
        voivodeships: for the choice.
        problems: keys of the address that were replaced by their defaults.
    """

    asked: Asked
    rows: tuple[tuple[RevisionRow, IndicatorInfo, TerritorialUnit], ...]
    count: int
    every: int
    sizes: tuple[int, ...]
    indicators: tuple[IndicatorInfo, ...]
    voivodeships: tuple[TerritorialUnit, ...]
    problems: tuple[Problem, ...] = ()


def read_revised(
    repository: Repository,
    release_id: int,
    query: Mapping[str, str],
    *,
    among: Sequence[IndicatorCounts],
    lang: str,
    limit: int = PAGE,
) -> Revised:
    """Return a page of the revised values of a release.

    Args:
        repository: answers the questions.
        release_id: key of the release.
        query: parameters of the address.
        among: what the release did to its indicators.
        lang: language in which the voivodeships are ordered.
        limit: rows of a page.
    """
    every = sum(one.rows_changed + one.rows_withdrawn for one in among)
    asked, problems = _asked(repository, query, every)
    question, units = _question(repository, release_id, asked)
    count = repository.count_of_units(question, units) if every else 0
    found = (
        repository.ordered_revisions(
            question, unit_ids=units, order=asked.order, limit=limit, after=asked.after
        )
        if count
        else []
    )
    known = {item.id: item for item in repository.indicators()}
    directory = repository.directory()
    revised = {one.indicator_id for one in among if one.rows_changed or one.rows_withdrawn}
    voivodeships = directory.units_of("wojewodztwo")
    return Revised(
        asked=asked,
        rows=tuple(
            (row, known[row.indicator_id], directory.by_id(row.unit_id))
            for row in found
            if row.indicator_id in known
        ),
        count=count,
        every=every,
        sizes=tuple(repository.revision_sizes(release_id)) if every else (),
        indicators=tuple(item for item in repository.indicators() if item.id in revised),
        voivodeships=tuple(
            sorted(voivodeships, key=lambda one: directory.display_name(one, lang=lang))
        ),
        problems=problems,
    )


def _asked(
    repository: Repository, query: Mapping[str, str], every: int
) -> tuple[Asked, tuple[Problem, ...]]:
    values, problems = read_values(query, _PARSERS)
    directory = repository.directory()

    def unit(key: str) -> TerritorialUnit | None:
        if key not in values:
            return None
        try:
            return directory.by_code(str(values[key]))
        except UnknownCodeError:
            problems.append(Problem(parameter=key, value=str(values[key])))
            return None

    indicator = None
    if "ind" in values:
        try:
            indicator = repository.indicator(str(values["ind"]))
        except UnknownCodeError:
            problems.append(Problem(parameter="ind", value=str(values["ind"])))
    usual: Order = ORDERS[0] if every <= MOST_SORTED else "wskaznik"
    order = next((one for one in ORDERS if one == values.get("sort")), usual)
    asked = Asked(
        indicator=indicator,
        unit=unit("unit"),
        voivodeship=unit("woj"),
        order=order,
        after=int(str(values.get("od", 0))),
    )
    return asked, tuple(problems)


def _question(
    repository: Repository, release_id: int, asked: Asked
) -> tuple[RevisionQuery, list[int] | None]:
    """Return the question to the repository, and keys of the units of the voivodeship."""
    query = RevisionQuery(
        release_id=release_id,
        indicator_id=asked.indicator.id if asked.indicator else None,
        unit_id=asked.unit.id if asked.unit else None,
    )
    if asked.voivodeship is None:
        return query, None
    directory, top = repository.directory(), asked.voivodeship
    inside = np.flatnonzero(directory.voivodeship == top.position).tolist()
    return query, sorted({top.id, *(directory.units[place].id for place in inside)})
