"""Reads of distributions over many groups at once, for practices of different units."""

from collections.abc import Collection

import pandas as pd
from sqlalchemy import Engine, and_, or_, select

from smup.models import IndicatorYearStat as Stat
from smup.repository.frames import frame_of

GroupKey = tuple[int, str, str]
"""Key of the indicator, level, code of the group."""


class EffectReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine

    def quartiles(self, keys: Collection[GroupKey]) -> pd.DataFrame:
        """Return the quartiles of several indicators, each over its own ready group.

        One SELECT, none when nothing is asked.

        Args:
            keys: indicator, level and group code, at most some hundred.

        Returns:
            Columns: indicator_id, level, group_code, year, n, q1, median, q3 (in the indicator's
            unit of measure); ordered by the first four.
        """
        names = ("indicator_id", "level", "group_code", "year", "n", "q1", "median", "q3")
        numbers: dict[str, tuple[str, ...]] = {
            "integers": ("indicator_id", "year", "n"),
            "floats": ("q1", "median", "q3"),
        }
        if not keys:
            types = dict.fromkeys(numbers["integers"], "int64")
            types |= dict.fromkeys(numbers["floats"], "float64")
            return pd.DataFrame(columns=names).astype({**dict.fromkeys(names, "str"), **types})
        # Each pair of brackets is one step into the key; a list of row values is a scan in SQLite.
        chosen = or_(
            *(
                and_(Stat.indicator_id == indicator, Stat.level == level, Stat.group_code == group)
                for indicator, level, group in sorted(set(keys))
            )
        )
        columns = [getattr(Stat, name) for name in names]
        statement = select(*columns).where(chosen).order_by(*columns[:4])
        with self._engine.connect() as connection:
            return frame_of(connection.execute(statement), **numbers)
