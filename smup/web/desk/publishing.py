"""What a moderator decides of a card, each in one transaction."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from smup.moments import today
from smup.practices import revisions
from smup.practices.card import PracticeCard, Verification
from smup.practices.markdown_card import card_to_markdown
from smup.practices.revisions import RevisionKey
from smup.practices.store import place_of_card, publish_card
from smup.repository.desk_records import RevisionInfo
from smup.statistics.practice_effects import rebuild_effects
from smup.web.desk.context import Desk
from smup.web.desk.differences import card_of
from smup.web.desk.practice_saving import log
from smup.web.desk.writing import while_writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is decided, of which version, by whom.

    Attributes:
        revision: the revision that was read.
        version: its version then.
        account_id: of who decides.
        comment: to the author; may be empty.
        verified: when and against what the card was checked; None: it was not.
    """

    revision: RevisionInfo
    version: int
    account_id: int
    comment: str = ""
    verified: Verification | None = None

    @property
    def key(self) -> RevisionKey:
        """Return the revision as it was seen."""
        return RevisionKey(
            practice_id=self.revision.practice_id,
            revision_id=self.revision.id,
            version=self.version,
        )


def publish(desk: Desk, decision: Decision) -> None:
    """Show a submitted card to everybody: its row, search words, effects and the log.

    Raises:
        StaleVersionError: when it was changed since it was read.
        WrongStateError: when it does not wait any more.
    """
    card = _checked(decision)
    with while_writing(desk) as connection:
        now = datetime.now(UTC)
        key = revisions.publish(connection, decision.key, card_to_markdown(card), now=now)
        _show(desk, connection, key, card)
        what = "published" if decision.verified is None else "verified"
        log(connection, what, key, decision.account_id, decision.comment)


def renew(desk: Desk, decision: Decision) -> None:
    """Give a published card a newer verification, from which it is valid anew.

    Raises:
        StaleVersionError: when it was changed since it was read.
        WrongStateError: when another one is published.
    """
    card = _checked(decision)
    with while_writing(desk) as connection:
        now = datetime.now(UTC)
        key = revisions.renew(connection, decision.key, card_to_markdown(card), now=now)
        _show(desk, connection, key, card)
        log(connection, "renewed", key, decision.account_id, decision.comment)


def expire(desk: Desk, decision: Decision) -> None:
    """End the validity of a published card today.

    Raises:
        StaleVersionError: when another one is published.
    """
    key = decision.key
    with while_writing(desk) as connection:
        revisions.expire(connection, key.practice_id, key.revision_id, today=today())
        log(connection, "expired", key, decision.account_id, decision.comment)


def withdraw(desk: Desk, key: RevisionKey, *, account_id: int, comment: str) -> None:
    """Take a published card out of the catalogue.

    Args:
        desk: parts of the pages.
        key: the published revision that was seen.
        account_id: of who decides.
        comment: why.

    Raises:
        StaleVersionError: when another one is published, or none.
    """
    with while_writing(desk) as connection:
        revisions.withdraw_shown(connection, key.practice_id, key.revision_id)
        log(connection, "withdrawn", key, account_id, comment)


def _checked(decision: Decision) -> PracticeCard:
    """Return the card with the verification of who decides and no other."""
    card = card_of(decision.revision.document)
    return card.model_copy(update={"verified": decision.verified})


def _show(desk: Desk, connection: Connection, key: RevisionKey, card: PracticeCard) -> None:
    directory = desk.repository.directory()
    publish_card(
        connection,
        revision_id=key.revision_id,
        card=card,
        place=place_of_card(directory, card),
        now=datetime.now(UTC),
        months=desk.settings.practice_months,
    )
    rebuild_effects(connection, directory, practice_ids=[key.practice_id])
