"""Accounts: the list, a new one, changes; for administrators."""

from flask import Blueprint

from smup.web.desk.context import Desk


def add_account_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module."""
