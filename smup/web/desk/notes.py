"""Notes on values: written by a unit, checked by a moderator."""

from flask import Blueprint

from smup.web.desk.context import Desk


def add_note_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module."""
