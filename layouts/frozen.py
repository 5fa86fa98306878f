"""Parts of a page that nothing changes, written as HTML: one component instead of thousands.

The renderer of Dash asks every component on the page at every change of state, so a table of a
hundred rows made of components delays each answer by seconds. What has no id and no behaviour of
its own is therefore sent as text in ``data-html`` and set by ``assets/js/frozen.js``.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

from dash.development.base_component import Component

LEAST = 40
ATTRIBUTE = "data-html"
_HTML = "dash_html_components"
_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "source", "track", "wbr"})
_NAMES = {"className": "class", "htmlFor": "for"}


def frozen(component: Any) -> Any:
    """Return a tree in which every large part without ids stands as HTML in one component.

    A component with an id stays one, because a callback may give it other children.

    Args:
        component: a component, a list of them, or plain content, which is returned as it is. The
            given tree is changed.
    """
    if isinstance(component, list | tuple):
        return [frozen(part) for part in component]
    if not isinstance(component, Component):
        return component
    inside = list(parts_of(getattr(component, "children", None)))
    if len(inside) >= LEAST and all(_is_still(part) for part in [component, *inside]):
        setattr(component, ATTRIBUTE, markup(component.children))
        component.children = None
        # The renderer must not take an element filled by the script for one it fills itself.
        setattr(component, "key", "frozen")  # noqa: B010 - the class declares no attributes
    elif inside:
        component.children = frozen(component.children)
    return component


def markup(component: Any) -> str:
    """Return HTML components and texts, or a list of them, as escaped HTML.

    Raises:
        TypeError: when there is a component that is not plain HTML.
    """
    if component is None or isinstance(component, bool):
        return ""
    if isinstance(component, list | tuple):
        return "".join(markup(part) for part in component)
    if not isinstance(component, Component):
        return escape(str(component), quote=False)
    if not _is_html(component):
        message = f"{type(component).__name__} is not plain HTML"
        raise TypeError(message)
    tag = type(component).__name__.lower()
    opening = "".join([tag, *_attributes(component)])
    if tag in _VOID:
        return f"<{opening}>"
    return f"<{opening}>{markup(getattr(component, 'children', None))}</{tag}>"


def _attributes(component: Component) -> Iterator[str]:
    properties = component.to_plotly_json()["props"]
    for name, value in properties.items():
        if name in ("children", "n_clicks", "key") or value is None or value is False:
            continue
        attribute = _NAMES.get(name, name.lower())
        if value is True and not attribute.startswith(("aria-", "data-")):
            yield f" {attribute}"
            continue
        text = _style(value) if name == "style" else str(value)
        yield f' {attribute}="{escape(text)}"'


def _style(style: dict[str, Any]) -> str:
    """Return the declarations of a style; a bare number is in pixels, except in a variable."""
    return ";".join(
        f"{_css_name(name)}:{value}{'px' if _is_length(name, value) else ''}"
        for name, value in style.items()
        if value is not None
    )


def _is_length(name: str, value: Any) -> bool:
    return isinstance(value, int | float) and not name.startswith("--") and value != 0


def _css_name(name: str) -> str:
    if name.startswith("--"):
        return name
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)


def parts_of(content: Any) -> Iterator[Component]:
    """Yield every component of a tree, from the outermost."""
    if isinstance(content, list | tuple):
        for part in content:
            yield from parts_of(part)
    elif isinstance(content, Component):
        yield content
        yield from parts_of(getattr(content, "children", None))


def _is_html(component: Component) -> bool:
    return str(component._namespace) == _HTML  # noqa: SLF001 - the class tells it nowhere else


def _is_still(component: Component) -> bool:
    return _is_html(component) and not hasattr(component, "id")
