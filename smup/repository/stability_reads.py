"""Distributions over several groups at once, for the question whether a place holds in others."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, select

from smup.models import IndicatorYearStat as Stat
from smup.repository.frames import raw_array

NUMBERS = ("min", "p5", "q1", "median", "q3", "p95", "max")
GROUP_STAT = np.dtype(
    [
        ("group_code", "U40"),
        ("indicator_id", np.int64),
        ("year", np.int16),
        ("n", np.int64),
        *((name, np.float64) for name in NUMBERS),
    ]
)


class StabilityReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine

    def stats_of_groups(
        self,
        indicator_ids: Collection[int],
        *,
        level: str,
        group_codes: Collection[str],
        years: Collection[int],
    ) -> NDArray[np.void]:
        """Return distributions over several ready groups; one SELECT, none when nothing is asked.

        Args:
            indicator_ids: keys of indicators.
            level: level of the groups.
            group_codes: their codes in ``indicator_year_stat``.
            years: which years.

        Returns:
            Record array of group_code, indicator_id, year, n (units with a value), min, p5, q1,
            median, q3, p95, max (in the indicator's unit of measure); ordered by indicator_id,
            group_code, year. A group without a value has no row.
        """
        if not (indicator_ids and group_codes and years):
            return np.zeros(0, dtype=GROUP_STAT)
        columns = [Stat.group_code, Stat.indicator_id, Stat.year, Stat.n]
        statement = (
            select(*columns, *(getattr(Stat, name) for name in NUMBERS))
            .where(
                Stat.indicator_id.in_(sorted({int(item) for item in indicator_ids})),
                Stat.level == level,
                Stat.group_code.in_(sorted(set(group_codes))),
                Stat.year.in_(sorted({int(year) for year in years})),
            )
            .order_by(Stat.indicator_id, Stat.group_code, Stat.year)
        )
        with self._engine.connect() as connection:
            return raw_array(connection.execute(statement), GROUP_STAT)
