"""What the data desk gives: buttons with rows and size, table, map, chart, code, citation."""

from dash.development.base_component import Component

from smup.services import Services
from smup.views.datadesk.selection import Chosen


def preview(services: Services, chosen: Chosen) -> list[Component]:
    """Return the preview of the table and everything that can be done with it."""
    raise NotImplementedError
