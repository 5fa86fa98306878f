"""A record that scripts of the page of costs draw parts from."""

from typing import Any

from dash import dcc
from dash.development.base_component import Component

from layouts import ids


def record(name: str, values: dict[str, Any]) -> list[Component]:
    """Return a record and the sign that it is drawn (``assets/js/cost/linked.js``).

    Args:
        name: of the part: ``linked`` or ``places``.
        values: plain values.
    """
    return [
        dcc.Store(id={"type": ids.COST_RECORD, "name": name}, data=values),
        dcc.Store(id={"type": ids.COST_DRAWN, "name": name}),
    ]
