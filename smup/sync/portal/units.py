"""Units by the keys of the official portal."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from smup.ingest.load import Load
from smup.sync.answers import AnswerStore

UNKNOWN, PART = -1, -2
UNKNOWN_UNIT = "Nieznana jednostka: id-teryt {id}"
Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialUnits:
    """What the keys ``id-teryt`` mean.

    Attributes:
        keys: known keys, ascending.
        unit_ids: id of the unit of each key; ``PART`` for parts of gminas (kinds 4, 5, 8, 9),
            which are not loaded.
        origins: code of each key as a number, for ``smup.ingest.settle.settle_rows``: several keys
            may mean one unit (a former kind; a city with powiat rights, also there as a powiat).
        is_aggregate: powiats other than cities, voivodeships, the country.
        is_city: cities with powiat rights.
    """

    keys: Longs
    unit_ids: Longs
    origins: Longs
    is_aggregate: NDArray[Any]
    is_city: NDArray[Any]

    def find(self, keys: Longs) -> Longs:
        """Return the place in the arrays of each key, ``UNKNOWN`` for those that are not there."""
        raise NotImplementedError


def load_units(load: Load, store: AnswerStore) -> OfficialUnits:
    """Bring codes of system ``smup`` and units in line with the dictionary; never ends a unit.

    A database without units first gets the shipped list. Writes codes, new units and names, notes
    changes; without a dictionary in the store it only reads.
    """
    raise NotImplementedError
