"""The section of the expected cost: by the group and by a regression, with its uncertainty."""

from dash import html
from dash.development.base_component import Component

from layouts.components import section_heading
from layouts.cost_fold import folded
from smup.links import href
from smup.views.costs.expected import ExpectedView, expected_of
from smup.views.costs.expected_words import (
    Span,
    WayColumn,
    diagnostic_lines,
    diagnostic_numbers,
    expected_sentence,
    left_out_note,
    span_of,
    sum_sentence,
    term_cells,
    way_columns,
)
from smup.views.costs.records import CostData

ROWS = ("value", "deviation", "difference", "span", "basis")
TERM_COLUMNS = ("term", "effect", "coefficient", "error", "p")


def expected_section(data: CostData) -> html.Section:
    """Return the section."""
    t, view = data.t, expected_of(data)
    head = section_heading(t("cost_trend.expected.title"), note=expected_sentence(data, view))
    ways = way_columns(data, view)
    body: list[Component | None] = [
        _table(data, ways) if ways else None,
        html.P(t("cost_trend.expected.no_regression"), className="m")
        if view.regression is None
        else html.P(sum_sentence(data, view), className="m"),
        html.P(
            [t("cost_trend.expected.question"), " ", _method(data)],
            className="m",
        ),
        _diagnostics(data, view),
    ]
    parts = [head, _strip(data, view), folded(t, "expected", body)]
    return html.Section(parts, id="expected", className="sek koszt-oczekiwany")


def _method(data: CostData) -> html.A:
    address = f"{href(data.lang, '/koszty/metoda')}#oczekiwany"
    return html.A(data.t("cost_trend.expected.method"), href=address)


def _strip(data: CostData, view: ExpectedView) -> html.Div | None:
    span = span_of(data, view)
    if span is None:
        return None
    label = {"aria-hidden": "true"}
    return html.Div([html.Div(_marks(span), className="pas duze", **label), _strip_key(data)])


def _marks(span: Span) -> list[Component]:
    band = {"left": f"{span.low:g}%", "width": f"{span.high - span.low:g}%"}
    return [
        html.Span(className="p", style=band),
        html.Span(className="d", style={"left": f"{span.expected:g}%"}),
        html.Span(className="j", style={"left": f"{span.mine:g}%"}),
    ]


def _strip_key(data: CostData) -> html.P:
    t = data.t
    signs = (("sr", "span"), ("md", "expected"), ("romb", "mine"))
    return html.P(
        [
            html.Span(
                [
                    html.I(className=sign, **{"aria-hidden": "true"}),
                    t(f"cost_trend.expected.sign.{key}"),
                ]
            )
            for sign, key in signs
        ],
        className="klucz",
    )


def _table(data: CostData, ways: dict[str, WayColumn]) -> html.Div:
    t = data.t
    heads = [html.Th(html.Span(t("cost_trend.expected.row.name"), className="vh"), scope="col")]
    heads += [
        html.Th(t(f"cost_trend.expected.way.{way}"), scope="col", className="num") for way in ways
    ]
    rows = [
        html.Tr(
            [
                html.Th(t(f"cost_trend.expected.row.{row}"), scope="row"),
                *(html.Td(getattr(column, row), className="num") for column in ways.values()),
            ]
        )
        for row in ROWS
    ]
    caption = html.Caption(t("cost_trend.expected.caption"), className="vh")
    table = html.Table(
        [caption, html.Thead(html.Tr(heads)), html.Tbody(rows)], className="t oczekiwany"
    )
    return _framed(table, t("cost_trend.expected.caption"))


def _framed(table: html.Table, label: str) -> html.Div:
    return html.Div(table, className="tw", tabIndex=0, role="region", **{"aria-label": label})


def _diagnostics(data: CostData, view: ExpectedView) -> html.Details | None:
    t, found = data.t, view.diagnostics
    if found is None:
        return None
    numbers: list[Component] = []
    for name, text in diagnostic_numbers(data, found):
        numbers += [html.Dt(name), html.Dd(text)]
    notes = [*diagnostic_lines(data, found), left_out_note(data, view)]
    body: list[Component] = [
        *(html.P(line, className="m") for line in notes if line),
        _framed(_terms(data, view), t("cost_trend.expected.terms")),
        html.P(t("cost_trend.expected.terms_note"), className="xs"),
        html.Dl(numbers, className="kart liczby"),
    ]
    return html.Details(
        [html.Summary(t("cost_trend.expected.diagnostics")), *body],
        className="rozwin",
        **{"data-keep": "cost-expected"},
    )


def _terms(data: CostData, view: ExpectedView) -> html.Table:
    t, found = data.t, view.diagnostics
    heads = [
        html.Th(
            t(f"cost_trend.expected.column.{column}"),
            scope="col",
            className=None if column == "term" else "num",
        )
        for column in TERM_COLUMNS
    ]
    rows = []
    for term in found.terms if found else ():
        name, *cells = term_cells(data, view, term)
        rows.append(
            html.Tr([html.Th(name, scope="row"), *(html.Td(c, className="num") for c in cells)])
        )
    caption = html.Caption(t("cost_trend.expected.terms"), className="vh")
    return html.Table([caption, html.Thead(html.Tr(heads)), html.Tbody(rows)], className="t")
