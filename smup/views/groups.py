"""The comparison group of a unit: from the kind asked for to the units in it."""

from dataclasses import dataclass

from smup.territory.directory import UnitDirectory
from smup.territory.groups import compared_with, group_label, members
from smup.territory.unit import TerritorialUnit

WHOLE_COUNTRY = "kraj"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Units that one unit is compared with.

    Attributes:
        kind: what was chosen: ``podobne``, ``najblizsze``, ``sasiedzi``, ``wlasna`` …
        code: of this very group; for ready groups the code in ``indicator_year_stat``.
        label: in the reader's words, without the number of units.
        level: of its units.
        positions: of its units in the directory, by code; my unit is among them when it is a
            member (a fictional unit never is, except of its own powiat or a group picked by hand).
        ready: whether ``indicator_year_stat`` holds its distributions.
    """

    kind: str
    code: str
    label: str
    level: str
    positions: tuple[int, ...]
    ready: bool

    @property
    def size(self) -> int:
        """Return the number of units."""
        return len(self.positions)


def ready_group(
    directory: UnitDirectory, unit: TerritorialUnit | None, *, level: str, kind: str, lang: str
) -> Group:
    """Return a group whose distributions are stored; the whole country where there is none."""
    code = kind if unit is None else compared_with(directory, unit, level=level, kind=kind)
    if code is None or unit is None:
        kind = code = WHOLE_COUNTRY
    return Group(
        kind=kind,
        code=code,
        label=group_label(directory, code, level=level, lang=lang),
        level=level,
        positions=tuple(int(position) for position in members(directory, level, code)),
        ready=True,
    )
