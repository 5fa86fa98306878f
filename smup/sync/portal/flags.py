"""Official flags as ours.

Found by what their names say, for the official ids are known of three only. A flag whose name says
nothing of these is not guessed: its rows are rejected under its name.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from smup.flags import Flag
from smup.sync.answers import AnswerStore
from smup.sync.portal import official
from smup.sync.portal.smup_api import FLAGS, Ask
from smup.sync.portal.stored import stored_rows
from smup.territory.search import fold

UNKNOWN = -1
UNKNOWN_FLAG = "Nieznana flaga: {flag}"
KNOWN_IDS = {1: Flag.OCCURRED, 2: Flag.DID_NOT_OCCUR, 5: Flag.MISSING}
"""Ids seen in public imports; used only until the dictionary has been fetched."""
WORDS = (
    ("mniejsz", Flag.BELOW_FORMAT),
    ("brak informacji", Flag.MISSING),
    ("brak danych", Flag.MISSING),
    ("nie wystapil", Flag.DID_NOT_OCCUR),
    ("wystapil", Flag.OCCURRED),
    ("tajemnic", Flag.SECRET),
    ("niemozliw", Flag.NOT_APPLICABLE),
    ("niecelow", Flag.NOT_APPLICABLE),
    ("nie dotyczy", Flag.NOT_APPLICABLE),
    ("jeszcze", Flag.NOT_YET_PUBLISHED),
)
"""Words of official names, in plain letters; the first that is found decides, so that „zjawisko
wystąpiło, wielkość mniejsza od formatu” is below the format. „Brak informacji, konieczność
zachowania tajemnicy statystycznej” is one official flag for two things: it stays „missing”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialFlags:
    """What official flags mean.

    Attributes:
        ours: our flag by official id.
        names: official names by id, also of flags that we cannot place.
    """

    ours: dict[int, int]
    names: dict[int, str]

    def find(self, ids: NDArray[np.int64]) -> NDArray[Any]:
        """Return our flag of each official id as int64, ``UNKNOWN`` for those we cannot place."""
        distinct, places = np.unique(ids, return_inverse=True)
        found = [self.ours.get(official_id, UNKNOWN) for official_id in distinct.tolist()]
        return np.array(found, dtype=np.int64)[places]

    def reason(self, official_id: int) -> str:
        """Return why rows with an unknown flag are rejected: ``Nieznana flaga: …``."""
        name = self.names.get(official_id)
        told = f"id-flaga {official_id}"
        return UNKNOWN_FLAG.format(flag=told if name is None else f"„{name}” ({told})")


def read_flags(store: AnswerStore) -> OfficialFlags:
    """Return the flags of the dictionary in the store; known ids where there is none yet."""
    rows = stored_rows(store, Ask(path=FLAGS), official.flags)
    if rows is None:
        return OfficialFlags(ours={key: int(flag) for key, flag in KNOWN_IDS.items()}, names={})
    placed = {row.id: flag_of_name(row.name) for row in rows}
    return OfficialFlags(
        ours={key: int(flag) for key, flag in placed.items() if flag is not None},
        names={row.id: row.name for row in rows},
    )


def flag_of_name(name: str) -> Flag | None:
    """Return our flag for an official name; None when the name says nothing we know."""
    plain = fold(name)
    return next((flag for word, flag in WORDS if word in plain), None)
