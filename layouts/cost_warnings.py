"""What may disturb the comparison of costs: of my unit, of the group, of the series of years."""

from dash import html

from layouts.components import section_heading
from layouts.cost_export import METHOD
from smup.links import href
from smup.views.costs.records import CostData
from smup.views.costs.warnings import CostNote, cost_notes


def warnings_section(data: CostData) -> html.Section | None:
    """Return the notes under their heading; None when nothing disturbs the comparison."""
    notes = cost_notes(data)
    if not notes:
        return None
    head = section_heading(data.t("cost_page.page.disturb"))
    return html.Section([head, *(_note(data, note) for note in notes)], className="sek zaburzenia")


def _note(data: CostData, note: CostNote) -> html.Div:
    t = data.t
    text = [note.text]
    if note.about == "series":
        link = html.A(t("cost_page.page.method"), href=href(data.lang, METHOD))
        text = [note.text, " ", t("cost_page.page.described"), " ", link, "."]
    return html.Div([html.H3(note.title), html.P(text)], className="uw")
