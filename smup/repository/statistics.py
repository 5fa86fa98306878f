"""Reads of ``indicator_year_stat``: years with data and distributions over groups."""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Engine, select

from smup.models import IndicatorYearStat as Stat
from smup.repository.frames import frame_of

STAT_COLUMNS = ("n", "mean", "sd", "min", "p5", "q1", "median", "q3", "p95", "max")


def read_years(engine: Engine, indicator_id: int) -> dict[str, tuple[int, ...]]:
    """Return, for each level with any value, its years in ascending order."""
    statement = (
        select(Stat.level, Stat.year)
        .where(Stat.indicator_id == indicator_id)
        .distinct()
        .order_by(Stat.level, Stat.year)
    )
    years: dict[str, list[int]] = {}
    with engine.connect() as connection:
        for level, year in connection.execute(statement):
            years.setdefault(level, []).append(year)
    return {level: tuple(found) for level, found in years.items()}


def read_group_stats(
    engine: Engine, indicator_ids: Sequence[int], *, level: str, group_code: str
) -> pd.DataFrame:
    """Return statistics of a group; columns and order as in ``Repository.group_stats``."""
    statement = (
        select(Stat.indicator_id, Stat.year, *(getattr(Stat, name) for name in STAT_COLUMNS))
        .where(
            Stat.indicator_id.in_(indicator_ids),
            Stat.level == level,
            Stat.group_code == group_code,
        )
        .order_by(Stat.indicator_id, Stat.year)
    )
    with engine.connect() as connection:
        return frame_of(
            connection.execute(statement),
            floats=STAT_COLUMNS[1:],
            integers=("indicator_id", "year", "n"),
        )
