"""The four numbered steps of the data desk: indicators, units, years, layout."""

from dash.development.base_component import Component

from smup.services import Services
from smup.views.datadesk.selection import Chosen


def choices(services: Services, chosen: Chosen) -> list[Component]:
    """Return the steps with what is chosen."""
    raise NotImplementedError
