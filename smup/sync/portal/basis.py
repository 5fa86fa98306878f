"""Since when values are to be asked again because what they mean may have changed.

A changed card of an indicator, or another version of the API, makes all its years doubtful. What
cards and version were is kept in the store of answers, with the moment of the change, so that a
run that is interrupted goes on where it stood.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson

from smup.sync.answers import DATA, AnswerStore, PartKey
from smup.sync.portal.smup_api import INDICATOR_CARD, VERSION, Ask, version_text

BASIS = PartKey(kind="values-basis")
FULL = "full-run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What values were fetched under.

    Attributes:
        version: version of the API; None: not known.
        version_since: when it changed; None: never seen to change.
        cards: digest of the card by official id.
        cards_since: when a card changed, by official id.
    """

    version: str | None = None
    version_since: dt.datetime | None = None
    cards: Mapping[str, str] = field(default_factory=dict)
    cards_since: Mapping[str, dt.datetime] = field(default_factory=dict)

    def stale_before(self, official_ids: tuple[int, ...]) -> dt.datetime | None:
        """Return the moment before which answers about these indicators are out of date."""
        moments = [self.version_since, *(self.cards_since.get(str(one)) for one in official_ids)]
        return max((moment for moment in moments if moment is not None), default=None)


def basis_now(store: AnswerStore, now: dt.datetime, *, keep: bool) -> Basis:
    """Return the basis by the newest cards and version in the store.

    A card that was not known before changes nothing: values may well come before cards.

    Args:
        store: answers of the portal.
        now: moment in UTC, without zone.
        keep: write the basis down when it differs from the one kept.
    """
    held = _kept(store)
    cards = {
        answer.key.part: answer.digest
        for answer in store.list(INDICATOR_CARD)
        if answer.status == DATA
    }
    changed = [part for part, digest in cards.items() if held.cards.get(part, digest) != digest]
    body = store.body(Ask(path=VERSION).key)
    version = version_text(orjson.loads(body)) if body is not None else held.version
    moved = held.version is not None and version != held.version
    found = Basis(
        version=version,
        version_since=now if moved else held.version_since,
        cards={**held.cards, **cards},
        cards_since={**held.cards_since, **dict.fromkeys(changed, now)},
    )
    if keep and found != held:
        store.put(BASIS, orjson.dumps(found), count=1)
    return found


def full_since(store: AnswerStore, scope: str, now: dt.datetime, *, keep: bool) -> dt.datetime:
    """Return when the run that asks for everything was begun: now, or before it was interrupted.

    Args:
        store: answers of the portal.
        scope: what the run is narrowed to; another scope is another run.
        now: moment in UTC, without zone.
        keep: write the beginning down.
    """
    key = PartKey(kind=FULL, part=scope)
    held = store.get(key)
    if held is not None and held.status == DATA:
        return held.answered_at
    return store.put(key, scope.encode(), count=1).answered_at if keep else now


def end_full(store: AnswerStore, scope: str) -> None:
    """Note that a run that asks for everything has come to its end."""
    store.put_none(PartKey(kind=FULL, part=scope))


def _kept(store: AnswerStore) -> Basis:
    body = store.body(BASIS)
    if body is None:
        return Basis()
    found = orjson.loads(body)
    since = found["version_since"]
    moments = {part: dt.datetime.fromisoformat(text) for part, text in found["cards_since"].items()}
    return Basis(
        version=found["version"],
        version_since=None if since is None else dt.datetime.fromisoformat(since),
        cards=found["cards"],
        cards_since=moments,
    )
