"""The log of what was done: one function writes it, in the transaction of what it tells of."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert

from smup.models import AuditEntry

LONGEST_COMMENT = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who does something, and when.

    Attributes:
        account_id: key of the account; None: a command, or somebody not signed in yet.
        now: the moment, with its zone.
    """

    account_id: int | None
    now: datetime


def record(  # noqa: PLR0913  each is a column of the log
    connection: Connection,
    *,
    action: str,
    subject: str,
    subject_id: int | None,
    account_id: int | None,
    now: datetime,
    revision_id: int | None = None,
    comment: str | None = None,
) -> None:
    """Add an entry to the log.

    Args:
        connection: inside the transaction that does what is logged.
        action: what, such as ``practice.submitted``; its name is the text ``desk.action.<action>``.
        subject: ``practice``, ``note`` or ``account``.
        subject_id: key of it.
        account_id: key of who did it; None for a command, or nobody signed in.
        now: when, with its zone.
        revision_id: key of the version of a card.
        comment: to the author, or what was changed; never a password, a link or a cookie.
    """
    connection.execute(
        insert(AuditEntry).values(
            at=now,
            account_id=account_id,
            action=action,
            subject=subject,
            subject_id=subject_id,
            revision_id=revision_id,
            comment=comment[:LONGEST_COMMENT] if comment else None,
        )
    )
