"""Lists of codes in requests: every wrong one is named, none is dropped without a word."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from smup.errors import UnknownCodeError
from smup.repository import IndicatorInfo, Repository
from smup.territory.unit import TerritorialUnit
from smup.web.parameters import Parameters, invalid, shown

T = TypeVar("T")
MOST_NAMED = 10


def each_known(codes: Iterable[str], find: Callable[[str], T]) -> list[T]:
    """Return what the codes stand for, in their order.

    Raises:
        UnknownCodeError: with all codes that stand for nothing.
    """
    found: list[T] = []
    unknown: list[str] = []
    first: UnknownCodeError | None = None
    for code in codes:
        try:
            found.append(find(code))
        except UnknownCodeError as error:
            first = first or error
            unknown.append(code)
    if first is not None:
        raise UnknownCodeError(first.what, first.code, str(first), tuple(unknown))
    return found


def asked_indicators(repository: Repository, parameters: Parameters) -> list[IndicatorInfo]:
    """Return the indicators of ``indicator``; none when it is absent."""
    return each_known(parameters.codes("indicator"), repository.indicator)


def asked_units(repository: Repository, parameters: Parameters) -> list[TerritorialUnit]:
    """Return the units of ``unit``, ended ones too; none when it is absent."""
    return each_known(parameters.codes("unit"), repository.directory().by_code)


def units_at(
    units: Iterable[TerritorialUnit], codes: Iterable[str], level: str | None
) -> list[TerritorialUnit]:
    """Return units of a list, all of which must answer at the level.

    Raises:
        InvalidQueryError: naming the codes of other levels.
    """
    kept, other = [], []
    for unit, code in zip(units, codes, strict=True):
        if level is None or unit.answers_at(level):
            kept.append(unit)
        else:
            other.append(shown(code))
    if other:
        raise invalid("unit", "other_level", level=level, codes=named(other))
    return kept


def named(codes: list[str]) -> str:
    """Return codes for a message, the first ones only when there are many."""
    more = f" … ({len(codes)})" if len(codes) > MOST_NAMED else ""
    return ", ".join(codes[:MOST_NAMED]) + more
