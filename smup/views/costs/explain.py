"""Where each number of a cost comes from: a formula with its numbers, and the loaded rows.

The rows are read for one unit and year; every term is a sum of them, or a sum times a share.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from smup.costs.dictionary import CostDictionary, read_dictionary
from smup.costs.keys import AVERAGE, DEPRECIATION
from smup.costs.parts import INCOME_COLUMNS
from smup.repository.cost_row_reads import LoadedCosts
from smup.views.costs.explain_tables import (
    RowTable,
    asset_table,
    capital_table,
    driver_table,
    income_table,
    output_table,
    spending_table,
)
from smup.views.costs.explain_words import (
    capital_formula,
    money,
    output_formula,
    pool_formula,
    rows_formula,
    sum_formula,
    unit_formula,
)
from smup.views.costs.keys_words import amount_words
from smup.views.costs.money import per_unit
from smup.views.costs.records import CostData
from smup.views.costs.spoken import spoken
from smup.views.costs.waterfall import Term, has_output, terms_of
from smup.views.costs.waterfall_words import missing_words, origin, pools_of, term_name
from smup.views.profile.detail_words import load_words

INCOMES = {term: kind for kind, term in INCOME_COLUMNS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One number and what stands behind it.

    Attributes:
        key: of the term, or ``output`` and ``unit``.
        name: in words.
        amount: the number with its unit.
        per: the same per unit of output; empty for what has none.
        origin: what kind of rows it is made of.
        formulas: the formula with its numbers, a line for each pool.
        tables: the loaded rows; which load each came with where they came with several.
        loads: keys of the loads that the rows came with, ascending.
    """

    key: str
    name: str
    amount: str
    per: str = ""
    origin: str = ""
    formulas: tuple[str, ...] = ()
    tables: tuple[RowTable, ...] = ()
    loads: tuple[int, ...] = field(default=())


def loaded_rows(data: CostData) -> LoadedCosts | None:
    """Return the rows behind my unit's cost, once for an answer; None without its row."""
    year = data.selection.year
    if data.mine is None or year is None:
        return None
    unit_id = int(data.costs.unit_ids[data.mine])
    return data.once("rows", lambda: data.repository.cost_rows(data.service.code, unit_id, year))


def load_lines(data: CostData, one: Explained) -> tuple[str, ...]:
    """Return number, source, day, file and checksum of each load behind a number."""
    rows = loaded_rows(data)
    if rows is None:
        return ()
    return tuple(
        data.t(
            "cost_trend.explain.load",
            number=number,
            words=", ".join(load_words(rows.releases.get(number), data.lang)),
        )
        for number in one.loads
    )


def explained(data: CostData, dictionary: CostDictionary | None = None) -> tuple[Explained, ...]:
    """Return every number of my unit's cost in the order of the waterfall; eight SELECTs.

    Args:
        data: the page.
        dictionary: names of chapters and paragraphs; None: that of ``data/costs``.
    """
    rows = loaded_rows(data)
    if rows is None:
        return ()
    named = dictionary or read_dictionary()
    terms = [_term(data, term, rows, named) for term in terms_of(data)]
    return (*terms, *_of_output(data, rows))


def _term(data: CostData, term: Term, rows: LoadedCosts, named: CostDictionary) -> Explained:
    formulas, tables, loads = _behind(data, term, rows, named)
    return Explained(
        key=term.key,
        name=term_name(data, term.key),
        amount=money(data, term.amount),
        per=per_unit(data, term.unit) if has_output(data) else "",
        origin=origin(data, term.key),
        formulas=formulas if term.known else (missing_words(data, term.key),),
        tables=tuple(table.compact() for table in tables if table.rows),
        loads=tuple(sorted(set(loads))),
    )


Behind = tuple[tuple[str, ...], Sequence[RowTable], Iterable[int]]


def _behind(data: CostData, term: Term, rows: LoadedCosts, named: CostDictionary) -> Behind:
    """Return formulas, tables and loads of a term."""
    if term.key in {"gross", "net"}:
        return (sum_formula(data, term.key),), (), ()
    if term.key in {"entity", "shared"}:
        return _of_pools(data, term.key, rows, named)
    if term.key == "capital":
        return _of_capital(data, term, rows, named)
    if term.key in INCOMES:
        incomes = [row for row in rows.incomes if row.kind == INCOMES[term.key]]
        formula = rows_formula(data, "income", len(incomes), term.amount)
        return (formula,), (income_table(data, incomes),), [row.release_id for row in incomes]
    spent = [row for row in rows.spending if row.target == term.key]
    formula = rows_formula(data, "spending", len(spent), term.amount)
    table = spending_table(data, spent, named)
    return (formula,), (table,), [row.release_id for row in spent]


def _of_pools(data: CostData, part: str, rows: LoadedCosts, named: CostDictionary) -> Behind:
    formulas, tables, loads = [], [], []
    for pool in pools_of(data, part):
        spent = [row for row in rows.spending if row.pool == pool.code]
        drivers = [row for row in rows.drivers if row.pool == pool.code]
        name = spoken(pool.name, data.lang)
        formulas.append(pool_formula(data, part, rows, pool=pool.code, name=name))
        tables.append(spending_table(data, spent, named, title=name))
        tables.append(driver_table(data, part, drivers, named, title=name))
        loads += [row.release_id for row in spent]
        loads += [row.release_id for row in drivers]
    return tuple(formulas), tables, loads


def _of_capital(data: CostData, term: Term, rows: LoadedCosts, named: CostDictionary) -> Behind:
    way = data.keys.capital
    formula = capital_formula(data, rows, term.amount)
    if way == DEPRECIATION:
        table = asset_table(data, rows.assets)
        return (formula,), (table,), [row.release_id for row in rows.assets]
    if way == AVERAGE:
        spent = [row for row in rows.spending if row.target == "capital"]
        return (formula,), (capital_table(data, spent, named),), [row.release_id for row in spent]
    return (formula,), (), ()


def _of_output(data: CostData, rows: LoadedCosts) -> tuple[Explained, ...]:
    """Return output and unit cost."""
    t, at = data.t, data.mine
    loads = tuple(sorted({row.release_id for row in rows.outputs}))
    tables = (output_table(data, rows.outputs).compact(),) if rows.outputs else ()
    output = Explained(
        key="output",
        name=t("cost_trend.explain.output"),
        amount=output_formula(data),
        tables=tables,
        loads=loads,
    )
    if at is None or not has_output(data) or math.isnan(data.unit_cost[at]):
        return (output,)
    unit = Explained(
        key="unit",
        name=t("cost_trend.explain.unit"),
        amount=amount_words(data, float(data.unit_cost[at])),
        formulas=unit_formula(data),
    )
    return (output, unit)
