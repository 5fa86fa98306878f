"""Links from other pages to the cost of a service, where it is counted."""

from dash import html

from smup.costs.dictionary import read_dictionary
from smup.i18n import Texts
from smup.links import cost_href, costs_href
from smup.view_state import ViewState


def cost_link(t: Texts, service: str, state: ViewState) -> html.A | None:
    """Return the link to the full cost of a service; None when it is not counted.

    Args:
        t: texts of the page.
        service: code of the service.
        state: of the page; unit, group, own list and weights go along.
    """
    if service not in read_dictionary().services:
        return None
    return html.A(t("cost_files.links.service"), href=cost_href(t.lang, service, **_kept(state)))


def costs_link(t: Texts, sector: str, name: str, state: ViewState) -> html.A:
    """Return the link to the services of a sector in the list of costs."""
    address = f"{costs_href(t.lang, **_kept(state))}#{sector}"
    label = {"aria-label": t("cost_files.links.sector_name", sector=name)}
    return html.A(t("cost_files.links.sector"), href=address, **label)


def _kept(state: ViewState) -> dict[str, str | None]:
    usual = ViewState()
    return {
        "unit": state.unit,
        "group": None if state.group == usual.group else state.group,
        "own": state.own,
        "w": state.w,
    }
