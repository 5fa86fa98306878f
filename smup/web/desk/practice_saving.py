"""Writes what a form of a card sent: a new practice, a draft, steps of its author."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from smup.accounts.audit import record
from smup.practices import revisions
from smup.practices.card import PracticeCard
from smup.practices.markdown_card import card_to_markdown
from smup.practices.revisions import RevisionKey, StaleVersionError, Step
from smup.practices.store import describe_draft, new_practice, place_of_card
from smup.repository.desk_records import DeskPractice
from smup.web.desk.context import Desk
from smup.web.desk.writing import while_writing

ACTIONS: dict[Step, str] = {
    "submit": "submitted",
    "recall": "recalled",
    "return": "returned",
    "discard": "discarded",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the author saw when the form was shown.

    Attributes:
        revision: key of the open revision; 0 when there was none.
        version: its version; without an open revision the key of the published one.
    """

    revision: int = 0
    version: int = 0

    @classmethod
    def of(cls, practice: DeskPractice) -> "Seen":
        """Return what a form shows of a practice now."""
        if practice.open_id is None:
            return cls(version=practice.revision_id or 0)
        return cls(revision=practice.open_id, version=practice.open_version or 0)


def create(desk: Desk, card: PracticeCard, *, account_id: int) -> RevisionKey:
    """Write a new practice with its first draft."""
    now = datetime.now(UTC)
    place = place_of_card(desk.repository.directory(), card)
    with while_writing(desk) as connection:
        practice_id, revision_id = new_practice(
            connection, card, place=place, account_id=account_id, now=now
        )
        key = RevisionKey(practice_id=practice_id, revision_id=revision_id, version=1)
        _log(connection, "created", key, account_id)
    return key


def save(
    desk: Desk,
    practice: DeskPractice,
    card: PracticeCard,
    *,
    seen: Seen,
    account_id: int,
    takeover: bool = False,
) -> RevisionKey:
    """Write a draft over the one its author saw.

    Args:
        desk: parts of the pages.
        practice: the practice, as it is now.
        card: the card; its address stays that of the practice.
        seen: what the author saw.
        account_id: of the author.
        takeover: the author saw a submitted card and chose to put this text in its place.

    Raises:
        StaleVersionError: when somebody else changed it meanwhile.
        WrongStateError: when it waits for a decision.
    """
    now = datetime.now(UTC)
    own = card.model_copy(update={"slug": practice.slug})
    place = place_of_card(desk.repository.directory(), own)
    with while_writing(desk) as connection:
        if seen.revision == 0:
            if seen.version != (practice.revision_id or 0):
                raise StaleVersionError(revisions.STALE)
            key = revisions.open_revision(
                connection, practice.id, own, account_id=account_id, now=now
            )
        else:
            key = RevisionKey(
                practice_id=practice.id, revision_id=seen.revision, version=seen.version
            )
            if takeover and practice.open_state == "submitted":
                key = revisions.move(connection, key, "recall", now=now)
                _log(connection, "recalled", key, account_id)
            key = revisions.save(
                connection, key, card_to_markdown(own), account_id=account_id, now=now
            )
        describe_draft(connection, practice.id, own, place=place)
        _log(connection, "saved", key, account_id)
    return key


def take(
    desk: Desk, key: RevisionKey, step: Step, *, account_id: int, comment: str | None = None
) -> RevisionKey:
    """Take a step that leaves the text: submit, recall, return, discard.

    Raises:
        StaleVersionError: when somebody else changed it meanwhile.
        WrongStateError: when the step does not follow from its state.
    """
    with while_writing(desk) as connection:
        moved = revisions.move(connection, key, step, now=datetime.now(UTC))
        _log(connection, ACTIONS[step], moved, account_id, comment)
    return moved


def _log(
    connection: Connection,
    what: str,
    key: RevisionKey,
    account_id: int,
    comment: str | None = None,
) -> None:
    record(
        connection,
        action=f"practice.{what}",
        subject="practice",
        subject_id=key.practice_id,
        revision_id=key.revision_id,
        account_id=account_id,
        now=datetime.now(UTC),
        comment=comment,
    )
