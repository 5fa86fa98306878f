"""The map of unit costs beside the scatter; it is coloured by ``assets/js/cost/linked-map.js``."""

from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import empty_state, icon, legend_part
from layouts.cost_picture import PictureWords, picture_buttons
from smup.figures.theme import graph_config
from smup.views.costs.maps import FRAMED, CostMap
from smup.views.costs.records import CostData
from smup.views.costs.spoken import spoken

MAP = "cost-map"


def map_part(data: CostData, shown: CostMap | None) -> html.Figure | html.Div:
    """Return the map with its switch and legends, or why there is none."""
    t = data.t
    if shown is None:
        note = t("cost_places.map.none_note")
        return html.Div(empty_state(t("cost_places.map.none_title"), note), className="k5")
    per, year = spoken(data.service.per, data.lang), data.selection.year
    title = t("cost_places.map.title")
    words = PictureWords(title=title, text=t("cost_places.map.label", per=per, year=year))
    graph = dcc.Graph(
        id={"type": ids.COST_GRAPH, "name": MAP},
        figure=shown.figure,
        config=graph_config(data.lang),
        className="wykres-mapa",
    )
    sample = data.dataset.is_sample
    stamp = html.Span(t("common.sample_stamp"), className="stamp") if sample else None
    box = html.Div([graph, stamp, _zoom(data)], className="mapa koszt-mapa")
    name = {"aria-label": words.text}
    return html.Figure(
        [_head(data), box, *_legends(data, shown), picture_buttons(data, MAP, words)],
        className="k5",
        role="group",
        **name,
    )


def _legends(data: CostData, shown: CostMap) -> list[html.Div]:
    """Return the legend of each number, of which one is shown."""
    t = data.t
    per, year = spoken(data.service.per, data.lang), data.selection.year
    return [
        html.Div(
            [html.P(t(f"cost_places.map.legend_{kind}", per=per, year=year), className="m"),
             *legend_part(shading.legend, strip=True)],
            hidden=kind != "cost",
            **{"data-linked-legend": kind},
        )
        for kind, shading in (("cost", shown.cost), ("deviation", shown.deviation))
    ]  # fmt: skip


def _head(data: CostData) -> html.Div:
    t = data.t
    return html.Div(
        [
            html.Div(
                [
                    html.H3(t("cost_places.map.title")),
                    html.P(t(f"cost_places.map.note_{_extent(data)}"), className="m"),
                ]
            ),
            _map_switch(data),
        ],
        className="trojkat-glowa",
    )  # fmt: skip


def _extent(data: CostData) -> str:
    kind = data.selection.group.kind
    return "country" if kind == "kraj" else "framed" if kind in FRAMED else "group"


def _map_switch(data: CostData) -> html.Div:
    t = data.t
    buttons = [
        html.Button(
            t(f"cost_places.map.{kind}"),
            type="button",
            **{"data-linked-map": kind, "aria-pressed": str(kind == "cost").lower()},
        )
        for kind in ("cost", "deviation")
    ]
    name = {"aria-label": t("cost_places.map.switch")}
    return html.Div(buttons, className="seg", role="group", **name)


def _zoom(data: CostData) -> html.Div:
    signs: tuple[tuple[str, Component | str], ...] = (
        ("in", "+"),
        ("out", "\u2212"),
        ("group", icon("map")),
        ("all", icon("fullscreen")),
    )
    buttons = [
        html.Button(
            sign,
            type="button",
            **{"data-linked-zoom": how, "aria-label": data.t(f"cost_places.map.{how}")},
        )
        for how, sign in signs
    ]
    return html.Div(buttons, className="zoom nodr")
