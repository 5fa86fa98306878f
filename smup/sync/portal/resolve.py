"""Which of our indicators an official one is; pure.

By official id: the cards of our catalogue name theirs. The rest become indicators of their own,
``SMUP-<id>``; both halves of a pair go to one, under the id of the gminas' half.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from smup.sync.portal.official import OfficialIndicator, OfficialSector
from smup.sync.portal.pairs import Pair

PREFIX = "SMUP-"
ALL, GMINA, CITY = "all", "gmina", "city"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedService:
    """An official service with its sector.

    Attributes:
        id: official id.
        sector_id: official id of its sector.
        name: official name.
    """

    id: int
    sector_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialLists:
    """The official catalogue as far as it has been fetched.

    Attributes:
        sectors: in the official order.
        services: of the sectors whose services are known, in the official order.
        indicators: in the official order.
        english: English names by kind (``sector``, ``service``, ``indicator``) and id.
    """

    sectors: Sequence[OfficialSector]
    services: Sequence[ListedService]
    indicators: Sequence[OfficialIndicator]
    english: Mapping[str, Mapping[int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """An official indicator and where it belongs.

    Attributes:
        official: the row of the list.
        code: code of ours; ``SMUP-<id>`` when no card names the id.
        role: ``all``, ``gmina`` or ``city``.
        made: the indicator is not one of the files.
    """

    official: OfficialIndicator
    code: str
    role: str
    made: bool


def resolve(
    indicators: Sequence[OfficialIndicator],
    cards: Mapping[str, Sequence[int]],
    pairs: Sequence[Pair],
) -> list[Resolved]:
    """Return where each official indicator belongs, in the given order.

    Args:
        indicators: the official list.
        cards: ``smup_ids`` of our own indicators by code, without those of ``SMUP-…``.
        pairs: pairs of the table and of the cards.
    """
    half = {pair.gmina: (pair, GMINA) for pair in pairs} | {
        pair.city: (pair, CITY) for pair in pairs
    }
    code_of = {number: code for code, numbers in cards.items() for number in numbers}
    found = []
    for one in indicators:
        pair, role = half.get(one.id, (Pair(gmina=one.id, city=one.id), ALL))
        code = code_of.get(one.id) or code_of.get(pair.gmina) or code_of.get(pair.city)
        found.append(
            Resolved(
                official=one,
                code=code or f"{PREFIX}{pair.gmina}",
                role=role,
                made=code is None,
            )
        )
    return found
