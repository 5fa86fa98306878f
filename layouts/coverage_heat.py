"""The picture of coverage: a table of links whose cells carry a number or a sign and a colour."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from layouts.components import empty_state, section_heading
from layouts.coverage_links import state_link
from smup.i18n import Texts
from smup.repository.facade import Repository
from smup.views.coverage.heat import HeatCell, HeatRow, heat_rows
from smup.views.coverage.selection import Chosen
from smup.views.coverage.states import KINDS
from smup.views.coverage.words import cell_sign, cell_words

KEY_OF = {"sector": "sektor", "service": "usluga", "indicator": "ind"}
GRADES = (5, 4, 3, 2, 1)


def heat_section(repository: Repository, chosen: Chosen, t: Texts) -> html.Section:
    """Return the picture with its legend."""
    rows = heat_rows(repository, chosen, lang=t.lang)
    heading = section_heading(t("coverage.heat.title"), note=t("coverage.heat.note"))
    if not rows:
        nothing = empty_state(t("coverage.heat.none_title"), t("coverage.heat.none"))
        return html.Section([heading, nothing], className="sek")
    other = None
    if chosen.sector is None and len(rows) < len(repository.sectors()):
        other = html.P(t("coverage.heat.other_level"), className="xs pod")
    frame = html.Div(
        _table(chosen, rows, t),
        className="tw",
        role="region",
        tabIndex=0,
        **{"aria-label": t("coverage.heat.title"), "data-od-konca": ""},
    )
    return html.Section([heading, frame, legend(rows, t), other], className="sek luki-sekcja")


def legend(rows: Sequence[HeatRow], t: Texts) -> html.Ul:
    """Return the grades and signs that occur in the picture."""
    cells = [cell for row in rows for cell in row.cells]
    grades = {cell.grade for cell in cells if cell.known}
    kinds = {cell.kind for cell in cells if not cell.known}
    items = [
        html.Li([html.I(className=f"lk-{grade}"), t(f"coverage.grade.g{grade}")])
        for grade in GRADES
        if grade in grades
    ]
    items += [
        html.Li(
            [
                html.I(t(f"coverage.sign.{kind}"), className=f"ls-{kind}"),
                t(f"coverage.state.{kind}"),
            ]
        )
        for kind in KINDS
        if kind in kinds
    ]
    return html.Ul(items, className="cz luki-legenda", **{"aria-label": t("coverage.heat.legend")})


def _table(chosen: Chosen, rows: Sequence[HeatRow], t: Texts) -> html.Table:
    kind = rows[0].kind
    caption = t("coverage.heat.caption", rows=t(f"coverage.heat.{kind}"))
    heads = [html.Th(t(f"coverage.heat.head_{kind}"), scope="col")]
    heads += [_year(chosen, year, t) for year in chosen.years]
    return html.Table(
        [
            html.Caption(caption, className="vh"),
            html.Thead(html.Tr(heads)),
            html.Tbody([_row(chosen, row, t) for row in rows]),
        ],
        className="luki-obraz",
    )


def _year(chosen: Chosen, year: int, t: Texts) -> html.Th:
    """Return the head of a year, which leads to its gaps."""
    address = state_link(chosen, t, widok="luki", year=year)
    picked = year == chosen.state.year
    return html.Th(html.A(str(year), href=address), scope="col", className="on" if picked else None)


def _row(chosen: Chosen, row: HeatRow, t: Texts) -> html.Tr:
    name: Component | str = html.A(row.name, href=_down(chosen, row, None, t))
    count = t.plural("coverage.lead.indicators", row.indicators)
    note = html.Small(count) if row.kind != "indicator" else html.Small(row.code)
    return html.Tr(
        [html.Th([name, note], scope="row"), *(_cell(chosen, row, one, t) for one in row.cells)]
    )


def _cell(chosen: Chosen, row: HeatRow, cell: HeatCell, t: Texts) -> html.Td:
    words = cell_words(cell, t)
    picked = row.kind == "indicator" and chosen.indicator is not None and cell.year == chosen.year
    link = html.A(
        [
            html.Span(cell_sign(cell, t), **{"aria-hidden": "true"}),
            html.Span(f"{row.name}, {cell.year}: {words}", className="vh"),
        ],
        href=_down(chosen, row, cell.year, t),
        title=f"{cell.year}: {words}",
        **({"aria-current": "true"} if picked else {}),
    )
    look = f"lk-{cell.grade}" if cell.known else f"ls-{cell.kind}"
    return html.Td(link, className=look)


def _down(chosen: Chosen, row: HeatRow, year: int | None, t: Texts) -> str:
    part = dict.fromkeys(KEY_OF.values()) | {KEY_OF[row.kind]: row.code}
    return state_link(chosen, t, **part, year=year, rodzaj=None, woj=None, widok="obraz")
