"""The card of an indicator that was found in a source and is not in the files of the catalogue."""

from collections.abc import Mapping
from typing import Any

BARE: dict[str, Any] = {
    "formula": None,
    "decimals": 0,
    "dimension": "kontekst",
    "polarity": "none",
    "task_level": "oba",
    "first_year": None,
    "breaks": [],
    "bdl_id": None,
    "smup_ids": [],
    "featured": False,
}
"""What is not known, as pages expect it: neither judged nor computed."""


def bare_card(identity: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return a full card.

    Args:
        identity: ``code``, ``service``, ``name`` and ``unit``, the last two in both languages.
        said: what the source says: ``definition``, ``reading``, ``caveats``, ``source`` and
            ``reference_date`` in both languages, ``status``, and whatever is better known than
            ``BARE`` has it.
    """
    return {**BARE, **said, **identity, "short_name": identity["name"]}
