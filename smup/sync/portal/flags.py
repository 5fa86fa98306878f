"""Official flags as ours."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from smup.sync.answers import AnswerStore

UNKNOWN = -1
UNKNOWN_FLAG = "Nieznana flaga: {flag}"


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
        raise NotImplementedError

    def reason(self, official_id: int) -> str:
        """Return why rows with an unknown flag are rejected: ``Nieznana flaga: …``."""
        raise NotImplementedError


def read_flags(store: AnswerStore) -> OfficialFlags:
    """Return the flags of the dictionary in the store; known ids where there is none yet."""
    raise NotImplementedError
