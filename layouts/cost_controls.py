"""Small controls of the page of costs; what they do is in ``assets/js/cost/page.js``.

An element says by attributes which keys of the address it changes: ``data-cost`` (JSON of keys;
None takes a key out) for a button, ``data-cost-key`` for a native list of choices.
"""

import json
from collections.abc import Sequence

from dash import html


def change(**changes: object) -> dict[str, str]:
    """Return the attribute that says which keys of the address an element changes.

    A value of None takes the key out.
    """
    return {"data-cost": json.dumps(changes)}


def segments(
    name: str, label: str, options: Sequence[tuple[str, dict[str, object], bool]]
) -> html.Div:
    """Return a row of segments of which one is on.

    Args:
        name: beginning of the ids of the buttons, so that the focus finds its way back.
        label: name of the row for those who do not see it.
        options: text of each, the keys of the address that it changes, whether it is on.
    """
    buttons = [
        html.Button(
            text,
            type="button",
            id=f"cost-{name}-{place}",
            **{"aria-pressed": str(on).lower(), **change(**changes)},
        )
        for place, (text, changes, on) in enumerate(options)
    ]
    return html.Div(buttons, className="seg", role="group", **{"aria-label": label})


def listed(key: str, label: str, options: Sequence[tuple[str, str]], chosen: str) -> html.Div:
    """Return a native list of choices for a key of the address.

    Args:
        key: of the address.
        label: visible name.
        options: value and text of each.
        chosen: the value chosen now.
    """
    field = f"cost-{key}-field"
    items = [html.Option(text, value=code, selected=code == chosen) for code, text in options]
    select = html.Select(items, id=field, className="wyb", **{"data-cost-key": key})
    return html.Div(
        [html.Label(label, htmlFor=field, className="kl"), select], className="koszt-pole"
    )
