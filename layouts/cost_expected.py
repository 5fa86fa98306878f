"""A section of the page of the cost of a service."""

from dash import html

from smup.views.costs.records import CostData


def expected_section(_data: CostData) -> html.Section:
    """Return the section."""
    return html.Section()
