"""Writes what a form of a card sent: a new practice, a draft, steps of its author."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from smup.accounts.audit import record
from smup.practices import revisions
from smup.practices.attachment_rows import add_file, drop_unused_files
from smup.practices.attachments_on_disk import CleanFile, StoredFile, keep_file, remove_file
from smup.practices.card import Attachment, PracticeCard
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What is to be written.

    Attributes:
        card: the card; a practice keeps its address.
        seen: what the author saw.
        account_id: of the author.
        takeover: the author saw a submitted card and chose to put this text in its place.
        file: a file to be added.
        file_title: what it is.
    """

    card: PracticeCard
    seen: Seen
    account_id: int
    takeover: bool = False
    file: CleanFile | None = None
    file_title: str = ""


def write(desk: Desk, practice: DeskPractice | None, writing: Writing) -> RevisionKey:
    """Write a new practice, or a draft over the one its author saw.

    Args:
        desk: parts of the pages.
        practice: the practice as it is now; None for a new one.
        writing: what is to be written.

    Raises:
        StaleVersionError: when somebody else changed it meanwhile.
        WrongStateError: when it waits for a decision.
    """
    folder = Path(desk.settings.attachments_dir)
    stored = None if writing.file is None else keep_file(folder, writing.file)
    try:
        with while_writing(desk) as connection:
            key = _write(desk, connection, practice, writing, stored)
            unused = drop_unused_files(connection, key.practice_id)
    except BaseException:
        if stored is not None:
            remove_file(folder, stored.name)
        raise
    for name in unused:
        remove_file(folder, name)
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
        log(connection, ACTIONS[step], moved, account_id, comment)
        unused = drop_unused_files(connection, key.practice_id) if step == "discard" else ()
    for name in unused:
        remove_file(Path(desk.settings.attachments_dir), name)
    return moved


def log(
    connection: Connection,
    what: str,
    key: RevisionKey,
    account_id: int,
    comment: str | None = None,
) -> None:
    """Add an entry on a card to the log.

    Args:
        connection: a transaction.
        what: last part of the name of the action.
        key: the revision.
        account_id: of who did it.
        comment: to the author.
    """
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


def _write(
    desk: Desk,
    connection: Connection,
    practice: DeskPractice | None,
    writing: Writing,
    stored: StoredFile | None,
) -> RevisionKey:
    now = datetime.now(UTC)
    card = _with_file(writing, stored)
    place = place_of_card(desk.repository.directory(), card)
    if practice is None:
        practice_id, revision_id = new_practice(
            connection, card, place=place, account_id=writing.account_id, now=now
        )
        key = RevisionKey(practice_id=practice_id, revision_id=revision_id, version=1)
    else:
        card = card.model_copy(update={"slug": practice.slug})
        key = _draft(connection, practice, card, writing)
        describe_draft(connection, practice.id, card, place=place)
    if stored is not None:
        add_file(connection, key.practice_id, stored, account_id=writing.account_id, now=now)
    log(connection, "created" if practice is None else "saved", key, writing.account_id)
    return key


def _with_file(writing: Writing, stored: StoredFile | None) -> PracticeCard:
    card = writing.card
    if stored is None:
        return card
    title = writing.file_title or stored.file_name
    added = (*card.attachments, Attachment(file=stored.name, title=title))
    return card.model_copy(update={"attachments": added})


def _draft(
    connection: Connection, practice: DeskPractice, card: PracticeCard, writing: Writing
) -> RevisionKey:
    now, seen, author = datetime.now(UTC), writing.seen, writing.account_id
    if seen.revision == 0:
        if seen.version != (practice.revision_id or 0):
            raise StaleVersionError(revisions.STALE)
        return revisions.open_revision(connection, practice.id, card, account_id=author, now=now)
    key = RevisionKey(practice_id=practice.id, revision_id=seen.revision, version=seen.version)
    if writing.takeover and practice.open_state == "submitted":
        key = revisions.move(connection, key, "recall", now=now)
        log(connection, ACTIONS["recall"], key, author)
    return revisions.save(connection, key, card_to_markdown(card), account_id=author, now=now)
