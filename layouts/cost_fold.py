"""Parts of the page of costs that only a phone folds, and the links to its sections."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from smup.i18n import Texts

JUMPS = (
    "waterfall",
    "keys",
    "triangle",
    "places",
    "trend",
    "differences",
    "expected",
    "what_if",
    "explain",
    "export",
)


def folded(t: Texts, name: str, children: list[Component | None]) -> html.Details:
    """Return a part that a phone shows closed, and any wider screen open, without its summary.

    Args:
        t: texts of the page.
        name: of the part, which the script remembers it by (``assets/js/cost/fold.js``).
        children: what is folded.
    """
    summary = html.Summary(t(f"cost_page.fold.{name}"))
    return html.Details([summary, *children], open=True, className="zwijane", **{"data-fold": name})


def jumps(t: Texts) -> html.Nav:
    """Return the links to the sections of the page."""
    links = [html.A(t(f"cost_page.jump.{name}"), href=f"#{ids.COST_PARTS[name]}") for name in JUMPS]
    return html.Nav(links, className="zak strona nodr", **{"aria-label": t("unit.on_page")})
