"""The table of the group as values: the page shows its first rows, the file has all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from smup.formats import as_printed
from smup.typography import polish_key
from smup.views.synthetic.records import IndexData, points
from smup.views.synthetic.sensitivity import place_intervals
from smup.views.synthetic.words import method_line, weights_line

Cell = str | int | float | None

COLUMNS = (
    "teryt",
    "unit",
    "kind",
    "powiat",
    "year",
    "quarter",
    "level",
    "change_since",
    "change",
    "place_low",
    "place_high",
    "ranked",
    "known",
    "counted",
    "group",
    "weights",
    "left_out",
    "method",
    "source",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """A unit of the group.

    Attributes:
        code: TERYT code at the level shown.
        name: with the word its level needs.
        kind: in words.
        powiat: name of its powiat; None for a powiat.
        mine: my unit, always first.
        quarter: 1 the highest … 4; 0 without a score.
        level: score of the year in points; None without one.
        change: score of the change in points; None without one.
        low: best place of the middle nine tenths of random weights; None without a score.
        high: worst place of them.
        among: number of units these places are counted among.
        known: indicators with a number.
        counted: indicators that could have one.
    """

    code: str
    name: str
    kind: str
    powiat: str | None
    mine: bool
    quarter: int
    level: float | None
    change: float | None
    low: int | None
    high: int | None
    among: int
    known: int
    counted: int


def ordered_rows(data: IndexData) -> list[int]:
    """Return the rows in the order the state asks for: my unit first, without a score last."""
    sort = data.selection.state.view.sort
    key, descending = sort.lstrip("-"), sort.startswith("-")
    others = [row for row in range(len(data.positions)) if row != data.mine]
    if key == "name":
        names = {row: polish_key(_name(data, row)) for row in others}
        return [data.mine, *sorted(others, key=names.__getitem__, reverse=descending)]
    reading = data.change if key == "change" and data.change is not None else data.level
    scores = -reading.totals if descending else reading.totals
    return [data.mine, *(others[place] for place in np.argsort(scores[others], kind="stable"))]


def index_rows(data: IndexData, rows: Sequence[int]) -> list[IndexRow]:
    """Return chosen rows of the table with everything they say."""
    scored = [row for row in rows if data.level.quarters[row]]
    ends = place_intervals(data, np.array(scored, dtype=np.int64)) if scored else ((), ())
    places = {row: (int(low), int(high)) for row, low, high in zip(scored, *ends, strict=True)}
    return [_row(data, row, places.get(row)) for row in rows]


def csv_rows(data: IndexData, rows: Sequence[IndexRow]) -> Iterator[list[Cell]]:
    """Yield the cells of ``COLUMNS`` for each row."""
    t = data.t
    tail: list[Cell] = [
        f"{data.group.label} ({data.group.size})",
        weights_line(data),
        ", ".join(item.code for item in data.selection.left_out),
        method_line(data),
        t("api.sample.source") if data.dataset.is_sample else t("synthetic.source_file"),
    ]
    for row in rows:
        yield [
            row.code,
            row.name,
            row.kind,
            row.powiat,
            data.year,
            t(f"view.quarter_short.{row.quarter}") if row.quarter else None,
            row.level,
            None if row.change is None else data.since,
            row.change,
            row.low,
            row.high,
            row.among,
            row.known,
            row.counted,
            *tail,
        ]


def _row(data: IndexData, row: int, places: tuple[int, int] | None) -> IndexRow:
    unit = data.directory.units[data.positions[row]]
    powiat = data.directory.powiat_of(unit)
    low, high = places or (None, None)
    return IndexRow(
        code=unit.code_at(data.selection.level),
        name=_name(data, row),
        kind=data.directory.kind_label(unit, lang=data.lang),
        powiat=None if powiat is None or powiat is unit else powiat.name,
        mine=row == data.mine,
        quarter=int(data.level.quarters[row]),
        level=_printed(data.level.totals[row]),
        change=None if data.change is None else _printed(data.change.totals[row]),
        low=low,
        high=high,
        among=data.level.among(row),
        known=int(data.level.known[row]),
        counted=int(data.level.counted[row]),
    )


def _name(data: IndexData, row: int) -> str:
    return data.directory.display_name(data.directory.units[data.positions[row]], lang=data.lang)


def _printed(score: float) -> float | None:
    return None if np.isnan(score) else as_printed(points(float(score)), decimals=1)
