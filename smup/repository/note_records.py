"""What the repository returns of notes that are not only read but written."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredNote:
    """A note in any state; fields as in ``smup.models.ValueNote``."""

    id: int
    unit_id: int
    indicator: str
    year: int
    text_pl: str
    text_en: str | None
    state: str
    version: int
    account_id: int | None
    example: bool
    changed_at: datetime
    submitted_at: datetime | None
    published_at: datetime | None
