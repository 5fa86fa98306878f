"""The smallest parts: icon, tag, link that looks like a button, heading, breadcrumbs."""

from collections.abc import Sequence
from typing import Literal

from dash import html
from dash.development.base_component import Component

from smup.i18n import Texts

Children = Component | str | Sequence[Component | str | None] | None
TagKind = Literal["plain", "better", "worse", "context", "outline"]

_TAG_CLASSES = {
    "plain": "tag",
    "better": "tag l",
    "worse": "tag g",
    "context": "tag k",
    "outline": "tag o",
}


def icon(name: str) -> html.I:
    """Return an icon of the built set, in the colour and size of the text around it.

    It is always decoration: the word stands beside it, or ``aria-label`` on what holds it.
    """
    return html.I(className=f"icon icon-{name}", **{"aria-hidden": "true"})


def tag(text: str, kind: TagKind = "plain") -> html.Span:
    """Return a small label, for example of a dimension or of a quarter of the group."""
    return html.Span(text, className=_TAG_CLASSES[kind])


def button_link(
    text: str, address: str, *, icon_name: str | None = None, variant: str = "s"
) -> html.A:
    """Return a link that looks like a button; variants: ``s`` small, ``g`` main, ``l`` text."""
    children: list[Component | str] = [icon(icon_name)] if icon_name else []
    return html.A([*children, text], href=address, className=f"b {variant}".strip())


def section_heading(
    title: str,
    *,
    note: Children = None,
    actions: Children = None,
    heading_id: str | None = None,
) -> html.Div:
    """Return the head of a ruled section: h2, a note under it, actions at the right."""
    head = html.H2(title, **({"id": heading_id} if heading_id else {}))
    left = html.Div([head, None if note is None else html.P(note, className="m")])
    return html.Div([left, html.Div(actions, className="bb") if actions else None], className="sn")


def breadcrumbs(t: Texts, items: Sequence[tuple[str, str | None]]) -> html.Nav:
    """Return the path of links to this page; the last item has no address.

    Args:
        t: texts of the page's language.
        items: name and address of each step, beginning with the start page.
    """
    parts: list[Component] = []
    for name, address in items:
        if parts:
            parts.append(html.Span("/", **{"aria-hidden": "true"}))
        if address is None:
            parts.append(html.B(name, **{"aria-current": "page"}))
        else:
            parts.append(html.A(name, href=address))
    label = {"aria-label": t("shell.breadcrumbs")}
    return html.Nav(html.Div(parts, className="okr"), className="w", **label)
