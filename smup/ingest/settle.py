"""Decides which of several rows for one unit and year stays.

A gmina whose kind changed stands in an export of the Local Data Bank under its old and its new
code, each filled only for its years; a city with powiat rights stands as a gmina and as a powiat.
"""

import numpy as np

from smup.flags import Flag
from smup.ingest.staging import Rows, Verdict

CONFLICT = "Różne wartości dla tej samej jednostki i roku: wiersze {lines}"
POWIAT_ROW = "Wartość powiatu różni się od wartości miasta (gminy): wiersze {lines}"
GMINA_ORIGIN = 1_000


def settle_rows(rows: Rows) -> Verdict:
    """Return the row that stays.

    In turn: rows that agree are one; between different codes a number stands before an empty and
    another number before zero; the gmina's row stands before the powiat's. What still differs is
    refused altogether, for nothing tells which row is right.

    Args:
        rows: two or more; ``origin`` is the code as a number, 0 when codes do not matter.
    """
    left = list(range(len(rows)))
    if len(set(rows["origin"].tolist())) > 1:
        left = _preferred(left, rows["flag"] <= Flag.BELOW_FORMAT)
        left = _preferred(left, (rows["flag"] <= Flag.BELOW_FORMAT) & (rows["value"] != 0))
    if _agree(rows, left):
        return Verdict(kept=left[0])
    of_gmina = [index for index in left if rows["origin"][index] % GMINA_ORIGIN]
    lines = ", ".join(str(rows["line"][index]) for index in left)
    if of_gmina and len(of_gmina) < len(left) and _agree(rows, of_gmina):
        others = tuple(index for index in left if index not in of_gmina)
        return Verdict(kept=of_gmina[0], reason=POWIAT_ROW.format(lines=lines), rejected=others)
    return Verdict(kept=None, reason=CONFLICT.format(lines=lines), rejected=tuple(left))


def _preferred(left: list[int], wanted: np.ndarray) -> list[int]:
    chosen = [index for index in left if wanted[index]]
    return chosen or left


def _agree(rows: Rows, left: list[int]) -> bool:
    first = rows[left[0]]
    return all(
        rows[index]["flag"] == first["flag"]
        and (
            rows[index]["value"] == first["value"]
            or (np.isnan(rows[index]["value"]) and np.isnan(first["value"]))
        )
        for index in left
    )
