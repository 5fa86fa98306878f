"""Showing one part of a page alone: the way to it stays, everything else goes or is hidden."""

from dataclasses import dataclass
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from layouts.frozen import parts_of
from layouts.linked_pictures import NO_FIGURE

WAY = "os-droga"
AWAY = "os-precz"
NOTE = "uw adres"
_HTML = "dash_html_components"
_WRITING = ("/konto", "/en/konto")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a part is found in the tree of a page.

    Attributes:
        id: id of a component, or
        name: class of a component; the first one with it counts.
        inside: the part is the nearest component of this type around what was found; None: it
            is the part itself.
    """

    id: Any = None
    name: str = ""
    inside: type[Component] | None = None

    def matches(self, component: Component) -> bool:
        """Tell whether a component is the one looked for."""
        if self.id is not None:
            return bool(getattr(component, "id", None) == self.id)
        return self.name in str(getattr(component, "className", None) or "").split()


def find(tree: Component, wanted: Wanted) -> Component | None:
    """Return the part that is wanted, or None."""
    way = _way(tree, wanted)
    if way is None or wanted.inside is None:
        return None if way is None else way[-1]
    return next((one for one in reversed(way) if isinstance(one, wanted.inside)), None)


def alone(tree: Component, kept: list[Component]) -> Component:
    """Return the page with nothing to see but some of its parts; the given tree is changed.

    What no callback and no script can look for (without ids and ``data-`` attributes) is left
    out. The rest is hidden from the eye and from screen readers, because Dash answers only where
    all the outputs of a callback are on the page.

    Args:
        tree: the page.
        kept: parts of it that stay as they are.
    """
    whole = {id(part) for part in kept}
    ways = {id(one) for one in parts_of(tree) if _holds(one, whole)}
    _clear(tree, whole, ways)
    return tree


def without_writing(tree: Component) -> Component:
    """Return the page without links to the pages of those who write; the tree is changed."""
    for one in parts_of(tree):
        children = getattr(one, "children", None)
        if isinstance(children, list | tuple):
            one.children = [part for part in children if not _writes(part)]
        elif _writes(children):
            one.children = None
    return tree


def _writes(part: Any) -> bool:
    return isinstance(part, html.A) and str(getattr(part, "href", "")).startswith(_WRITING)


def _way(component: Any, wanted: Wanted) -> list[Component] | None:
    """Return the components from the outermost to the one wanted."""
    if isinstance(component, list | tuple):
        found = (_way(one, wanted) for one in component)
        return next((way for way in found if way is not None), None)
    if not isinstance(component, Component):
        return None
    if wanted.matches(component):
        return [component]
    below = _way(getattr(component, "children", None), wanted)
    return None if below is None else [component, *below]


def _holds(component: Component, whole: set[int]) -> bool:
    below = parts_of(getattr(component, "children", None))
    return any(id(one) in whole for one in below)


def _clear(component: Component, whole: set[int], ways: set[int]) -> None:
    """Hide or drop what is beside the way to the kept parts."""
    if id(component) in whole or id(component) not in ways:
        return
    name = str(getattr(component, "className", None) or "")
    setattr(component, "className", f"{name} {WAY}".strip())  # noqa: B010 - declared by subclasses
    children = component.children
    children = list(children) if isinstance(children, list | tuple) else [children]
    component.children = [
        kept for kept in (_child(one, whole, ways) for one in children) if kept is not None
    ]


def _child(child: Any, whole: set[int], ways: set[int]) -> Any:
    if not isinstance(child, Component):
        return None
    if id(child) in whole or isinstance(child, dcc.Store):
        return child
    if id(child) in ways:
        _clear(child, whole, ways)
        return child
    if all(_is_still(one) for one in parts_of(child)):
        return None
    for one in parts_of(child):
        # A map that nobody sees must not fetch its borders.
        if isinstance(one, dcc.Graph):
            one.figure = NO_FIGURE
    return html.Div(child, className=AWAY, hidden=True)


def _is_still(component: Component) -> bool:
    """Tell whether neither a callback nor a script looks for a component."""
    props = component.to_plotly_json()["props"]
    looked_for = any(name == "id" or name.startswith("data-") for name in props)
    return str(component._namespace) == _HTML and not looked_for  # noqa: SLF001 - told nowhere else
