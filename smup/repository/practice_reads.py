"""Reads of published practices."""

from sqlalchemy import Engine


class PracticeReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine
