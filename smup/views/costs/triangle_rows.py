"""What the browser links: a row for each unit, the pairs of the scatter, the map.

The scatter, the map and the table are drawn from one record (``linked``), so that a unit picked in
one of them is found in the others.
"""

import math
from typing import Any

from smup.costs.warnings import Warnings
from smup.flags import Flag
from smup.formats import format_empty, measure_forms
from smup.links import cost_href
from smup.views.costs.expected import expected_of
from smup.views.costs.maps import FRAMED, CostMap
from smup.views.costs.money import unit_decimals
from smup.views.costs.places import place_rows
from smup.views.costs.records import CostData
from smup.views.costs.state import ORDERS
from smup.views.costs.triangle import Comparison, Reading, Side, comparisons, readings
from smup.views.costs.triangle_picture import corner_words, label, scatter_figures, sentence

COLUMNS = (
    "name", "where", "cost", "low", "high", "quality", "availability", "deviation", "notes",
    "best", "worst",
)  # fmt: skip
ON_MEDIAN, NOT_IN = "m", "-"
_TABLE_WORDS = ("missing", "pick", "page", "shown", "more")
_SIDES: tuple[Side, ...] = ("quality", "availability")
_IN_BROWSER = {
    "koszt": "cost",
    "nazwa": "name",
    "miejsce": "best",
    "jakosc": "quality",
    "dostep": "availability",
    "odchylenie": "deviation",
}
"""What the address calls columns and maps, and what the script does."""
TOLD = tuple(bit for bit in Warnings if not bit.excludes)
"""Warnings that a unit with a place may have."""


def linked(data: CostData, the_map: CostMap | None) -> dict[str, Any]:
    """Return the record for the browser; plain values.

    ``rows`` has the code and then ``COLUMNS`` of each ranked unit, by code; a cell without a
    number holds the word of its emptiness, or None for a cost.
    """
    t = data.t
    mine, sel = data.selection.unit, data.selection.state.view.sel
    return {
        "lang": data.lang,
        "level": data.service.level,
        "mine": None if mine is None else mine.code_at(data.service.level),
        "sel": sel,
        "view": _view(data),
        "units_url": data.dataset.units_path(data.service.level),
        "rows": table_rows(data),
        "pairs": [_pair(data, one) for one in comparisons(data)],
        "formats": formats(data),
        "map": None if the_map is None else _map(data, the_map),
        "page": page_address(data),
        "words": {key: t(f"cost_places.table.{key}") for key in _TABLE_WORDS}
        | {
            "notes": {str(int(bit)): t(f"cost_places.note.{int(bit)}") for bit in TOLD},
            "unknown": t("cost_places.map.unknown"),
            "not_run": t("cost_places.map.not_run"),
            "brushed": t("cost_places.triangle.brushed"),
            "clear": t("cost_places.triangle.clear"),
            "in_powiat": t("territory.in_powiat", name="{name}"),
        },
    }


def _view(data: CostData) -> dict[str, Any]:
    """Return what the address says of the pair, the map and the order of the table."""
    state = data.selection.state
    order = state.order or ORDERS[0]
    return {
        "pair": state.pair,
        "map": _IN_BROWSER.get(state.map or "", "cost"),
        "sort": _IN_BROWSER[order.lstrip("-")],
        "sign": -1 if order.startswith("-") else 1,
        "names": {name: key for key, name in _IN_BROWSER.items()},
    }


def page_address(data: CostData) -> str:
    """Return the address of the page of another unit, ``{unit}`` in place of its code."""
    query = {"year": data.selection.state.view.year}
    return cost_href(data.lang, data.service.code, **query, unit="UNIT").replace("UNIT", "{unit}")


def table_rows(data: CostData) -> list[list[Any]]:
    """Return the rows; see ``linked``."""
    found, deviation = readings(data), expected_of(data).best.deviation
    digits = unit_decimals(data)
    ranked = sorted(place_rows(data), key=lambda row: row.code)
    return [
        [
            row.code,
            row.name,
            data.directory.beside_name(data.unit_at(row.position), lang=data.lang),
            _rounded(row.cost, digits),
            *(_rounded(end, digits) for end in row.span),
            *(_cell(data, found.get(side), row.position) for side in _SIDES),
            _rounded(100 * float(deviation[row.position]), 1),
            int(data.costs.warnings[row.position]),
            *row.place,
        ]
        for row in ranked
    ]


def formats(data: CostData) -> dict[str, dict[str, Any]]:
    """Return decimals, unit of measure and its forms of the numbers, by column."""
    found: dict[str, dict[str, Any]] = {
        side: {
            "decimals": reading.indicator.decimals,
            "unit": reading.indicator.unit(data.lang),
            "forms": dict(measure_forms(reading.indicator.unit(data.lang), data.lang)),
        }
        for side, reading in readings(data).items()
    }
    money = {"decimals": unit_decimals(data), "unit": data.t("cost_page.unit.zl")}
    return {"cost": money, "deviation": {"decimals": 1, "unit": "%"}, **found}


def _cell(data: CostData, reading: Reading | None, at: int) -> float | str:
    if reading is None:
        return ""
    value, flag = float(reading.values[at]), Flag(int(reading.flags[at]))
    if math.isfinite(value) and flag is not Flag.BELOW_FORMAT:
        return value
    return format_empty(flag, data.lang, decimals=reading.indicator.decimals)


def _rounded(value: float, digits: int) -> float | None:
    return round(value, digits) if math.isfinite(value) else None


def _pair(data: CostData, shown: Comparison) -> dict[str, Any]:
    figures = scatter_figures(data, shown)
    corner_of = dict(zip(shown.positions, shown.quadrants, strict=True))
    rows = sorted(place_rows(data), key=lambda row: row.code)
    signs = (
        corner_sign(corner_of[row.position]) if row.position in corner_of else NOT_IN
        for row in rows
    )
    return {
        "code": shown.pair,
        "data": figures["wide"]["data"],
        "wide": figures["wide"]["layout"],
        "narrow": figures["narrow"]["layout"],
        "corners": "".join(signs),
        "words": {
            corner_sign((right, top)): corner_words(data, shown, (right, top))
            for right in (False, True)
            for top in (False, True)
        },
        "text": sentence(data, shown),
        "label": label(data, shown),
    }


def corner_sign(corner: tuple[bool, bool] | None) -> str:
    """Return the sign of a corner: 0 less of both, 1 more of x, 2 more of y, 3 more of both."""
    return ON_MEDIAN if corner is None else str(corner[0] + 2 * corner[1])


def _map(data: CostData, shown: CostMap) -> dict[str, Any]:
    of_group = data.selection.group.kind
    return {
        "codes": list(shown.codes),
        "outlined": of_group != "kraj",
        "framed": of_group in FRAMED,
        "cost": {
            "classes": shown.cost.classes,
            "colours": list(shown.cost.colours),
            "numbers": list(shown.cost.numbers),
        },
        "deviation": {
            "classes": shown.deviation.classes,
            "colours": list(shown.deviation.colours),
            "numbers": list(shown.deviation.numbers),
        },
    }
