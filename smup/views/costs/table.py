"""The costs of a group as a table: the file of the page, and the list of the API."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from smup.costs.keys import Keys
from smup.costs.method import PARTS_BY_KEY, Floats
from smup.i18n import texts
from smup.territory.unit import TerritorialUnit
from smup.typography import NBSP, polish_key
from smup.views.costs.expected import expected_of
from smup.views.costs.records import CostData
from smup.views.costs.spoken import spoken
from smup.views.costs.warnings import warning_titles

Cell = str | int | float | None
MONEY_DECIMALS = 2
SHARE_DECIMALS = 6

PARTS = ("direct", "entity", "shared", "capital", "grants_out", "fees", "sales", "targeted")
"""Terms of the cost; the last three are subtracted from the full cost."""

COLUMNS = (
    "teryt",
    "unit",
    "kind",
    "powiat",
    "year",
    "service",
    "gross",
    "net",
    "output",
    "measure",
    "unit_cost",
    "net_unit_cost",
    "low",
    "high",
    "place_low",
    "place_high",
    "ranked",
    "expected",
    "deviation",
    *PARTS,
    "warnings",
    "keys",
    "group",
    "release",
    "method",
    "source",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """The cost of a service in a unit and year; None stands for what is not known.

    Attributes:
        unit: the unit.
        mine: whether it is my unit.
        gross: full cost by the chosen keys, zl.
        net: full cost minus fees, sales and targeted grants, zl.
        output: quantity of the main measure.
        unit_cost: gross / output, zl.
        net_unit_cost: net / output, zl.
        low: lowest unit cost over all permitted keys, zl.
        high: highest one.
        place: best and worst place over all permitted keys, 1 the lowest cost.
        expected: expected unit cost, zl.
        deviation: unit cost / expected - 1.
        parts: zl by the names of ``PARTS``.
        warnings: bits of ``smup.costs.warnings.Warnings``.
        release: key of the newest load behind it; None without a row.
    """

    unit: TerritorialUnit
    mine: bool
    gross: float | None = None
    net: float | None = None
    output: float | None = None
    unit_cost: float | None = None
    net_unit_cost: float | None = None
    low: float | None = None
    high: float | None = None
    place: tuple[int, int] | None = None
    expected: float | None = None
    deviation: float | None = None
    parts: dict[str, float | None]
    warnings: int = 0
    release: int | None = None


def shown_positions(data: CostData) -> list[int]:
    """Return the units of the group with a row, and mine: by place, those without one last."""
    shown = np.flatnonzero(data.members).tolist()
    if data.mine is not None and data.mine not in shown:
        shown.append(data.mine)
    n, cost = len(data.costs), data.unit_cost
    last = (n + 1, n + 1)

    def key(at: int) -> tuple[tuple[int, int], float, tuple[int, ...]]:
        amount = float(cost[at])
        known = math.inf if math.isnan(amount) else amount
        return data.places.get(at, last), known, polish_key(data.unit_at(at).name)

    return sorted(shown, key=key)


def cost_row(data: CostData, at: int) -> CostRow:
    """Return the row of the unit at a position in ``CostData.costs``."""
    costs, (low, high) = data.costs, data.interval
    best = expected_of(data).best
    columns = data.once("parts", lambda: part_columns(data))
    return CostRow(
        unit=data.unit_at(at),
        mine=at == data.mine,
        gross=_money(data.gross[at]),
        net=_money(data.net[at]),
        output=_known(costs.output[at]),
        unit_cost=_money(data.unit_cost[at]),
        net_unit_cost=_money(data.net_unit_cost[at]),
        low=_money(low[at]),
        high=_money(high[at]),
        place=data.places.get(at),
        expected=_money(best.value[at]),
        deviation=_known(best.deviation[at]),
        parts={name: _money(columns[name][at]) for name in PARTS},
        warnings=int(costs.warnings[at]),
        release=int(costs.release_ids[at]),
    )


def part_columns(data: CostData) -> dict[str, Floats]:
    """Return each term of all units, zl, by the chosen keys; own keys hold for mine only."""
    return {
        name: data.mixed(PARTS_BY_KEY[name]) if name in PARTS_BY_KEY else getattr(data.costs, name)
        for name in PARTS
    }


def absent_units(data: CostData) -> list[TerritorialUnit]:
    """Return the units of the group, and mine, that have no row, by code."""
    with_row = set(data.costs.unit_ids.tolist())
    positions = set(data.selection.group.positions)
    if data.selection.unit is not None:
        positions.add(data.selection.unit.position)
    units = (data.directory.units[position] for position in positions)
    level = data.service.level
    absent = [unit for unit in units if unit.id not in with_row]
    return sorted(absent, key=lambda unit: unit.code_at(level))


def group_rows(data: CostData) -> list[CostRow]:
    """Return all units of the group: those with a place first, those without any row last."""
    mine = data.selection.unit
    empty = dict.fromkeys(PARTS)
    absent = [CostRow(unit=unit, mine=unit == mine, parts=empty) for unit in absent_units(data)]
    return [*(cost_row(data, at) for at in shown_positions(data)), *absent]


def column_names(lang: str) -> list[str]:
    """Return the names of the columns in a language."""
    return [texts(lang)(f"costs.column.{column}") for column in COLUMNS]


def csv_rows(data: CostData, rows: Sequence[CostRow]) -> Iterator[list[Cell]]:
    """Yield the cells of ``COLUMNS`` for each row; every row tells keys, group and source."""
    t, service = data.t, data.service
    group = data.selection.group
    ranked = len(data.ranked)
    source = "api.sample.source" if data.dataset.is_sample else "costs.file.source"
    tail: list[Cell] = [_plain(t("costs.file.method")), _plain(t(source))]
    for row in rows:
        place: tuple[Cell, Cell] = row.place or (None, None)
        yield [
            *_who(data, row.unit),
            data.selection.year,
            service.code,
            row.gross,
            row.net,
            row.output,
            _plain(spoken(service.output.many, data.lang)),
            row.unit_cost,
            row.net_unit_cost,
            row.low,
            row.high,
            *place,
            ranked if row.place else None,
            row.expected,
            None if row.deviation is None else round(100 * row.deviation, MONEY_DECIMALS),
            *(row.parts[name] for name in PARTS),
            _plain(_warnings(data, row)),
            keys_of_row(data, mine=row.mine).to_text(),
            f"{group.label} ({group.size})",
            row.release,
            *tail,
        ]


def keys_of_row(data: CostData, *, mine: bool) -> Keys:
    """Return the keys a unit is counted by: an own share holds for my unit only."""
    return data.keys if mine else data.permitted_keys


def _who(data: CostData, unit: TerritorialUnit) -> list[Cell]:
    powiat = data.directory.powiat_of(unit)
    return [
        unit.code_at(data.service.level),
        data.directory.display_name(unit, lang=data.lang),
        data.directory.kind_label(unit, lang=data.lang),
        powiat.name if powiat is not None and powiat is not unit else None,
    ]


def _warnings(data: CostData, row: CostRow) -> str:
    if row.release is None:
        return data.t("costs.left_out.no_rows")
    return ", ".join(warning_titles(data, row.warnings))


def _plain(text: str) -> str:
    """Return a text with plain spaces, as programs that read files expect."""
    return text.replace(NBSP, " ")


def _money(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), MONEY_DECIMALS)


def _known(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), SHARE_DECIMALS)
