"""Reads of notes on values."""

from sqlalchemy import Engine


class NoteReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine
