"""Parts that the steps of the data desk are made of: a step, chips, boxes, lists of choices."""

import json
from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from layouts.components import icon
from smup.formats import format_number
from smup.i18n import Texts

SHOWN_CHIPS = 10
"""More chips than these are folded: a selection of 80 indicators must not push the rest away."""


def count_text(n: int, lang: str) -> str:
    """Return a count with its thousands set apart: „2 477”."""
    return format_number(n, decimals=0, lang=lang, group_all=True)


def change(**changes: str | None) -> dict[str, str]:
    """Return the attribute of an element that changes keys of the address; None takes one out."""
    return {"data-dane-zmiana": json.dumps(changes)}


def step(
    number: int,
    name: str,
    value: str,
    body: Sequence[Component | None],
    *,
    title: str,
    clear: Component | None = None,
) -> html.Div:
    """Return a numbered step, which folds; on a phone it begins folded and tells its value.

    Args:
        number: from 1.
        name: by which the script finds it.
        value: what is chosen, in a few words.
        body: what stands in it.
        title: its heading.
        clear: the button that empties it.
    """
    head = html.Summary(
        [
            html.H3([html.I(str(number), **{"aria-hidden": "true"}), title]),
            html.Span(value, className="m krk-ile"),
        ]
    )
    folded = html.Details(
        [head, html.Div([part for part in body if part is not None], className="krk-tresc")],
        open=True,
        **{"data-krok": name},
    )
    return html.Div([folded, clear], className="krk")


def clear_button(t: Texts, name: str, label: str, **changes: str | None) -> html.Button:
    """Return the word at the right of a step that empties it."""
    return html.Button(
        t("datadesk.clear"),
        type="button",
        id=f"data-clear-{name}",
        className="krk-czysc",
        **{"aria-label": label, **change(**changes)},
    )


def chip(
    text: str, remove: str | None, attributes: dict[str, str], *, mine: bool = False
) -> html.Li:
    """Return something chosen, with the cross that takes it away.

    Args:
        text: what is chosen.
        remove: name of the cross; None where there is nothing to take away.
        attributes: what the cross changes.
        mine: marks my unit.
    """
    sign = html.I(className="romb", **{"aria-hidden": "true"}) if mine else None
    cross = (
        html.Button(icon("x"), type="button", title=remove, **{"aria-label": remove}, **attributes)
        if remove
        else None
    )
    return html.Li(
        [sign, html.Span(text, title=text), cross],
        className=f"chip{' ja' if mine else ''}{'' if remove else ' staly'}",
    )


def taken(key: str, value: str) -> dict[str, str]:
    """Return what the cross of a chip changes: a value taken out of a list."""
    return {"data-dane-klucz": key, "data-wartosc": value}


def chip_list(name: str, label: str, chips: Sequence[html.Li], t: Texts) -> html.Div | None:
    """Return chips as a list; those beyond the first ten are folded."""
    if not chips:
        return None
    first = chips if len(chips) <= SHOWN_CHIPS + 2 else chips[:SHOWN_CHIPS]
    rest = chips[len(first) :]
    more = None
    if rest:
        words = t.plural("datadesk.more", len(rest), count=count_text(len(rest), t.lang))
        more = html.Details([html.Summary(words), html.Ul(list(rest), className="cz")])
    shown = html.Ul(list(first), className="cz", **{"aria-label": label})
    return html.Div([shown, more], className="dane-chipy", **{"data-chipy": name})


def box(key: str, value: str, text: str, *, on: bool, radio: str | None = None) -> html.Label:
    """Return a box to tick, or one of a row of which one is chosen (``radio``: its name)."""
    state = {"data-wybrane": ""} if on else {}
    if radio:
        state["data-radio"] = radio
    return html.Label(
        [html.Span(className="wejscie"), html.Span(text)],
        **{"data-dane-klucz": key, "data-wartosc": value, **state},
    )


def listed(
    key: str, label: str, options: Sequence[tuple[str, str]], shown: str, *, usual: str = ""
) -> list[Component]:
    """Return a native list of choices of a key, under its label.

    Args:
        key: of the address.
        label: visible name.
        options: value and text of each.
        shown: value chosen now.
        usual: value that stands for the default and leaves the address.
    """
    field = f"data-{key}-field"
    items = [
        html.Option(text, value="" if value == usual else value, selected=value == shown)
        for value, text in options
    ]
    select = html.Select(
        items,
        id=field,
        className="wyb",
        **{"data-dane-klucz": key, "data-pokazane": "" if shown == usual else shown},
    )
    return [html.Label(label, htmlFor=field, className="kl"), select]


def add_button(text: str, dialog: str) -> html.Button:
    """Return the wide button of a step that opens a dialog."""
    return html.Button(
        [icon("plus"), text],
        type="button",
        id=f"{dialog}-open",
        className="b s dane-dodaj",
        **{"data-dane-okno": dialog, "aria-haspopup": "dialog"},
    )
