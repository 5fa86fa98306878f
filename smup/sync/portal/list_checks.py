"""Whether a list or dictionary of the portal may replace the one that is held."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from smup.sync.answered import lost_too_much
from smup.sync.answers import AnswerStore
from smup.sync.errors import SourceMovedError
from smup.sync.portal.official import READERS, indicators
from smup.sync.portal.smup_api import INDICATORS, Ask, unusable
from smup.territory.search import fold

MOVED_SHARE = 20
"""More than one in so many known indicators under another number is no mere change of names."""
SHRUNK = "ma tylko {now} z {held} wierszy, które miała poprzednio"
GONE = "już nie istnieje (404)"
NO_API = (
    "Portal SMUP nie ma pod tym adresem listy wskaźników ({path}, odpowiedź 404), więc o nic "
    "więcej nie pytano; dane wczytane wcześniej zostają. Sprawdź SMUP_API_URL."
)
RENUMBERED = (
    "Portal SMUP numeruje wskaźniki inaczej niż dotąd (innych: {moved} z {known}, np. {id} to "
    "teraz „{new}”, a było „{old}”), więc wartości trafiłyby do niewłaściwych wskaźników i o nic "
    "więcej nie pytano. Zgłoś błąd; dane wczytane wcześniej zostają."
)


def check_list(store: AnswerStore, ask: Ask, rows: Sequence[Any]) -> None:
    """Do nothing when the rows can be read and may replace those that are held.

    Args:
        store: where the last usable answer is.
        ask: the question; all but lists and dictionaries pass.
        rows: of the new answer.

    Raises:
        UnusableAnswerError: when they break the contract, or less than half of the rows is left.
        SourceMovedError: when indicators have other numbers than before.
    """
    read = READERS.get(ask.path)
    if read is None:
        return
    read(rows)
    held = _held(store, ask)
    if lost_too_much(len(rows), len(held)):
        raise unusable(ask.path, SHRUNK.format(now=len(rows), held=len(held)))
    if ask.path == INDICATORS:
        _check_numbers(_by_id(held), _by_id(rows))


def check_gone(store: AnswerStore, ask: Ask) -> None:
    """Do nothing when 404 means that the portal has nothing, as it does of values and cards.

    Raises:
        UnusableAnswerError: when it is a list or dictionary that had rows before.
        SourceMovedError: when it is the list of indicators: then the address is wrong, and every
            further answer would be 404 as well.
    """
    if ask == Ask(path=INDICATORS):
        raise SourceMovedError(NO_API.format(path=ask.path))
    if ask.path in READERS and _held(store, ask):
        raise unusable(ask.path, GONE)


def _held(store: AnswerStore, ask: Ask) -> Sequence[Any]:
    found: Sequence[Any] = orjson.loads(store.body(ask.key) or b"[]")
    return found


def _by_id(rows: Sequence[Any]) -> dict[int, str]:
    return {one.id: one.name for one in indicators(rows)}


def _check_numbers(held: Mapping[int, str], now: Mapping[int, str]) -> None:
    """Refuse a list in which known names stand under other ids; a name alone may well change."""
    before = {number: fold(name) for number, name in held.items()}
    after = {number: fold(name) for number, name in now.items()}
    once = {name for name, count in Counter(before.values()).items() if count == 1}
    still = once & set(after.values())
    known = sorted(before.keys() & after.keys())
    moved = [number for number in known if before[number] in still - {after[number]}]
    if len(moved) * MOVED_SHARE > len(known):
        first = moved[0]
        told = {"id": first, "old": held[first], "new": now[first]}
        raise SourceMovedError(RENUMBERED.format(moved=len(moved), known=len(known), **told))
