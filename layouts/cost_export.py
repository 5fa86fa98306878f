"""What can be taken from the page of costs: rows, the workbook with formulas, the report."""

from dash import html
from dash.development.base_component import Component

from layouts.components import icon
from layouts.components.take_out import take_out_button
from layouts.cost_picture import source_words
from smup.links import cost_table_href, cost_workbook_href, href, with_query
from smup.views.costs.records import CostData
from smup.views.costs.selection import api_query

METHOD = "/koszty/metoda"


def export_section(data: CostData) -> html.Section:
    """Return the links to the files of what is shown, the source, and the method."""
    t = data.t
    method = html.A(t("cost_page.page.method"), href=href(data.lang, METHOD))
    links = html.Div([html.B(t("cost_page.page.export")), *_links(data)], className="bb nodr")
    source = html.P([source_words(data), " ", t("cost_page.page.described"), " ", method, "."],
                    className="m koszt-zrodlo")  # fmt: skip
    return html.Section([links, source], className="koszt-pliki")


def _links(data: CostData) -> list[Component]:
    t, code, query = data.t, data.service.code, data.selection.state.to_query()
    table = with_query(cost_table_href(data.lang, code), query)
    csv = _file("filetype-csv", t("cost_page.page.csv"), table)
    asked = api_query(data.selection)
    address = f"/api/v1/costs/{code}" + (f"?{asked}" if asked else "")
    api = html.A(t("cost_page.page.api"), href=address, className="b s")
    report = html.A(
        [icon("download"), t("cost_page.page.report")],
        href=with_query(href(data.lang, f"/raport/usluga/{code}.pdf"), query),
        target="_self",
        className="b s",
    )
    return [take_out_button(t, f"/koszty/{code}"), _workbook(data, query), csv, report, api]


def _workbook(data: CostData, query: str) -> Component:
    t = data.t
    if data.mine is None:
        return html.Span(t("cost_page.page.xlsx_none"), className="m")
    address = with_query(cost_workbook_href(data.lang, data.service.code), query)
    return _file("download", t("cost_page.page.xlsx"), address)


def _file(sign: str, text: str, address: str) -> html.A:
    return html.A([icon(sign), text], href=address, download="", className="b s")
