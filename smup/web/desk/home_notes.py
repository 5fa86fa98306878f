"""What the first page after signing in shows of notes."""

from typing import Any

from smup.web.desk.access import SignedIn
from smup.web.desk.context import Desk


def home_notes(_desk: Desk, _who: SignedIn) -> dict[str, Any]:
    """Return the values of ``home_notes.html``.

    Args:
        _desk: parts of the pages.
        _who: whose page it is.
    """
    return {}
