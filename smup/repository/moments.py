"""Moments as the database gives them back."""

from datetime import UTC, datetime


def aware(moment: datetime) -> datetime:
    """Return a moment with its zone; SQLite gives back UTC without saying so."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
