"""The sentence that opens the page of a service: unit cost, net cost, expectation, places."""

import math
from typing import NamedTuple

import numpy as np

from smup.costs.method import Floats
from smup.costs.warnings import Warnings
from smup.i18n import texts
from smup.territory.unit import TerritorialUnit
from smup.views.costs.expected import expected_of
from smup.views.costs.money import per_unit, percent, zloty
from smup.views.costs.records import CostData, CostSelection
from smup.views.costs.spoken import in_unit, opened, spoken, unit_said

MINE, STRONG = "mine", "strong"
LEAST_FOR_QUARTERS = 4
_AMOUNT = "\N{OBJECT REPLACEMENT CHARACTER}"


class Piece(NamedTuple):
    """A part of the sentence; ``mark`` is ``mine`` or ``strong`` for a number, else empty."""

    text: str
    mark: str = ""


def opening(data: CostData) -> tuple[Piece, ...]:
    """Return the sentences of the page for what is chosen."""
    selection = data.selection
    if selection.unit is None:
        return _of_group(data)
    if data.mine is None:
        return (_said(data, "no_row", unit=opened(unit_said(selection.unit, data.lang))),)
    if not math.isnan(data.unit_cost[data.mine]):
        return _of_unit(data, data.mine)
    return _without_cost(data, data.mine, selection.unit)


def opening_text(pieces: tuple[Piece, ...]) -> str:
    """Return the sentences as plain text."""
    return "".join(piece.text for piece in pieces)


def no_years(selection: CostSelection, *, lang: str) -> str:
    """Return the sentence of a service of which no costs are loaded."""
    t = texts(lang)
    return t("costs.opening.no_years", service=spoken(selection.service.title, lang))


def _said(data: CostData, key: str, /, **values: object) -> Piece:
    service = spoken(data.service.title, data.lang)
    year = data.selection.year
    return Piece(data.t(f"costs.opening.{key}", **{"service": service, "year": year} | values))


def _subject(data: CostData) -> str:
    """Return what costs and the verb: ``Rok nauki jednego ucznia kosztowal``."""
    verb = data.t(f"costs.verb.{data.service.form}")
    return f"{spoken(data.service.sentence, data.lang)} {verb}"


def _of_unit(data: CostData, at: int) -> tuple[Piece, ...]:
    unit = data.unit_at(at)
    t, level = data.t, data.service.level
    where = in_unit(unit, data.lang)
    said = _said(data, "unit", subject=_subject(data), where=where, amount=_AMOUNT).text
    # The amount is a piece of its own and stands in another place in each language.
    before, after = said.split(_AMOUNT)
    amount = Piece(per_unit(data, float(data.unit_cost[at])), MINE)
    paid = float(data.net_unit_cost[at])
    rest: tuple[Piece, ...]
    if data.net[at] == data.gross[at]:
        rest = (Piece(after + t(f"costs.opening.paid_all_{level}")),)
    elif paid < 0:
        rest = (Piece(after + t("costs.opening.paid_nothing")),)
    else:
        rest = (
            Piece(after + t(f"costs.opening.paid_{level}")),
            Piece(per_unit(data, paid), STRONG),
            Piece("."),
        )
    return (Piece(before), amount, *rest, Piece(_against(data, at) + _places(data, at, unit)))


def _against(data: CostData, at: int) -> str:
    """Return the cost held against what conditions lead one to expect, or the group's median."""
    view = expected_of(data)
    deviation = float(view.best.deviation[at])
    way = view.way
    if math.isnan(deviation):
        way, deviation = "median", float(view.median.deviation[at])
    others = np.count_nonzero(data.members & ~np.isnan(data.unit_cost))
    if math.isnan(deviation) or (way == "median" and others < 2):
        return ""
    rounded = round(100 * deviation)
    side = "more" if rounded > 0 else "less" if rounded < 0 else "same"
    return data.t(
        f"costs.against.{way}_{side}",
        percent=percent(abs(deviation), lang=data.lang),
        unit=data.t(f"costs.of_unit.{data.service.level}"),
        group=data.selection.group.label,
        median=per_unit(data, data.median),
    )


def _places(data: CostData, at: int, unit: TerritorialUnit) -> str:
    """Return the interval of places over all permitted keys; empty without one."""
    n, place = len(data.ranked), data.places.get(at)
    if place is None or n < 2:
        return ""
    low, high = place
    key = "place" if low == high else "places"
    return data.t(
        f"costs.places.{key}",
        unit=unit_said(unit, data.lang),
        low=low,
        high=high,
        n=n,
        units=data.t(f"costs.many.{data.service.level}"),
    )


def _without_cost(data: CostData, at: int, unit: TerritorialUnit) -> tuple[Piece, ...]:
    """Return why there is no unit cost: nothing is run, spent or delivered, or a key is missing."""
    reason = Warnings(int(data.costs.warnings[at])).why_no_unit_cost
    name = opened(unit_said(unit, data.lang))
    if reason == "no_output":
        return _without_output(data, at, name)
    if reason:
        return (_said(data, reason, unit=name),)
    low, high = (float(ends[at]) for ends in data.interval)
    if math.isnan(low):
        return (_said(data, "no_key", unit=name),)
    return (
        _said(data, "other_keys", subject=_lowered(_subject(data)), where=in_unit(unit, data.lang)),
        Piece(_between(data, low, high), MINE),
        Piece("."),
    )


def _without_output(data: CostData, at: int, name: str) -> tuple[Piece, ...]:
    measure = spoken(data.service.output.many, data.lang)
    key = "no_output" if math.isnan(data.costs.output[at]) else "zero_output"
    told = _said(data, key, unit=name, measure=measure)
    whole = float(data.gross[at])
    if math.isnan(whole):
        return (told,)
    return (told, _said(data, "whole"), Piece(zloty(whole, lang=data.lang), MINE), Piece("."))


def _of_group(data: CostData) -> tuple[Piece, ...]:
    """Return how unit costs are spread over the group, where no unit is chosen."""
    values: Floats = data.unit_cost[data.members]
    known = values[~np.isnan(values)]
    level = data.service.level
    if len(known) < LEAST_FOR_QUARTERS:
        return (_said(data, f"choose_{level}"),)
    low, middle, high = (float(one) for one in np.quantile(known, (0.25, 0.5, 0.75)))
    key = "all" if data.selection.group.kind == "kraj" else "group"
    units = data.t(f"costs.many.{level}")
    group = data.selection.group.label
    return (
        _said(data, key, subject=_lowered(_subject(data)), units=units, group=group),
        Piece(_between(data, low, high), STRONG),
        _said(data, "median", median=per_unit(data, middle)),
        _said(data, f"choose_{level}"),
    )


def _between(data: CostData, low: float, high: float) -> str:
    """Return both ends; one amount when they are printed alike."""
    first, last = per_unit(data, low), per_unit(data, high)
    return first if first == last else data.t("costs.opening.between", low=first, high=last)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
