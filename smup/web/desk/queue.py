"""What moderators decide: cards and notes that wait, their history."""

from flask import Blueprint

from smup.web.desk.context import Desk


def add_queue_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module."""
