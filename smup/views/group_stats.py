"""Distributions over any group: stored ones of ready groups, computed ones of all others."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from smup.repository.facade import Repository
from smup.statistics.describe import describe
from smup.views.groups import Group


def group_distributions(
    repository: Repository, indicator_ids: Sequence[int], group: Group
) -> pd.DataFrame:
    """Return the distribution of indicators over a group in every year; one SELECT.

    Columns and order as in ``Repository.group_stats``.
    """
    if group.ready:
        return repository.group_stats(indicator_ids, level=group.level, group_code=group.code)
    unit_ids = repository.directory().ids[list(group.positions)]
    return described(repository.member_values(indicator_ids, unit_ids.tolist()))


def described(rows: NDArray[np.void]) -> pd.DataFrame:
    """Return the distributions of values as ``Repository.member_values`` gives them."""
    known = rows[~np.isnan(rows["value"])]
    keys, column = np.unique(known[["indicator_id", "year"]], return_inverse=True)
    units, row = np.unique(known["unit_id"], return_inverse=True)
    values = np.full((len(units), len(keys)), np.nan)
    values[row.ravel(), column.ravel()] = known["value"]
    frame = pd.DataFrame(describe(values).columns())
    frame.insert(0, "indicator_id", keys["indicator_id"].astype(np.int64))
    frame.insert(1, "year", keys["year"].astype(np.int64))
    return frame.astype({"n": np.int64})
