"""Looking into a tree of components as a reader would: texts, classes, attributes."""

from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component


def walk(part: Any) -> Iterator[Component]:
    """Yield every component of a tree, from the top, in reading order."""
    if isinstance(part, list | tuple):
        for one in part:
            yield from walk(one)
    elif isinstance(part, Component):
        yield part
        yield from walk(getattr(part, "children", None))


def text(part: Any) -> str:
    """Return the text of a tree."""
    if isinstance(part, list | tuple):
        return "".join(text(one) for one in part)
    if isinstance(part, Component):
        return text(getattr(part, "children", None))
    return "" if part is None else str(part)


def prop(part: Component, name: str) -> Any:
    """Return an attribute of a component, ``data-`` and ``aria-`` ones too."""
    return part.to_plotly_json()["props"].get(name)


def having(part: Any, name: str, value: Any = None) -> list[Component]:
    """Return the components with an attribute, or with this value of it."""
    found = [one for one in walk(part) if prop(one, name) is not None]
    return [one for one in found if value is None or prop(one, name) == value]
