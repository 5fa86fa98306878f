"""The base of all tables, and words that several of them use."""

from sqlalchemy.orm import DeclarativeBase

LEVELS = ("kraj", "wojewodztwo", "powiat", "gmina")
PART_LEVEL = "czesc"
KINDS = ("kraj", "wojewodztwo", "powiat", "miejska", "wiejska", "miejsko-wiejska", "czesc")


class Base(DeclarativeBase):
    """Base of all tables."""
