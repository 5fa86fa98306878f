"""The comparison group of a unit: from the kind asked for to the units in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from smup.errors import UnknownCodeError
from smup.i18n import texts
from smup.repository.facade import Repository
from smup.repository.records import PeerInfo
from smup.territory.directory import UnitDirectory
from smup.territory.groups import GROUP_KINDS_OF_LEVEL, compared_with, group_label, members
from smup.territory.unit import TerritorialUnit
from smup.view_state import Problem, ViewState
from smup.views.own_group import own_units
from smup.views.similar import nearest_peers, own_weights

WHOLE_COUNTRY = "kraj"
USUAL = ViewState().group
NEAREST = "najblizsze"
OF_PEERS = ("sasiedzi", NEAREST)
OWN, TYPE = "wlasna", "typ"
OFFERED = (
    USUAL,
    NEAREST,
    "sasiedzi",
    "powiat",
    "wojewodztwo",
    WHOLE_COUNTRY,
    "rodzaj",
    "wielkosc",
    TYPE,
    "miasta",
    OWN,
)
"""All kinds, in the order in which they are offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Units that one unit is compared with.

    Attributes:
        kind: what was chosen: ``podobne``, ``najblizsze``, ``sasiedzi``, ``wlasna`` …
        code: of this very group; for ready groups the code in ``indicator_year_stat``.
        label: in the reader's words, without the number of units.
        level: of its units.
        positions: of its units in the directory, by code; my unit is among them when it is a
            member (a fictional unit never is, except of its own powiat or a group picked by hand;
            nor is a unit held against the cities with powiat rights).
        ready: whether ``indicator_year_stat`` holds its distributions.
        note: what the reader should know of how it was made, or an empty text.
    """

    kind: str
    code: str
    label: str
    level: str
    positions: tuple[int, ...]
    ready: bool
    note: str = ""

    @property
    def size(self) -> int:
        """Return the number of units."""
        return len(self.positions)


class GroupChoice(NamedTuple):
    """A group that is offered: its kind, its name in words and the number of its units."""

    kind: str
    label: str
    n: int


def ready_group(
    directory: UnitDirectory, unit: TerritorialUnit | None, *, level: str, kind: str, lang: str
) -> Group:
    """Return a group whose distributions are stored; the whole country where there is none."""
    code = kind if unit is None else _ready_code(directory, unit, level, kind)
    if code is None or unit is None:
        kind = code = WHOLE_COUNTRY
    return Group(
        kind=kind,
        code=code,
        label=group_label(directory, code, level=level, lang=lang),
        level=level,
        positions=_members(directory, level, code),
        ready=True,
    )


def resolve_group(
    repository: Repository,
    unit: TerritorialUnit | None,
    *,
    level: str,
    state: ViewState,
    lang: str,
    peers: Sequence[PeerInfo] | None = None,
) -> tuple[Group, tuple[Problem, ...]]:
    """Return the group that a state asks for, and what of it could not be had.

    A kind that does not exist for the unit or the level gives way to the usual one, and that to
    the whole country. Sends at most one SELECT beside that of the version; own weights take two
    more, the first time after a load.

    Args:
        repository: the database.
        unit: my unit, which answers at the level; None when there is none.
        level: level of the units compared.
        state: of the address: ``group``, ``own`` and ``w`` are read.
        lang: language of the texts.
        peers: those of my unit, when ``repository.peers`` has been asked already.
    """
    directory = repository.directory()
    kind = state.group
    problems: tuple[Problem, ...] = ()
    if kind == OWN:
        own = own_units(directory, state.own_codes, level=level, lang=lang)
        if own.units:
            return _own_group(directory, unit, own.units, level=level, lang=lang), own.problems
        problems = own.problems or (Problem(parameter="group", value=kind, reason="own_empty"),)
    elif kind in OF_PEERS and unit is not None:
        found, problems = _peers(repository, unit, peers, level=level, state=state)
        group = peer_group(repository, unit, found, level=level, kind=kind, lang=lang)
        if group is not None:
            return group, problems
        problems = (*problems, Problem(parameter="group", value=kind, reason=kind))
    elif kind == TYPE and unit is not None and _ready_code(directory, unit, level, kind) is None:
        problems = (Problem(parameter="group", value=kind, reason=kind),)
    else:
        return ready_group(directory, unit, level=level, kind=kind, lang=lang), ()
    kind = USUAL
    return ready_group(directory, unit, level=level, kind=kind, lang=lang), problems


def group_choices(
    repository: Repository,
    unit: TerritorialUnit | None,
    *,
    level: str,
    state: ViewState,
    lang: str,
    peers: Sequence[PeerInfo] | None = None,
) -> tuple[GroupChoice, ...]:
    """Return the groups a unit can be compared with, in the order they are offered.

    Sends at most one SELECT beside that of the version. Arguments as for ``resolve_group``.
    """
    directory = repository.directory()
    groups = [ready_group(directory, unit, level=level, kind=WHOLE_COUNTRY, lang=lang)]
    if unit is not None:
        kinds = [kind for kind in GROUP_KINDS_OF_LEVEL[level] if kind != WHOLE_COUNTRY]
        found = (
            ready_group(directory, unit, level=level, kind=kind, lang=lang)
            for kind in kinds
            if _ready_code(directory, unit, level, kind) is not None
        )
        groups += found
        near, _ = _peers(repository, unit, peers, level=level, state=state)
        made = (
            peer_group(repository, unit, near, level=level, kind=kind, lang=lang)
            for kind in OF_PEERS
        )
        groups += [group for group in made if group is not None]
    own = own_units(directory, state.own_codes, level=level, lang=lang).units
    if own:
        groups.append(_own_group(directory, unit, own, level=level, lang=lang))
    by_kind = {group.kind: group for group in groups}
    return tuple(
        GroupChoice(kind, by_kind[kind].label, by_kind[kind].size)
        for kind in OFFERED
        if kind in by_kind
    )


def group_with_choices(
    repository: Repository,
    unit: TerritorialUnit | None,
    *,
    level: str,
    state: ViewState,
    lang: str,
) -> tuple[Group, tuple[GroupChoice, ...], tuple[Problem, ...]]:
    """Return the group, those it could be, and what could not be had; one SELECT for peers.

    Without a unit there is nothing to be like, so the group is the country or the reader's own.
    """
    peers = () if unit is None else repository.peers(unit.id, level=level)
    group, problems = resolve_group(
        repository, unit, level=level, state=state, lang=lang, peers=peers
    )
    choices = group_choices(repository, unit, level=level, state=state, lang=lang, peers=peers)
    return group, choices, problems


def peer_group(
    repository: Repository,
    unit: TerritorialUnit,
    peers: Sequence[PeerInfo],
    *,
    level: str,
    kind: str,
    lang: str,
) -> Group | None:
    """Return the group of a unit and its neighbours, or its nearest units; None without any."""
    directory = repository.directory()
    found = [directory.by_id(peer.peer_id) for peer in peers if peer.kind == kind]
    if not found:
        return None
    code = f"{kind}:{unit.code_at(level)}"
    return Group(
        kind=kind,
        code=code,
        label=group_label(directory, code, level=level, lang=lang),
        level=level,
        # An example unit is shown beside the real ones, so that it is not counted among them.
        positions=_positions(found if unit.fictional else [unit, *found], level),
        ready=False,
        note=_note(repository, kind, level=level, lang=lang),
    )


def _peers(
    repository: Repository,
    unit: TerritorialUnit,
    known: Sequence[PeerInfo] | None,
    *,
    level: str,
    state: ViewState,
) -> tuple[tuple[PeerInfo, ...], tuple[Problem, ...]]:
    """Return the peers of a unit; with own weights the nearest are computed now."""
    stored = repository.peers(unit.id, level=level) if known is None else tuple(known)
    weights, problems = own_weights(state)
    if not weights:
        return stored, problems
    near = nearest_peers(repository, unit, level=level, weights=weights)
    return (*(peer for peer in stored if peer.kind != NEAREST), *near), problems


def _own_group(
    directory: UnitDirectory,
    unit: TerritorialUnit | None,
    own: Sequence[TerritorialUnit],
    *,
    level: str,
    lang: str,
) -> Group:
    units = [*own] if unit is None else [unit, *own]
    positions = _positions(units, level)
    return Group(
        kind=OWN,
        code=OWN,
        label=group_label(directory, OWN, level=level, lang=lang),
        level=level,
        positions=positions,
        ready=False,
        note=texts(lang)("peers.note.alone") if len(positions) == 1 else "",
    )


def _ready_code(
    directory: UnitDirectory, unit: TerritorialUnit, level: str, kind: str
) -> str | None:
    """Return the code of a ready group of the unit that has units; None when there is none."""
    if kind not in GROUP_KINDS_OF_LEVEL[level]:
        return None
    code = compared_with(directory, unit, level=level, kind=kind)
    if kind == "miasta" and code is not None and not _members(directory, level, code):
        return None
    return code


def _members(directory: UnitDirectory, level: str, code: str) -> tuple[int, ...]:
    """Return the members of a ready group; none when only my unit, a fictional one, is like it."""
    try:
        return tuple(int(position) for position in members(directory, level, code))
    except UnknownCodeError:
        return ()


def _positions(units: Sequence[TerritorialUnit], level: str) -> tuple[int, ...]:
    ordered = sorted(units, key=lambda unit: unit.code_at(level))
    return tuple(dict.fromkeys(unit.position for unit in ordered))


def _note(repository: Repository, kind: str, *, level: str, lang: str) -> str:
    if kind != "sasiedzi":
        return ""
    approximate = any(
        item.approximate for item in repository.boundary_sets() if item.level == level
    )
    return texts(lang)("peers.note.approximate") if approximate else ""
