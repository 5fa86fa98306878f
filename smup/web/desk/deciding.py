"""Carries out what a moderator decided of a card."""

from smup.web.desk import publishing
from smup.web.desk.access import who_is
from smup.web.desk.context import Desk
from smup.web.desk.practice_saving import take
from smup.web.desk.publishing import Decision
from smup.web.desk.review import Review, TypedDecision

DECISIONS = {
    "return": "returned",
    "verify": "verified",
    "publish": "published",
    "renew": "renewed",
    "expire": "expired",
    "withdraw": "removed",
}
"""What the author is told, by the button pressed."""


def decide(desk: Desk, name: str, review: Review, typed: TypedDecision) -> None:
    """Carry out a decision that the page allowed and whose fields are right.

    Args:
        desk: parts of the pages.
        name: of the button, a key of ``DECISIONS``.
        review: the card as it is now.
        typed: what was typed; its version is the one that was read.

    Raises:
        StaleVersionError: when the card was changed since it was read.
        WrongStateError: when the decision does not follow from its state.
    """
    decision = Decision(
        revision=review.revision,
        version=typed.version,
        account_id=who_is().account_id,
        comment=typed.comment,
        verified=typed.verified if name in {"verify", "renew"} else None,
    )
    if name == "return":
        take(desk, decision.key, "return", account_id=who_is().account_id, comment=typed.comment)
    elif name in {"verify", "publish"}:
        publishing.publish(desk, decision)
    elif name == "renew":
        publishing.renew(desk, decision)
    elif name == "expire":
        publishing.expire(desk, decision)
    else:
        publishing.withdraw(
            desk, decision.key, account_id=who_is().account_id, comment=typed.comment
        )
