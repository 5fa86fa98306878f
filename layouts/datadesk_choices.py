"""The four numbered steps of the data desk: indicators, units, years, layout."""

from dash import html
from dash.development.base_component import Component

from smup.i18n import texts
from smup.services import Services
from smup.views.datadesk.selection import Chosen


def choices(_services: Services, chosen: Chosen) -> list[Component]:
    """Return the steps with what is chosen."""
    t = texts(chosen.lang)
    return [html.H3(t("datadesk.crumb"))]
