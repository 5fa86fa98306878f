"""Pages for those who write: sign in, submit, moderate, keep accounts. Plain HTML and forms."""

from smup.web.desk.register import register_desk

__all__ = ["register_desk"]
