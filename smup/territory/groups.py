"""Comparison groups: which units a unit is compared with, and under which code.

A group code is the kind of group, or kind, colon and value: ``kraj``, ``wojewodztwo:14``,
``powiat:1420``, ``rodzaj:wiejska``, ``wielkosc:3``, ``podobne:miejska-4``, ``typ:3``. A city with
powiat rights is a kind of its own, ``miasto-na-prawach-powiatu``: it does the tasks of both levels.
The kind ``miasta`` holds any unit against all of them, under the code they have as a kind.

The groups here are ready: their distributions are stored. Groups that are made for one unit
(``sasiedzi:1420011``, ``najblizsze:1420011``, ``wlasna``) are only named here.

Size classes by population, upper limit excluded. The limits are round figures near those GUS
uses in its tables of gminas; for powiats they are near the quartiles of the 380.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from smup.errors import UnknownCodeError
from smup.i18n import texts
from smup.territory.directory import IntArray, UnitDirectory
from smup.territory.naming import CITY_COUNTY, adjective_genitive, display_name, kind_code
from smup.territory.unit import TerritorialUnit

GROUP_KINDS = (
    "kraj",
    "wojewodztwo",
    "powiat",
    "rodzaj",
    "wielkosc",
    "podobne",
    "miasta",
    "typ",
)
CITIES = f"rodzaj:{CITY_COUNTY}"
GROUP_KINDS_OF_LEVEL: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "kraj": (),
        "wojewodztwo": ("kraj",),
        "powiat": ("kraj", "wojewodztwo", "rodzaj", "wielkosc", "podobne", "miasta", "typ"),
        "gmina": GROUP_KINDS,
    }
)
SIZE_LIMITS: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        "gmina": (5_000, 10_000, 20_000, 50_000, 100_000),
        "powiat": (60_000, 100_000, 150_000),
    }
)


def size_class(population: int | None, level: str) -> int | None:
    """Return the size class from 1, smallest; None when the population is not known.

    Gminas: under 5, 5-10, 10-20, 20-50, 50-100, 100 and more thousand. Powiats: under 60, 60-100,
    100-150, 150 and more thousand. A unit of exactly 5,000 is in the second class.
    """
    if population is None or level not in SIZE_LIMITS:
        return None
    return bisect_right(SIZE_LIMITS[level], population) + 1


def group_code(
    directory: UnitDirectory, unit: TerritorialUnit, *, level: str, kind: str
) -> str | None:
    """Return the group of one kind a unit belongs to at a level.

    None when there is no such group: unknown population, a city with powiat rights asked for its
    powiat, or a fictional unit asked for anything but its powiat, so that invented values never
    enter the statistics of real units.
    """
    if kind not in GROUP_KINDS_OF_LEVEL.get(level, ()):
        return None
    if kind == "miasta" and not unit.city_county:
        return None
    powiat = directory.powiat_of(unit)
    if kind == "powiat":
        return None if powiat is None or unit.city_county else f"powiat:{powiat.teryt}"
    return None if unit.fictional else compared_with(directory, unit, level=level, kind=kind)


def compared_with(
    directory: UnitDirectory, unit: TerritorialUnit, *, level: str, kind: str
) -> str | None:
    """Return the group whose statistics a unit is shown against.

    The same as ``group_code``, but a fictional unit, which is a member of no country-wide group,
    may still be held against the real ones, and any unit against the cities with powiat rights.
    """
    if kind in {"kraj", "miasta"}:
        return "kraj" if kind == "kraj" else CITIES
    if kind == "powiat":
        return group_code(directory, unit, level=level, kind=kind)
    if kind == "rodzaj":
        return f"rodzaj:{kind_code(unit)}"
    if kind in {"wojewodztwo", "typ"}:
        return _listed_group(directory, unit, level=level, kind=kind)
    size = size_class(unit.population, level)
    if size is None:
        return None
    return f"wielkosc:{size}" if kind == "wielkosc" else f"podobne:{kind_code(unit)}-{size}"


def _listed_group(
    directory: UnitDirectory, unit: TerritorialUnit, *, level: str, kind: str
) -> str | None:
    """Return the group a list puts the unit in: of its voivodeship, or of its type."""
    if kind == "typ":
        found = directory.typology.type_of(unit.id, level)
        return None if found is None else f"typ:{found.code}"
    voivodeship = directory.voivodeship_of(unit)
    return None if voivodeship is None else f"wojewodztwo:{voivodeship.teryt}"


def group_codes(
    directory: UnitDirectory, level: str, *, positions: IntArray | None = None
) -> dict[str, list[str | None]]:
    """Return for each kind of group the code of every unit of a level.

    Args:
        directory: the units.
        level: the level they answer at.
        positions: which units; by default ``directory.positions(level)``.

    Returns:
        Kind of group to a list in the order of ``positions``; None where a unit is in no group.
        ``miasta`` is left out: its code is one of ``rodzaj``, so its units would count twice.
    """
    chosen = directory.positions(level) if positions is None else positions
    units = [directory.units[position] for position in chosen]
    return {
        kind: [group_code(directory, unit, level=level, kind=kind) for unit in units]
        for kind in GROUP_KINDS_OF_LEVEL[level]
        if kind != "miasta"
    }


def members(directory: UnitDirectory, level: str, code: str) -> IntArray:
    """Return the positions of the units of a group, ordered by code.

    Raises:
        UnknownCodeError: when the level has no such group or the group has no unit.
    """
    found = _members_by_code(directory, level).get(code)
    if found is None:
        message = f"Na poziomie „{level}” nie ma grupy porównawczej „{code[:40]}”."
        raise UnknownCodeError("group", code, message)
    return found


@lru_cache(maxsize=8)
def _members_by_code(directory: UnitDirectory, level: str) -> dict[str, IntArray]:
    """Return the members of every group of a level; a page asks for several of them at once."""
    positions = directory.positions(level, fictional=True)
    by_code: dict[str, list[int]] = {}
    for codes in group_codes(directory, level, positions=positions).values():
        for position, code in zip(positions, codes, strict=True):
            if code is not None:
                by_code.setdefault(code, []).append(int(position))
    return {code: _frozen(found) for code, found in by_code.items()}


def _frozen(positions: list[int]) -> IntArray:
    array = np.array(positions, dtype=np.int64)
    array.flags.writeable = False
    return array


def group_label(
    directory: UnitDirectory, code: str, *, level: str, lang: str = "pl", n: int | None = None
) -> str:
    """Return a group in words, with the number of its units when ``n`` is given.

    For example ``województwo mazowieckie``, ``gminy miejskie, 20–50 tys. mieszkańców (38)``.

    Raises:
        UnknownCodeError: when the code names no group.
    """
    text = texts(lang)
    try:
        label = _label(directory, code, level=level, lang=lang)
    except (KeyError, ValueError) as error:
        message = f"Nie ma grupy porównawczej „{code[:40]}”."
        raise UnknownCodeError("group", code, message) from error
    return label if n is None else text("territory.group.counted", label=label, n=n)


def _label(directory: UnitDirectory, code: str, *, level: str, lang: str) -> str:
    text = texts(lang)
    kind, _, value = code.partition(":")
    if kind in NAMED:
        return NAMED[kind](directory, value, level, lang)
    unit_kind, size = (level, value) if kind == "wielkosc" else value.rsplit("-", maxsplit=1)
    return text(
        "territory.group.similar",
        kind=text(f"territory.group.kind.{unit_kind}"),
        size=text(f"territory.group.size.{level}-{size}"),
    )


def _name_of_unit(directory: UnitDirectory, code: str, _level: str, lang: str) -> str:
    return display_name(directory.by_code(code), lang=lang)


def _name_of_powiat(directory: UnitDirectory, code: str, _level: str, lang: str) -> str:
    name = directory.by_code(code).name
    genitive = adjective_genitive(name)
    return texts(lang)("territory.group.powiat", name=name, genitive=genitive)


def _name_of_neighbours(directory: UnitDirectory, code: str, level: str, lang: str) -> str:
    name = _name_of_unit(directory, code, level, lang)
    return texts(lang)("territory.group.sasiedzi", name=name)


NAMED: Mapping[str, Callable[[UnitDirectory, str, str, str], str]] = MappingProxyType(
    {
        "kraj": lambda _units, _value, _level, lang: texts(lang)("territory.group.kraj"),
        "wojewodztwo": _name_of_unit,
        "powiat": _name_of_powiat,
        "rodzaj": lambda _units, kind, _level, lang: texts(lang)(f"territory.group.kind.{kind}"),
        "typ": lambda units, code, _level, lang: texts(lang)(
            "territory.group.typ", name=units.typology.by_code(code).name(lang)
        ),
        "sasiedzi": _name_of_neighbours,
        "najblizsze": lambda _units, _value, level, lang: texts(lang)(
            f"territory.group.najblizsze.{level}"
        ),
        "wlasna": lambda _units, _value, _level, lang: texts(lang)("territory.group.wlasna"),
    }
)
