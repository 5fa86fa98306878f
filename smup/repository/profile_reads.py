"""Reads of a profile: statistics of several groups, places in a group."""

from sqlalchemy import Engine


class ProfileReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine
