"""Checks of rows against each other and against those that the database already has."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smup.costs import reasons
from smup.costs.method import Booleans
from smup.costs.parts import GROSZE
from smup.costs.staged import FILE, LINE
from smup.costs.templates import Template

WHOLE_SHARE_TOLERANCE = 1e-4


@dataclass(frozen=True, slots=True)
class Refused:
    """Rows that cannot be taken: their positions in the frame, and the reason of each."""

    rows: Sequence[int]
    reasons: Sequence[str]


Check = Callable[[pd.DataFrame, pd.DataFrame], Refused]


def second_rows(frame: pd.DataFrame, template: Template, places: Sequence[str]) -> Refused:
    """Return the rows whose key stands in an earlier row, naming that row.

    Args:
        frame: rows in the order of the files.
        template: with the key.
        places: name of each file and sheet.
    """
    key = list(template.stored_key)
    second = frame.duplicated(key).to_numpy()
    if not second.any():
        return Refused((), ())
    number = frame.groupby(key, sort=False, dropna=False).ngroup().to_numpy()
    first = np.flatnonzero(~second)[number[second]]
    told = [
        reasons.DUPLICATE.format(place=places[frame[FILE][at]], line=frame[LINE][at])
        for at in first
    ]
    return Refused(np.flatnonzero(second).tolist(), told)


def negative_sums(frame: pd.DataFrame, held: pd.DataFrame) -> Refused:
    """Return corrections that would make the spending of a chapter in a year negative.

    Where no correction is among the rows, because it was loaded before, all rows of the chapter
    are returned.

    Args:
        frame: rows of spending.
        held: rows of the same units that the database has.
    """
    key = ["unit_id", "year", "chapter"]
    refused: dict[int, str] = {}
    left = frame
    while True:
        total = _merged(left, held, [*key, "paragraph"]).groupby(key)["amount_gr"].sum()
        total = total[total < 0]
        of_row = pd.MultiIndex.from_frame(left[key])
        bad = left[of_row.isin(total.index)]
        if bad.empty:
            return Refused(list(refused), list(refused.values()))
        below = bad[bad["amount_gr"] < 0]
        chosen = bad[~pd.MultiIndex.from_frame(bad[key]).isin(pd.MultiIndex.from_frame(below[key]))]
        for row in pd.concat([below, chosen]).itertuples():
            money = f"{total[(row.unit_id, row.year, row.chapter)] / GROSZE:.2f}".replace(".", ",")
            refused[row.Index] = reasons.NEGATIVE_SUM.format(
                chapter=row.chapter, year=row.year, total=money
            )
        left = left.drop(index=[*below.index, *chosen.index])


def incomplete_shares(frame: pd.DataFrame, held: pd.DataFrame) -> Refused:
    """Return the rows of pools whose own shares, where there are any, do not add up to 100 %.

    Args:
        frame: rows of drivers.
        held: rows of the same units that the database has.
    """
    key = ["unit_id", "year", "pool"]
    merged = _merged(frame, held, [*key, "service"])
    total = merged.groupby(key)["own_share"].sum(min_count=1)
    wrong = total[(total - 1).abs() > WHOLE_SHARE_TOLERANCE]
    bad = frame[_in(frame[key], wrong.index)]
    told = []
    for row in bad.itertuples():
        percent = f"{100 * wrong[(row.unit_id, row.year, row.pool)]:.6g}".replace(".", ",")
        told.append(reasons.SHARES.format(pool=row.pool, year=row.year, total=percent))
    return Refused(bad.index.tolist(), told)


def _in(keys: pd.DataFrame, index: pd.Index) -> Booleans:
    found: Booleans = pd.MultiIndex.from_frame(keys).isin(index)
    return found


def _merged(frame: pd.DataFrame, held: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Return what the database would have: new rows in the place of those of the same key."""
    if held.empty:
        return frame
    stays = held[~_in(held[key], pd.MultiIndex.from_frame(frame[key]))]
    return pd.concat([stays, frame], ignore_index=True)


CHECKS: Mapping[str, Check] = {"wydatki": negative_sums, "klucze": incomplete_shares}
