"""Reads of peers, neighbours and types of units."""

from sqlalchemy import Engine


class PeerReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine
