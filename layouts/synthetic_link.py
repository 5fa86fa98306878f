"""The way from other pages to the synthetic index, which is never where a reader begins."""

from typing import Protocol

from dash import html

from smup.i18n import Texts
from smup.links import index_href
from smup.territory.unit import TerritorialUnit
from smup.view_state import ViewState
from smup.views.synthetic.selection import LEVELS


class Kept(Protocol):
    """What a link keeps of the state of a page."""

    @property
    def group(self) -> str:
        """Kind of the comparison group."""

    @property
    def year(self) -> int | None:
        """Year shown; None: the newest."""

    @property
    def own(self) -> str | None:
        """Codes of my own group."""


def index_link(t: Texts, unit: TerritorialUnit | None, state: Kept, *, level: str) -> html.P | None:
    """Return the link to the index of a unit; None where there is no index.

    Args:
        t: texts of the page's language.
        unit: my unit, which answers at the level; None without one.
        state: of the page; group and year are kept.
        level: level shown.
    """
    if unit is None or level not in LEVELS:
        return None
    kept = {
        "level": level if unit.city_county else None,
        "group": None if state.group == ViewState().group else state.group,
        "year": state.year,
        "own": state.own,
    }
    words = html.A(t("synthetic.link"), href=index_href(t.lang, unit.code_at(level), **kept))
    return html.P([words, " \u2013 ", t("synthetic.link_note")], className="m do-indeksu nodr")
