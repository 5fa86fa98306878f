"""From direct spending to the full cost and to what my unit pays: picture and table of terms."""

from dash import html
from dash.development.base_component import Component

from layouts.components import section_heading
from layouts.cost_controls import segments
from layouts.cost_picture import PictureWords, cost_picture, picture_buttons
from layouts.cost_states import no_cost_of_mine
from smup.i18n import Texts
from smup.views.costs.money import per_unit_number, percent, zloty
from smup.views.costs.records import CostData
from smup.views.costs.spoken import opened, spoken
from smup.views.costs.state import TOTAL
from smup.views.costs.waterfall import Term, has_output, missing_parts, terms_of
from smup.views.costs.waterfall_words import (
    counted_in_all,
    heading_note,
    missing_words,
    origin,
    picture_text,
    term_name,
    waterfall_pictures,
)

WIDE_FROM = 760
KEY = ("direct", "added", "taken", "sum")


def waterfall_section(data: CostData) -> html.Section:
    """Return the section; without costs of my unit, why there are none and a way on."""
    if data.mine is None:
        head = section_heading(data.t("cost_page.waterfall.title"))
        return html.Section([head, no_cost_of_mine(data)], className="sek koszt-wodospad")
    t = data.t
    words = PictureWords(
        title=t("cost_page.waterfall.title"),
        text=picture_text(data),
        key=" · ".join(t(f"cost_page.waterfall.key.{kind}") for kind in KEY),
    )
    head = section_heading(
        t("cost_page.waterfall.title"), note=heading_note(data), actions=[_switch(data)]
    )
    picture = cost_picture(data, "waterfall", waterfall_pictures(data), words, wide_from=WIDE_FROM)
    return html.Section(
        [
            head,
            *_notes(data),
            html.Figure([picture, _key(t), _below(data, words)]),
        ],
        className="sek koszt-wodospad",
    )


def _switch(data: CostData) -> html.Div:
    t, total = data.t, counted_in_all(data)
    per = spoken(data.service.per, data.lang)
    return segments(
        "na",
        t("cost_page.waterfall.switch"),
        [
            (opened(per), {"na": None}, not total),
            (t("cost_page.waterfall.total"), {"na": TOTAL}, total),
        ],
    )


def _notes(data: CostData) -> list[Component]:
    t = data.t
    parts = missing_parts(data)
    notes: list[Component] = [
        html.Div(html.P(missing_words(data, part)), className="uw") for part in parts
    ]
    if not has_output(data):
        measure = spoken(data.service.output.many, data.lang)
        notes.append(html.P(t("cost_page.waterfall.no_output", measure=measure), className="m"))
    return notes


def _key(t: Texts) -> html.P:
    items = [
        html.Span(
            [
                html.I(className=f"kw {kind}", **{"aria-hidden": "true"}),
                t(f"cost_page.waterfall.key.{kind}"),
            ]
        )
        for kind in KEY
    ]
    return html.P(items, className="klucz koszt-klucz")


def _below(data: CostData, words: PictureWords) -> html.Div:
    rows = terms_of(data)
    name = data.t.plural("cost_page.waterfall.table", len(rows))
    table = html.Details(
        [html.Summary(name), _table(data, rows)],
        className="rozwin",
        **{"data-keep": "terms"},
    )
    return html.Div([table, picture_buttons(data, "waterfall", words)], className="pod-wodospadem")


def _table(data: CostData, rows: tuple[Term, ...]) -> html.Div:
    t = data.t
    per = spoken(data.service.per, data.lang)
    heads = [
        html.Th(t("cost_page.table.term"), scope="col"),
        html.Th(t("cost_page.table.amount"), scope="col", className="num"),
        html.Th(t("cost_page.table.unit", per=per), scope="col", className="num"),
        html.Th(t("cost_page.table.share"), scope="col", className="num"),
        html.Th(t("cost_page.table.origin"), scope="col"),
    ]
    title = t("cost_page.table.caption", year=data.selection.year)
    table = html.Table(
        [
            html.Caption(title, className="vh"),
            html.Thead(html.Tr(heads)),
            html.Tbody([_row(data, term) for term in rows]),
        ],
        className="t skladniki",
    )
    return html.Div(table, className="tw", tabIndex=0, role="region", **{"aria-label": title})


def _row(data: CostData, term: Term) -> html.Tr:
    sign = -1 if term.kind == "taken" else 1
    return html.Tr(
        [
            html.Th(term_name(data, term.key), scope="row"),
            html.Td(zloty(sign * term.amount, lang=data.lang, group_all=True), className="num"),
            html.Td(per_unit_number(data, sign * term.unit), className="num"),
            html.Td(percent(sign * term.share, decimals=1, lang=data.lang), className="num"),
            html.Td(origin(data, term.key), className="m"),
        ],
        className="suma" if term.kind == "sum" else None,
    )
