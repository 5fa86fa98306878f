"""Designed states of the page of costs: nothing loaded, no unit, a unit without the service."""

from dash import html
from dash.development.base_component import Component

from layouts.components import empty_state
from smup.i18n import Texts
from smup.links import unit_href
from smup.views.costs.records import CostData, CostSelection

TEMPLATES = "/koszty/szablony/koszty.xlsx"


def no_costs(t: Texts) -> html.Div:
    """Return the page without any costs of the service: how to load them, and the template."""
    note = t("cost_page.state.empty.note")
    command = html.Pre(html.Code("python -m smup import costs koszty.xlsx"), className="polecenie")
    state = empty_state(t("cost_page.state.empty.title"), note, action=template_link(t))
    state.children = [*state.children, command]
    return state


def template_link(t: Texts) -> html.A:
    """Return the link to the empty template of spending, keys, assets and output."""
    return html.A(t("cost_page.state.template"), href=TEMPLATES, download="", className="b s")


def no_cost_of_mine(data: CostData) -> html.Div:
    """Return why there is no cost of my unit, and the nearest thing that exists."""
    t, selection = data.t, data.selection
    if selection.unit is None:
        return choose_a_unit(selection, t)
    name = data.directory.display_name(selection.unit, lang=data.lang)
    title = t("cost_page.state.no_row.title", unit=name, year=selection.year)
    return empty_state(title, t("cost_page.state.no_row.note"), action=_ways(data, t))


def choose_a_unit(selection: CostSelection, t: Texts) -> html.Div:
    """Return the invitation to choose a unit of the service's level."""
    level = selection.service.level
    kind = "none" if selection.chosen is None else "larger"
    return empty_state(
        t(f"cost_page.state.{kind}.title_{level}"), t(f"cost_page.state.{kind}.note_{level}")
    )


def _ways(data: CostData, t: Texts) -> Component:
    unit = data.selection.unit
    code = "" if unit is None else unit.code_at(data.service.level)
    profile = html.A(t("cost_page.state.profile"), href=unit_href(t.lang, code), className="b s")
    return html.Div([profile, template_link(t)], className="bb")
