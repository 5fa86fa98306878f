"""The country in memory with the two reads that a comparison adds, and a way to read one."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from smup.compare_state import parse_compare_state
from smup.errors import UnknownCodeError
from smup.flags import Flag
from smup.repository.peer_reads import MEMBER_VALUE
from smup.repository.records import IndicatorInfo, PeerInfo
from smup.views.compare import CompareData, read_comparison, select_comparison
from tests.memory_country import LACK, LUBIN, MAIN, SIMILAR, Country, Values, indicator

SECOND = "EDU-PRZ-02"
# 2020: 10, 20, 30, 40, 50 for Lubin … Joniec, and a second indicator on the line 2 x + 1.
VALUES = {code: {2020: 10.0 * n} for n, code in enumerate(SIMILAR, start=1)}
TWICE = {code: {2020: 2 * years[2020] + 1} for code, years in VALUES.items()}
SCATTER = {"unit": LUBIN, "units": f"{LUBIN}.{LACK}", "ind": f"{MAIN}.{SECOND}", "view": "scatter"}


class CompareCountry(Country):
    """Answers ``member_values`` from its values, and ``peers`` from a list."""

    def __init__(self, values: Values, *, peers: Sequence[PeerInfo] = (), **rest: Any) -> None:
        super().__init__(values, **rest)
        self.all_peers = tuple(peers)

    def indicator(self, code: str) -> IndicatorInfo:
        for item in self.all:
            if item.code == code:
                return item
        raise UnknownCodeError("indicator", code, "nie ma")

    def peers(self, _unit_id: int, *, level: str) -> tuple[PeerInfo, ...]:
        return self.all_peers if level == "gmina" else ()

    def member_values(
        self,
        indicator_ids: Collection[int],
        unit_ids: Collection[int],
        *,
        years: Collection[int] | None = None,
    ) -> NDArray[np.void]:
        rows = []
        for key in sorted(set(indicator_ids)):
            for unit_id in sorted({int(one) for one in unit_ids}):
                unit = self._directory.by_id(unit_id)
                for year, value in self._rows(key).get(unit.teryt, {}).items():
                    if years is None or year in years:
                        rows.append((key, year, unit_id, *_cell(value)))
        return np.array(sorted(rows, key=lambda row: row[:3]), dtype=MEMBER_VALUE)


def _cell(value: float | Flag) -> tuple[float, int]:
    if isinstance(value, Flag):
        return float("nan"), int(value)
    return value, int(Flag.OCCURRED if value else Flag.DID_NOT_OCCUR)


def two_indicators(**fields: Any) -> tuple[IndicatorInfo, IndicatorInfo]:
    """The main indicator with some fields changed, and a plain second one."""
    second = indicator(SECOND, id=3, name_pl="Drugi", card={"short_name": {"pl": "Drugi"}})
    return indicator(MAIN, **fields), second


def compare(
    values: Mapping[str, Any],
    query: Mapping[str, str],
    *,
    peers: Sequence[PeerInfo] = (),
    lang: str = "pl",
    second: Mapping[str, Any] | None = None,
    **fields: Any,
) -> CompareData:
    """The data of an address, over values of the main (and the second) indicator by unit code."""
    indicators = two_indicators(**fields)
    both = {MAIN: values, SECOND: second or {LACK: {2020: 1.0}}}
    country: Any = CompareCountry(both, peers=peers, indicators=indicators)
    state, problems = parse_compare_state(query)
    chosen = select_comparison(country, state, problems=problems, lang=lang)
    return read_comparison(country, chosen, lang=lang)
