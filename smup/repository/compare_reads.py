"""Reads of a comparison: values of chosen units."""

from sqlalchemy import Engine


class CompareReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine
