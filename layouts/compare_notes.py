"""Notes of the compared units: marks in the table, and the list under the view."""

from dash import html
from dash.development.base_component import Component

from layouts.components.notes import value_note
from smup.repository.records import IndicatorInfo
from smup.territory.unit import TerritorialUnit
from smup.views.compare import CompareData
from smup.views.compare.notes import numbered_notes
from smup.views.notes import NoteKey

ANCHOR = "uwaga-{number}"


def note_mark(
    data: CompareData, indicator: IndicatorInfo, unit: TerritorialUnit
) -> html.Sup | None:
    """Return the number of the note on a value, a link to it; None where there is none."""
    number = numbered_notes(data).get(NoteKey(indicator.code, unit.id, data.year))
    if number is None:
        return None
    name = data.t("notes.shown.number", number=number)
    label = {"aria-label": name, "title": name}
    return html.Sup(
        html.A(f"[{number}]", href=f"#{ANCHOR.format(number=number)}", **label),
        className="odsylacz",
    )


def notes_part(data: CompareData) -> list[Component]:
    """Return the notes on what the view shows, under a heading; nothing where there are none."""
    found = numbered_notes(data)
    if not found:
        return []
    names = {item.code: item.short_name(data.lang) for item in data.chosen.indicators}
    items = [
        html.Li(
            [
                html.Span(f"[{number}] {data.names[key.unit_id]}, {names[key.indicator]}"),
                value_note(data.notes[key], data.lang),
            ],
            id=ANCHOR.format(number=number),
        )
        for key, number in found.items()
    ]
    return [html.H3(data.t("notes.shown.heading")), html.Ul(items, className="cz uwagi-jst")]
