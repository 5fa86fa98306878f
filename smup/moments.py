"""Days and moments: today, and what the database gives back, in UTC."""

from datetime import UTC, date, datetime


def today() -> date:
    """Return the day that decides what is expired."""
    return datetime.now(UTC).date()


def aware(moment: datetime) -> datetime:
    """Return a moment with its zone; SQLite gives back UTC without saying so."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def moment_text(moment: datetime) -> str:
    """Return a moment of UTC as the API and the feed write it: ``2026-05-04T10:00:00Z``."""
    return moment.isoformat().replace("+00:00", "Z")
