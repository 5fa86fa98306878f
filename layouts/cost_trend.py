"""The section of the trend: unit cost of my unit and its group over the years."""

import math

from dash import html
from dash.development.base_component import Component

from layouts.components import section_heading
from layouts.cost_controls import segments
from layouts.cost_picture import PictureWords, cost_picture, picture_buttons
from smup.costs.warnings import NEW_CLASSIFICATION
from smup.views.costs.records import CostData
from smup.views.costs.spoken import spoken
from smup.views.costs.trend import CostTrend, TrendRow, trend_of
from smup.views.costs.trend_words import (
    measure,
    price_source,
    trend_cells,
    trend_pictures,
    trend_sentence,
)

NAME = "trend"


def trend_section(data: CostData) -> html.Section:
    """Return the section."""
    t, trend = data.t, trend_of(data)
    if trend is None:
        note = html.P(t("cost_trend.trend.none"), className="m")
        return html.Section([section_heading(t("cost_trend.trend.title")), note], className="sek")
    sentence = trend_sentence(data, trend)
    words = PictureWords(title=_title(data, trend), text=sentence, key=_key_words(data, trend))
    head = section_heading(
        t("cost_trend.trend.title"), note=sentence, actions=[_prices(data, trend)]
    )
    body = [
        html.P(measure(data, trend), className="m miara"),
        html.Figure(cost_picture(data, NAME, trend_pictures(data, trend), words)),
        html.Div([_key(data, trend), picture_buttons(data, NAME, words)], className="pod-wykresem"),
        *_notes(data, trend),
        _table(data, trend),
    ]
    return html.Section([head, *body], id="trend", className="sek koszt-trend")


def _title(data: CostData, trend: CostTrend) -> str:
    t = data.t
    name = spoken(data.service.title, data.lang)
    return t(
        "cost_trend.trend.picture", service=name, unit=data.unit_name, measure=measure(data, trend)
    ).strip()


def _prices(data: CostData, trend: CostTrend) -> html.Div:
    t, constant = data.t, data.selection.state.constant
    options: list[tuple[str, dict[str, object], bool]] = [
        (t("cost_trend.trend.current"), {"ceny": None}, not constant),
        (t("cost_trend.trend.constant", base=trend.base), {"ceny": "stale"}, constant),
    ]
    return segments("prices", t("cost_trend.trend.prices"), options)


def _key_words(data: CostData, trend: CostTrend) -> str:
    t = data.t
    parts = [t("cost_trend.trend.interval"), t("cost_trend.trend.median_of")]
    return " · ".join([data.unit_name, *parts] if _has_mine(trend) else parts[1:])


def _has_mine(trend: CostTrend) -> bool:
    return any(not math.isnan(row.value) for row in trend.chosen)


def _key(data: CostData, trend: CostTrend) -> html.P:
    t = data.t
    mine = [("lk ja", data.unit_name), ("lk pz", t("cost_trend.trend.interval"))]
    signs = [*(mine if _has_mine(trend) else []), ("lk md", t("cost_trend.trend.median_of"))]
    spans = [
        html.Span([html.I(className=sign, **{"aria-hidden": "true"}), text]) for sign, text in signs
    ]
    return html.P(spans, className="klucz")


def _notes(data: CostData, trend: CostTrend) -> list[Component]:
    t, years = data.t, data.selection.years
    notes: list[Component] = []
    if years[0] < NEW_CLASSIFICATION <= years[-1]:
        notes.append(html.P(t("cost_trend.trend.break_note"), className="m przerwa"))
    if data.selection.state.constant:
        notes.append(html.P(price_source(data, trend), className="xs"))
    return notes


def _table(data: CostData, trend: CostTrend) -> html.Details:
    t = data.t
    heads = [
        html.Th(_head(data, column), scope="col", className=None if column == "year" else "num")
        for column in _columns(data)
    ]
    table = html.Table(
        [
            html.Caption(_title(data, trend), className="vh"),
            html.Thead(html.Tr(heads)),
            html.Tbody([_table_row(data, row) for row in trend.chosen]),
        ],
        className="t",
    )
    title = t("cost_trend.trend.table")
    frame = html.Div(table, className="tw", tabIndex=0, role="region", **{"aria-label": title})
    return html.Details(
        [html.Summary(title), frame], className="rozwin", **{"data-keep": "cost-trend"}
    )


def _columns(data: CostData) -> tuple[str, ...]:
    return ("year", *(() if data.selection.unit is None else ("mine", "span")), "median", "n")


def _table_row(data: CostData, row: TrendRow) -> html.Tr:
    cells = dict(zip(("mine", "span", "median", "n"), trend_cells(data, row), strict=True))
    empty = {"mine"} if row.reason else set()
    return html.Tr(
        [
            html.Th(str(row.year), scope="row"),
            *(_cell(cells[name], empty=name in empty) for name in _columns(data)[1:]),
        ],
        className="ja" if row.year == data.selection.year else None,
    )


def _cell(text: str, *, empty: bool) -> html.Td:
    return html.Td(html.Span(text, className="puste") if empty else text, className="num")


def _head(data: CostData, column: str) -> str:
    if column == "mine":
        return data.unit_name
    return data.t(f"cost_trend.trend.column.{column}")
