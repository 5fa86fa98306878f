"""What makes the nearest units near, ready to be shown: weights, distances, values."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from smup.formats import format_number, format_value
from smup.i18n import Texts, texts
from smup.repository.facade import Repository
from smup.statistics.similarity import read_similarity
from smup.territory.unit import TerritorialUnit
from smup.view_state import ViewState
from smup.views.profile.records import Profile
from smup.views.similar import (
    Similar,
    SimilarPeer,
    VariableDifference,
    explain_nearest,
    own_weights,
)


class WeightBar(NamedTuple):
    """A variable with its weight.

    Attributes:
        variable: code of the indicator.
        name: short name.
        weight: as used, 0 to 5.
        usual: weight when nothing is changed.
        share: of the sum of weights, 0 to 1.
    """

    variable: str
    name: str
    weight: int
    usual: int
    share: float


class DistanceCell(NamedTuple):
    """A peer in one variable.

    Attributes:
        value: of the peer, with its unit of measure; a dash when unknown.
        apart: how many standard deviations from mine; a dash when unknown.
        main: whether this variable makes the largest part of the distance.
    """

    value: str
    apart: str
    main: bool


class DistanceRow(NamedTuple):
    """A peer with its distance from my unit in all and in each variable."""

    unit: TerritorialUnit
    name: str
    distance: str
    cells: tuple[DistanceCell, ...]


class Likeness(NamedTuple):
    """Why the nearest units are near.

    Attributes:
        year: of the values compared.
        bars: the variables in the order of the file.
        mine: my values, in the order of ``bars``.
        rows: peers, nearest first.
        nearest: names of the first three.
        span: their distances in words; empty without peers.
        changed: whether the weights differ from the usual.
    """

    year: int
    bars: tuple[WeightBar, ...]
    mine: tuple[str, ...]
    rows: tuple[DistanceRow, ...]
    nearest: tuple[str, ...]
    span: str
    changed: bool


NAMED = 3


def likeness(repository: Repository, profile: Profile, state: ViewState) -> Likeness | None:
    """Explain the nearest units of a profile; None when there are none.

    Args:
        repository: the database; what is read is kept until the data change.
        profile: whose unit and level are asked about.
        state: of the address: weights are read.
    """
    weights, _ = own_weights(state)
    found = explain_nearest(
        repository, profile.unit, level=profile.level, lang=profile.lang, weights=weights
    )
    if found.year is None or not found.peers:
        return None
    t = texts(profile.lang)
    shown = _Shown(repository, t)
    names = [profile.directory.display_name(peer.unit, lang=t.lang) for peer in found.peers]
    return Likeness(
        year=found.year,
        bars=weight_bars(found, t.lang),
        mine=tuple(shown.value(item, item.mine) for item in found.peers[0].differences),
        rows=tuple(shown.row(peer, name) for peer, name in zip(found.peers, names, strict=True)),
        nearest=tuple(names[:NAMED]),
        span=_span(found.peers[:NAMED], t),
        changed=not found.usual,
    )


def weight_bars(found: Similar, lang: str) -> tuple[WeightBar, ...]:
    """Return the variables with their weights and shares."""
    total = sum(found.weights.values())
    return tuple(
        WeightBar(
            variable=item.indicator,
            name=item.name(lang),
            weight=found.weights[item.indicator],
            usual=item.weight,
            share=found.weights[item.indicator] / total,
        )
        for item in read_similarity().variables
        if item.indicator in found.weights
    )


def _span(peers: Sequence[SimilarPeer], t: Texts) -> str:
    ends = [format_number(peer.distance, decimals=2, lang=t.lang) for peer in peers]
    return ends[0] if ends[0] == ends[-1] else f"{ends[0]}–{ends[-1]}"


class _Shown:
    """Numbers of the table in words."""

    def __init__(self, repository: Repository, t: Texts) -> None:
        self._repository = repository
        self._t = t

    def row(self, peer: SimilarPeer, name: str) -> DistanceRow:
        """Return a row; the variable with the largest part of the distance is set apart."""
        known = [item.share for item in peer.differences if not math.isnan(item.share)]
        most = max(known, default=math.nan)
        return DistanceRow(
            unit=peer.unit,
            name=name,
            distance=format_number(peer.distance, decimals=2, lang=self._t.lang),
            cells=tuple(
                DistanceCell(
                    self.value(item, item.other), self._apart(item), item.share == most > 0
                )
                for item in peer.differences
            ),
        )

    def value(self, item: VariableDifference, value: float) -> str:
        """Return a value with the unit of measure of its indicator."""
        if math.isnan(value):
            return "–"
        indicator = self._repository.indicator(item.variable)
        unit = indicator.unit(self._t.lang)
        return format_value(value, unit=unit, decimals=indicator.decimals, lang=self._t.lang)

    def _apart(self, item: VariableDifference) -> str:
        if math.isnan(item.apart):
            return "–"
        return format_number(item.apart, decimals=1, lang=self._t.lang)
