"""The panel of keys: how costs are shared, and what another choice would give.

A choice is made in the browser at once and asked of the server: ``assets/js/cost/keys.js``.
"""

import math

from dash import html
from dash.development.base_component import Component

from layouts.components import section_heading
from layouts.cost_controls import change
from smup.costs.keys import OWN
from smup.views.costs.keys_panel import KeyOption, KeyPart, key_parts, total_of
from smup.views.costs.keys_words import (
    amount_words,
    others_words,
    part_note,
    total_words,
    unavailable,
)
from smup.views.costs.money import percent
from smup.views.costs.records import CostData
from smup.views.costs.waterfall_words import key_word

MOST_SHARE = 100
LEAST_DIFFERENCE = 0.05


def keys_section(data: CostData) -> html.Section:
    """Return the panel; without costs of my unit, only the choice of keys."""
    t = data.t
    note = t("cost_page.keys.note" if data.mine is not None else "cost_page.keys.note_all")
    return html.Section(
        [
            section_heading(t("cost_page.keys.title"), note=note),
            *(_part(data, part) for part in key_parts(data)),
            _total(data),
            _buttons(data),
        ],
        className="sek koszt-klucze",
        **{"data-keys": data.keys.to_text(), "data-usual": data.usual.to_text()},
    )


def _part(data: CostData, part: KeyPart) -> html.Div:
    t = data.t
    title = t(f"cost_page.keys.part.{part.code}")
    amount = (
        None
        if data.mine is None
        else html.Span(amount_words(data, part.amount), className="klu-kwota")
    )
    radios = [_radio(data, part, option) for option in part.options]
    label = {"aria-label": title, "data-key-part": part.code}
    return html.Div(
        [
            html.H3([html.Span(title), amount], className="klu-nazwa"),
            html.P(part_note(data, part.code), className="xs"),
            html.Div(radios, className="seg", role="radiogroup", **label),
            _share_field(data, part),
            *(html.P(line, className="xs") for line in _lines(data, part)),
        ],
        className="klu",
    )


def _radio(data: CostData, part: KeyPart, option: KeyOption) -> html.Button:
    known = option.known or data.mine is None or option.chosen
    state = {"aria-checked": str(option.chosen).lower(), "data-key-value": option.value}
    return html.Button(
        key_word(data, option.code),
        type="button",
        role="radio",
        id=f"cost-key-{part.code}-{option.code}",
        tabIndex=0 if option.chosen else -1,
        disabled=not known,
        **state,
    )


def _share_field(data: CostData, part: KeyPart) -> Component | None:
    """Return the field of the own share, when the own key is chosen."""
    if math.isnan(part.share):
        return None
    t = data.t
    field = f"cost-share-{part.code}"
    place = html.Span(
        className="wejscie",
        **{
            "data-number": "",
            "data-field": field,
            "data-value": f"{round(part.share, 1):g}",
            "data-least": "0",
            "data-most": str(MOST_SHARE),
            "data-step": "0.1",
            "data-share": part.code,
        },
    )
    back = None
    if not math.isnan(part.loaded) and abs(part.loaded - part.share) >= LEAST_DIFFERENCE:
        word = t("cost_page.keys.loaded", share=percent(part.loaded / 100, decimals=1, lang=t.lang))
        back = html.Button(word, type="button", className="b s l", **{"data-own-key": OWN})
    label = html.Label(t("cost_page.keys.share"), htmlFor=field)
    return html.Div([label, place, html.Span("%"), back], className="klu-udzial")


def _lines(data: CostData, part: KeyPart) -> list[str]:
    """Return what other keys would give, and why some cannot be chosen."""
    if data.mine is None:
        return []
    return [line for line in (others_words(data, part), *unavailable(data, part)) if line]


def _total(data: CostData) -> html.Div | None:
    total = total_of(data)
    if total is None:
        return None
    words = total_words(data, total)
    return html.Div(
        [
            html.B([f"{words.before} ", html.Span(words.strong, className="ja-t")]),
            html.Span(words.after, className="m"),
        ],
        className="razem",
        role="status",
    )


def _buttons(data: CostData) -> html.Div:
    t = data.t
    reset = html.Button(
        t("cost_page.keys.reset"),
        type="button",
        id="cost-keys-reset",
        className="b s",
        **{"aria-disabled": str(data.keys == data.usual).lower(), **change(keys=None)},
    )
    copy = html.Button(
        html.Span(t("cost_page.keys.copy")),
        type="button",
        className="b s",
        **{"data-kopiuj": "", "data-done": t("controls.copied")},
    )
    return html.Div([reset, copy], className="bb nodr")
