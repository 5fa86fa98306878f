"""The bar above the preview: the table as a file of each format, as a link, on the clipboard."""

from collections import OrderedDict
from dataclasses import dataclass, replace

from dash import html
from dash.development.base_component import Component

from layouts.components import icon
from layouts.datadesk_preview_words import counted, whole
from smup.exports.forms import FORMS, about_bytes, refusal
from smup.i18n import Texts
from smup.links import table_href
from smup.views.datadesk.screen import Screen
from smup.views.datadesk.state import VIEWS
from smup.views.practices.card_words import size_text
from smup.views.take_out.records import Extract

MOST_AT_ONCE = 100_000
"""Rows up to which a file that cannot be streamed is made while the reader waits."""
MOST_COPIED = 20_000
EXACT_ROWS = 1_000
MAIN = ("xlsx", "csv", "parquet")
OTHER = ("csv_comma", "json", "geojson", "gpkg", "zip")
SIZED = ("xlsx", "csv")
_COMMA = "csv_comma"
MOST_KNOWN = 400
_KNOWN: OrderedDict[tuple[str, ...], int] = OrderedDict()
"""Sizes found already: a sorted table is as large as before, and so is its map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A way to take the table out.

    Attributes:
        name: key of its text.
        extract: the table.
        rows_key: what the rows depend on, whatever their order and the view of them.
        sized: the button says how large the file is.
        look: class of the button.
    """

    name: str
    extract: Extract
    rows_key: str = ""
    sized: bool = False
    look: str = "b"


def export_bar(screen: Screen, t: Texts) -> html.Div:
    """Return the buttons that take the table out, with what each of them gives."""
    extract = screen.extract
    state = replace(screen.chosen.state, sort=None, widok=VIEWS[0], na=None, year=None)
    usual = Button(name="", extract=extract, rows_key=state.to_query())
    main = [
        _file(replace(usual, name=name, sized=name in SIZED, look=_look(name)), t)
        for name in MAIN
        if name in FORMS
    ]
    others = [
        html.Li(_file(replace(usual, name=name, look="b l"), t))
        for name in OTHER
        if _form(name) in FORMS
    ]
    menu = html.Details(
        [
            html.Summary([t("datadesk_preview.more"), icon("chevron-down")], className="b"),
            html.Ul(others, className="cz pop"),
        ],
        className="dane-menu",
        id="data-more-files",
    )
    said = html.P(className="xs", role="status", **{"data-dane-powiedz": ""})
    parts = [*main, menu, _link(t), _copy(screen, t), _prepared_note(extract, t), said]
    label = {"aria-label": t("datadesk_preview.files")}
    return html.Div(parts, className="eks nodr", role="group", **label)


def _look(name: str) -> str:
    return "b g" if name == MAIN[0] else "b"


def _form(name: str) -> str:
    return "csv" if name == _COMMA else name


def _file(button: Button, t: Texts) -> Component:
    """Return the link to a file, or in its place why the table cannot have this format."""
    form, extract = _form(button.name), button.extract
    name = t(f"datadesk_preview.form.{button.name}")
    refused = refusal(form, extract)
    if refused is not None:
        why = t(f"exports.refused.{refused.key}", **refused.values)
        return html.Span(
            [html.B(name), html.Small(f" {why}")],
            className=f"{button.look} odmowa",
            role="link",
            **{"aria-disabled": "true"},
        )
    rows = extract.table.rows
    prepared = rows > MOST_AT_ONCE and not FORMS[form].streams
    words = [name, counted(t, "rows", rows)]
    if prepared:
        words = [t("datadesk_preview.prepare"), *words]
    if button.sized:
        words.append(_size(form, button, t))
    query = extract.description.query
    if button.name == _COMMA:
        query = f"{query}&sep=comma" if query else "sep=comma"
    sign = icon("file-earmark-spreadsheet") if button.look == "b g" else None
    return html.A(
        [sign, " · ".join(words)],
        href=table_href(t.lang, extract.description.table, form, query),
        className=button.look,
        **({"data-przygotuj": ""} if prepared else {"download": ""}),
    )


def _size(form: str, button: Button, t: Texts) -> str:
    extract = button.extract
    key = (form, extract.description.tag, t.lang, button.rows_key)
    if key not in _KNOWN:
        while len(_KNOWN) >= MOST_KNOWN:
            _KNOWN.popitem(last=False)
        _KNOWN[key] = about_bytes(form, extract)
    size = size_text(_KNOWN[key], t)
    return size if extract.table.rows <= EXACT_ROWS else t("datadesk_preview.about", size=size)


def _link(t: Texts) -> html.Button:
    """Return the button that copies the address of the page, which is written with every answer."""
    return html.Button(
        [icon("link-45deg"), html.Span(t("datadesk_preview.link"))],
        type="button",
        className="b l",
        **{
            "data-kopiuj": "",
            "data-done": t("datadesk_preview.link_copied"),
        },
    )


def _copy(screen: Screen, t: Texts) -> html.Button:
    """Return the button that puts the table on the clipboard; it says when that is too much."""
    extract = screen.extract
    rows = extract.table.rows
    data = {
        "data-dane-kopiuj": table_href(
            t.lang, extract.description.table, "csv", extract.description.query
        ),
        "data-robie": t("datadesk_preview.copying"),
        "data-zrobione": t("datadesk_preview.copied", rows=counted(t, "rows", rows)),
        "data-blad": t("datadesk_preview.copy_failed"),
        "data-tekst": " ".join(
            column.name for column in extract.table.columns if column.kind == "code"
        ),
    }
    if rows > MOST_COPIED:
        data["data-za-duzo"] = t(
            "datadesk_preview.copy_too_many",
            most=whole(t, MOST_COPIED),
            rows=whole(t, rows),
        )
    return html.Button(
        [icon("table"), html.Span(t("datadesk_preview.copy"))],
        type="button",
        className="b l",
        **data,
    )


def _prepared_note(extract: Extract, t: Texts) -> html.P | None:
    if extract.table.rows <= MOST_AT_ONCE:
        return None
    note = t("datadesk_preview.prepare_note", most=whole(t, MOST_AT_ONCE))
    return html.P(note, className="xs")
