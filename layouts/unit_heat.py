"""The whole picture of a unit: sectors against dimensions, each cell leads to its indicators."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import section_heading
from smup.i18n import Texts, texts
from smup.links import sector_href, unit_href
from smup.view_state import ViewState
from smup.views.profile import HeatCell, HeatRow, Profile
from smup.views.profile.words import of_group

GRADES = 5
_USUAL = ViewState()


def heat_section(profile: Profile, state: ViewState) -> html.Section:
    """Return the heat map with its legend, and the place where a cell opens."""
    t = texts(profile.lang)
    note = t(
        "unit.heat.note",
        name=profile.name,
        count=profile.group.size,
        group=of_group(profile),
        year=profile.year,
    )
    if profile.group.size < 2:
        note = t("unit.heat.note_small")
    table = html.Table(
        [
            html.Caption(t("unit.heat.caption"), className="vh"),
            html.Thead(_header(profile, t)),
            html.Tbody([_row(profile, state, row, t) for row in profile.heat]),
        ],
        className="cie",
    )
    key = [
        html.Div(t(f"unit.heat.key_{grade}"), className=f"k{grade + 1}") for grade in range(GRADES)
    ]
    opened = html.Div(
        id=ids.UNIT_CELL,
        className="pole-listy",
        hidden=True,
        **{"data-zamknij-liste": t("unit.heat.close")},
    )
    return html.Section(
        [
            section_heading(t("unit.heat.title"), note=note),
            table,
            opened,
            html.Div(key, className="legp stopnie"),
            html.P(t("unit.heat.relative"), className="xs pod"),
        ],
        id=ids.UNIT_HEAT,
        className="sek k7",
    )


def _header(profile: Profile, t: Texts) -> html.Tr:
    dimensions = [cell.dimension for cell in profile.heat[0].cells] if profile.heat else []
    heads = [
        html.Th(
            [
                html.Span(t(f"common.dimension.{name}"), className="tylko-d"),
                html.Abbr(
                    t(f"unit.heat.short.{name}"),
                    title=t(f"common.dimension.{name}"),
                    className="tylko-m",
                ),
            ],
            scope="col",
        )
        for name in dimensions
    ]
    return html.Tr([html.Th(t("unit.heat.sector"), scope="col"), *heads])


def _row(profile: Profile, state: ViewState, row: HeatRow, t: Texts) -> html.Tr:
    name = row.sector.name(profile.lang)
    if row.task_of is not None:
        return html.Tr([html.Th(name, scope="row"), _other_task(profile, row.task_of, t)])
    address = sector_href(
        profile.lang,
        row.sector.code,
        unit=profile.unit.teryt,
        group=None if state.group == _USUAL.group else state.group,
        own=state.own,
        w=state.w,
    )
    cells = [_cell(row, cell, t) for cell in row.cells]
    return html.Tr([html.Th(html.A(name, href=address), scope="row"), *cells])


def _other_task(profile: Profile, task_of: str, t: Texts) -> html.Td:
    """Return the cell of a sector that is another level's task, with the way to that unit."""
    if task_of != "powiat":
        return html.Td(t("unit.heat.task_gmina"), colSpan=4, className="dnd")
    words: list[Component | str] = [t("unit.heat.task")]
    powiat = profile.directory.powiat_of(profile.unit)
    if powiat is not None and powiat is not profile.unit:
        name = profile.directory.display_name(powiat, lang=profile.lang)
        link = html.A(
            t("unit.heat.task_link", name=name), href=unit_href(profile.lang, powiat.teryt)
        )
        words += [" – ", link]
    return html.Td(words, colSpan=4, className="dnd")


def _cell(row: HeatRow, cell: HeatCell, t: Texts) -> html.Td:
    if not cell.rows:
        return html.Td(t("unit.heat.none"), className="dbr")
    sector, dimension = row.sector.name(t.lang), t(f"common.dimension.{cell.dimension}")
    if cell.grade is None:
        key, n, shown = "unit.heat.name_unjudged", len(cell.rows), t("unit.heat.unjudged")
    else:
        key, n = "unit.heat.name", cell.counted
        shown = t("unit.heat.of", better=cell.better, counted=cell.counted)
    words = t.plural(key, n, sector=sector, dimension=dimension, better=cell.better)
    button = html.Button(
        shown,
        type="button",
        **{
            "aria-label": words,
            "aria-expanded": "false",
            "aria-controls": ids.UNIT_CELL,
            "data-komorka": f"{row.sector.code}.{cell.dimension}",
            "data-tytul": t("unit.heat.cell_title", sector=sector, dimension=dimension),
        },
    )
    return html.Td(button, className="dbo" if cell.grade is None else f"d{cell.grade + 1}")
