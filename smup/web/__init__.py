"""Plain Flask routes: the API, borders, health, headers and errors, pages for those who write."""

from smup.web.desk import register_desk
from smup.web.desk.context import Desk
from smup.web.register import register

__all__ = ["Desk", "register", "register_desk"]
