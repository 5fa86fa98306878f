"""What the four cards of the page of costs say."""

import math
from dataclasses import dataclass

import numpy as np

from smup.costs.method import Floats
from smup.formats import format_number
from smup.typography import MINUS
from smup.views.costs.expected import expected_of
from smup.views.costs.money import (
    large,
    per_unit,
    percent,
    unit_decimals,
)
from smup.views.costs.places import place_text
from smup.views.costs.records import CostData
from smup.views.costs.spoken import counted, spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One number.

    Attributes:
        title: what it is.
        number: the number alone, or why there is none.
        unit: its unit; empty where there is no number.
        note: one line under it.
        main: whether it is the main one.
    """

    title: str
    number: str
    unit: str
    note: str
    main: bool = False

    @property
    def known(self) -> bool:
        """Tell whether there is a number."""
        return bool(self.unit)


def cards_of(data: CostData) -> tuple[Card, ...]:
    """Return the cards of my unit, or of its group where it has no row."""
    if data.mine is None:
        return _of_group(data)
    at = data.mine
    return (_gross(data, at), _net(data, at), _per_output(data, at), _expected(data, at))


def _gross(data: CostData, at: int) -> Card:
    service, costs = data.service, data.costs
    amounts = [(service.output, float(costs.output[at]))]
    if service.facilities is not None:
        amounts.append((service.facilities, float(costs.facilities[at])))
    known = [counted(card, number, data.lang) for card, number in amounts if not math.isnan(number)]
    note = ", ".join(known) or data.t("cost_page.card.no_output")
    return _amount(data, "gross", float(data.gross[at]), note)


def _net(data: CostData, at: int) -> Card:
    note = data.t("cost_page.card.net_note")
    return _amount(data, f"net_{data.service.level}", float(data.net[at]), note)


def _amount(data: CostData, key: str, amount: float, note: str) -> Card:
    number, unit = large(amount, lang=data.lang)
    return Card(
        title=data.t(f"cost_page.card.{key}"),
        number=number if unit else data.t("cost_page.card.unknown"),
        unit=unit,
        note=note,
    )


def _per_output(data: CostData, at: int) -> Card:
    t, amount = data.t, float(data.unit_cost[at])
    note = t("cost_page.card.per_note", amount=per_unit(data, float(data.net_unit_cost[at])))
    if math.isnan(amount):
        note = t("cost_page.card.per_none")
    return _unit_card(data, t("cost_page.card.per", per=_per(data)), amount, note, main=True)


def _expected(data: CostData, at: int) -> Card:
    """Return what conditions lead one to expect, or the group's median, and the place."""
    t, view = data.t, expected_of(data)
    way, found = view.way, view.best
    if math.isnan(float(found.value[at])):
        way, found = "median", view.median
    parts = []
    deviation = float(found.deviation[at])
    if not math.isnan(deviation):
        parts.append(t("cost_page.card.difference", percent=_signed(data, deviation)))
    if at in data.places:
        place = place_text(data.places[at])
        parts.append(t("cost_page.card.place", place=place, n=len(data.ranked)))
    title = t(f"cost_page.card.expected_{way}", per=_per(data))
    return _unit_card(data, title, float(found.value[at]), ", ".join(parts))


def _signed(data: CostData, share: float) -> str:
    return percent(share, decimals=1, lang=data.lang, signed=True).replace("-", MINUS)


def _of_group(data: CostData) -> tuple[Card, ...]:
    """Return the spread of unit costs of the group."""
    t = data.t
    values: Floats = data.unit_cost[data.members]
    known = values[~np.isnan(values)]
    count = format_number(len(known), decimals=0, lang=data.lang)
    note = t("cost_page.card.of_units", n=count, group=data.selection.group.label)
    if not len(known):
        nan = float("nan")
        return (_unit_card(data, t("cost_page.card.median", per=_per(data)), nan, note, main=True),)
    low, middle, high = (float(one) for one in np.quantile(known, (0.25, 0.5, 0.75)))
    return (
        _unit_card(
            data, t("cost_page.card.quarter", per=_per(data)), low, t("cost_page.card.below")
        ),
        _unit_card(data, t("cost_page.card.median", per=_per(data)), middle, note, main=True),
        _unit_card(
            data,
            t("cost_page.card.three_quarters", per=_per(data)),
            high,
            t("cost_page.card.above"),
        ),
    )


def _unit_card(data: CostData, title: str, amount: float, note: str, *, main: bool = False) -> Card:
    if math.isnan(amount):
        unknown = data.t("cost_page.card.unknown")
        return Card(title=title, number=unknown, unit="", note=note, main=main)
    number = format_number(amount, decimals=unit_decimals(data), lang=data.lang)
    unit = data.t("cost_page.unit.zl")
    return Card(title=title, number=number, unit=unit, note=note, main=main)


def _per(data: CostData) -> str:
    return spoken(data.service.per, data.lang)
