"""The page that explains how the full cost of a service is counted: /koszty/metoda."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from layouts.components import breadcrumbs
from smup.i18n import Texts, texts
from smup.links import costs_href, href
from smup.services import Services
from smup.views.costs.method import MethodTable, dictionary_tables, example_table, price_table

PARAGRAPHS = {
    "kcu": 3,
    "skladniki": 2,
    "klucze": 3,
    "majatek": 3,
    "jednostkowy": 2,
    "oczekiwany": 4,
    "roznice": 3,
    "ceny": 2,
    "ostrzezenia": 1,
    "przyklad": 1,
    "slownik": 1,
    "wskaznik-cen": 0,
}
"""Sections in order, with the number of paragraphs that open each."""

TERMS = ("direct", "entity", "shared", "capital", "grants", "fees", "sales", "targeted")
KEYS = ("etaty", "czas", "sprawy", "m2", "udzial", "wlasny")
WARNINGS = ("outside", "eu", "chapter", "grants", "correction", "none")


def title(_services: Services, lang: str) -> str:
    """Return the title of the window."""
    return texts(lang)("cost_method.title")


def layout(_services: Services, lang: str, **_query: str) -> html.Div:
    """Return the page."""
    t = texts(lang)
    prices, source = price_table(lang)
    tables = [_folded(table) for table in dictionary_tables(lang)]
    after: dict[str, list[Component]] = {
        "skladniki": [_list(t, "term", TERMS)],
        "klucze": [_list(t, "key", KEYS)],
        "ostrzezenia": [_list(t, "warning", WARNINGS), html.P(t("cost_method.open.1"))],
        "przyklad": [_framed(example_table(lang)), html.P(t("cost_method.more"), className="m")],
        "slownik": tables,
        "wskaznik-cen": [_framed(prices), html.P(source, className="xs")],
    }
    path = breadcrumbs(
        t,
        [
            (t("cost_method.start"), href(lang, "/")),
            (t("cost_method.costs"), costs_href(lang)),
            (t("cost_method.title"), None),
        ],
    )
    contents = [
        html.Li(html.A(t(f"cost_method.heading.{key}"), href=f"#{key}")) for key in PARAGRAPHS
    ]
    label = {"aria-label": t("cost_method.contents")}
    head = [
        html.H1(t("cost_method.title")),
        html.P(t("cost_method.lead"), className="lead pod"),
        html.Nav(html.Ul(contents, className="cz spis"), **label),
    ]
    sections = [_section(t, key, after.get(key, [])) for key in PARAGRAPHS]
    return html.Div(
        [path, html.Div([*head, *sections], className="w tresc-tekst")], className="koszt-metoda"
    )


def _section(t: Texts, key: str, after: Sequence[Component]) -> html.Section:
    texts_of = [html.P(t(f"cost_method.{key}.{n}")) for n in range(1, PARAGRAPHS[key] + 1)]
    head = html.H2(t(f"cost_method.heading.{key}"))
    return html.Section([head, *texts_of, *after], id=key, className="sek")


def _list(t: Texts, part: str, keys: Sequence[str]) -> html.Dl:
    rows: list[Component] = []
    for key in keys:
        # Keys are called here as on the page of a service.
        name = f"cost_page.key.{key}" if part == "key" else f"cost_method.{part}.{key}.name"
        rows += [html.Dt(t(name)), html.Dd(t(f"cost_method.{part}.{key}.text"))]
    return html.Dl(rows, className="kart")


def _folded(table: MethodTable) -> html.Details:
    n = len(table.rows)
    summary = html.Summary(f"{table.caption} ({n})")
    return html.Details([summary, _framed(table, titled=False)], className="rozwin")


def _framed(table: MethodTable, *, titled: bool = True) -> html.Div:
    first_number = len(table.columns) - table.numbers

    def look(place: int) -> str | None:
        return "num" if place >= first_number else None

    heads = [
        html.Th(text, scope="col", className=look(place))
        for place, text in enumerate(table.columns)
    ]
    rows = [
        html.Tr(
            [
                html.Th(row[0], scope="row"),
                *(html.Td(text, className=look(place)) for place, text in enumerate(row[1:], 1)),
            ],
            className="suma" if place in table.strong else None,
        )
        for place, row in enumerate(table.rows)
    ]
    caption = html.Caption(table.caption, className=None if titled else "vh")
    inside = html.Table(
        [caption, html.Thead(html.Tr(heads)), html.Tbody(rows)], className="t slownik"
    )
    label = {"aria-label": table.caption}
    return html.Div(inside, className="tw", tabIndex=0, role="region", **label)
