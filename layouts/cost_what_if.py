"""What would change if: fields, a sentence, a small table. An arithmetic exercise, not a forecast.

Fields are put in by ``assets/js/cost/fields.js``.
"""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import icon, section_heading
from layouts.cost_fold import folded
from smup.views.costs.records import CostData
from smup.views.costs.spoken import counted, opened, spoken
from smup.views.costs.state import MOST_FEE, usual_saving
from smup.views.costs.what_if import MOST_MORE, WhatIf, what_if_of
from smup.views.costs.what_if_words import obstacle_words, what_if_rows, what_if_sentence

FEWER, SAVED, FEE = "mniej", "oszczednosc", "oplata"


def what_if_section(data: CostData) -> html.Section:
    """Return the section; without a full cost of my unit, that there is nothing to change."""
    t, found = data.t, what_if_of(data)
    head = section_heading(t("cost_page.what_if.title"), note=t("cost_page.what_if.note"))
    if found is None:
        return html.Section(
            [head, html.P(t("cost_page.what_if.none"), className="m")], className="sek coby"
        )
    fields = [_places(data, found), _saving(data, found), _fees(data, found)]
    exercise: list[Component | None] = [
        html.Div(fields, className="coby-pola nodr"),
        html.P(what_if_sentence(data, found), className="coby-zdanie", role="status"),
        _table(data, found),
        html.P(_exercise(data), className="xs"),
    ]
    return html.Section([head, folded(t, "what_if", exercise)], className="sek coby")


def _places(data: CostData, found: WhatIf) -> html.Div:
    t, facilities = data.t, data.service.facilities
    title = t("cost_page.what_if.places_none")
    if facilities is not None:
        title = t("cost_page.what_if.places", places=spoken(facilities.many, data.lang))
    if found.no_places is not None or facilities is None:
        return _disabled(title, obstacle_words(data, "places", found.no_places or "none"))
    now = counted(facilities, found.places, data.lang)
    note = t("cost_page.what_if.places_note", now=now)
    if found.cut:
        note = t("cost_page.what_if.places_cut", now=now, most=found.most_fewer)
    limits = (-MOST_MORE, found.most_fewer)
    return _field(data, FEWER, title, value=found.change.fewer, limits=limits, note=note)


def _saving(data: CostData, found: WhatIf) -> html.Div | None:
    if found.no_places is not None:
        return None
    t, usual = data.t, usual_saving(data.service)
    value = round(100 * found.change.saved_share)
    return _field(
        data,
        SAVED,
        t("cost_page.what_if.saved"),
        value=value,
        limits=(0, 100),
        note=t("cost_page.what_if.saved_note", usual=usual),
        usual=usual,
        step=5,
    )


def _fees(data: CostData, found: WhatIf) -> html.Div:
    t, label = data.t, data.service.fees_label
    title = t("cost_page.what_if.fees")
    if found.no_fees is not None or label is None:
        return _disabled(title, obstacle_words(data, "fees", found.no_fees or "none"))
    note = opened(spoken(label, data.lang))
    value = round(100 * found.change.fee)
    limits = (-MOST_FEE, MOST_FEE)
    return _field(data, FEE, title, value=value, limits=limits, note=note, step=5)


def _disabled(title: str, reason: str) -> html.Div:
    return html.Div(
        [html.Span(title, className="coby-nazwa"), html.Span(reason, className="xs")],
        className="coby-pole nie",
    )


def _field(  # noqa: PLR0913 - what a field of a number is
    data: CostData,
    key: str,
    title: str,
    *,
    value: int,
    limits: tuple[int, int],
    note: str,
    usual: int = 0,
    step: int = 1,
) -> html.Div:
    field = f"cost-{key}"
    place = html.Span(
        className="wejscie",
        **{
            "data-number": "",
            "data-field": field,
            "data-value": str(value),
            "data-least": str(limits[0]),
            "data-most": str(limits[1]),
            "data-step": "1",
            "data-cost-number": key,
            "data-usual": str(usual),
            "data-about": f"{field}-note",
        },
    )
    stepper = [
        _step(data, field, title, -step),
        place,
        _step(data, field, title, step),
    ]
    return html.Div(
        [
            html.Label(title, htmlFor=field, className="coby-nazwa"),
            html.Div(stepper, className="coby-krok"),
            html.Span(note, className="xs", id=f"{field}-note"),
        ],
        className="coby-pole",
    )


def _step(data: CostData, field: str, title: str, by: int) -> html.Button:
    key, sign = ("more", "plus") if by > 0 else ("less", "dash")
    name = data.t(f"cost_page.what_if.step_{key}", name=title, by=abs(by))
    return html.Button(
        icon(sign),
        type="button",
        id=f"{field}-{key}",
        className="b s",
        **{"aria-label": name, "data-change-by": str(by), "data-of": field},
    )


def _table(data: CostData, found: WhatIf) -> html.Table:
    t = data.t
    names = ("what", "before", "after", "difference")
    heads = [
        html.Th(t(f"cost_page.what_if.column.{name}"), scope="col", className="num" if at else None)
        for at, name in enumerate(names)
    ]
    rows = [
        html.Tr(
            [html.Th(row.name, scope="row"), *(html.Td(text, className="num") for text in row[1:])]
        )
        for row in what_if_rows(data, found)
    ]
    caption = html.Caption(t("cost_page.what_if.caption"), className="vh")
    return html.Table([caption, html.Thead(html.Tr(heads)), html.Tbody(rows)], className="t coby-t")


def _exercise(data: CostData) -> list[Component | str]:
    keys = html.A(data.t("cost_page.keys.title"), href=f"#{ids.COST_PARTS['keys']}")
    return [
        data.t("cost_page.what_if.exercise"),
        " ",
        data.t("cost_page.what_if.keys"),
        " ",
        keys,
        ".",
    ]
