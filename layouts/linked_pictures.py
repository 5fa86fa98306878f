"""Pictures of the linked view, shared by the sector and the indicator page: map, charts, table."""

from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import Choices, empty_state, icon, open_in_desk, section_heading, select
from layouts.components.take_out import take_out_button
from smup.figures.theme import graph_config
from smup.formats import format_date
from smup.i18n import Texts
from smup.services import Services
from smup.views.linked import LinkedData
from smup.views.pictures import map_figure, map_scheme

NO_FIGURE = {
    "data": [],
    "layout": {"xaxis": {"visible": False}, "yaxis": {"visible": False}, "height": 240},
}

_NAMES = {ids.VIEW_TREND: "trend", ids.VIEW_DISTRIBUTION: "distribution"}


def map_box(services: Services, data: LinkedData) -> html.Div:
    """Return the map with its buttons, or the note that no borders are loaded."""
    t = data.t
    figure = map_figure(services.repository, data, map_scheme(data))
    borders = None
    if figure is None:
        borders = empty_state(t("view.no_borders.title"), t("view.no_borders.note"))
    stamp = (
        html.Span(t("common.sample_stamp"), className="stamp") if data.dataset.is_sample else None
    )
    graph = dcc.Graph(
        id=ids.VIEW_MAP,
        figure=figure or NO_FIGURE,
        config=graph_config(data.lang),
        className="wykres-mapa",
    )
    return html.Div([borders, graph, stamp, zoom_buttons(t)], className="pc mapa")


def map_panel(services: Services, data: LinkedData, *, className: str) -> html.Figure:
    """Return the map with its buttons, legend and foot."""
    t = data.t
    return html.Figure(
        [
            map_box(services, data),
            html.Div(
                [html.Div(id=ids.VIEW_LEGEND, className="legenda"), zoom_choice(data)],
                className="pc pod-mapa",
            ),
            html.Div(
                [
                    html.Span([t("view.map_note"), " ", borders_note(services, data)]),
                    html.Span(
                        [
                            html.A(t("view.table_instead"), href=f"#{ids.VIEW_TABLE}"),
                            picture_buttons(t, ids.VIEW_MAP, t("view.picture.map")),
                        ],
                        className="pr-st",
                    ),
                ],
                className="ps",
            ),
        ],
        className=className,
        role="group",
        **{"aria-label": t("view.map_label", name=data.indicator.short_name(data.lang))},
    )


def borders_note(services: Services, data: LinkedData) -> str:
    """Return where the borders come from and of which day, or that they are approximate.

    All years are drawn on the same borders, the current ones.
    """
    level, t = data.selection.level, data.t
    sets = [item for item in services.repository.boundary_sets() if item.level == level]
    if any(item.approximate for item in sets):
        return t("view.borders.approximate")
    if not sets:
        return ""
    day = format_date(sets[0].since, t.lang)
    return t("view.borders.official_on" if sets[0].valid_on else "view.borders.official", day=day)


def zoom_buttons(t: Texts) -> html.Div:
    """Return the buttons that enlarge the map; dragging is never the only way."""
    signs: tuple[tuple[str, Component | str], ...] = (
        ("in", "+"),
        ("out", "\u2212"),
        ("all", icon("fullscreen")),
    )
    buttons = [
        html.Button(sign, type="button", **{"data-zoom": how, "aria-label": t(f"view.zoom.{how}")})
        for how, sign in signs
    ]
    return html.Div(buttons, className="zoom")


def zoom_choice(data: LinkedData) -> html.Div:
    """Return the list of voivodeships to enlarge."""
    units = data.directory.units_of("wojewodztwo")
    options = [("", data.t("view.zoom.country")), *((unit.teryt, unit.name) for unit in units)]
    choices = Choices(options=options, chosen=data.selection.state.woj or "")
    return html.Div(select(ids.VIEW_ZOOM, data.t("view.zoom.label"), choices), className="przybliz")


def trend_panel(data: LinkedData) -> html.Figure:
    """Return the trend of my unit against its group."""
    head = html.H3(id=ids.VIEW_TREND_TITLE)
    return _chart_panel(data, ids.VIEW_TREND, head, note=None, className="pan")


def distribution_panel(data: LinkedData) -> html.Figure:
    """Return the distribution in the group with a range to brush or to type."""
    t = data.t
    head = html.H3(id=ids.VIEW_DISTRIBUTION_TITLE)
    figure = _chart_panel(
        data, ids.VIEW_DISTRIBUTION, head, note=t("view.distribution.note"), className="pan rosnie"
    )
    fields = [
        html.Label(
            [
                t(f"view.range.{name}"),
                dcc.Input(id=component, type="text", inputMode="decimal", debounce=True),
            ],
        )
        for name, component in (("low", ids.VIEW_LOW), ("high", ids.VIEW_HIGH))
    ]
    typed = html.Details(
        [html.Summary(t("view.range.title")), html.Div(fields, className="zakres")],
        className="wpisz",
    )
    return html.Figure([*figure.children, html.Div(typed, className="pc")], className="pan rosnie")


def _chart_panel(
    data: LinkedData, graph_id: str, head: html.H3, *, note: str | None, className: str
) -> html.Figure:
    return html.Figure(
        [
            html.Div(
                [
                    html.Div([head, html.P(note, className="m") if note else None]),
                    picture_buttons(data.t, graph_id, data.t(f"view.picture.{_NAMES[graph_id]}")),
                ],
                className="ph",
            ),
            html.Div(
                dcc.Graph(
                    id=graph_id,
                    figure=NO_FIGURE,
                    config=graph_config(data.lang),
                    className="wykres",
                ),
                className="pc",
            ),
        ],
        className=className,
    )


def picture_buttons(t: Texts, graph_id: str, name: str) -> html.Span:
    """Return the buttons that save a picture with title, source and sample mark inside.

    Args:
        t: texts of the page's language.
        graph_id: id of the graph; the browser makes the file (assets/js/linked/export.js).
        name: what the picture is, for screen readers.
    """
    buttons = [
        html.Button(
            form.upper(),
            type="button",
            className="b s obraz",
            **{
                "data-picture": graph_id,
                "data-format": form,
                "aria-label": t("view.picture.save", form=form.upper(), name=name),
            },
        )
        for form in ("png", "svg")
    ]
    return html.Span(buttons, className="obrazy")


def table_section(data: LinkedData) -> html.Section:
    """Return the table of the group with its download."""
    t = data.t
    path = f"/eksport/{data.lang}/obszar/{data.selection.sector.code}.csv"
    download = html.A(
        [icon("filetype-csv"), "CSV"],
        href=path,
        download="",
        className="b s",
        **{"data-csv": path},
    )
    return html.Section(
        [
            section_heading(
                t("view.table.title", group=data.group_name),
                heading_id=ids.VIEW_TABLE_TITLE,
                note=html.Span(id=ids.VIEW_NOTICE, role="status"),
                actions=[
                    open_in_desk(t, obszar=data.selection.sector.code),
                    download,
                    take_out_button(t, f"/obszar/{data.selection.sector.code}"),
                ],
            ),
            html.Div(id=ids.VIEW_TABLE),
        ],
        className="sek",
    )
