"""Reads of what is written and waits: revisions, queue, history, files."""

from sqlalchemy import Engine


class DeskReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine
