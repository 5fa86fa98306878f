"""Plain Flask routes: the API, borders, health, headers and errors."""

from smup.web.register import register

__all__ = ["register"]
