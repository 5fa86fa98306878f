"""Why the nearest units are near: weights of the variables, which can be changed, and distances.

The fields of the weights are made by ``assets/js/groups/weights.js``.
"""

import json

from dash import html
from dash.development.base_component import Component

from layouts.components.basics import icon
from smup.address_lists import MOST_WEIGHT
from smup.formats import format_number
from smup.i18n import Texts
from smup.links import unit_href
from smup.views.likeness import DistanceRow, Likeness, WeightBar

WEIGHTS = "wagi"


def weights_button(t: Texts) -> html.A:
    """Return the button of the heading, which leads to the weights and opens them."""
    return html.A(
        [icon("list"), t("groups.weights.change")],
        href=f"#{WEIGHTS}",
        className="b s",
        **{"data-cechy-otworz": ""},
    )


def weight_bars(found: Likeness, t: Texts) -> html.Ul:
    """Return bars of the weights."""
    most = max(bar.share for bar in found.bars)
    return html.Ul([_bar(bar, most, t) for bar in found.bars], className="cz paski-wag")


def nearest_part(found: Likeness, t: Texts) -> list[Component]:
    """Return the names of the nearest and how far they are."""
    return [
        html.H3(t("groups.weights.nearest", names=", ".join(found.nearest))),
        html.P(t("groups.weights.span", span=found.span, year=found.year), className="m"),
    ]


def distance_table(found: Likeness, t: Texts, *, mine: str) -> html.Details:
    """Return the table of peers and variables, closed at first.

    Args:
        found: the likeness.
        t: texts of the page's language.
        mine: name of my unit.
    """
    heads = [html.Th(t("groups.weights.unit"), scope="col")]
    heads += [html.Th(bar.name, scope="col", className="num") for bar in found.bars]
    heads.append(html.Th(t("groups.weights.distance"), scope="col", className="num"))
    own = html.Tr(
        [
            html.Th(mine, scope="row"),
            *(html.Td(value, className="num") for value in found.mine),
            html.Td("0", className="num"),
        ],
        className="ja",
    )
    table = html.Table(
        [
            html.Caption(t("groups.weights.caption", year=found.year), className="vh"),
            html.Thead(html.Tr(heads)),
            html.Tbody([own, *(_row(row, t) for row in found.rows)]),
        ],
        className="t dlaczego",
    )
    frame = html.Div(
        table,
        className="tw",
        tabIndex=0,
        role="region",
        **{"aria-label": t("groups.weights.caption", year=found.year)},
    )
    return html.Details(
        [
            html.Summary(t("groups.weights.why", n=len(found.rows))),
            html.P(t("groups.weights.why_note"), className="m"),
            frame,
        ],
        className="wszyscy",
    )


def _bar(bar: WeightBar, most: float, t: Texts) -> html.Li:
    """Return a bar; the longest stands for the largest weight and leaves a little room."""
    share = format_number(100 * bar.share, decimals=0, lang=t.lang)
    words = t("groups.weights.percent", share=share) if bar.weight else t("groups.weights.off")
    return html.Li(
        [
            html.Span(bar.name),
            html.Span(
                html.I(style={"width": f"{90 * bar.share / most:.1f}%"}), **{"aria-hidden": "true"}
            ),
            html.Span(words, className="num m"),
        ]
    )


def weight_fields(found: Likeness, t: Texts) -> html.Details:
    """Return the fields that change the weights, closed at first."""
    rows = [
        html.Li(
            [
                html.Label(bar.name, htmlFor=f"waga-{bar.variable}"),
                html.Span(
                    className="wejscie",
                    **{
                        "data-cecha": bar.variable,
                        "data-now": str(bar.weight),
                        "data-usual": str(bar.usual),
                    },
                ),
                html.Span(className="num waga", **{"aria-hidden": "true"}),
            ]
        )
        for bar in found.bars
    ]
    apply = html.Button(
        t("groups.weights.apply"), type="button", className="b s g", **{"data-cechy": "apply"}
    )
    back = html.Button(
        t("groups.weights.restore"), type="button", className="b s", **{"data-cechy": "restore"}
    )
    words = {key: t(f"groups.weights.{key}") for key in ("off", "value", "zero", "same", "working")}
    note = t("groups.weights.changed") if found.changed else ""
    return html.Details(
        [
            html.Summary(t("groups.weights.change")),
            html.P(t("groups.weights.note", most=MOST_WEIGHT), className="m"),
            html.Ul(rows, className="cz pola-wag"),
            html.Div([apply, back], className="bb"),
            html.P(note, className="m mowi-wagi", role="status"),
        ],
        id=WEIGHTS,
        className="wagi",
        **{"data-words": json.dumps(words), "data-most": str(MOST_WEIGHT)},
    )


def _row(row: DistanceRow, t: Texts) -> html.Tr:
    cells = [
        html.Td(
            [
                cell.value,
                html.Small(
                    t("groups.weights.apart", apart=cell.apart),
                    className="glowna" if cell.main else None,
                ),
            ],
            className="num",
        )
        for cell in row.cells
    ]
    link = html.A(row.name, href=unit_href(t.lang, row.unit.teryt))
    return html.Tr([html.Th(link, scope="row"), *cells, html.Td(row.distance, className="num")])
