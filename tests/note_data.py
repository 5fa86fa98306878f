"""Notes for tests: ``add_note(connection, "1420011", year=2021, state="published")``."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert

from smup.models import ValueNote
from tests import builders

DAY = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
TEXT = "Szkoła w budowie w 2021 roku."


def add_note(
    connection: Connection,
    unit: str,
    *,
    year: int,
    indicator: str = "EDU-PRZ-01",
    text: str = TEXT,
    **fields: Any,
) -> int:
    """Add a note, published unless another state is given; returns its id."""
    state = fields.setdefault("state", "published")
    values: dict[str, Any] = {
        "unit_id": builders.unit_id(connection, unit),
        "indicator": indicator,
        "year": year,
        "text_pl": text,
        "text_en": None,
        "version": 1,
        "account_id": None,
        "example": False,
        "changed_at": DAY,
        "submitted_at": DAY,
        "published_at": DAY if state == "published" else None,
        **fields,
    }
    statement = insert(ValueNote).values(values).returning(ValueNote.id)
    return int(connection.execute(statement).scalar_one())
