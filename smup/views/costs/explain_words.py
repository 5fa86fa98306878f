"""Formulas of the terms of a cost with their numbers filled in."""

import math

from smup.costs.keys import BY_DIRECT, DEPRECIATION, DRIVER_COLUMNS, NO_CAPITAL, OWN
from smup.formats import format_number
from smup.repository.cost_row_reads import LoadedCosts
from smup.typography import MINUS, NBSP
from smup.views.costs.money import zloty
from smup.views.costs.records import CostData
from smup.views.costs.spoken import counted
from smup.views.costs.waterfall import terms_of
from smup.views.costs.waterfall_words import term_name

DRIVER_DECIMALS = {"posts": 2, "hours": 0, "cases": 0, "area_m2": 1, "own_share": 3}


def money(data: CostData, value: float) -> str:
    """Return an amount in zloty and grosze: ``1 234 567,89 zł``."""
    return zloty(value, decimals=2, lang=data.lang, group_all=True)


def driver_number(data: CostData, column: str, value: float) -> str:
    """Return a driver with the decimals of its kind."""
    return format_number(value, decimals=DRIVER_DECIMALS[column], lang=data.lang, group_all=True)


def rows_formula(data: CostData, kind: str, n: int, amount: float) -> str:
    """Return that a term is the sum of so many rows; that there are none, so it is 0."""
    if not n:
        return data.t(f"cost_trend.explain.none.{kind}")
    return data.t.plural(f"cost_trend.explain.rows.{kind}", n, amount=money(data, amount))


def sum_formula(data: CostData, key: str) -> str:
    """Return the full cost as a sum of terms, or what is left of it after incomes."""
    terms = list(terms_of(data))
    whole = next(term for term in terms if term.key == "gross")
    if key == "gross":
        parts = [term for term in terms if term.kind in {"direct", "added"}]
        text = f" +{NBSP}".join(money(data, term.amount) for term in parts)
        return f"{text} ={NBSP}{money(data, whole.amount)}"
    taken = [term for term in terms if term.kind == "taken"]
    left = next(term for term in terms if term.key == "net")
    text = f" {MINUS}{NBSP}".join(money(data, term.amount) for term in (whole, *taken))
    return f"{text} ={NBSP}{money(data, left.amount)}"


def pool_formula(data: CostData, part: str, rows: LoadedCosts, *, pool: str, name: str) -> str:
    """Return how a pool is shared: ``pool x mine / all = part``."""
    t, keys = data.t, data.keys
    code = keys.entity if part == "entity" else keys.shared
    share = keys.entity_share if part == "entity" else keys.shared_share
    whole = rows.amount("pool", pool=pool)
    words = {"pool": name, "whole": money(data, whole)}
    if code == OWN and share is not None:
        percent = format_number(share, decimals=1 if share % 1 else 0, lang=data.lang)
        part_amount = money(data, whole * share / 100)
        return t("cost_trend.explain.pool.manual", **words, share=percent, part=part_amount)
    if code == BY_DIRECT:
        return _by_direct(data, rows, whole, words)
    column = DRIVER_COLUMNS[code]
    mine, every = _drivers(data, rows, pool, column)
    if math.isnan(mine) or math.isnan(every) or not every:
        return t("cost_trend.explain.pool.unknown", **words)
    return t(
        f"cost_trend.explain.pool.{column}",
        **words,
        mine=driver_number(data, column, mine),
        every=driver_number(data, column, every),
        part=money(data, whole * mine / every),
    )


def _by_direct(data: CostData, rows: LoadedCosts, whole: float, words: dict[str, str]) -> str:
    direct = rows.amount("direct")
    if not rows.current > 0:
        return data.t("cost_trend.explain.pool.unknown", **words)
    return data.t(
        "cost_trend.explain.pool.direct",
        **words,
        mine=money(data, direct),
        every=money(data, rows.current),
        part=money(data, whole * direct / rows.current),
    )


def _drivers(data: CostData, rows: LoadedCosts, pool: str, column: str) -> tuple[float, float]:
    """Return what the service uses of a pool and what all use; NaN where one is not known.

    An own share that is left empty beside others is 0.
    """
    found = [row for row in rows.drivers if row.pool == pool]
    empty = 0.0 if column == "own_share" and any(row.own_share for row in found) else math.nan
    values = {
        row.service: empty if getattr(row, column) is None else getattr(row, column)
        for row in found
    }
    mine = values.get(data.service.code, math.nan)
    return mine, math.fsum(values.values()) if values else math.nan


def capital_formula(data: CostData, rows: LoadedCosts, amount: float) -> str:
    """Return the cost of capital: written off this year, an average of years, or left out."""
    t, way = data.t, data.keys.capital
    if way == NO_CAPITAL:
        return t("cost_trend.explain.capital.none")
    if way == DEPRECIATION:
        n = len(rows.assets)
        return t.plural("cost_trend.explain.capital.written", n, amount=money(data, amount))
    years = int(data.costs.capital_years[data.mine or 0])
    return t.plural(
        "cost_trend.explain.capital.average",
        years,
        whole=money(data, rows.amount("capital")),
        amount=money(data, amount),
    )


def output_formula(data: CostData) -> str:
    """Return the output with its noun; that it is not known."""
    output = math.nan if data.mine is None else float(data.costs.output[data.mine])
    if math.isnan(output):
        return data.t("cost_page.waterfall.unknown")
    return counted(data.service.output, output, data.lang)


def unit_formula(data: CostData) -> tuple[str, ...]:
    """Return full and net cost divided by output."""
    at = data.mine or 0
    output = format_number(
        float(data.costs.output[at]),
        decimals=data.service.output.decimals,
        lang=data.lang,
        group_all=True,
    )
    pairs = (
        ("gross", data.gross, data.unit_cost),
        ("net", data.net, data.net_unit_cost),
    )
    return tuple(
        f"{term_name(data, key)}: {money(data, float(whole[at]))} ÷{NBSP}{output}"
        f" ={NBSP}{money(data, float(each[at]))}"
        for key, whole, each in pairs
    )
