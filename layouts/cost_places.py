"""Places of the units of the group: an interval for each, never one number.

The rows are drawn by ``assets/js/cost/places.js`` from the record; their order, axis and words are
made by ``smup/views/costs/places*.py``.
"""

from dash import html
from dash.development.base_component import Component

from layouts.components import section_heading
from layouts.cost_record import record
from smup.views.costs.places import LeftOut, left_out, place_rows
from smup.views.costs.places_words import lead, modes, note, places_record
from smup.views.costs.records import CostData

NAMES_SHOWN = 12
"""Of units without a place for one reason, so many are named; the others are counted."""


def places_section(data: CostData) -> html.Section:
    """Return the section: switch, rows with their axis, units without a place."""
    t = data.t
    if not place_rows(data):
        words = html.P(t("cost_places.places.none", year=data.selection.year), className="m")
        head = section_heading(t("cost_places.places.title"))
        return html.Section([head, words, *_without(data)], className="sek koszt-miejsca")
    head = section_heading(
        t("cost_places.places.title"), note=lead(data) or None, actions=[_switch(data)]
    )
    return html.Section(
        [
            head,
            *_notes(data),
            _list(data),
            html.Div(
                [
                    html.Span(className="m", role="status", **{"data-places-shown": ""}),
                    html.Button("", type="button", className="b s", **{"data-places-more": ""}),
                ],
                className="bb miejsca-wiecej nodr",
            ),
            *_without(data),
            *record("places", places_record(data)),
        ],
        className="sek koszt-miejsca",
    )


def _switch(data: CostData) -> html.Div:
    t = data.t
    buttons = [
        html.Button(
            t(f"cost_places.places.mode.{mode}"),
            type="button",
            **{"data-places-mode": mode, "aria-pressed": str(place == 0).lower()},
        )
        for place, mode in enumerate(modes(data))
    ]
    name = {"aria-label": t("cost_places.places.switch")}
    return html.Div(buttons, className="seg", role="group", **name)


def _notes(data: CostData) -> list[Component]:
    return [
        html.P(note(data, mode), className="m", hidden=place > 0, **{"data-places-note": mode})
        for place, mode in enumerate(modes(data))
    ]


def _list(data: CostData) -> html.Figure:
    """Return the place of the rows, with the mark of sample data behind them."""
    stamp = None
    if data.dataset.is_sample:
        words = {"data-znak": data.t("common.sample_stamp"), "aria-hidden": "true"}
        stamp = html.Span(className="miejsca-znak", **words)
    return html.Figure(
        [stamp, html.Div(**{"data-places-rows": ""})],
        className="miejsca",
        **{"aria-label": data.t("cost_places.places.title")},
    )


def _without(data: CostData) -> list[Component]:
    found = left_out(data)
    if not found:
        return []
    t = data.t
    items = [html.Li(_reason(data, one)) for one in found]
    return [
        html.H3(t("cost_places.places.left_out"), className="miejsca-bez"),
        html.Ul(items, className="bez-miejsca m"),
    ]


def _reason(data: CostData, one: LeftOut) -> list[Component | str]:
    t = data.t
    names = [data.directory.display_name(unit, lang=data.lang) for unit in one.units]
    listed = ", ".join(names[:NAMES_SHOWN])
    if len(names) > NAMES_SHOWN:
        listed = f"{listed} {t('cost_places.places.and_others', n=len(names) - NAMES_SHOWN)}"
    count = t.plural(f"groups.count.{data.service.level}", len(names))
    return [html.B(count), f": {t(f'cost_places.places.reason.{one.reason}')}. ", listed]
