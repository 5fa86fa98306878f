"""Links of the page of coverage: a choice, a page of a list, a step deeper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from dash import html
from dash.development.base_component import Component

from smup.i18n import Texts
from smup.links import coverage_href
from smup.views.coverage.selection import Chosen

PAGE = 50
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """An option: its name, whether it is the chosen one, and what it changes in the address."""

    text: str
    chosen: bool
    changes: Mapping[str, Any] = field(default_factory=dict)


def state_link(chosen: Chosen, t: Texts, **changes: Any) -> str:
    """Return the address of the page with some keys of its state changed."""
    return coverage_href(t.lang, chosen.state.having(**changes).to_query())


def choice(chosen: Chosen, t: Texts, label: str, options: Sequence[Change]) -> html.Div:
    """Return a named choice of one of a few options, as links side by side."""
    links = [_option(chosen, t, one) for one in options]
    named = html.Div(links, className="seg", role="group", **{"aria-label": label})
    return html.Div([html.Span(label, className="kl", **{"aria-hidden": "true"}), named])


def chips(chosen: Chosen, t: Texts, label: str, options: Sequence[Change]) -> html.Div:
    """Return a named choice of one of many options, as links that wrap."""
    links = [_option(chosen, t, one) for one in options]
    named = html.Div(links, className="luki-chipy", role="group", **{"aria-label": label})
    return html.Div(
        [html.Span(label, className="kl", **{"aria-hidden": "true"}), named], className="nodr"
    )


def page_of(rows: Sequence[T], chosen: Chosen) -> Sequence[T]:
    """Return the rows of the page of a list that the address names; of a page too far the last."""
    at = min(chosen.state.strona, _pages(rows)) - 1
    return rows[at * PAGE : (at + 1) * PAGE]


def pager(rows: Sequence[object], chosen: Chosen, t: Texts) -> Component | None:
    """Return the way to the other pages of a list; nothing when it has one."""
    pages = _pages(rows)
    if pages == 1:
        return None
    at = min(chosen.state.strona, pages)
    parts: list[Component] = [html.Span(t("coverage.page_of", page=at, pages=pages))]
    if at > 1:
        back = state_link(chosen, t, strona=at - 1)
        parts.insert(0, html.A(t("coverage.previous"), href=back, rel="prev", className="b s"))
    if at < pages:
        on = state_link(chosen, t, strona=at + 1)
        parts.append(html.A(t("coverage.next"), href=on, rel="next", className="b s"))
    return html.Nav(
        parts, className="bb luki-strony nodr", **{"aria-label": t("coverage.later_pages")}
    )


def _pages(rows: Sequence[object]) -> int:
    return max(1, -(-len(rows) // PAGE))


def _option(chosen: Chosen, t: Texts, one: Change) -> html.A:
    mark = {"aria-current": "true"} if one.chosen else {}
    return html.A(
        one.text,
        href=state_link(chosen, t, **one.changes),
        className="on" if one.chosen else None,
        **mark,
    )
