"""Who may do what: one pure function, tried role by role in the tests.

contributor: writes cards and notes of the own unit. trainer: writes example cards and notes of
fictional units only, and submits them like anybody else. moderator: writes for any unit, decides
what is published (not on what they wrote themselves). administrator: keeps accounts, reads the
log, and does what a moderator does. Nobody signed in: reads what is published.
"""

from dataclasses import dataclass
from typing import Literal

Role = Literal["contributor", "moderator", "trainer", "administrator"]
Action = Literal["write", "moderate", "accounts", "log"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody signed in.

    Attributes:
        id: key of the account.
        role: role.
        unit_id: key of the contributor's unit.
        active: an account that is switched off may do nothing.
    """

    id: int
    role: Role
    unit_id: int | None = None
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A card or a note that something is to be done with.

    Attributes:
        unit_id: key of the unit it concerns; None for an institution that is no unit.
        fictional: the unit is a fictional one.
        author_id: key of the account that wrote the open version.
    """

    unit_id: int | None
    fictional: bool = False
    author_id: int | None = None


def may(actor: Actor | None, action: Action, subject: Subject | None = None) -> bool:
    """Tell whether somebody may do something.

    Args:
        actor: who; None: nobody signed in.
        action: ``write`` a card or note of the subject's unit; ``moderate`` the subject, or see
            the queue when there is none; keep ``accounts``; read the ``log``.
        subject: of ``write`` and ``moderate``; without it: whether there is any such subject.
    """
    if actor is None or not actor.active:
        return False
    keeper = actor.role == "administrator"
    moderator = keeper or actor.role == "moderator"
    if action in {"accounts", "log"}:
        return keeper
    if action == "moderate":
        return moderator and (subject is None or subject.author_id != actor.id)
    if subject is None or moderator:
        return True
    if actor.role == "trainer":
        return subject.fictional
    return subject.unit_id is not None and subject.unit_id == actor.unit_id
