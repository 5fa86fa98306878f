"""Files of a card: added, shown to its author and moderators, removed."""

from flask import Blueprint

from smup.web.desk.context import Desk


def add_attachment_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module."""
