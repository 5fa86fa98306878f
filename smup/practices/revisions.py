"""The way of a card from a draft to the catalogue: which step may follow, and its write.

A write names the ``version`` that its author saw; a card that somebody else changed meanwhile is
left as it is and ``StaleVersionError`` tells so. The callers check who may do what.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Update, insert, select, update
from sqlalchemy.exc import IntegrityError

from smup.errors import SmupError
from smup.models import OPEN_STATES, Practice, PracticeRevision
from smup.practices.card import PracticeCard
from smup.practices.store import add_revision, count_public_change, withdraw

Step = Literal["save", "submit", "recall", "return", "publish", "discard"]
COMPULSORY = ("summary", "situation", "steps", "results", "failures")
"""Texts without which a card is not submitted; a verified one has all of them."""

STALE = "Kartę zmieniono w międzyczasie. Porównaj obie wersje i zapisz jeszcze raz."


class StaleVersionError(SmupError):
    """Somebody else changed the card since it was read."""


class WrongStateError(SmupError):
    """The step does not follow from the state in which the card is."""


class _Move(NamedTuple):
    """States from which a step may be taken, and the one it leads to (None: the same)."""

    sources: tuple[str, ...]
    result: str | None


MOVES: dict[Step, _Move] = {
    "save": _Move(("draft", "returned"), None),
    "submit": _Move(("draft", "returned"), "submitted"),
    "recall": _Move(("submitted",), "draft"),
    "return": _Move(("submitted",), "returned"),
    "publish": _Move(("submitted",), "published"),
    "discard": _Move(OPEN_STATES, "discarded"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionKey:
    """A revision as its reader saw it.

    Attributes:
        practice_id: key of the practice.
        revision_id: key of the revision.
        version: its version then.
    """

    practice_id: int
    revision_id: int
    version: int

    def next(self) -> "RevisionKey":
        """Return the key after a write."""
        return replace(self, version=self.version + 1)


def allowed(state: str, step: Step) -> bool:
    """Tell whether a step may be taken on a revision in a state."""
    return state in MOVES[step].sources


def missing_to_submit(card: PracticeCard) -> tuple[str, ...]:
    """Return the names of compulsory texts that nobody has written yet, in their order."""
    return tuple(name for name in card.missing if name in COMPULSORY)


def missing_to_verify(card: PracticeCard) -> tuple[str, ...]:
    """Return the names of texts that a verified card must have and this one lacks."""
    return card.missing


def open_revision(
    connection: Connection,
    practice_id: int,
    card: PracticeCard,
    *,
    account_id: int | None,
    now: datetime,
) -> RevisionKey:
    """Begin a new draft of a practice.

    Args:
        connection: a transaction.
        practice_id: key of the practice.
        card: the card to begin with.
        account_id: of the author.
        now: moment.

    Raises:
        StaleVersionError: when somebody else began one meanwhile; nothing is written.
    """
    try:
        with connection.begin_nested():
            made = add_revision(connection, practice_id, card, account_id=account_id, now=now)
    except IntegrityError as error:
        raise StaleVersionError(STALE) from error
    return RevisionKey(practice_id=practice_id, revision_id=made, version=1)


def save(
    connection: Connection,
    key: RevisionKey,
    document: str,
    *,
    account_id: int | None,
    now: datetime,
) -> RevisionKey:
    """Write the text of an open revision; who saves it is its author from then on.

    Raises:
        StaleVersionError: when it was changed since ``key.version``.
        WrongStateError: when it is no longer written.
    """
    statement = _guarded(key, "save").values(
        document=document, account_id=account_id, changed_at=now, version=key.version + 1
    )
    return _written(connection, statement, key)


def move(connection: Connection, key: RevisionKey, step: Step, *, now: datetime) -> RevisionKey:
    """Take a step that changes the state and leaves the text: all but ``save`` and ``publish``.

    Raises:
        StaleVersionError: when it was changed since ``key.version``.
        WrongStateError: when the step does not follow from its state.
    """
    values: dict[str, object] = {
        "state": MOVES[step].result,
        "changed_at": now,
        "version": key.version + 1,
    }
    if step == "submit":
        values["submitted_at"] = now
    return _written(connection, _guarded(key, step).values(values), key)


def publish(
    connection: Connection, key: RevisionKey, document: str, *, now: datetime
) -> RevisionKey:
    """Make a submitted revision the published one, with what the moderator wrote into the card.

    The one published before becomes ``replaced``, and what lists and the search show is written,
    by ``smup.practices.store.publish_card`` in the same transaction.

    Raises:
        StaleVersionError: when it was changed since ``key.version``.
        WrongStateError: when it is not submitted.
    """
    statement = _guarded(key, "publish").values(
        state="published", document=document, changed_at=now, version=key.version + 1
    )
    return _written(connection, statement, key)


def renew(connection: Connection, key: RevisionKey, document: str, *, now: datetime) -> RevisionKey:
    """Publish the same text with a newer verification; the history keeps both.

    Args:
        connection: a transaction.
        key: the published revision.
        document: its card with the new verification.
        now: moment.

    Raises:
        StaleVersionError: when it was changed since ``key.version``.
        WrongStateError: when it is not the published one.
    """
    statement = _of_version(key).where(PracticeRevision.state == "published")
    _written(connection, statement.values(state="replaced", version=key.version + 1), key)
    author = select(PracticeRevision.account_id).where(PracticeRevision.id == key.revision_id)
    values = {
        "practice_id": key.practice_id,
        "state": "published",
        "document": document,
        "version": 1,
        "account_id": connection.execute(author).scalar(),
        "created_at": now,
        "changed_at": now,
    }
    made = connection.execute(
        insert(PracticeRevision).values(values).returning(PracticeRevision.id)
    ).scalar_one()
    return RevisionKey(practice_id=key.practice_id, revision_id=int(made), version=1)


def expire(connection: Connection, practice_id: int, revision_id: int, *, today: date) -> None:
    """End the validity of a published card today; it stays in the catalogue as expired.

    Raises:
        StaleVersionError: when another revision is published meanwhile, or none.
    """
    statement = update(Practice).where(*_shown(practice_id, revision_id)).values(expires_on=today)
    if connection.execute(statement).rowcount != 1:
        raise StaleVersionError(STALE)
    count_public_change(connection)


def withdraw_shown(connection: Connection, practice_id: int, revision_id: int) -> None:
    """Take the published card that was seen out of the catalogue.

    Raises:
        StaleVersionError: when another revision is published meanwhile, or none.
    """
    if connection.execute(select(Practice.id).where(*_shown(practice_id, revision_id))).first():
        withdraw(connection, practice_id)
        return
    raise StaleVersionError(STALE)


def _shown(practice_id: int, revision_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Practice.id == practice_id,
        Practice.stage == "published",
        Practice.revision_id == revision_id,
    )


def _of_version(key: RevisionKey) -> Update:
    return update(PracticeRevision).where(
        PracticeRevision.id == key.revision_id,
        PracticeRevision.practice_id == key.practice_id,
        PracticeRevision.version == key.version,
    )


def _guarded(key: RevisionKey, step: Step) -> Update:
    return _of_version(key).where(PracticeRevision.state.in_(MOVES[step].sources))


def _written(connection: Connection, statement: Update, key: RevisionKey) -> RevisionKey:
    """Execute a guarded update, or say why it changed nothing."""
    if connection.execute(statement).rowcount == 1:
        return key.next()
    query = select(PracticeRevision.version).where(
        PracticeRevision.id == key.revision_id, PracticeRevision.practice_id == key.practice_id
    )
    if connection.execute(query).scalar() == key.version:
        message = "Tego kroku nie można wykonać w obecnym stanie karty. Odśwież stronę."
        raise WrongStateError(message)
    raise StaleVersionError(STALE)
