"""The rows of a view as a file: exactly what the view shows, in its order."""

import math
from collections.abc import Callable, Iterator

from smup.flags import Flag
from smup.repository.records import IndicatorInfo
from smup.territory.unit import TerritorialUnit
from smup.views.compare.better import gap
from smup.views.compare.data import CompareData, once
from smup.views.compare.notes import note_of
from smup.views.compare.places import place_rows
from smup.views.compare.scatter import points
from smup.views.compare.table import heat_rows, place_in_group
from smup.views.linked import Value
from smup.views.notes import note_cell

Cell = str | int | float | None
WHO = ("teryt", "unit", "kind", "powiat")
VALUE = ("indicator", "indicator_name", "year", "value", "flag", "unit_of_measure")
END = ("group", "source", "note")
COLUMNS: dict[str, tuple[str, ...]] = {
    "table": (*WHO, *VALUE, "median", "position", *END),
    "lines": (*WHO, *VALUE, "median", "position", *END),
    "panels": (*WHO, *VALUE, "median", "position", *END),
    "places": (*WHO, *VALUE, "rank", "of", "among", *END),
    "scatter": (
        *WHO,
        "year",
        "indicator",
        "value",
        "unit_of_measure",
        "indicator_2",
        "value_2",
        "unit_of_measure_2",
        "compared",
        "group",
        "source",
        "note",
        "note_2",
    ),
    "spread": (*WHO, *VALUE, "compared", *END),
    "better": (*WHO, *VALUE, "ahead", *END),
}


def column_names(data: CompareData) -> list[str]:
    """Return the names of the columns of the view in the reader's language."""
    return [data.t(f"compare.column.{key}") for key in COLUMNS[data.chosen.state.view]]


@once
def export_rows(data: CompareData) -> list[list[Cell]]:
    """Return the rows of the view shown; cells in the order of ``COLUMNS``."""
    makers: dict[str, Callable[[CompareData], Iterator[list[Cell]]]] = {
        "table": _table,
        "lines": _series,
        "panels": _series,
        "places": _places,
        "scatter": _scatter,
        "spread": _spread,
        "better": _better,
    }
    return list(makers[data.chosen.state.view](data))


def _who(data: CompareData, unit: TerritorialUnit) -> list[Cell]:
    powiat = data.directory.powiat_of(unit)
    return [
        data.code(unit),
        data.directory.display_name(unit, lang=data.lang),
        data.directory.kind_label(unit, lang=data.lang),
        powiat.name if powiat is not None and powiat is not unit else None,
    ]


def _value(data: CompareData, item: IndicatorInfo, year: int, value: Value) -> list[Cell]:
    return [
        item.code,
        item.name(data.lang),
        year,
        value.value if value.known else None,
        value.flag.label,
        item.unit(data.lang),
    ]


def _end(data: CompareData, item: IndicatorInfo, unit: TerritorialUnit, year: int) -> list[Cell]:
    sample = data.dataset.is_sample
    source = data.t("api.sample.source") if sample else item.card_text("source", data.lang)
    return [data.chosen.group.label, source, _note(data, item, unit, year)]


def _note(data: CompareData, item: IndicatorInfo, unit: TerritorialUnit, year: int) -> Cell:
    return note_cell(note_of(data, item, unit, year), data.lang)


def _against(data: CompareData, item: IndicatorInfo, year: int, value: Value) -> list[Cell]:
    """Return the median of the group and the place of a value in it, in words."""
    stats = data.stats_of(item, year)
    if stats is None:
        return [None, None]
    if not data.judged(item):
        return [stats.median, data.t("compare.table.hollow")]
    place = place_in_group(value.value, stats, polarity=item.polarity) if value.known else None
    return [stats.median, None if place is None else data.t(f"compare.table.place.{place}")]


def _table(data: CompareData) -> Iterator[list[Cell]]:
    for row in heat_rows(data, data.year):
        if row.unit is None:
            continue
        for item in data.chosen.indicators:
            value = data.value_of(item, row.unit, data.year)
            against = _against(data, item, data.year, value)
            numbers = _value(data, item, data.year, value)
            yield [
                *_who(data, row.unit),
                *numbers,
                *against,
                *_end(data, item, row.unit, data.year),
            ]


def _series(data: CompareData) -> Iterator[list[Cell]]:
    for unit in data.units:
        for year in data.years_of(data.x):
            value = data.value_of(data.x, unit, year)
            against = _against(data, data.x, year, value)
            numbers = _value(data, data.x, year, value)
            yield [*_who(data, unit), *numbers, *against, *_end(data, data.x, unit, year)]


def _places(data: CompareData) -> Iterator[list[Cell]]:
    years = data.years_of(data.x)
    among = data.t(f"compare.places.among_{data.chosen.state.among}")
    for unit, found in place_rows(data, years):
        for year, place in zip(years, found, strict=True):
            value = data.value_of(data.x, unit, year)
            where = [place.place, place.of] if place else [None, None]
            numbers = _value(data, data.x, year, value)
            yield [*_who(data, unit), *numbers, *where, among, *_end(data, data.x, unit, year)]


def _scatter(data: CompareData) -> Iterator[list[Cell]]:
    x, y = data.x, data.y
    for one in points(data):
        if one.inside:
            first: list[Cell] = [x.code, one.x, x.unit(data.lang)]
            second: list[Cell] = [y.code, one.y, y.unit(data.lang)]
            compared = data.t(f"compare.yes.{str(one.chosen).lower()}")
            head = [*_who(data, one.unit), data.year]
            end = [*_end(data, x, one.unit, data.year), _note(data, y, one.unit, data.year)]
            yield [*head, *first, *second, compared, *end]


def _spread(data: CompareData) -> Iterator[list[Cell]]:
    compared = {unit.id for unit in data.units}
    yes, no = data.t("compare.yes.true"), data.t("compare.yes.false")
    for unit in data.units:
        numbers = _value(data, data.x, data.year, data.value_of(data.x, unit, data.year))
        yield [*_who(data, unit), *numbers, yes, *_end(data, data.x, unit, data.year)]
    members = data.members[data.x.id]
    values, flags = members.of_year(data.year), members.flags_of_year(data.year)
    for unit_id, number, flag in zip(members.unit_ids, values, flags, strict=True):
        if int(unit_id) not in compared and math.isfinite(number):
            unit = data.directory.by_id(int(unit_id))
            value = Value(float(number), Flag(int(flag)))
            numbers = _value(data, data.x, data.year, value)
            yield [*_who(data, unit), *numbers, no, *_end(data, data.x, unit, data.year)]


def _better(data: CompareData) -> Iterator[list[Cell]]:
    for one in gap(data).found:
        for year, number in zip(one.years, one.path, strict=True):
            known = math.isfinite(number)
            value = Value(number, Flag.OCCURRED if known else Flag.MISSING)
            numbers = _value(data, data.x, year, value)
            yield [*_who(data, one.unit), *numbers, one.ahead, *_end(data, data.x, one.unit, year)]
