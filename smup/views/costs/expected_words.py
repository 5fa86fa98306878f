"""What the section of the expected cost says: sentence, two ways side by side, diagnostics."""

import math
from dataclasses import dataclass

import numpy as np

from smup.costs.expected import OUTPUT, Diagnostics, Expected
from smup.errors import UnknownCodeError
from smup.formats import format_number
from smup.typography import EN_DASH, NBSP
from smup.views.costs.expected import ExpectedView
from smup.views.costs.money import MILLION, UNKNOWN, large, per_unit, percent, zloty
from smup.views.costs.records import CostData
from smup.views.costs.spoken import spoken

ENTANGLED = 30.0
"""From this condition number coefficients cannot be told apart (Belsley, Kuh, Welsch 1980)."""

WEAK = 0.1
"""Below this share of the differences the page says that the regression tells little."""

P_LEAST = 0.001
BILLION = 1e9


@dataclass(frozen=True, slots=True, kw_only=True)
class WayColumn:
    """One way of expecting, for my unit.

    Attributes:
        value: expected cost per unit of output.
        deviation: of my unit in percent, with its sign and a word.
        difference: the same in zloty a year.
        span: interval for a single unit; a dash for the median.
        basis: what it rests on.
    """

    value: str
    deviation: str
    difference: str
    span: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where my cost lies beside the expected one, in percent of the width of a strip."""

    low: float
    high: float
    expected: float
    mine: float


def yearly(data: CostData, value: float) -> str:
    """Return an amount a year with its sign: ``+1,4 mln zł``, ``−840 200 zł``."""
    if math.isnan(value) or abs(value) < MILLION:
        return zloty(value, lang=data.lang, signed=True)
    number = format_number(value / MILLION, decimals=1, lang=data.lang, signed=True)
    return f"{number}{NBSP}{data.t('cost_page.unit.mln')}"


def expected_sentence(data: CostData, view: ExpectedView) -> str:
    """Return my cost beside what is expected of it."""
    t, mine = data.t, data.mine
    if mine is None:
        return t("cost_trend.expected.no_unit")
    best = view.best
    words = {
        "unit": data.unit_name,
        "mine": per_unit(data, float(data.unit_cost[mine])),
        "per": spoken(data.service.per, data.lang),
        "value": per_unit(data, float(best.value[mine])),
        "deviation": percent(float(best.deviation[mine]), decimals=1, lang=data.lang, signed=True),
        "difference": yearly(data, float(best.difference[mine])),
    }
    if math.isnan(data.unit_cost[mine]):
        return t("cost_trend.expected.no_cost", unit=words["unit"])
    if math.isnan(best.value[mine]):
        return t("cost_trend.expected.no_conditions", **words)
    return t(f"cost_trend.expected.by_{view.way}", **words) + _inside(data, best, mine)


def _inside(data: CostData, best: Expected, mine: int) -> str:
    low, high = float(best.low[mine]), float(best.high[mine])
    if math.isnan(low):
        return ""
    key = "inside" if low <= data.unit_cost[mine] <= high else "outside"
    return data.t(f"cost_trend.expected.{key}", low=per_unit(data, low), high=per_unit(data, high))


def way_columns(data: CostData, view: ExpectedView) -> dict[str, WayColumn]:
    """Return the two ways for my unit, by name; empty without my unit's cost."""
    if data.mine is None:
        return {}
    t = data.t
    used = int(view.median.used.sum())
    found = {"median": _column(data, view.median, t.plural("cost_trend.expected.units", used))}
    if view.regression is not None and view.diagnostics is not None:
        basis = t.plural("cost_trend.expected.country", view.diagnostics.n)
        found["regression"] = _column(data, view.regression, basis)
    return found


def _column(data: CostData, expected: Expected, basis: str) -> WayColumn:
    at = data.mine or 0
    low, high = float(expected.low[at]), float(expected.high[at])
    known = not math.isnan(low)
    deviation = float(expected.deviation[at])
    return WayColumn(
        value=per_unit(data, float(expected.value[at])),
        deviation=percent(deviation, decimals=1, lang=data.lang, signed=True),
        difference=yearly(data, float(expected.difference[at])),
        span=f"{per_unit(data, low)} {EN_DASH} {per_unit(data, high)}" if known else UNKNOWN,
        basis=basis,
    )


def span_of(data: CostData, view: ExpectedView) -> Span | None:
    """Return the strip of the regression's interval with my cost on it; None without them."""
    if data.mine is None or view.regression is None:
        return None
    at = data.mine
    ends = (view.regression.low, view.regression.high, view.regression.value, data.unit_cost)
    low, high, expected, mine = (float(column[at]) for column in ends)
    if any(math.isnan(one) for one in (low, high, expected, mine)):
        return None
    least, most = min(low, mine), max(high, mine)
    room = 0.04 * (most - least) or 1.0
    share = 100 / (most - least + 2 * room)
    return Span(
        **{
            name: round((value - least + room) * share, 1)
            for name, value in zip(
                ("low", "high", "expected", "mine"), (low, high, expected, mine), strict=True
            )
        }
    )


def sum_sentence(data: CostData, view: ExpectedView) -> str:
    """Return that expected costs add up to what the units really spent; nothing without them."""
    if view.diagnostics is None or np.isnan(view.actual_sum):
        return ""
    spent = _together(data, view.actual_sum)
    return data.t.plural("cost_trend.expected.sum", view.diagnostics.n, spent=spent)


def _together(data: CostData, value: float) -> str:
    """Return what many units spent together: ``43,8 mld zł`` from a thousand million."""
    if value < BILLION:
        return NBSP.join(large(value, lang=data.lang))
    number = format_number(value / BILLION, decimals=1, lang=data.lang)
    return f"{number}{NBSP}{data.t('cost_trend.expected.billion')}"


def diagnostic_lines(data: CostData, found: Diagnostics) -> list[str]:
    """Return the quality of the regression in plain words."""
    t = data.t
    return [
        t(
            "cost_trend.expected.explained",
            share=percent(found.r2, lang=data.lang),
            rest=percent(1 - found.r2, lang=data.lang),
        ),
        *([t("cost_trend.expected.weak")] if found.r2 < WEAK else []),
        t(
            "cost_trend.expected.typical",
            share=percent(math.expm1(found.sigma), lang=data.lang),
        ),
        t(
            "cost_trend.expected.entangled"
            if found.condition >= ENTANGLED
            else "cost_trend.expected.separate",
            number=format_number(found.condition, decimals=1, lang=data.lang),
            limit=format_number(ENTANGLED, decimals=0, lang=data.lang),
        ),
    ]


def diagnostic_numbers(data: CostData, found: Diagnostics) -> list[tuple[str, str]]:
    """Return the bare numbers of the regression with their names."""

    def number(value: float, decimals: int) -> str:
        return format_number(value, decimals=decimals, lang=data.lang)

    shown = {
        "n": number(found.n, 0),
        "r2": number(found.r2, 3),
        "r2_adjusted": number(found.r2_adjusted, 3),
        "sigma": number(found.sigma, 3),
        "condition": number(found.condition, 1),
        "scale": number(found.scale, 4),
    }
    return [(data.t(f"cost_trend.expected.number.{key}"), text) for key, text in shown.items()]


def term_cells(
    data: CostData, view: ExpectedView, term: tuple[str, float, float, float]
) -> tuple[str, str, str, str, str]:
    """Return name, what it does to the cost, coefficient, error and p value of a term."""
    code, coefficient, error, p_value = term
    change = 2**coefficient - 1 if code == OUTPUT else math.expm1(coefficient)
    low = p_value < P_LEAST
    p_text = format_number(max(p_value, P_LEAST), decimals=3, lang=data.lang)
    return (
        _term_name(data, view, code),
        percent(change, decimals=1, lang=data.lang, signed=True),
        format_number(coefficient, decimals=3, lang=data.lang),
        format_number(error, decimals=3, lang=data.lang),
        f"< {p_text}" if low else p_text,
    )


def _term_name(data: CostData, view: ExpectedView, code: str) -> str:
    t = data.t
    if code == OUTPUT:
        return t("cost_trend.expected.output", output=spoken(data.service.output.many, data.lang))
    found = next(one for one in view.conditions if one.indicator.code == code)
    name = found.indicator.short_name(data.lang)
    return t("cost_trend.expected.condition", name=name, year=found.year)


def left_out_note(data: CostData, view: ExpectedView) -> str:
    """Return which conditions of the service are not in the regression, and why."""
    names = []
    for code in view.left_out:
        try:
            names.append(data.repository.indicator(code).short_name(data.lang))
        except UnknownCodeError:
            names.append(code)
    return data.t("cost_trend.expected.left_out", names=", ".join(names)) if names else ""
