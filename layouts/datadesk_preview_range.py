"""Ranges of values that rows are kept by: the form that adds one, and those that hold."""

from decimal import Decimal

from dash import html

from layouts.components import icon
from layouts.datadesk_preview_words import NUMBERS, column_head, head_over
from smup.formats import format_number
from smup.i18n import Texts
from smup.tabular import Column
from smup.views.datadesk.screen import Screen

BETWEEN_RANGES = "_"
BETWEEN_PARTS = "~"


def range_part(screen: Screen, t: Texts) -> html.Div | None:
    """Return the form and the ranges that hold; nothing for a table without numbers."""
    names = {
        one.column.key: _name(screen, one.column, t)
        for one in screen.columns
        if one.column.kind in NUMBERS
    }
    if not names:
        return None
    held = (screen.chosen.state.filtr or "").split(BETWEEN_RANGES)
    chips = [_chip(text, names, t) for text in held if text]
    return html.Div([_form(names, t), *chips], className="dane-zakres nodr")


def _form(names: dict[str, str], t: Texts) -> html.Details:
    """Return the form; its two fields are made by the browser (assets/js/datadesk/pictures.js)."""
    options = [html.Option(name, value=key) for key, name in names.items()]
    column = html.Label(
        [
            t("datadesk_preview.range.column"),
            html.Select(options, id="data-range-column", className="wyb"),
        ]
    )
    fields = [
        html.Label(
            [
                t(f"datadesk_preview.range.{name}"),
                html.Span(className="wejscie", **{"data-dane-granica": name}),
            ]
        )
        for name in ("low", "high")
    ]
    apply = html.Button(
        t("datadesk_preview.range.apply"),
        type="button",
        className="b s",
        **{"data-dane-zawez": t("datadesk_preview.range.bad")},
    )
    said = html.P(className="xs blad", role="alert", **{"data-dane-zle": ""})
    return html.Details(
        [
            html.Summary(t("datadesk_preview.range.title"), id="data-range"),
            html.Div([column, *fields, apply], className="zakres"),
            said,
        ],
        className="wpisz",
    )


def _name(screen: Screen, column: Column, t: Texts) -> str:
    over, head = head_over(screen, column), column_head(screen, column, t)
    return f"{over} · {head}" if over else head


def _chip(text: str, names: dict[str, str], t: Texts) -> html.Span:
    key, *bounds = text.split(BETWEEN_PARTS)
    low, high = (_number(bound, t) for bound in bounds)
    which = "between" if low and high else "from" if low else "to"
    name = t(f"datadesk_preview.range.{which}", name=names.get(key, key), low=low, high=high)
    remove = html.Button(
        icon("x"),
        type="button",
        **{
            "aria-label": t("datadesk_preview.range.remove", name=name),
            "data-dane-klucz": "filtr",
            "data-wartosc": text,
        },
    )
    return html.Span([name, remove], className="chip")


def _number(bound: str, t: Texts) -> str:
    """Return a bound as it is read, with all its decimals; empty for an open one."""
    if not bound:
        return ""
    decimals = max(0, -int(Decimal(bound).normalize().as_tuple().exponent))
    return format_number(float(bound), decimals=decimals, lang=t.lang)
