"""What may disturb the comparison: of my unit, of its group, and of the series."""

import math
from collections.abc import Iterable
from typing import Literal, NamedTuple

import numpy as np

from smup.costs.keys import AVERAGE, Keys
from smup.costs.method import ServiceCosts
from smup.costs.parts import AVERAGE_YEARS
from smup.costs.warnings import EXCLUDING, NEW_CLASSIFICATION, Warnings
from smup.typography import EN_DASH
from smup.views.costs.places import left_out
from smup.views.costs.records import CostData
from smup.views.costs.spoken import opened, spoken, unit_said

CARE = (
    Warnings.OUTSOURCED,
    Warnings.COMPANY,
    Warnings.UNION,
    Warnings.EU_PROJECT,
    Warnings.CHAPTER_CHANGE,
    Warnings.GRANTS_ONLY,
    Warnings.CORRECTION,
)
"""Reasons to compare with care; the other bits leave a unit out of the comparison."""


class CostNote(NamedTuple):
    """A warning.

    Attributes:
        code: what it is, a word of ``Warnings`` in small letters, or ``average``, ``keys``,
            ``left_out``, ``care``, ``key_missing``, ``break``.
        about: my unit, its group, or the series of years.
        title: in a few words: "2 gminy pominięte".
        text: one or two sentences.
    """

    code: str
    about: Literal["unit", "group", "series"]
    title: str
    text: str


def cost_notes(data: CostData) -> tuple[CostNote, ...]:
    """Return what may disturb the comparison: my unit first, then its group, then the series."""
    return data.once("notes", lambda: (*_of_unit(data), *_of_group(data), *_of_series(data)))


def warning_codes(warnings: int) -> tuple[str, ...]:
    """Return the reasons in a sum of bits as words: ``outsourced``, ``no_output``."""
    return tuple(str(bit.name).lower() for bit in Warnings if bit & warnings)


def warning_title(data: CostData, bit: Warnings) -> str:
    """Return a reason in a few words: "Usługa zlecona na zewnątrz"."""
    return data.t(f"costs.warning.{str(bit.name).lower()}.title")


def warning_titles(data: CostData, warnings: int) -> tuple[str, ...]:
    """Return the reasons in a sum of bits, each in a few words."""
    return tuple(warning_title(data, bit) for bit in Warnings if bit & warnings)


def _of_unit(data: CostData) -> Iterable[CostNote]:
    at = data.mine
    if at is None:
        return
    name = opened(unit_said(data.unit_at(at), data.lang))
    warnings = int(data.costs.warnings[at])
    for bit in (*EXCLUDING, *CARE):
        if bit & warnings:
            code = str(bit.name).lower()
            text = data.t(
                f"costs.warning.{code}.text",
                unit=name,
                year=data.selection.year,
                measure=spoken(data.service.output.many, data.lang),
            )
            yield CostNote(code, "unit", warning_title(data, bit), text)
    years = int(data.costs.capital_years[at])
    if data.keys.capital == AVERAGE and years < AVERAGE_YEARS:
        yield CostNote(
            "average",
            "unit",
            data.t.plural("costs.warning.average.title", years),
            data.t("costs.warning.average.text", unit=name),
        )
    missing = [_key_name(data, key) for key in missing_keys(data.costs, at, data.combos)]
    if missing and not Warnings(warnings).excludes:
        text = data.t("costs.warning.keys.text", unit=name, keys=", ".join(missing))
        yield CostNote("keys", "unit", data.t("costs.warning.keys.title"), text)


def missing_keys(
    costs: ServiceCosts, at: int, combos: tuple[Keys, ...]
) -> tuple[tuple[str, str], ...]:
    """Return the permitted keys that a unit has no numbers for, as part and key, each once."""
    asked = [("entity", keys.entity) for keys in combos if keys.entity]
    asked += [("shared", keys.shared) for keys in combos]
    asked += [("capital", keys.capital) for keys in combos]
    return tuple(
        (part, key)
        for part, key in dict.fromkeys(asked)
        if math.isnan(getattr(costs, part)[key][at])
    )


def _key_name(data: CostData, key: tuple[str, str]) -> str:
    return data.t(f"costs.key.{'_'.join(key)}")


def _of_group(data: CostData) -> Iterable[CostNote]:
    t, level = data.t, data.service.level
    gone = left_out(data)
    n = sum(len(one.units) for one in gone)
    if n:
        reasons = _listed((t(f"costs.left_out.{one.reason}"), len(one.units)) for one in gone)
        text = t("costs.warning.left_out.text", reasons=reasons)
        title = t.plural(f"costs.warning.left_out.title_{level}", n)
        yield CostNote("left_out", "group", title, text)
    ranked = data.ranked
    without = int(np.isnan(data.unit_cost[ranked]).sum())
    if without:
        text = t("costs.warning.key_missing.text")
        title = t.plural(f"costs.warning.key_missing.title_{level}", without)
        yield CostNote("key_missing", "group", title, text)
    others = ranked[ranked != data.mine] if data.mine is not None else ranked
    warnings = data.costs.warnings[others]
    counts = [(warning_title(data, bit), int(((warnings & bit) > 0).sum())) for bit in CARE]
    careful = int(((warnings & int(sum(CARE))) > 0).sum())
    if careful:
        text = t("costs.warning.care.text", reasons=_listed(counts))
        title = t.plural(f"costs.warning.care.title_{level}", careful)
        yield CostNote("care", "group", title, text)


def _listed(counts: Iterable[tuple[str, int]]) -> str:
    """Return reasons with numbers of units, so that no noun has to agree: ``zlecona: 2``."""
    return ", ".join(f"{words[:1].lower()}{words[1:]}: {n}" for words, n in counts if n)


def _of_series(data: CostData) -> Iterable[CostNote]:
    years, year = data.selection.years, data.selection.year
    if year is None or not years or not years[0] < NEW_CLASSIFICATION <= years[-1]:
        return
    new = year >= NEW_CLASSIFICATION
    other = [one for one in years if (one >= NEW_CLASSIFICATION) != new]
    shown = str(other[0]) if len(other) == 1 else f"{other[0]}{EN_DASH}{other[-1]}"
    key = "break" if new else "old_break"
    yield CostNote(
        "break",
        "series",
        data.t(f"costs.warning.{key}.title", year=NEW_CLASSIFICATION),
        data.t(f"costs.warning.{key}.text", years=shown),
    )
