"""Callbacks: thin wiring between components and the domain, one module a page."""

from dash import Dash

from callbacks import (
    compare,
    cost,
    cost_places,
    datadesk,
    indicator,
    linked,
    practice,
    practices,
    report,
    shell,
    start,
    synthetic,
    unit,
    unit_detail,
)
from smup.services import Services

__all__ = ["Services", "register_all"]


def register_all(app: Dash, services: Services) -> None:
    """Register the callbacks of the frame and of every page."""
    for module in (
        shell, start, linked, indicator, unit, unit_detail, compare, synthetic, cost,
        cost_places, practice, practices, datadesk, report,
    ):  # fmt: skip
        module.register(app, services)
