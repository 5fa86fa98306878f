"""The map of unit costs and of their deviation from what is expected, of all units of a level."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from smup.costs.method import Floats
from smup.costs.warnings import Warnings
from smup.figures.choropleth import choropleth_figure
from smup.figures.classes import class_breaks, class_index, ramp_of
from smup.figures.theme import AGAINST_GROUP_5, VALUE_5, Figure
from smup.formats import format_number, format_value
from smup.typography import EN_DASH
from smup.views.costs.expected import expected_of
from smup.views.costs.money import per_unit, per_unit_number, unit_decimals
from smup.views.costs.records import CostData
from smup.views.pictures import OUTLINE_LEVEL, LegendRow, layer

DEVIATION_BREAKS = (-0.2, -0.05, 0.05, 0.2)
"""Deviations under 5% are taken for none; over 20% they are large."""
NO_NUMBER, NOT_RUN = "b", "n"
FRAMED = ("powiat", "wojewodztwo", "sasiedzi")
"""Groups that lie together, so that the map begins with them and not with the country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shading:
    """How one number colours the map.

    Attributes:
        colours: of each class, lowest first.
        classes: a sign for each code of the map: its class, ``b`` without a number, ``n`` where
            the unit does not run the service.
        numbers: of each code, rounded for the hover text; None where there is none.
        legend: classes from the lowest, then the kinds of empty that occur.
    """

    colours: tuple[str, ...]
    classes: str
    numbers: tuple[float | None, ...]
    legend: tuple[LegendRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostMap:
    """The map.

    Attributes:
        figure: as first drawn: unit costs.
        codes: TERYT codes in the order of the shadings.
        cost: of unit costs, zl.
        deviation: of deviations, percent.
    """

    figure: Figure
    codes: tuple[str, ...]
    cost: Shading
    deviation: Shading


def cost_map(data: CostData) -> CostMap | None:
    """Return the map; None when no borders of the level are loaded."""
    level = data.service.level
    units = layer(data.repository, level, data.directory)
    if units is None:
        return None
    codes = tuple(units.codes)
    at = _places(data, codes)
    breaks = class_breaks(data.unit_cost, decimals=unit_decimals(data))
    ramp = ramp_of(VALUE_5, len(breaks) + 1)
    cost = _shading(data, at, _of(data.unit_cost, at), breaks=breaks, colours=ramp)
    deviation = _of(expected_of(data).best.deviation, at)
    indexes = [int(sign) if sign.isdigit() else None for sign in cost.classes]
    return CostMap(
        figure=choropleth_figure(
            units,
            outline=layer(data.repository, OUTLINE_LEVEL, data.directory),
            class_indexes=indexes,
            colours=ramp,
            lang=data.lang,
            sample_text=data.stamp,
            cities=False,
        ),
        codes=codes,
        cost=cost,
        deviation=_shading(
            data, at, deviation, breaks=DEVIATION_BREAKS, colours=AGAINST_GROUP_5
        ),
    )  # fmt: skip


def _places(data: CostData, codes: tuple[str, ...]) -> list[int]:
    """Return the position in the costs of each code; -1 for a unit without a row."""
    of_unit = {int(unit_id): at for at, unit_id in enumerate(data.costs.unit_ids)}
    ids = data.directory.ids_by_code
    return [of_unit.get(ids.get(code, -1), -1) for code in codes]


def _of(values: Floats, at: list[int]) -> Floats:
    return np.append(values, np.nan)[at]


def _shading(
    data: CostData,
    at: list[int],
    values: Floats,
    *,
    breaks: tuple[float, ...],
    colours: tuple[str, ...],
) -> Shading:
    index = class_index(values, breaks)
    warnings = np.append(data.costs.warnings, 0)[at]
    not_run = (warnings & int(Warnings.NOT_RUN)) > 0
    signs = [
        str(place) if place >= 0 else NOT_RUN if out else NO_NUMBER
        for place, out in zip(index.tolist(), not_run.tolist(), strict=True)
    ]
    against = breaks is DEVIATION_BREAKS
    labels = _deviation_labels(data) if against else _cost_labels(data, breaks)
    counts = np.bincount(index + 1, minlength=len(colours) + 1)[1:].tolist()
    rows = [
        LegendRow(key=f"class-{place}", colour=colour, label=label, count=count)
        for place, (colour, label, count) in enumerate(zip(colours, labels, counts, strict=True))
    ]
    digits, scale = (0, 100) if against else (unit_decimals(data), 1)
    return Shading(
        colours=colours,
        classes="".join(signs),
        numbers=tuple(
            round(scale * value, digits) if np.isfinite(value) else None
            for value in values.tolist()
        ),
        legend=(*rows, *_empty_rows(data, signs)),
    )


def _empty_rows(data: CostData, signs: list[str]) -> list[LegendRow]:
    kinds = ((NO_NUMBER, "missing", "no_number"), (NOT_RUN, "not-applicable", "not_run"))
    return [
        LegendRow(key=key, colour=None, label=data.t(f"cost_places.map.{word}"), count=n)
        for sign, key, word in kinds
        if (n := signs.count(sign))
    ]


def _cost_labels(data: CostData, breaks: tuple[float, ...]) -> list[str]:
    t = data.t
    if not breaks:
        return [t("view.legend.all")]
    texts = [per_unit_number(data, value) for value in breaks]
    middle = [f"{low}{EN_DASH}{high}" for low, high in pairwise(texts)]
    first = t("view.legend.below", value=per_unit(data, breaks[0]))
    return [first, *middle, t("view.legend.above", value=texts[-1])]


def _deviation_labels(data: CostData) -> list[str]:
    """Return the classes in words: lower and higher, never better and worse."""
    t, lang = data.t, data.lang
    texts = [format_value(abs(100 * one), unit="%", decimals=0, lang=lang)
             for one in DEVIATION_BREAKS]  # fmt: skip
    small = format_number(100 * abs(DEVIATION_BREAKS[1]), decimals=0, lang=lang)
    return [
        t("cost_places.map.lower_more", value=texts[0]),
        t("cost_places.map.lower", low=small, high=texts[0]),
        t("cost_places.map.near", value=texts[1]),
        t("cost_places.map.higher", low=small, high=texts[3]),
        t("cost_places.map.higher_more", value=texts[3]),
    ]
