"""What makes the score of my unit: contributions of sectors and of indicators."""

from collections.abc import Sequence

import numpy as np
from dash import html
from dash.development.base_component import Component

from layouts.components import section_heading
from smup.links import indicator_href
from smup.statistics.describe import Floats
from smup.statistics.standardise import LEAST_UNITS
from smup.typography import MINUS, NBSP
from smup.views.synthetic import IndexData
from smup.views.synthetic.records import POINTS
from smup.views.synthetic.words import signed


def contributions_section(data: IndexData) -> html.Section:
    """Return what each sector adds to the score, as bars around zero, and each indicator."""
    t = data.t
    total = float(data.level.totals[data.mine])
    added = data.level.parts(data.mine, data.sector_of)
    bars = _sector_bars(data, added)
    note = t("synthetic.no_score")
    if not np.isnan(total):
        change = signed(data, POINTS * total)
        spaced = (
            f"{change[0]}{NBSP}{change[1:]}" if change[0] in f"+{MINUS}" else f"+{NBSP}{change}"
        )
        words = {"sum": spaced, "total": data.number(total)}
        note = t("synthetic.parts.note", **words)
    head = section_heading(t("synthetic.parts.title"), note=note)
    return html.Section([head, bars, _indicator_details(data, added)], className="sek")


def _sector_bars(data: IndexData, added: Floats) -> html.Table:
    t = data.t
    sums = [float(np.nansum(added[data.sector_of == place])) for place in range(len(data.sectors))]
    reach = max((abs(number) for number in sums), default=0.0) or 1.0
    order = sorted(range(len(sums)), key=lambda place: -sums[place])
    shown = [place for place in order if not np.isnan(added[data.sector_of == place]).all()]
    rows = [
        html.Tr(
            [
                html.Th(data.sectors[place].name(data.lang), scope="row"),
                html.Td(_bar(sums[place] / reach), className="wklad"),
                html.Td(html.B(signed(data, sums[place])), className="num"),
            ]
        )
        for place in shown
    ]
    heads = [
        html.Th(t("synthetic.parts.sector"), scope="col"),
        html.Th(t("synthetic.parts.part"), scope="colgroup", colSpan=2, className="num"),
    ]
    return html.Table(
        [
            html.Caption(t("synthetic.parts.caption"), className="vh"),
            html.Thead(html.Tr(heads)),
            html.Tbody(rows),
        ],
        className="t wklady",
    )


def _bar(share: float) -> html.Div:
    """Return a bar from the middle: to the right when it raises the score, else to the left."""
    size = 50 * abs(share)
    style = {"left": "50%" if share >= 0 else f"{50 - size:.1f}%", "width": f"{size:.1f}%"}
    bar = html.I(className="wk l" if share >= 0 else "wk g", style=style)
    return html.Div(bar, className="os", **{"aria-hidden": "true"})


def _indicator_details(data: IndexData, added: Floats) -> html.Details:
    t = data.t
    order = np.argsort(-np.nan_to_num(added, nan=-99.0), kind="stable")
    counted = [int(place) for place in order if place not in set(data.level.excluded.tolist())]
    heads = [
        html.Th(t("synthetic.parts.indicator"), scope="col"),
        html.Th(t("synthetic.parts.score"), scope="col", className="num"),
        html.Th(t("synthetic.parts.part"), scope="col", className="num"),
        html.Th(html.Span(t("synthetic.parts.skip"), className="vh"), scope="col"),
    ]
    body = [_indicator_row(data, place, float(added[place])) for place in counted]
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(body)], className="t wsk-wklady")
    notes = [*_left_out(data), *_excluded(data)]
    title = t("synthetic.parts.summary", n=len(counted))
    return html.Details(
        [
            html.Summary(title),
            html.P(t("synthetic.parts.score_note"), className="xs"),
            html.Div(table, className="tw", tabIndex=0, role="region", **{"aria-label": title}),
            *notes,
        ],
        className="rozwin",
        **{"data-keep": "indicators"},
    )


def _indicator_row(data: IndexData, place: int, added: float) -> html.Tr:
    t, indicator = data.t, data.indicators[place]
    score = float(data.level.scores[data.mine, place])
    none = t("synthetic.parts.unknown")
    name = indicator.short_name(data.lang)
    address = indicator_href(data.lang, indicator.code, unit=data.unit.teryt)
    sector = data.sectors[data.sector_of[place]].name(data.lang)
    skip = html.Button(
        t("synthetic.parts.skip"),
        type="button",
        className="b s l",
        **{
            "data-index-skip": indicator.code,
            "aria-label": t("synthetic.parts.skip_label", name=name),
        },
    )
    return html.Tr(
        [
            html.Th([html.A(name, href=address), html.Small(f" {sector}")], scope="row"),
            html.Td(none if np.isnan(score) else signed(data, score), className="num"),
            html.Td(
                "\u2013" if np.isnan(added) else signed(data, added, decimals=2), className="num"
            ),
            html.Td(skip, className="num"),
        ]
    )


def _left_out(data: IndexData) -> Sequence[Component]:
    t = data.t
    if not data.selection.left_out:
        return []
    items = [
        html.Li(
            [
                item.short_name(data.lang),
                html.Button(
                    t("synthetic.parts.restore"),
                    type="button",
                    className="b s l",
                    **{
                        "data-index-skip": item.code,
                        "aria-label": t(
                            "synthetic.parts.restore_label", name=item.short_name(data.lang)
                        ),
                    },
                ),
            ]
        )
        for item in data.selection.left_out
    ]
    return [html.H3(t("synthetic.parts.left_out")), html.Ul(items, className="cz pominiete")]


def _excluded(data: IndexData) -> Sequence[Component]:
    if not len(data.level.excluded):
        return []
    names = [data.indicators[place].short_name(data.lang) for place in data.level.excluded]
    words = data.t("synthetic.parts.excluded", year=data.year, units=LEAST_UNITS)
    return [html.P(f"{words}: {', '.join(names)}.", className="xs")]
