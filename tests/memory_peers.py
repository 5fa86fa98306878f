"""The part of a country in memory that answers about groups of units, notes and practices."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from smup.flags import Flag
from smup.repository.peer_reads import MEMBER_VALUE
from smup.repository.practice_reach import PracticeReach
from smup.repository.practice_records import NoteInfo
from smup.repository.records import PeerInfo
from smup.territory.directory import UnitDirectory


class PeersInMemory:
    """Values of members, peers, and what is kept; a part of ``memory_country.Country``."""

    _directory: UnitDirectory
    _peers: Sequence[tuple[str, PeerInfo]]
    _kept: dict[Any, Any]
    published: tuple[NoteInfo, ...]

    def _rows(self, indicator_id: int) -> Mapping[str, Mapping[int, float | Flag]]:
        raise NotImplementedError

    def notes(self, **_asked: object) -> tuple[NoteInfo, ...]:
        return self.published

    def practice_reach(self, _indicators: Sequence[str], **_of: object) -> PracticeReach:
        """No practice is published here."""
        return PracticeReach(0, 0, 0)

    def member_values(
        self,
        indicator_ids: Collection[int],
        unit_ids: Collection[int],
        *,
        years: Collection[int] | None = None,
    ) -> NDArray[np.void]:
        rows = []
        for one in sorted(indicator_ids):
            for unit_id in unit_ids:
                unit = self._directory.by_id(unit_id)
                series = self._rows(one).get(unit.teryt, {})
                rows += [
                    (one, year, unit_id, *cell(value))
                    for year, value in series.items()
                    if years is None or year in years
                ]
        return np.array(sorted(rows, key=lambda row: row[:3]), dtype=MEMBER_VALUE)

    def peers(self, unit_id: int, *, level: str) -> tuple[PeerInfo, ...]:
        """Those given for the unit's code at the level."""
        code = self._directory.by_id(unit_id).code_at(level)
        return tuple(peer for of, peer in self._peers if of == code)

    def keep(self, key: Any, make: Any) -> Any:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]


def cell(value: float | Flag) -> tuple[float, int]:
    if isinstance(value, Flag):
        return float("nan"), int(value)
    return value, int(Flag.DID_NOT_OCCUR if value == 0 else Flag.OCCURRED)
