"""Forms of cards as a browser sends them, and cards brought to a state by sending them."""

import re
from typing import Any

from tests.desk_server import ClientAs, DeskClient

NEW = "/konto/praktyki/nowa"
FIELD = re.compile(r'name="(revision|version)" value="(\d+)"')
TEXT = "Opis próbny.\n\n- krok pierwszy\n- krok drugi"
COMPULSORY = ("summary", "situation", "steps", "results", "failures")
OTHERS = ("costs", "resources", "transfer")


def form(**changes: Any) -> dict[str, Any]:
    """Return the fields of a card with all compulsory parts; None leaves a field out."""
    fields = {
        "action": "save",
        "title": "Dowóz uczniów planowany od nowa",
        "subject": "edukacja/przedszkola",
        "started": "2021",
        **dict.fromkeys(COMPULSORY, TEXT),
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not None}


def whole(**changes: Any) -> dict[str, Any]:
    """Return the fields of a card with every part."""
    return form(**dict.fromkeys(OTHERS, TEXT), **changes)


def open_fields(client: DeskClient, address: str) -> dict[str, str]:
    """Return the hidden fields by which the form of an address is guarded."""
    return dict(FIELD.findall(client.get(address).text))


def address_of(practice_id: int) -> str:
    """Return the address of the form of a practice."""
    return f"/konto/praktyki/{practice_id}"


def saved(client: DeskClient, **changes: Any) -> str:
    """Save a new card as a draft; returns the address of its form."""
    answer = client.send(NEW, form(**changes))
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def submitted(client: DeskClient, **changes: Any) -> str:
    """Submit a new card; returns the address of its page."""
    return saved(client, action="submit", **changes)


def review_of(moderator: DeskClient, title: str) -> str:
    """Return the address at which a moderator decides on a card that waits."""
    queue = moderator.get("/konto/kolejka").text
    found = re.search(rf'href="([^"]+)"[^>]*>{re.escape(title)}<', queue)
    assert found is not None, f"{title} is not in the queue"
    return found[1]


def decide(moderator: DeskClient, address: str, decision: str, **fields: Any) -> Any:
    """Press a button of a moderator; the answer."""
    known = open_fields(moderator, address)
    return moderator.send(address, {**known, "decision": decision, **fields})


def published(client_as: ClientAs, **changes: Any) -> tuple[str, str]:
    """Bring a card into the catalogue, verified; addresses of its form and of its review."""
    fields = {**dict.fromkeys(OTHERS, TEXT), **changes}
    form_address = submitted(client_as("contributor"), **fields)
    moderator = client_as("moderator")
    review = review_of(moderator, form(**changes)["title"])
    answer = decide(moderator, review, "verify", checked_on="2026-01-15", source="Uchwała 1/2026")
    assert answer.status_code == 303, answer.text
    return form_address, review
