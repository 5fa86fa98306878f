"""Amounts of the page of costs in words: per unit of output, and in all."""

import math

from smup.formats import format_number, format_value
from smup.i18n import texts
from smup.views.costs.records import CostData

SMALL = 100.0
"""Below this many zloty a unit cost has grosze: cubic metres and person-days, not pupils."""

MILLION = 1e6
UNKNOWN = "\u2013"


def unit_decimals(data: CostData) -> int:
    """Return how many decimals an amount per unit of output has, the same all over the page."""
    usual = data.once("usual unit cost", lambda: _usual(data))
    return 2 if usual < SMALL else 0


def _usual(data: CostData) -> float:
    return SMALL if math.isnan(data.median) else abs(data.median)


def per_unit(data: CostData, value: float, *, signed: bool = False) -> str:
    """Return an amount per unit of output: ``17 610 zł``; a dash where it is not known."""
    decimals = unit_decimals(data)
    return zloty(value, decimals=decimals, lang=data.lang, signed=signed)


def per_unit_number(data: CostData, value: float, *, signed: bool = False) -> str:
    """Return an amount per unit of output without zł, for columns and labels of bars."""
    if math.isnan(value):
        return UNKNOWN
    return format_number(
        value, decimals=unit_decimals(data), lang=data.lang, group_all=True, signed=signed
    )


def zloty(
    value: float, *, decimals: int = 0, lang: str, signed: bool = False, group_all: bool = False
) -> str:
    """Return an amount in zł; a dash where it is not known."""
    if math.isnan(value):
        return UNKNOWN
    unit = texts(lang)("cost_page.unit.zl")
    return format_value(
        value, unit=unit, decimals=decimals, lang=lang, signed=signed, group_all=group_all
    )


def large(value: float, *, lang: str) -> tuple[str, str]:
    """Return an amount and its unit for large type: ``27,2`` and ``mln zł``, ``840 200``, ``zł``.

    From a million on in millions with one decimal.
    """
    t = texts(lang)
    if math.isnan(value):
        return UNKNOWN, ""
    if abs(value) < MILLION:
        return format_number(value, decimals=0, lang=lang), t("cost_page.unit.zl")
    return format_number(value / MILLION, decimals=1, lang=lang), t("cost_page.unit.mln")


def percent(share: float, *, decimals: int = 0, lang: str, signed: bool = False) -> str:
    """Return a share as a percentage: ``12%``; a dash where it is not known."""
    if math.isnan(share):
        return UNKNOWN
    return format_value(100 * share, unit="%", decimals=decimals, lang=lang, signed=signed)
