"""What the section of places says, and the record that the browser draws it from."""

import math
from typing import Any

from smup.formats import format_value
from smup.views.costs.expected import expected_of
from smup.views.costs.money import per_unit_number, unit_decimals
from smup.views.costs.places import (
    MODES,
    Mode,
    PlaceRow,
    chosen_rows,
    domain,
    ordered,
    place_rows,
    place_text,
    sure_sides,
    ticks,
)
from smup.views.costs.records import CostData
from smup.views.costs.spoken import spoken
from smup.views.costs.triangle_picture import many_units

PAGE = 100
"""How many more rows of a long group each press of the button shows."""


def modes(data: CostData) -> tuple[Mode, ...]:
    """Return the modes that have numbers."""
    rows = place_rows(data)
    return tuple(mode for mode in MODES if ordered(rows, mode))


def lead(data: CostData) -> str:
    """Return where my unit stands, and how many units are surely below or above the expected."""
    rows = place_rows(data)
    name = data.unit_name
    mine = next((row for row in rows if row.mine), None)
    if mine is None:
        return data.t("cost_places.places.mine_none", unit=name) if name and rows else ""
    low, high = mine.place
    key = "always" if low == high else "mine"
    place = place_text(mine.place)
    return data.t(f"cost_places.places.lead.{key}", unit=name, place=place, n=len(rows))


def note(data: CostData, mode: Mode) -> str:
    """Return how to read a mode."""
    t = data.t
    if mode == "odchylenie":
        way = expected_of(data).way
        text = t(f"cost_places.places.note.{way}")
        return f"{text} {_sure(data)}" if way == "regression" else text
    per = spoken(data.service.per, data.lang)
    return t(f"cost_places.places.note.{mode}", per=per, keys=len(data.combos))


def _sure(data: CostData) -> str:
    sides = sure_sides(place_rows(data))
    return data.t(
        "cost_places.places.lead.sure",
        lower=sides["below"],
        higher=sides["above"],
        n=sum(sides.values()),
        units=many_units(data),
    )


def places_record(data: CostData) -> dict[str, Any]:
    """Return what the browser draws the rows from: plain values.

    ``rows`` have, in the order of places: code, name, best and worst place, cost, its ends,
    deviation in percent, its ends. Each mode has the order of its rows, those shown at first, the
    ends of the axis, its ticks with their texts, and a line (the median, or zero).
    """
    t, rows = data.t, place_rows(data)
    mine = next((row.code for row in rows if row.mine), None)
    return {
        "lang": data.lang,
        "mine": mine,
        "sel": data.selection.state.view.sel,
        "mode": data.selection.state.places or MODES[0],
        "decimals": unit_decimals(data),
        "page": PAGE,
        "rows": [_cells(data, row) for row in rows],
        "modes": {mode: _mode(data, rows, mode) for mode in modes(data)},
        "words": {
            "gap": t("cost_places.places.gap"),
            "pick": t("cost_places.table.pick"),
            "all": t("cost_places.places.all"),
            "fewer": t("cost_places.places.fewer"),
            "more": t("cost_places.places.more"),
            "shown": list(t.forms("cost_places.places.shown")),
            "units": many_units(data),
        },
    }


def _cells(data: CostData, row: PlaceRow) -> list[Any]:
    digits = unit_decimals(data)
    costs = (_rounded(one, digits) for one in (row.cost, *row.span))
    shares = (_rounded(100 * one, 1) for one in (row.deviation, *row.deviation_span))
    return [row.code, row.name, *row.place, *costs, *shares]


def _rounded(value: float, digits: int) -> float | None:
    return round(value, digits) if math.isfinite(value) else None


def _mode(data: CostData, rows: tuple[PlaceRow, ...], mode: Mode) -> dict[str, Any]:
    in_order = ordered(rows, mode)
    at = {row.code: place for place, row in enumerate(rows)}
    mine = next((place for place, row in enumerate(in_order) if row.mine), None)
    low, high = domain(in_order, mode)
    scale = 100 if mode == "odchylenie" else 1
    lines: dict[Mode, float | None] = {"miejsce": None, "koszt": data.median, "odchylenie": 0.0}
    ends = ("expected_lower", "expected_higher") if scale == 100 else ("lower", "higher")
    return {
        "order": [at[row.code] for row in in_order],
        "short": list(chosen_rows(mine, len(in_order))),
        "low": scale * low,
        "high": scale * high,
        "line": lines[mode],
        "ticks": [[scale * one, _tick(data, one, mode)] for one in ticks(low, high, mode)],
        "ends": [data.t(f"cost_places.places.{end}") for end in ends],
    }


def _tick(data: CostData, number: float, mode: Mode) -> str:
    if mode == "miejsce":
        return data.t("cost_places.places.nth", n=round(number))
    if mode == "koszt":
        return per_unit_number(data, number)
    return format_value(100 * number, unit="%", decimals=0, lang=data.lang, signed=True)
