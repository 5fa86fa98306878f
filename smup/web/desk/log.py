"""The log of what was done; for administrators."""

from flask import Blueprint

from smup.web.desk.context import Desk


def add_log_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module."""
