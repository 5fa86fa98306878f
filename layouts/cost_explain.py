"""The section that explains every number: its formula, the loaded rows and their loads."""

from dash import html
from dash.development.base_component import Component

from layouts.components import section_heading
from layouts.cost_fold import folded
from smup.links import href
from smup.views.costs.explain import Explained, explained, load_lines
from smup.views.costs.explain_tables import RowTable
from smup.views.costs.records import CostData

ANCHORS = {
    "entity": "klucze",
    "shared": "klucze",
    "capital": "majatek",
    "output": "jednostkowy",
    "unit": "jednostkowy",
}
"""Section of the page of the method for a term; the others are in ``skladniki``."""


def explain_section(data: CostData) -> html.Section:
    """Return the section."""
    t, found = data.t, explained(data)
    if not found:
        head = section_heading(t("cost_trend.explain.title"))
        note = html.P(t("cost_trend.explain.no_unit"), className="m")
        return html.Section([head, note], id="explain", className="sek")
    head = section_heading(
        t("cost_trend.explain.title"),
        note=t("cost_trend.explain.note", year=data.selection.year),
    )
    body = [_number(data, one) for one in found]
    rows = folded(t, "explain", [html.Div(body, className="skad")])
    return html.Section([head, rows], id="explain", className="sek koszt-skad")


def _number(data: CostData, one: Explained) -> html.Details:
    t = data.t
    per = html.Span(one.per, className="na") if one.per else None
    name = html.Span(one.name, className="co")
    parts: list[Component | str | None] = [name, html.B(one.amount, className="ile"), per]
    spaced: list[Component | str | None] = []
    for part in parts:
        spaced += [part, " "]
    address = f"{href(data.lang, '/koszty/metoda')}#{ANCHORS.get(one.key, 'skladniki')}"
    loads = [html.Li(line) for line in load_lines(data, one)]
    body: list[Component | None] = [
        html.P(one.origin, className="m") if one.origin else None,
        html.Div([html.P(line) for line in one.formulas], className="wzor")
        if one.formulas
        else None,
        *(_table(table) for table in one.tables),
        html.Ul(loads, className="cz wczytania xs") if loads else None,
        html.P(html.A(t("cost_trend.explain.method"), href=address), className="xs"),
    ]
    return html.Details(
        [html.Summary(spaced), html.Div(body, className="tresc")],
        className="skad-jeden suma" if one.key in {"gross", "net", "unit"} else "skad-jeden",
        **{"data-keep": f"cost-why-{one.key}"},
    )


def _table(table: RowTable) -> html.Div:
    numeric = range(table.texts, len(table.columns))

    def cells(row: tuple[str, ...]) -> list[Component]:
        return [
            html.Th(text, scope="row")
            if place == 0
            else html.Td(text, className="num" if place in numeric else None)
            for place, text in enumerate(row)
        ]

    heads = [
        html.Th(text, scope="col", className="num" if place in numeric else None)
        for place, text in enumerate(table.columns)
    ]
    parts: list[Component | None] = [
        html.Caption(table.title),
        html.Thead(html.Tr(heads)),
        html.Tbody(
            [
                html.Tr(cells(row), className="ta" if place == table.mine else None)
                for place, row in enumerate(table.rows)
            ]
        ),
        html.Tfoot(html.Tr(cells(table.total), className="suma")) if table.total else None,
    ]
    label = {"aria-label": table.title}
    inside = html.Table(parts, className="t wiersze")
    return html.Div(inside, className="tw", tabIndex=0, role="region", **label)
