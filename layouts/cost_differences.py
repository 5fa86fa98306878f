"""The section of differences: what makes my unit dearer or cheaper than its group."""

from dash import html
from dash.development.base_component import Component

from layouts.components import section_heading
from layouts.cost_picture import PictureWords, cost_picture, picture_buttons
from smup.links import href
from smup.views.costs.differences import Differences, differences_of
from smup.views.costs.differences_words import (
    EffectRow,
    differences_notes,
    differences_pictures,
    differences_sentence,
    kind_rows,
)
from smup.views.costs.money import per_unit_number
from smup.views.costs.records import CostData

NAME = "differences"


def differences_section(data: CostData) -> html.Section:
    """Return the section."""
    t, found = data.t, differences_of(data)
    title = t("cost_trend.differences.title")
    if isinstance(found, str):
        note = html.P(t(f"cost_trend.differences.why.{found}"), className="m")
        return html.Section([section_heading(title), note], id=NAME, className="sek")
    sentence = differences_sentence(data, found)
    words = PictureWords(title=title, text=sentence, key=t("cost_trend.differences.key"))
    notes = " ".join(differences_notes(data, found))
    method = html.A(
        t("cost_trend.differences.method"), href=f"{href(data.lang, '/koszty/metoda')}#roznice"
    )
    body: list[Component] = [
        html.Figure(cost_picture(data, NAME, differences_pictures(data, found), words)),
        html.Div([_key(data), picture_buttons(data, NAME, words)], className="pod-wykresem"),
        _table(data, found),
        html.P([notes, " ", method], className="xs"),
    ]
    head = section_heading(title, note=sentence)
    return html.Section([head, *body], id=NAME, className="sek koszt-roznice")


def _key(data: CostData) -> html.P:
    t = data.t
    signs = (("kw dol", "raises"), ("kw odj", "lowers"), ("kw sum", "sum"))
    return html.P(
        [
            html.Span(
                [
                    html.I(className=sign, **{"aria-hidden": "true"}),
                    t(f"cost_trend.differences.sign.{key}"),
                ]
            )
            for sign, key in signs
        ],
        className="klucz",
    )


def _table(data: CostData, found: Differences) -> html.Details:
    t = data.t
    heads = [
        html.Th(t("cost_trend.differences.column.effect"), scope="col"),
        html.Th(data.unit_name, scope="col", className="num"),
        html.Th(t("cost_trend.differences.column.theirs"), scope="col", className="num"),
        html.Th(t("cost_trend.differences.column.amount"), scope="col", className="num"),
    ]
    bodies = [
        html.Tbody([_kind(name, together), *map(_row, rows)])
        for name, together, rows in kind_rows(data, found)
    ]
    mine, theirs, total = (
        per_unit_number(data, found.mine),
        per_unit_number(data, found.theirs),
        per_unit_number(data, found.total, signed=True),
    )
    foot = html.Tfoot(
        html.Tr(
            [
                html.Th(t("cost_trend.differences.total"), scope="row"),
                *(html.Td(html.B(text), className="num") for text in (mine, theirs, total)),
            ],
            className="suma",
        )
    )
    caption = html.Caption(t("cost_trend.differences.caption"), className="vh")
    table = html.Table([caption, html.Thead(html.Tr(heads)), *bodies, foot], className="t roznice")
    title = t("cost_trend.differences.table")
    frame = html.Div(table, className="tw", tabIndex=0, role="region", **{"aria-label": title})
    return html.Details(
        [html.Summary(title), frame], className="rozwin", **{"data-keep": "cost-differences"}
    )


def _kind(name: str, together: str) -> html.Tr:
    return html.Tr(
        [
            html.Th(name, scope="rowgroup", colSpan=3),
            html.Td(html.B(together), className="num"),
        ],
        className="dzial",
    )


def _row(row: EffectRow) -> html.Tr:
    name = html.Th([row.label, html.Br(), html.Small(row.measure)], scope="row")
    return html.Tr(
        [name, *(html.Td(text, className="num") for text in (row.mine, row.theirs, row.amount))]
    )
