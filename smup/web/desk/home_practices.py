"""What the first page after signing in shows of practices."""

from typing import Any

from smup.accounts.permissions import may
from smup.moments import today
from smup.repository import Repository
from smup.repository.desk_records import DeskPractice
from smup.web.desk.access import SignedIn
from smup.web.desk.context import Desk


def home_practices(desk: Desk, who: SignedIn) -> dict[str, Any]:
    """Return the values of ``home_practices.html``.

    Args:
        desk: parts of the pages.
        who: whose page it is.
    """
    moderates = may(who.actor, "moderate")
    return {
        "practices": _practices(desk.repository, who),
        "moderates": moderates,
        "waiting_count": len(desk.repository.practice_queue()) if moderates else 0,
        "today": today(),
    }


def _practices(repository: Repository, who: SignedIn) -> tuple[DeskPractice, ...]:
    """Return the cards of the own unit, of all fictional units, or whatever is in work."""
    if who.role == "contributor":
        return repository.practices_in_work([] if who.unit_id is None else [who.unit_id])
    if who.role == "trainer":
        units = repository.directory().units
        return repository.practices_in_work([unit.id for unit in units if unit.fictional])
    return repository.practices_in_work(None)
