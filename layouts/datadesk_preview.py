"""What the data desk gives: buttons with rows and size, table, map, chart, code, citation."""

from dash import html
from dash.development.base_component import Component

from layouts.components import empty_state
from layouts.datadesk_preview_code import code_part
from layouts.datadesk_preview_files import export_bar
from layouts.datadesk_preview_pictures import chart_panel, map_panel
from layouts.datadesk_preview_range import range_part
from layouts.datadesk_preview_states import nothing_chosen, too_large
from layouts.datadesk_preview_table import FIRST_ROWS, table_panel
from layouts.datadesk_preview_words import counted
from smup.errors import TooLargeError
from smup.i18n import Texts, texts
from smup.services import Services
from smup.views.datadesk.screen import Screen, read_screen
from smup.views.datadesk.selection import Chosen
from smup.views.datadesk.state import VIEWS


def preview(services: Services, chosen: Chosen) -> list[Component]:
    """Return the preview of the table and everything that can be done with it."""
    t = texts(chosen.lang)
    title = html.H2(t("datadesk_preview.title"))
    if not chosen.indicators:
        return [title, nothing_chosen(services, chosen, t)]
    try:
        screen = read_screen(services.repository, chosen, first=FIRST_ROWS)
    except TooLargeError as error:
        return [title, too_large(chosen, error, t)]
    return [
        html.Div([title, html.P(_summary(screen, t), className="m")], className="dane-glowa"),
        export_bar(screen, t),
        _tabs(chosen, t),
        range_part(screen, t),
        html.Div(
            _panel(services, screen, t),
            id="data-panel",
            role="tabpanel",
            **{"aria-labelledby": f"data-tab-{chosen.state.widok}"},
        ),
        code_part(services, screen, t),
    ]


def _panel(services: Services, screen: Screen, t: Texts) -> list[Component]:
    if not screen.extract.table.rows:
        title, note = (t(f"datadesk_preview.empty.{key}") for key in ("no_rows", "no_rows_note"))
        return [empty_state(title, note)]
    if screen.chosen.state.widok == "mapa":
        return map_panel(services, screen.chosen, t)
    if screen.chosen.state.widok == "wykres":
        return chart_panel(services, screen.chosen, t)
    return [table_panel(services.repository, screen, t)]


def _summary(screen: Screen, t: Texts) -> list[Component | str]:
    """Return how much is seen of how much; the grid writes anew what it shows."""
    rows = screen.extract.table.rows
    shown = t(
        "datadesk_preview.seen",
        shown=min(FIRST_ROWS, rows),
        rows=counted(t, "rows_of", rows),
    )
    columns = t.plural("datadesk_preview.columns", len(screen.columns))
    values = counted(t, "values", screen.values)
    if screen.empty:
        reason = counted(t, "empty_reason", screen.empty)
        values = t("datadesk_preview.values_empty", values=values, empty=reason)
    return [html.Span(shown, **{"data-dane-widac": ""}), f" · {columns} · {values}"]


def _tabs(chosen: Chosen, t: Texts) -> html.Div:
    """Return the three views of the selection; arrows move between them (pictures.js)."""
    buttons = []
    for view in VIEWS:
        on = view == chosen.state.widok
        buttons.append(
            html.Button(
                t(f"datadesk_preview.tab.{view}"),
                type="button",
                id=f"data-tab-{view}",
                role="tab",
                tabIndex=0 if on else -1,
                className="on" if on else None,
                **{
                    "aria-selected": str(on).lower(),
                    "aria-controls": "data-panel",
                    "data-dane-klucz": "widok",
                    "data-wartosc": view,
                },
            )
        )
    label = {"aria-label": t("datadesk_preview.tab.label")}
    return html.Div(buttons, className="zak dane-zak", role="tablist", **label)
