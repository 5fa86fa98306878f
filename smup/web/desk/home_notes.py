"""What the first page after signing in shows of notes."""

from typing import Any

from smup.accounts.permissions import may
from smup.web.desk.access import SignedIn
from smup.web.desk.context import Desk
from smup.web.desk.note_pages import lines_of

MOST_ON_HOME = 50


def home_notes(desk: Desk, who: SignedIn) -> dict[str, Any]:
    """Return the values of ``home_notes.html``: notes of my unit, or those I wrote.

    Args:
        desk: parts of the pages.
        who: whose page it is.
    """
    repository = desk.repository
    if who.role == "contributor" and who.unit_id is not None:
        notes = repository.notes_of_unit(who.unit_id)
    else:
        notes = repository.notes_by_account(who.account_id)
    waiting = len(repository.notes_waiting()) if may(who.actor, "moderate") else 0
    return {
        "my_notes": lines_of(repository, notes[:MOST_ON_HOME]),
        "notes_more": len(notes) > MOST_ON_HOME,
        "notes_waiting_count": waiting,
    }
