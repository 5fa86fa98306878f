"""A forgotten or first password: a signed link, and a new password."""

from flask import Blueprint

from smup.web.desk.context import Desk


def add_password_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module."""
