"""The map of an indicator over the units chosen at the data desk; the others are pale."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from smup.figures.choropleth import choropleth_figure
from smup.figures.classes import class_index
from smup.flags import EMPTY_FLAGS, Flag
from smup.formats import format_number
from smup.i18n import texts
from smup.repository import Repository
from smup.typography import EN_DASH
from smup.views.datadesk.picture_values import DeskPicture, Drawn, read_drawn
from smup.views.datadesk.selection import Chosen
from smup.views.pictures import (
    OUTLINE_LEVEL,
    LegendRow,
    MapScheme,
    layer,
    map_breaks,
    scheme_of,
)

_KINDS = (Flag.DID_NOT_OCCUR, *EMPTY_FLAGS)


def desk_map(repository: Repository, chosen: Chosen) -> DeskPicture | None:
    """Return the map of the year asked for, else of the newest; None without borders or values."""
    drawn = read_drawn(repository, chosen)
    units = layer(repository, chosen.level, repository.directory())
    if units is None or not drawn.years:
        return None
    year = chosen.state.year if chosen.state.year in drawn.years else drawn.years[-1]
    scheme = scheme_of(drawn.indicator, map_breaks(drawn.matrix, drawn.indicator))
    outline = None
    if chosen.level != OUTLINE_LEVEL:
        outline = layer(repository, OUTLINE_LEVEL, repository.directory())
    figure = choropleth_figure(
        units,
        outline=outline,
        class_indexes=_classes(drawn, units.codes, scheme, year),
        colours=scheme.colours,
        lang=chosen.lang,
        sample_text=drawn.stamp,
        cities=False,
    )
    return DeskPicture(
        indicator=drawn.indicator,
        year=year,
        sentence=_map_sentence(drawn, year),
        figures={"wide": figure},
        codes=drawn.codes,
        scheme=scheme,
        legend=(*_class_rows(drawn, scheme, year), *_empty_rows(drawn, year)),
    )


def _classes(drawn: Drawn, codes: Sequence[str], scheme: MapScheme, year: int) -> list[int | None]:
    """Return the class of each drawn unit; the browser then paints the kinds of empty."""
    index = class_index(drawn.matrix.values[drawn.row(year)], scheme.breaks).tolist()
    directory = drawn.repository.directory()
    at = {int(unit_id): place for place, unit_id in enumerate(drawn.matrix.unit_ids)}
    places = [at.get(directory.ids_by_code.get(code, -1)) for code in codes]
    return [None if place is None else index[place] for place in places]


def _class_rows(drawn: Drawn, scheme: MapScheme, year: int) -> list[LegendRow]:
    values = drawn.values(year)
    zero = drawn.flags(year) == Flag.DID_NOT_OCCUR
    index = class_index(np.where(zero, np.nan, values), scheme.breaks)
    counts = np.bincount(index + 1, minlength=len(scheme.colours) + 1)[1:].tolist()
    labels = _labels(drawn, scheme.breaks)
    rows = zip(scheme.colours, labels, counts, strict=True)
    return [
        LegendRow(key=f"class-{place}", colour=colour, label=label, count=count)
        for place, (colour, label, count) in enumerate(rows)
    ]


def _labels(drawn: Drawn, breaks: Sequence[float]) -> list[str]:
    t = texts(drawn.chosen.lang)
    if not breaks:
        return [t("view.legend.all")]
    decimals, lang = drawn.indicator.decimals, drawn.chosen.lang
    numbers = [format_number(one, decimals=decimals, lang=lang) for one in breaks]
    middle = [f"{low}{EN_DASH}{high}" for low, high in pairwise(numbers)]
    first = t("view.legend.below", value=drawn.amount(breaks[0]))
    return [first, *middle, t("view.legend.above", value=numbers[-1])]


def _empty_rows(drawn: Drawn, year: int) -> list[LegendRow]:
    t = texts(drawn.chosen.lang)
    flags = drawn.flags(year)
    counts = {kind: int(np.count_nonzero(flags == kind)) for kind in _KINDS}
    return [
        LegendRow(
            key=kind.label,
            colour=None,
            label=t(f"view.legend.empty.{kind.label}"),
            count=counts[kind],
        )
        for kind in _KINDS
        if counts[kind]
    ]


def _map_sentence(drawn: Drawn, year: int) -> str:
    t, values = texts(drawn.chosen.lang), drawn.values(year)
    known = values[~np.isnan(values)]
    if not len(known):
        return t("datadesk_preview.map.none", year=year)
    return t(
        "datadesk_preview.map.sentence",
        year=year,
        known=format_number(len(known), decimals=0, lang=t.lang),
        all=format_number(len(values), decimals=0, lang=t.lang),
        low=drawn.amount(float(known.min())),
        high=drawn.amount(float(known.max())),
        median=drawn.amount(float(np.median(known))),
    )
