"""Writing a card: new, form, preview, submit, discard."""

from flask import Blueprint

from smup.web.desk.context import Desk


def add_submission_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module."""
