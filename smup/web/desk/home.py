"""The first page after signing in: what is mine and what waits for me."""

from flask import Blueprint

from smup.web.desk.context import Desk


def add_home_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module."""
