"""Under the scatter of the comparison: kinds, the brushed range, its table."""

from dash import html
from dash.development.base_component import Component

from layouts.compare_bodies import unit_key
from layouts.compare_controls import change
from layouts.compare_table import points_table
from smup.compare_state import MOST_UNITS
from smup.figures.scatter import kind_look
from smup.views.compare import CompareData
from smup.views.compare.scatter import kinds, points


def scatter_body(data: CompareData) -> list[Component]:
    """Return what stands under the scatter."""
    t, found = data.t, points(data)
    names = kinds(data, found)
    shapes = html.P(
        [
            html.Span(
                [
                    html.I(
                        className=f"ks {kind_look(code, list(names))[1]}",
                        style={"color": kind_look(code, list(names))[0]},
                        **{"aria-hidden": "true"},
                    ),
                    name,
                ]
            )
            for code, name in names.items()
        ]
        + [html.Span([html.I(className="lk md"), t("compare.scatter.line")])],
        className="klucz cmp-klucz",
    )
    return [
        shapes,
        html.P(t("compare.scatter.more.caution"), className="m"),
        unit_key(data),
        _brushed(data),
        html.H3(t("compare.table_of")),
        *points_table(data),
    ]


def _brushed(data: CompareData) -> html.Div:
    """Return how to brush, by hand or by numbers, and what to do with the brushed units."""
    t = data.t
    apply = html.Button(
        t("compare.scatter.more.apply"),
        type="button",
        id="compare-box-apply",
        className="b s",
        **{"data-cmp-apply": ""},
    )
    typed = html.Details(
        [
            html.Summary(t("compare.scatter.more.typed")),
            html.Div([*_fields(data), apply], className="zakres"),
        ],
        className="wpisz",
    )
    parts: list[Component] = [html.P(t("compare.scatter.more.brush"), className="m"), typed]
    if data.chosen.state.box is not None:
        parts.append(_marked(data))
    return html.Div(parts, className="cmp-zaz nodr")


def _fields(data: CompareData) -> list[html.Label]:
    t, box = data.t, data.chosen.state.box_bounds
    return [
        html.Label(
            [
                html.Span(text),
                html.Span(
                    className="wejscie",
                    **{
                        "data-cmp-box": str(at),
                        "data-value": "" if box is None else f"{box[at]:.6g}",
                    },
                ),
            ]
        )
        for at, text in enumerate(
            text
            for item in (data.x, data.y)
            for text in (
                t("compare.scatter.more.x_low", name=item.short_name(data.lang)),
                t("compare.scatter.more.x_high"),
            )
        )
    ]


def _marked(data: CompareData) -> html.Div:
    t = data.t
    inside = [one.unit for one in points(data) if one.inside]
    here = {unit.id for unit in data.units}
    new = [unit for unit in inside if unit.id not in here][: MOST_UNITS - len(data.units)]
    codes = [data.code(unit) for unit in (*data.units, *new)]
    add = html.Button(
        f"{t('compare.scatter.more.add')} ({len(new)})",
        type="button",
        id="compare-box-add",
        className="b s",
        **change(units=".".join(codes), box=None),
    )
    clear = html.Button(
        t("compare.scatter.more.clear"),
        type="button",
        id="compare-box-clear",
        className="b s",
        **change(box=None),
    )
    words = html.B(t.plural("compare.scatter.inside", len(inside)))
    return html.Div([words, add if new else None, clear], className="bb", role="status")
