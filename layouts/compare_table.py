"""Tables of the comparison: the heat table, and the twins of the pictures."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from layouts.compare_controls import change
from layouts.compare_notes import note_mark
from layouts.components import icon
from smup.flags import Flag
from smup.links import indicator_href, unit_href
from smup.repository.records import IndicatorInfo
from smup.territory.unit import TerritorialUnit
from smup.views.compare import CompareData
from smup.views.compare.better import Gap
from smup.views.compare.overtime import series_rows
from smup.views.compare.places import place_rows
from smup.views.compare.scatter import points
from smup.views.compare.spread import spread_rows
from smup.views.compare.table import LEAST_GROUP, HeatCell, HeatRow, heat_rows

SHOWN_ROWS = 15
SIGNS = ("gg", "g", "s", "l", "ll")
_PATTERN = {
    Flag.MISSING: "wz-brak",
    Flag.SECRET: "wz-taj",
    Flag.NOT_APPLICABLE: "wz-nd",
    Flag.NOT_YET_PUBLISHED: "wz-np",
}


def heat_table(data: CompareData) -> list[Component]:
    """Return the table with its legend."""
    t = data.t
    rows = heat_rows(data, data.year)
    head = html.Tr([_name_head(data), *(_head(data, item) for item in data.chosen.indicators)])
    caption = t("compare.table.caption", year=data.year, group=data.chosen.group.label)
    table = html.Table(
        [
            html.Caption(caption, className="vh"),
            html.Thead(head),
            html.Tbody([_heat_row(data, row) for row in rows]),
        ],
        className="t zar",
    )
    frame = {"role": "region", "aria-label": caption}
    return [html.Div(table, className="tw zar-okno", tabIndex=0, **frame), heat_legend(data)]


def heat_legend(data: CompareData) -> html.Div:
    """Return the legend: colour, sign and word of each class, and what colour does not say."""
    t = data.t
    items = [
        html.Span([html.I(className=f"zar-k p{place}"), _sign(place),
                   t(f"compare.table.place.{place}")])
        for place in range(len(SIGNS))
    ]  # fmt: skip
    hollow = html.Span([html.I(className="zar-k pn"), _hollow_sign(), t("compare.table.hollow")])
    notes = [t("compare.table.legend_note")]
    if data.chosen.group.size < LEAST_GROUP:
        notes.append(t("compare.table.small_group"))
    key = html.Div([*items, hollow], className="klucz zar-klucz")
    return html.Div([key, html.P(" ".join(notes), className="xs")], className="zar-opis")


def _name_head(data: CompareData) -> html.Th:
    sort = data.chosen.state.sort
    after = "-name" if sort == "name" else "name"
    words = data.t("compare.unit_column")
    return html.Th(
        _sort_button(data, words, words, after, key="name"),
        scope="col",
        **_sorted(sort, "name"),
    )


def _head(data: CompareData, item: IndicatorInfo) -> html.Th:
    sort, name = data.chosen.state.sort, item.short_name(data.lang)
    first, other = f"-{item.code}", item.code
    if data.judged(item) and item.polarity == "down":
        first, other = other, first
    after = other if sort == first else first
    kind = item.polarity if data.judged(item) else "none"
    unit = item.unit(data.lang)
    note = data.t(f"compare.table.polarity.{kind}")
    small = html.Small(f"{unit} · {note}" if unit else note)
    return html.Th(
        [_sort_button(data, name, name, after, key=item.code), html.Br(), small],
        scope="col",
        className="num",
        **_sorted(sort, item.code),
    )


def _sort_button(data: CompareData, text: str, name: str, after: str, *, key: str) -> html.Button:
    chosen = (data.chosen.state.sort or "").lstrip("-") == key
    up = (data.chosen.state.sort or "").startswith("-")
    sign = icon("chevron-down") if chosen else None
    if sign is not None and not up:
        sign.className += " gora"
    label = {"aria-label": data.t("compare.table.sort", name=name)}
    return html.Button(
        [text, sign], type="button", id=f"compare-sort-{key}", **label, **change(sort=after)
    )


def _sorted(sort: str | None, key: str) -> dict[str, str]:
    if sort is None or sort.lstrip("-") != key:
        return {}
    return {"aria-sort": "descending" if sort.startswith("-") else "ascending"}


def _heat_row(data: CompareData, row: HeatRow) -> html.Tr:
    if row.unit is None:
        cells = [html.Td(cell.text, className="num") for cell in row.cells]
        return html.Tr([html.Th(row.name, scope="row"), *cells], className="med")
    name = unit_link(data, row.unit)
    marks = [note_mark(data, item, row.unit) for item in data.chosen.indicators]
    cells = [_heat_cell(data, cell, mark) for cell, mark in zip(row.cells, marks, strict=True)]
    return html.Tr([html.Th(name, scope="row"), *cells], className="ja" if row.mine else None)


def _heat_cell(data: CompareData, cell: HeatCell, mark: Component | None) -> html.Td:
    t = data.t
    if not cell.flag.has_value:
        pattern = html.I(className=_PATTERN[cell.flag], **{"aria-hidden": "true"})
        empty = html.Span([pattern, cell.text], className="puste")
        return html.Td([empty, mark], className="num")
    if cell.place is None:
        words = None if cell.judged else html.Span(t("compare.table.hollow"), className="vh")
        sign = None if cell.judged else _hollow_sign()
        kind = "num" if cell.judged else "num pn"
        return html.Td(
            [html.Span([sign, cell.text], className="zar-w"), mark, words], className=kind
        )
    words = html.Span(t(f"compare.table.place.{cell.place}"), className="vh")
    value = html.Span([_sign(cell.place), cell.text], className="zar-w")
    return html.Td([value, mark, words], className=f"num p{cell.place}")


def _sign(place: int) -> html.I:
    """Return circles for better, squares for worse, a bar for the middle: colour never alone."""
    return html.I(className=f"cmp-znak {SIGNS[place]}", **{"aria-hidden": "true"})


def _hollow_sign() -> html.I:
    return html.I(className="cmp-znak n", **{"aria-hidden": "true"})


def unit_link(data: CompareData, unit: TerritorialUnit, *, name: str | None = None) -> html.A:
    """Return the name of a unit as a link to its profile."""
    words = name or data.names.get(unit.id) or data.directory.display_name(unit, lang=data.lang)
    return html.A(words, href=unit_href(data.lang, data.code(unit)))


def card_link(data: CompareData, item: IndicatorInfo) -> html.A:
    """Return the link to the page of an indicator, with my unit kept."""
    unit = data.chosen.chosen.teryt if data.chosen.chosen else None
    return html.A(data.t("compare.card"), href=indicator_href(data.lang, item.code, unit=unit))


def series_table(data: CompareData) -> html.Div:
    """Return the values of every year, and the change over the comparable ones."""
    t, years = data.t, list(data.years_of(data.x))
    head = [t("compare.unit_column"), *map(str, years), t("compare.change_column")]
    rows = []
    for row in series_rows(data, years):
        name = t("compare.lines.median") if row.unit is None else unit_link(data, row.unit)
        cells: list[Component | str] = [
            data.number(value.value, data.x, column=True)
            if value.known and value.flag is not Flag.BELOW_FORMAT
            else html.Span(data.observed(value, data.x), className="puste")
            for value in row.values
        ]
        since = (
            [row.change, html.Br(), html.Small(t("compare.since", year=row.since))]
            if row.since
            else "\u2013"
        )
        rows.append((name, [*cells, since], _row_class(data, row.unit)))
    return twin(data, head, rows)


def places_table(data: CompareData) -> html.Div:
    """Return the places of every year."""
    t, years = data.t, data.years_of(data.x)
    rows = [
        (
            unit_link(data, unit),
            [
                t("compare.places.cell", place=place.place, of=place.of) if place else "\u2013"
                for place in found
            ],
            _row_class(data, unit),
        )
        for unit, found in place_rows(data, years)
    ]
    return twin(data, [t("compare.unit_column"), *map(str, years)], rows)


def spread_table(data: CompareData) -> html.Div:
    """Return value and place of the compared units."""
    t = data.t
    rows = [
        (
            unit_link(data, row.unit),
            [
                data.observed(row.value, data.x),
                t("compare.places.cell", place=row.place, of=row.of) if row.place else "\u2013",
            ],
            _row_class(data, row.unit),
        )
        for row in spread_rows(data)
    ]
    head = [t("compare.unit_column"), t("compare.value_column"), t("compare.place_column")]
    return twin(data, head, rows)


def points_table(data: CompareData) -> list[Component]:
    """Return the units of the scatter, those in the brushed range alone when there is one."""
    t = data.t
    inside = [one for one in points(data) if one.inside]
    rows = [
        (
            unit_link(data, one.unit),
            [data.amount(one.x, data.x), data.amount(one.y, data.y)],
            _row_class(data, one.unit),
        )
        for one in inside[:SHOWN_ROWS]
    ]
    head = [
        t("compare.unit_column"),
        data.x.short_name(data.lang),
        data.y.short_name(data.lang),
    ]
    more = []
    if len(inside) > len(rows):
        every = t.plural("common.rows", len(inside))
        more = [html.P(t("compare.shown_rows", shown=len(rows), rows=every), className="m")]
    return [twin(data, head, rows), *more]


def better_table(data: CompareData, found: Gap) -> list[Component]:
    """Return the units that are better and improved, with what they had and have."""
    t = data.t
    shown = found.found[:SHOWN_ROWS]
    rows = []
    for one in shown:
        was = [data.amount(one.before, data.x), html.Br(), html.Small(str(one.since))]
        now = [data.amount(one.now, data.x), html.Br(), html.Small(str(data.year))]
        rows.append((unit_link(data, one.unit), [was, now, str(one.ahead)], None))
    head = [
        t("compare.unit_column"),
        t("compare.better.from_column"),
        t("compare.better.now_column"),
        t("compare.better.ahead_column"),
    ]
    more = []
    if len(found.found) > len(rows):
        every = t.plural("common.rows", len(found.found))
        more = [html.P(t("compare.shown_rows", shown=len(rows), rows=every), className="m")]
    return [twin(data, head, rows), *more]


def _row_class(data: CompareData, unit: TerritorialUnit | None) -> str | None:
    if unit is None:
        return "med"
    if data.is_mine(unit):
        return "ja"
    return "wyr" if data.code(unit) == data.chosen.state.sel else None


def twin(
    data: CompareData,
    head: Sequence[str],
    rows: Sequence[tuple[Component | str, Sequence[object], str | None]],
) -> html.Div:
    """Return a table in its own frame: the first column names the unit, the others are numbers."""
    caption = data.t("compare.table_of")
    header = [html.Th(head[0], scope="col")]
    header += [html.Th(text, scope="col", className="num") for text in head[1:]]
    lines = [
        html.Tr(
            [
                html.Th(name, scope="row"),
                *(html.Td(cell, className="num") for cell in cells),
            ],
            className=kind,
        )
        for name, cells, kind in rows
    ]
    table = html.Table(
        [html.Caption(caption, className="vh"), html.Thead(html.Tr(header)), html.Tbody(lines)],
        className="t cmp-tab",
    )
    frame = {"role": "region", "aria-label": caption}
    return html.Div(table, className="tw", tabIndex=0, **frame)
