"""Signing in and out, with a password or an OpenID Connect provider."""

from flask import Blueprint

from smup.web.desk.context import Desk


def add_sign_in_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module."""
