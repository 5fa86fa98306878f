"""Designed states of a view: loading, empty, failed, replaced parameters."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from layouts.components.basics import icon


def skeleton(text: str, *, height: int = 110) -> html.Div:
    """Return the loading state in the shape of what comes; it appears after 300 ms.

    Args:
        text: what is being loaded, for example „Wczytuję 39 gmin…”.
        height: height of the picture to come, in pixels at the root size of 16 px.
    """
    bars = [
        html.Div(className="szk", style={"width": "60%", "height": "1.125rem"}),
        html.Div(className="szk", style={"width": "100%", "height": f"{height / 16}rem"}),
        html.Div(className="szk", style={"width": "80%", "height": "0.75rem"}),
    ]
    return html.Div(
        [*bars, html.Span(text, className="xs")],
        className="stan wczytuje",
        role="status",
        **{"aria-busy": "true"},
    )


def empty_state(title: str, note: str, *, action: Component | None = None) -> html.Div:
    """Return what is missing and why, with one way to the nearest thing that exists."""
    return html.Div([html.H3(title), html.P(note, className="m"), action], className="stan c")


def error_state(title: str, note: str, *, actions: Sequence[Component] = ()) -> html.Div:
    """Return a failed panel: what failed, what still works, and a way on."""
    return html.Div(
        [html.H3(title), html.P(note, className="m"), html.Div(list(actions), className="bb")],
        className="stan c blad",
        role="alert",
    )


def problem_note(title: str, note: str | Sequence[str]) -> html.Div:
    """Return the visible note that a part of the address was replaced by its default."""
    notes = [note] if isinstance(note, str) else list(note)
    # No heading: the note stands right under the h1 of a page, where an h3 would skip a level.
    body = [html.P(html.B(title), className="uw-tytul"), *(html.P(line) for line in notes)]
    return html.Div(
        [icon("exclamation-triangle"), html.Div(body)], className="uw adres", role="status"
    )
