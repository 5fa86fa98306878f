"""Words of the list of services with costs."""

import math
from typing import NamedTuple

from smup.costs.warnings import Warnings
from smup.formats import format_number
from smup.i18n import Texts, texts
from smup.territory.unit import TerritorialUnit
from smup.typography import EN_DASH
from smup.views.costs.money import SMALL, percent, zloty
from smup.views.costs.overview import USUAL_LEVEL, Overview, ServiceRow
from smup.views.costs.places import place_text
from smup.views.costs.spoken import in_unit, spoken


class Summary(NamedTuple):
    """The counted sentence, with its number apart."""

    before: str
    strong: str
    after: str


def summary(view: Overview, lang: str) -> Summary:
    """Return the sentence that opens the page: how many services, how many dearer and cheaper."""
    t = texts(lang)
    unit = view.unit
    counted = [row for row in view.rows if row.deviation is not None]
    if unit is None:
        loaded = sum(bool(row.years) for row in view.rows)
        if not loaded:
            return Summary("", "", t("cost_files.list.nothing"))
        return Summary("", t.plural("cost_files.list.services", loaded), t("cost_files.list.after"))
    if _larger(unit):
        name = view.directory.display_name(unit, lang=lang)
        return Summary("", "", t("cost_files.list.too_large", name=name))
    where = in_unit(unit, lang)
    if not counted:
        return Summary("", "", t("cost_files.list.none", where=where))
    deviations = [row.deviation or 0.0 for row in counted]
    more = sum(value > 0 for value in deviations)
    less = sum(value < 0 for value in deviations)
    return Summary(
        t("cost_files.list.before", where=where),
        t("cost_files.list.of", known=len(counted), n=len(view.rows)),
        t("cost_files.list.sides", more=more, less=less, group=view.group.label),
    )


def _larger(unit: TerritorialUnit) -> bool:
    """Tell whether a unit is larger than those that run the services."""
    return unit.level != USUAL_LEVEL and not unit.city_county


def amount(row: ServiceRow, value: float | None, lang: str) -> str:
    """Return an amount per unit of output; a dash where it is not known."""
    usual = SMALL if row.spread is None else abs(row.spread.median)
    number = float("nan") if value is None else value
    return zloty(number, decimals=2 if usual < SMALL else 0, lang=lang, group_all=True)


def deviation_words(row: ServiceRow, lang: str) -> str:
    """Return the distance from the median: ``+4%``; a dash where it is not known."""
    value = float("nan") if row.deviation is None else row.deviation
    return percent(value, lang=lang, signed=True)


def place_words(row: ServiceRow, lang: str) -> str:
    """Return the places that permitted keys give: ``14-22 z 39``; a dash without one."""
    if row.places is None:
        return EN_DASH
    n = format_number(row.n, decimals=0, lang=lang)
    return texts(lang)("cost_files.list.place", places=place_text(row.places), n=n)


def why_empty(row: ServiceRow, view: Overview, t: Texts) -> str:
    """Return why my unit has no unit cost of a service; empty when it has one."""
    if not row.years:
        return t("cost_files.list.not_loaded")
    if view.unit is None or row.unit_cost is not None:
        return ""
    year = row.years[-1]
    if row.warnings is None:
        return t(f"cost_files.list.{'larger' if _larger(view.unit) else 'no_row'}", year=year)
    reason = Warnings(row.warnings).why_no_unit_cost or "no_key"
    return t(f"cost_files.list.{reason}", year=year)


def years_words(row: ServiceRow) -> str:
    """Return the years with costs: ``2015-2024``."""
    first, last = row.years[0], row.years[-1]
    return str(last) if first == last else f"{first}{EN_DASH}{last}"


def strip_words(row: ServiceRow, lang: str) -> str:
    """Return the strip in words."""
    if row.spread is None or math.isnan(row.spread.median):
        return ""
    low, median, high = (
        amount(row, value, lang) for value in (row.spread.min, row.spread.median, row.spread.max)
    )
    return texts(lang)("cost_files.list.strip", low=low, median=median, high=high)


def per_words(row: ServiceRow, lang: str) -> str:
    """Return after what an amount is: ``na ucznia``."""
    return spoken(row.service.per, lang)
