"""Indicators that the official catalogue has twice: for gminas and for cities with powiat rights.

A pair is merged into one indicator when the reviewable table ``data/smup-pairs.toml`` or the card
of one of our indicators says so. The rules here only propose; nothing is merged by a rule.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from smup.errors import IngestError
from smup.settings import DATA
from smup.sync.portal.naming import is_of_cities, without_role
from smup.sync.portal.official import OfficialIndicator

PAIRS_FILE = DATA / "smup-pairs.toml"
FIELDS = {"gmina", "city", "why", "source"}
SAME_NAME = "nazwy różnią się tylko słowami o gminach i miastach na prawach powiatu"
SAME_OFFSET = "numery różnią się o {offset}, tak jak w znanych parach, a nazwy są podobne"
SIMILAR = 0.6
"""Share of words that names of an offset pair have in common, of all their words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Official ids of the indicator for gminas and of the one for cities with powiat rights."""

    gmina: int
    city: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedPair:
    """A pair that a rule found.

    Attributes:
        gmina: indicator for gminas.
        city: indicator for cities with powiat rights.
        why: what the rule saw, a Polish clause.
    """

    gmina: OfficialIndicator
    city: OfficialIndicator
    why: str


def read_pairs(file: Path = PAIRS_FILE) -> list[Pair]:
    """Return the pairs of the table.

    Raises:
        IngestError: when it cannot be read, or an id stands in two pairs; names the entry.
    """
    try:
        with file.open("rb") as stream:
            entries = tomllib.load(stream).get("pair", [])
    except (OSError, tomllib.TOMLDecodeError) as error:
        message = f"Nie można odczytać pliku {file.name}: {error}. Popraw go."
        raise IngestError(message) from error
    pairs = [_pair(file, number, entry) for number, entry in enumerate(entries, start=1)]
    _check_once(file, pairs)
    return pairs


def all_pairs(table: Iterable[Pair], cards: Iterable[Sequence[int]]) -> list[Pair]:
    """Return pairs of the table and of cards (``smup_ids``: gmina, city), each once.

    A card stands before the table where they differ: it names the indicator as well.
    """
    known = [Pair(gmina=ids[0], city=ids[1]) for ids in cards if len(ids) == len(("gmina", "city"))]
    taken = {number for pair in known for number in (pair.gmina, pair.city)}
    return known + [pair for pair in table if not {pair.gmina, pair.city} & taken]


def propose_pairs(
    indicators: Sequence[OfficialIndicator], known: Sequence[Pair]
) -> list[ProposedPair]:
    """Return pairs that look like one indicator for gminas and for cities, and are not known.

    Two rules, both within a dimension. Names: two indicators of one service, the names equal but
    for the words about gminas and cities, exactly one of them about cities. Numbers: the distance
    of the ids is one that known pairs have, one name is about cities, and most words are the same.
    An indicator is proposed once.
    """
    taken = {number for pair in known for number in (pair.gmina, pair.city)}
    free = [one for one in indicators if one.id not in taken]
    found: list[ProposedPair] = []
    for proposed in (*_by_name(free), *_by_offset(free, known)):
        ids = {proposed.gmina.id, proposed.city.id}
        if not ids & taken:
            taken |= ids
            found.append(proposed)
    return sorted(found, key=lambda proposed: proposed.gmina.id)


def pairs_toml(proposed: Sequence[ProposedPair]) -> str:
    """Return proposals as entries to be reviewed and pasted into ``data/smup-pairs.toml``."""
    return "\n".join(
        "\n".join(
            [
                "[[pair]]",
                f"# {one.gmina.name}",
                f"# {one.city.name}",
                f"gmina = {one.gmina.id}",
                f"city = {one.city.id}",
                f'why = "{one.why}"',
                'source = "katalog portalu SMUP"',
                "",
            ]
        )
        for one in proposed
    )


def _pair(file: Path, number: int, entry: Mapping[str, object]) -> Pair:
    gmina, city = entry.get("gmina"), entry.get("city")
    whole = isinstance(gmina, int) and isinstance(city, int) and gmina > 0 and city > 0
    if set(entry) != FIELDS or not whole or not entry["why"] or not entry["source"]:
        message = (
            f"Plik {file.name}, para {number}: potrzebne są pola gmina i city (numery urzędowe), "
            "why i source (tekst). Popraw ten wpis."
        )
        raise IngestError(message)
    return Pair(gmina=int(str(gmina)), city=int(str(city)))


def _check_once(file: Path, pairs: Sequence[Pair]) -> None:
    seen: set[int] = set()
    for number in (number for pair in pairs for number in (pair.gmina, pair.city)):
        if number in seen:
            message = (
                f"Plik {file.name}: numer {number} stoi w dwóch parach albo dwa razy w jednej. "
                "Usuń zbędny wpis."
            )
            raise IngestError(message)
        seen.add(number)


def _by_name(indicators: Sequence[OfficialIndicator]) -> Iterator[ProposedPair]:
    alike: dict[tuple[int, str | None, str], list[OfficialIndicator]] = defaultdict(list)
    for one in indicators:
        alike[one.service_id, one.dimension, without_role(one.name)].append(one)
    for group in alike.values():
        for first, second in combinations(group, 2):
            if is_of_cities(first.name) != is_of_cities(second.name):
                yield _ordered(first, second, SAME_NAME)


def _by_offset(
    indicators: Sequence[OfficialIndicator], known: Sequence[Pair]
) -> Iterator[ProposedPair]:
    by_id = {one.id: one for one in indicators}
    for offset in sorted({pair.city - pair.gmina for pair in known}):
        for one in indicators:
            other = by_id.get(one.id + offset)
            if other is not None and _alike(one, other):
                yield _ordered(one, other, SAME_OFFSET.format(offset=abs(offset)))


def _alike(one: OfficialIndicator, other: OfficialIndicator) -> bool:
    if one.dimension != other.dimension or is_of_cities(one.name) == is_of_cities(other.name):
        return False
    first, second = (set(without_role(item.name).split()) for item in (one, other))
    return bool(first) and len(first & second) >= SIMILAR * len(first | second)


def _ordered(first: OfficialIndicator, second: OfficialIndicator, why: str) -> ProposedPair:
    gmina, city = (second, first) if is_of_cities(first.name) else (first, second)
    return ProposedPair(gmina=gmina, city=city, why=why)
