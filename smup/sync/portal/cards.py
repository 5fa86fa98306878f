"""Official cards: kept as they come; what the program needs is looked for under likely names."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from smup.ingest.bare_card import bare_card
from smup.sync.plain_text import plain_text
from smup.sync.portal.smup_api import CARD_DEFINITION, CARD_LABEL, CARD_TEXT, CARD_UNIT
from smup.territory.search import fold

NO_UNIT = ""
LONGEST_UNIT = 60
LONGEST_TEXT = 5_000
DECIMALS = 2
"""Until values say how many they have, see ``smup.sync.portal.made.settle_decimals``."""
SOURCE = {"pl": "System Monitorowania Usług Publicznych", "en": "Public Services Monitoring System"}
SAID: dict[str, Any] = {
    "reading": {
        "pl": "Program nie ocenia, czy więcej znaczy lepiej: portal SMUP tego nie podaje.",
        "en": "The program does not judge whether more is better: the SMUP portal does not say.",
    },
    "caveats": {
        "pl": "Opis i sposób liczenia podaje karta wskaźnika w portalu SMUP.",
        "en": "The card of the indicator in the SMUP portal says what it means and how it is made.",
    },
    "reference_date": {"pl": "jak w portalu SMUP", "en": "as in the SMUP portal"},
    "source": SOURCE,
    "status": "smup",
    "decimals": DECIMALS,
}
DEFINITION = {
    "pl": "Wskaźnik z katalogu portalu SMUP, pokazany bez przeliczenia.",
    "en": "An indicator of the catalogue of the SMUP portal, shown as it is.",
}


def unit_of_measure(card: bytes | None) -> str:
    """Return the unit of measure that a card names, or nothing."""
    found = _find(card, CARD_UNIT)
    return found if found and len(found) <= LONGEST_UNIT else NO_UNIT


def definition(card: bytes | None) -> str | None:
    """Return the definition that a card gives, if any; Polish."""
    return _find(card, CARD_DEFINITION)


def official_card(identity: Mapping[str, Any], known: Mapping[str, Any], card: bytes | None) -> Any:
    """Return our card of an indicator that only the official catalogue has.

    Args:
        identity: see ``bare_card``.
        known: what the lists say: ``dimension``, ``smup_ids``, ``task_level``.
        card: official card, if it has been fetched.
    """
    told = definition(card)
    text = DEFINITION if told is None else {"pl": told, "en": told}
    return bare_card(identity, {**SAID, "definition": text, **known})


def _find(card: bytes | None, names: Sequence[str]) -> str | None:
    """Return the first text under one of the names, the names in their order."""
    if card is None:
        return None
    texts: dict[str, str] = {}
    for name, text in _fields(orjson.loads(card)):
        texts.setdefault(name, text)
    return next((texts[name] for name in names if texts.get(name)), None)


def _fields(part: Any) -> Iterator[tuple[str, str]]:
    """Yield all texts of a card with their names: of fields, and of rows ``{name, text}``."""
    if isinstance(part, list):
        for item in part:
            yield from _fields(item)
    if not isinstance(part, dict):
        return
    plain = {fold(str(key)): value for key, value in part.items()}
    for key, value in plain.items():
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            yield key, plain_text(str(value), LONGEST_TEXT)
    labels = [plain[key] for key in CARD_LABEL if isinstance(plain.get(key), str)]
    texts = [plain[key] for key in CARD_TEXT if isinstance(plain.get(key), str)]
    if labels and texts:
        yield fold(labels[0]), plain_text(texts[0], LONGEST_TEXT)
    for value in plain.values():
        yield from _fields(value)
