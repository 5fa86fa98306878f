"""Cost, quality and availability of one service: linked scatter, map and table.

What is linked happens in the browser (``assets/js/cost/linked*.js``): a unit picked in one of the
three is picked in all, a range brushed in the scatter or a corner chosen keeps its rows.
"""

from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import icon, section_heading
from layouts.cost_controls import listed
from layouts.cost_map import map_part
from layouts.cost_picture import PictureWords, picture_buttons
from layouts.cost_record import record
from smup.figures.theme import graph_config
from smup.views.costs.maps import cost_map
from smup.views.costs.places import place_rows
from smup.views.costs.records import CostData
from smup.views.costs.spoken import opened, spoken
from smup.views.costs.triangle import Comparison, Side, chosen, comparisons, offered
from smup.views.costs.triangle_picture import CORNERS, corner_words, label, notes, sentence
from smup.views.costs.triangle_rows import corner_sign, linked

SCATTER = "triangle"
_KEYS: dict[Side, str] = {"quality": "wynik", "availability": "dostep"}
_COLUMNS = ("unit", "cost", "span", "places", "quality", "availability", "deviation", "notes")


def triangle_section(data: CostData) -> html.Section:
    """Return the section; without a unit cost in the group, why there is nothing."""
    t = data.t
    if not place_rows(data):
        words = html.P(t("cost_places.triangle.none_cost", year=data.selection.year), className="m")
        title = section_heading(t("cost_places.triangle.title"))
        return html.Section([title, words], className="sek koszt-trojkat")
    pairs, the_map = comparisons(data), cost_map(data)
    head = section_heading(
        t("cost_places.triangle.title"), note=_note(data), actions=_switch(data, pairs)
    )
    return html.Section(
        [
            head,
            _pickers(data),
            html.Div([_scatter(data, pairs), map_part(data, the_map)], className="siatka trojkat"),
            _table(data),
            *record("linked", linked(data, the_map)),
        ],
        className="sek koszt-trojkat",
    )


def _note(data: CostData) -> str:
    parts = [data.t(f"cost_places.triangle.dot.{data.service.level}")]
    if any(row.mine for row in place_rows(data)):
        parts.append(data.t("cost_places.triangle.interval", unit=data.unit_name))
    return " ".join(parts)


def _switch(data: CostData, pairs: tuple[Comparison, ...]) -> list[Component]:
    """Return the switch of pairs; nothing when there is no choice."""
    if len(pairs) < 2:
        return []
    t = data.t
    buttons = [
        html.Button(
            t(f"cost_places.triangle.pair.{one.pair}"),
            type="button",
            **{"data-linked-pair": str(place), "aria-pressed": str(place == 0).lower()},
        )
        for place, one in enumerate(pairs)
    ]
    name = {"aria-label": t("cost_places.triangle.switch")}
    return [html.Div(buttons, className="seg", role="group", **name)]


def _pickers(data: CostData) -> html.Div | None:
    """Return the lists of indicators of both sides that have more than one."""
    found = []
    for side, key in _KEYS.items():
        options = [(one.code, one.short_name(data.lang)) for one in offered(data, side)]
        picked = chosen(data, side)
        if picked is not None and len(options) > 1:
            name = data.t(f"cost_places.triangle.{side}")
            found.append(listed(key, name, options, picked.code))
    return html.Div(found, className="trojkat-wybor nodr") if found else None


def _scatter(data: CostData, pairs: tuple[Comparison, ...]) -> html.Figure | html.Div:
    t = data.t
    if not pairs:
        none = html.P(t("cost_places.triangle.none", year=data.selection.year), className="m")
        return html.Div(none, className="k7")
    first = pairs[0]
    words = PictureWords(title=t("cost_places.triangle.title"), text=sentence(data, first))
    graph = dcc.Graph(
        id={"type": ids.COST_GRAPH, "name": SCATTER},
        figure={"data": [], "layout": {"height": 470, "xaxis": {"visible": False},
                                       "yaxis": {"visible": False}}},
        config=graph_config(data.lang),
        className="koszt-wykres",
    )  # fmt: skip
    name = {"aria-label": label(data, first), "data-linked-scatter": ""}
    return html.Figure(
        [
            html.Div(graph, role="img", **name),
            *(_below(data, one, place) for place, one in enumerate(pairs)),
            html.Div(className="chipy", **{"data-linked-chips": "", "aria-live": "polite"}),
            html.P(t("cost_places.triangle.question"), className="m"),
            picture_buttons(data, SCATTER, words),
        ],
        className="k7",
    )


def _below(data: CostData, shown: Comparison, place: int) -> html.Div:
    """Return the sentence of a pair, its corners as buttons, and its notes."""
    t, counts = data.t, shown.counts()
    buttons = [
        html.Button(
            [corner_words(data, shown, corner), html.B(str(counts[corner]))],
            type="button",
            className="b s",
            **{"data-linked-corner": corner_sign(corner), "aria-pressed": "false"},
        )
        for corner in CORNERS
    ]
    group = {"aria-label": t("cost_places.triangle.corners")}
    return html.Div(
        [
            html.P(sentence(data, shown), className="trojkat-zdanie"),
            html.Div(buttons, className="naroza-wybor nodr", role="group", **group),
            html.P(t("cost_places.triangle.brush"), className="xs nodr tylko-d"),
            *(html.P(text, className="xs") for text in notes(data, shown)),
        ],
        hidden=place > 0,
        **{"data-linked-below": str(place)},
    )


def _table(data: CostData) -> html.Div:
    t = data.t
    group = data.selection.group.label
    caption = t("cost_places.table.caption", group=group)
    table = html.Table(
        [
            html.Caption(caption, className="vh"),
            html.Thead(html.Tr([_heading(data, column) for column in _shown_columns(data)])),
            html.Tbody(**{"data-linked-rows": ""}),
        ],
        className="t trojkat-tabela",
    )
    foot = html.Div(
        [
            html.Span(className="m", role="status", **{"data-linked-shown": ""}),
            html.Button(
                t("cost_places.table.more"), type="button", className="b s nodr",
                **{"data-linked-more": ""},
            ),
        ],
        className="bb",
    )  # fmt: skip
    frame = {"role": "region", "aria-label": caption}
    title = html.H3(t("cost_places.table.title"), className="trojkat-h3")
    return html.Div([title, html.Div(table, className="tw", tabIndex=0, **frame), foot])


def _shown_columns(data: CostData) -> list[str]:
    missing = {side for side in _KEYS if chosen(data, side) is None}
    return [column for column in _COLUMNS if column not in missing]


def _heading(data: CostData, column: str) -> html.Th:
    name = _name_of(data, column)
    if column in ("span", "notes"):
        return html.Th(name, scope="col", className="num" if column == "span" else None)
    key = {"unit": "name", "places": "best"}.get(column, column)
    button = html.Button(
        [name, icon("chevron-down")],
        type="button",
        **{"data-linked-sort": key, "aria-label": data.t("cost_places.table.sort", name=name)},
    )
    return html.Th(
        button, scope="col", className=None if column == "unit" else "num",
        **{"data-linked-column": column},
    )  # fmt: skip


def _name_of(data: CostData, column: str) -> str:
    if column == "places":
        return opened(data.t("cost_places.places.mode.miejsce"))
    side: Side | None = next((one for one in _KEYS if one == column), None)
    picked = chosen(data, side) if side else None
    if picked is not None:
        unit = picked.unit(data.lang)
        name = picked.short_name(data.lang)
        return f"{name}, {unit}" if unit else name
    return data.t(f"cost_places.table.{column}", per=spoken(data.service.per, data.lang))
