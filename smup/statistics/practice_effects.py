"""Fills ``practice_effect``: each linked indicator of a published practice against its peers."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, insert, select

from smup.models import Indicator, Observation, Practice, PracticeEffect, PracticeIndicator
from smup.statistics.effects import NONE, Measured, Series, Wanted, compare
from smup.statistics.matrix import Matrix, read_matrix
from smup.territory.directory import UnitDirectory
from smup.territory.groups import GROUP_KINDS_OF_LEVEL, compared_with, members
from smup.territory.unit import TerritorialUnit

USUAL, WHOLE_COUNTRY = "podobne", "kraj"
FEW_UNITS = 500
"""Up to here the database picks the units; above, reading all of them is faster."""
CHUNK = 500
PLACES = 9


class PeerGroup(NamedTuple):
    """Whom a unit is compared with.

    Attributes:
        level: of its units.
        code: of the ready group, as in ``indicator_year_stat``.
        positions: of its units in the directory, the unit itself left out.
    """

    level: str
    code: str
    positions: tuple[int, ...]


def level_compared(unit: TerritorialUnit, task_level: str) -> str:
    """Return the level a unit is compared at; a city with powiat rights answers at two."""
    if unit.city_county:
        return "powiat" if task_level == "powiat" else "gmina"
    return unit.level


def usual_group(directory: UnitDirectory, unit: TerritorialUnit, level: str) -> PeerGroup:
    """Return the similar units of a unit; the whole country where there is no such group."""
    code = None
    if USUAL in GROUP_KINDS_OF_LEVEL[level]:
        code = compared_with(directory, unit, level=level, kind=USUAL)
    code = code or WHOLE_COUNTRY
    everyone = members(directory, level, code)
    others = everyone[everyone != unit.position].tolist()
    return PeerGroup(level=level, code=code, positions=tuple(others))


def rebuild_effects(
    connection: Connection,
    directory: UnitDirectory,
    *,
    practice_ids: Collection[int] | None = None,
    indicator_ids: Collection[int] | None = None,
) -> int:
    """Compute the effects of published practices anew; return the rows written.

    Every linked indicator that the catalogue has gets a row when the practice is of a unit;
    ``change`` is null where nothing can be compared. Sends two SELECTs and one more for each
    indicator, whatever the number of practices.

    Args:
        connection: open transaction.
        directory: the units.
        practice_ids: which practices; all by default. Those not published lose their rows.
        indicator_ids: only effects on these indicators; all by default.
    """
    indicators = _indicators(connection, indicator_ids)
    _forget(connection, practice_ids, [row.code for row in indicators.values()], indicator_ids)
    links: dict[str, list[Row[Any]]] = {}
    for link in _links(connection, practice_ids):
        if link.indicator in indicators:
            links.setdefault(link.indicator, []).append(link)
    rows = [
        row
        for code, of_indicator in sorted(links.items())
        for row in _rows_of(connection, directory, indicators[code], of_indicator)
    ]
    if rows:
        connection.execute(insert(PracticeEffect), rows)
    return len(rows)


def breaks_of(card: Any) -> tuple[int, ...]:
    """Return the years from which the values of an indicator are counted anew."""
    return tuple(sorted(int(item["year"]) for item in card.get("breaks") or ()))


def series_of(matrix: Matrix, unit: TerritorialUnit, group: PeerGroup) -> Series:
    """Return the values of a unit and of its peers."""
    return Series(
        years=tuple(matrix.years.tolist()),
        unit=matrix.value[:, unit.position],
        peers=matrix.value[:, list(group.positions)],
    )


def _rows_of(
    connection: Connection, directory: UnitDirectory, indicator: Row[Any], links: Sequence[Row[Any]]
) -> list[dict[str, Any]]:
    """Return the effects on one indicator, whose values are read once for all practices."""
    units = [directory.by_id(link.unit_id) for link in links]
    groups = [
        usual_group(directory, unit, level_compared(unit, indicator.task_level)) for unit in units
    ]
    places = {unit.position for unit in units}.union(*(group.positions for group in groups))
    ids = directory.ids[sorted(places)].tolist() if len(places) <= FEW_UNITS else None
    matrix = read_matrix(connection, Observation, indicator.id, directory, unit_ids=ids)
    breaks = breaks_of(indicator.card)
    rows = []
    for link, unit, group in zip(links, units, groups, strict=True):
        wanted = Wanted(
            started=link.started,
            before=link.before_year,
            after=link.after_year,
            breaks=breaks,
            polarity=indicator.polarity,
        )
        measured = compare(series_of(matrix, unit, group), wanted)
        rows.append(_row(link.practice_id, indicator.code, measured))
    return rows


def _row(practice_id: int, indicator: str, measured: Measured) -> dict[str, Any]:
    """Return a row; what subtraction leaves in the last binary places is rounded away."""
    effect = measured.effect
    return {
        "practice_id": practice_id,
        "indicator": indicator,
        "before_year": measured.years.before,
        "after_year": measured.years.after,
        "change": None if effect is None else _rounded(effect.change),
        "peers_change": None if effect is None else _rounded(effect.peers_change),
        "low": None if effect is None else _rounded(effect.low),
        "high": None if effect is None else _rounded(effect.high),
        "peers": 0 if effect is None else effect.peers,
        "verdict": NONE if effect is None else effect.verdict,
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, PLACES)


def _indicators(connection: Connection, chosen: Collection[int] | None) -> dict[str, Row[Any]]:
    query = select(
        Indicator.id, Indicator.code, Indicator.polarity, Indicator.task_level, Indicator.card
    )
    found: Any = connection.execute(query)
    return {row.code: row for row in found if chosen is None or row.id in chosen}


def _links(connection: Connection, practice_ids: Collection[int] | None) -> list[Row[Any]]:
    """Return the linked indicators of published practices of units."""
    query = (
        select(
            PracticeIndicator.practice_id,
            PracticeIndicator.indicator,
            PracticeIndicator.before_year,
            PracticeIndicator.after_year,
            Practice.started,
            Practice.unit_id,
        )
        .join(Practice, Practice.id == PracticeIndicator.practice_id)
        .where(Practice.stage == "published", Practice.unit_id.is_not(None))
        .order_by(PracticeIndicator.practice_id, PracticeIndicator.position)
    )
    if practice_ids is not None and len(practice_ids) <= CHUNK:
        query = query.where(Practice.id.in_(practice_ids))
    found: Any = connection.execute(query)
    wanted = None if practice_ids is None else set(practice_ids)
    return [row for row in found if wanted is None or row.practice_id in wanted]


def _forget(
    connection: Connection,
    practice_ids: Collection[int] | None,
    codes: Sequence[str],
    indicator_ids: Collection[int] | None,
) -> None:
    """Delete the rows that are about to be computed."""
    query = delete(PracticeEffect)
    if indicator_ids is not None:
        query = query.where(PracticeEffect.indicator.in_(codes))
    if practice_ids is None:
        connection.execute(query)
        return
    ids = sorted(practice_ids)
    for start in range(0, len(ids), CHUNK):
        connection.execute(query.where(PracticeEffect.practice_id.in_(ids[start : start + CHUNK])))
