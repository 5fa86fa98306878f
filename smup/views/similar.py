"""Why units are called similar: distance of each variable, also with the reader's own weights."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from smup.errors import UnknownCodeError
from smup.repository.facade import Repository
from smup.repository.records import IndicatorInfo, PeerInfo
from smup.statistics.describe import Floats
from smup.statistics.nearest import LEAST_VARIABLES, common_year, nearest, shares, space_of
from smup.statistics.peers import logarithmic, real_units
from smup.statistics.similarity import LEVELS_WITH_NEAREST, SimilarityVariable, read_similarity
from smup.territory.directory import IntArray
from smup.territory.unit import TerritorialUnit
from smup.view_state import Problem, ViewState

KIND = "najblizsze"
WHOLE_COUNTRY = "kraj"


class Space(NamedTuple):
    """Where the units of a level stand on the similarity variables.

    Attributes:
        positions: units in the directory, example ones too, by code.
        year: of the values.
        variables: those of the file that the catalogue has.
        indicators: their indicators, in the same order.
        values: shape (units, variables), in each indicator's unit of measure.
        places: same shape, in deviations from -3 to 3.
        real: shape (units,).
    """

    positions: IntArray
    year: int
    variables: tuple[SimilarityVariable, ...]
    indicators: tuple[IndicatorInfo, ...]
    values: Floats
    places: Floats
    real: np.ndarray


class VariableDifference(NamedTuple):
    """How far two units are apart in one variable.

    Attributes:
        variable: code of the indicator.
        name: short name in the reader's language.
        mine: value of my unit, in the indicator's unit of measure; NaN when unknown.
        other: value of the peer.
        apart: difference in standard deviations, 0 to 6, after the cut at three; NaN when unknown.
        share: part in the squared distance, 0 to 1; NaN when unknown or without weight.
    """

    variable: str
    name: str
    mine: float
    other: float
    apart: float
    share: float


class SimilarPeer(NamedTuple):
    """A unit near mine, with the reasons."""

    unit: TerritorialUnit
    position: int
    distance: float
    differences: tuple[VariableDifference, ...]


class Similar(NamedTuple):
    """The nearest units of mine.

    Attributes:
        year: of the values compared; None when there is nothing to compare.
        weights: weight of each variable that exists, as used.
        usual: whether these are the weights of the file.
        peers: nearest first.
    """

    year: int | None
    weights: dict[str, int]
    usual: bool
    peers: tuple[SimilarPeer, ...]


def explain_nearest(
    repository: Repository,
    unit: TerritorialUnit,
    *,
    level: str,
    lang: str,
    weights: Mapping[str, int] | None = None,
) -> Similar:
    """Return the nearest units with the distance in each variable.

    The first question about a level after a load reads the values with two SELECTs; they are then
    kept until the data change.

    Args:
        repository: the database.
        unit: my unit, which answers at the level.
        level: gmina or powiat; other levels have no nearest units.
        lang: language of the names.
        weights: by variable, for those that differ from the usual; unknown codes are ignored, and
            so are weights that leave no variable at all.
    """
    space = similarity_space(repository, level)
    used = usable_weights(weights or {})
    usual = used == read_similarity().weights
    row = None if space is None else _row(space, unit)
    if space is None or row is None:
        return Similar(None, used, usual, ())
    vector = np.array([used[item.indicator] for item in space.variables], dtype=np.float64)
    found = nearest(
        space.places,
        space.real,
        weights=vector,
        k=read_similarity().nearest,
        rows=np.array([row]),
    )[0]
    directory = repository.directory()
    peers = tuple(
        SimilarPeer(
            directory.units[int(space.positions[other])],
            position,
            float(distance),
            _differences(space, (row, int(other)), vector, lang),
        )
        for position, (other, distance) in enumerate(
            zip(found.rows, found.distances, strict=True), start=1
        )
    )
    return Similar(space.year, used, usual, peers)


def nearest_peers(
    repository: Repository, unit: TerritorialUnit, *, level: str, weights: Mapping[str, int]
) -> tuple[PeerInfo, ...]:
    """Return the nearest units as the database would hold them, for own weights."""
    found = explain_nearest(repository, unit, level=level, lang="pl", weights=weights)
    return tuple(
        PeerInfo(KIND, peer.position, peer.unit.id, peer.distance, None) for peer in found.peers
    )


def usable_weights(own: Mapping[str, int]) -> dict[str, int]:
    """Return the weight of every variable; the usual ones when own ones leave nothing."""
    usual = read_similarity().weights
    mixed = {code: own.get(code, weight) for code, weight in usual.items()}
    return mixed if any(mixed.values()) else usual


def own_weights(state: ViewState) -> tuple[dict[str, int], tuple[Problem, ...]]:
    """Return the weights of an address that differ from the usual ones, and what is wrong."""
    usual = read_similarity().weights
    asked = state.weights
    unknown = [code for code in asked if code not in usual]
    known = {code: weight for code, weight in asked.items() if code in usual}
    problems = [Problem(parameter="w", value=code, reason="unknown") for code in unknown[:5]]
    if known and not any((usual | known).values()):
        problems.append(Problem(parameter="w", value=state.w or "", reason="zero"))
        known = {}
    differing = {code: weight for code, weight in known.items() if weight != usual[code]}
    return differing, tuple(problems)


def similarity_space(repository: Repository, level: str) -> Space | None:
    """Return where the units of a level stand; None when the data do not suffice."""
    if level not in LEVELS_WITH_NEAREST:
        return None
    return repository.keep(("similarity", level), lambda: _read_space(repository, level))


def _read_space(repository: Repository, level: str) -> Space | None:
    variables, indicators = _known_variables(repository)
    if len(variables) < LEAST_VARIABLES:
        return None
    ids = [item.id for item in indicators]
    directory = repository.directory()
    positions = directory.positions(level, fictional=True)
    real = real_units(directory, positions)
    stats = repository.group_stats(ids, level=level, group_code=WHOLE_COUNTRY)
    counts: dict[int, dict[int, int]] = {key: {} for key in ids}
    for key, year, n in zip(stats["indicator_id"], stats["year"], stats["n"], strict=True):
        counts[int(key)][int(year)] = int(n)
    year = common_year(list(counts.values()), int(real.sum()))
    if year is None:
        return None
    unit_ids = directory.ids[positions]
    rows = repository.member_values(ids, unit_ids.tolist(), years=[year])
    values = np.full((len(positions), len(ids)), np.nan)
    row_of = {int(key): row for row, key in enumerate(unit_ids)}
    column_of = {key: column for column, key in enumerate(ids)}
    for row in rows:
        values[row_of[int(row["unit_id"])], column_of[int(row["indicator_id"])]] = row["value"]
    places = space_of(values, real, logarithmic(variables))
    for array in (values, places, real):
        array.setflags(write=False)
    return Space(positions, year, variables, indicators, values, places, real)


def _known_variables(
    repository: Repository,
) -> tuple[tuple[SimilarityVariable, ...], tuple[IndicatorInfo, ...]]:
    pairs = []
    for variable in read_similarity().variables:
        try:
            pairs.append((variable, repository.indicator(variable.indicator)))
        except UnknownCodeError:
            continue
    return tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)


def _row(space: Space, unit: TerritorialUnit) -> int | None:
    found = np.flatnonzero(space.positions == unit.position)
    return int(found[0]) if len(found) else None


def _differences(
    space: Space, pair: tuple[int, int], weights: Floats, lang: str
) -> tuple[VariableDifference, ...]:
    row, other = pair
    parts = shares(space.places, row, other, weights)
    return tuple(
        VariableDifference(
            variable.indicator,
            variable.name(lang),
            float(space.values[row, column]),
            float(space.values[other, column]),
            float(abs(space.places[row, column] - space.places[other, column])),
            float(parts[column]),
        )
        for column, variable in enumerate(space.variables)
    )
