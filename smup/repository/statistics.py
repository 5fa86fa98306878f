"""Reads of ``indicator_year_stat``: years with data and distributions over groups."""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Engine, select

from smup.models import IndicatorYearStat as Stat
from smup.repository.frames import frame_of, raw_rows

GROUPED_LEVELS = ("wojewodztwo", "powiat", "gmina")
WHOLE_COUNTRY = "kraj"
STAT_COLUMNS = ("n", "mean", "sd", "min", "p5", "q1", "median", "q3", "p95", "max")


def read_years(
    engine: Engine, indicator_ids: Sequence[int]
) -> dict[int, dict[str, tuple[int, ...]]]:
    """Return the years with any value: by indicator, then level, ascending. One SELECT.

    The statistics of the whole country tell them. Indicators stand in the condition, because the
    key begins with them: each is then one step into it instead of a scan of all groups.
    """
    statement = (
        select(Stat.indicator_id, Stat.level, Stat.year)
        .where(
            Stat.indicator_id.in_(indicator_ids),
            Stat.level.in_(GROUPED_LEVELS),
            Stat.group_code == WHOLE_COUNTRY,
        )
        .order_by(Stat.indicator_id, Stat.level, Stat.year)
    )
    years: dict[int, dict[str, tuple[int, ...]]] = {}
    with engine.connect() as connection:
        for indicator_id, level, year in raw_rows(connection.execute(statement)):
            levels = years.setdefault(indicator_id, {})
            levels[level] = (*levels.get(level, ()), year)
    return years


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
