"""The fourth step of the data desk: layout, columns, which rows and in what order."""

from dash import html

from layouts.components import icon
from layouts.datadesk_steps import box, change, chip, chip_list, clear_button, listed, step
from smup.i18n import Texts
from smup.services import Services
from smup.views.datadesk.columns import fields
from smup.views.datadesk.selection import Chosen
from smup.views.datadesk.state import LAYOUTS, OPTIONS, ROWS, DeskState

OF_UNIT = 4
SEARCH_FIELD = "data-search-field"
_USUAL = DeskState()


def shape_step(_services: Services, chosen: Chosen, t: Texts) -> html.Div:
    """Return the layouts, the optional columns, what narrows and orders the rows."""
    state = chosen.state
    layouts = html.Div(
        [
            box(
                "uklad",
                name,
                t(f"datadesk.shape.{name}"),
                on=name == state.uklad,
                radio="data-uklad",
            )
            for name in LAYOUTS
        ],
        className="seg",
        role="radiogroup",
        **{"aria-label": t("datadesk.shape.layout")},
    )
    return step(
        4,
        "shape",
        t(f"datadesk.shape.{state.uklad}"),
        [
            layouts,
            html.P(t(f"datadesk.shape.note.{state.uklad}"), className="xs"),
            _columns(chosen, t, "value", OPTIONS[OF_UNIT:]),
            _columns(chosen, t, "unit", OPTIONS[:OF_UNIT]),
            _rows(state, t),
            _search(state, t),
            chip_list("shape", t("datadesk.shape.order"), _order(chosen, t), t),
        ],
        title=t("datadesk.shape.title"),
        clear=_clear(state, t),
    )


def _rows(state: DeskState, t: Texts) -> html.Div:
    """Return the choice of rows: all, only with a value, only empty."""
    return html.Div(
        listed(
            "wiersze",
            t("datadesk.shape.rows"),
            [(name, t(f"datadesk.shape.rows_of.{name}")) for name in ROWS],
            state.wiersze,
            usual=_USUAL.wiersze,
        ),
        className="dane-pole",
    )


def _columns(chosen: Chosen, t: Texts, part: str, names: tuple[str, ...]) -> html.Fieldset:
    boxes = [
        box("kolumny", name, t(f"datadesk.column.{name}"), on=name in chosen.options)
        for name in names
    ]
    return html.Fieldset(
        [html.Legend(t(f"datadesk.shape.columns_{part}")), *boxes],
        className=f"dane-kolumny {part}",
    )


def _search(state: DeskState, t: Texts) -> html.Div:
    """Return the field that narrows the rows; the script puts the input in."""
    field = html.Div([icon("search"), html.Span(className="wejscie")], className="pole")
    return html.Div(
        [html.Label(t("datadesk.shape.search"), htmlFor=SEARCH_FIELD, className="kl"), field],
        className="szuk mala",
        **{
            "data-dane-szukaj": SEARCH_FIELD,
            "data-placeholder": t("datadesk.shape.search_example"),
            "data-shown": state.szukaj or "",
        },
    )


def _order(chosen: Chosen, t: Texts) -> list[html.Li]:
    """Return the order that was set in the head of the table; its ranges stand over the table."""
    sort = chosen.state.sort
    if not sort:
        return []
    names = {field.column.key: field.column.title for field in fields(chosen)}
    key = sort.removeprefix("-")
    way = "falling" if sort.startswith("-") else "rising"
    text = t(f"datadesk.shape.sorted_{way}", column=names.get(key, key))
    return [chip(text, t("datadesk.remove", name=text), change(sort=None))]


def _clear(state: DeskState, t: Texts) -> html.Button | None:
    keys = ("uklad", "kolumny", "wiersze", "szukaj", "filtr", "sort")
    if all(getattr(state, key) == getattr(_USUAL, key) for key in keys):
        return None
    return clear_button(t, "shape", t("datadesk.shape.clear"), **dict.fromkeys(keys))
