"""From the parameters of ``data`` to the observations asked for; contradictions are told."""

from collections.abc import Iterator

import numpy as np

from smup.models import LEVELS
from smup.repository import IndicatorInfo, ObservationQuery, Repository, Span
from smup.territory.unit import TerritorialUnit
from smup.views.datadesk.state import DeskState
from smup.views.observations import Asked
from smup.web.api_codes import asked_indicators, asked_units, each_known, named, units_at
from smup.web.openapi.declared import LAST_YEAR
from smup.web.parameters import Parameters, invalid, shown

OF_WHAT = ("indicator", "service", "sector")
OF_WHOM = ("unit", "in")
BELOW = {"wojewodztwo": ("powiat", "gmina"), "powiat": ("gmina",)}
POWIAT_DIGITS = 4


def asked_observations(repository: Repository, parameters: Parameters) -> Asked:
    """Return what a request asks for.

    Raises:
        InvalidQueryError: when nothing is asked for, or parameters contradict each other.
        UnknownCodeError: with every code that is not known.
    """
    for names in (OF_WHAT, OF_WHOM):
        given = parameters.given(*names)
        if len(given) > 1:
            raise invalid(given[1], "one_of", other=given[0])
    if not parameters.given(*OF_WHAT, *OF_WHOM):
        raise invalid("indicator", "nothing_asked")
    level, years = parameters.choice("level"), parameters.years("year")
    indicators = {one.id: one for one in _indicators(repository, parameters)}
    query = ObservationQuery(
        spans=tuple(_spans(repository, indicators, years, level)),
        unit_ids=_unit_ids(repository, parameters, level),
        by_unit=bool(parameters.given("unit")),
    )
    return Asked(
        query=query,
        level=level,
        indicators=indicators,
        lang=parameters.lang,
        words=_words(parameters, level),
        desk=_desk(parameters, level),
    )


def _indicators(repository: Repository, parameters: Parameters) -> list[IndicatorInfo]:
    """Return the indicators: those named, those of services or sectors, or all."""
    if parameters.given("indicator"):
        return asked_indicators(repository, parameters)
    every = list(repository.indicators())
    if parameters.given("service"):
        found = each_known(parameters.codes("service"), repository.service)
        chosen = [one.code for one in found]
        return [card for code in chosen for card in every if card.service_code == code]
    if parameters.given("sector"):
        sectors = each_known(parameters.codes("sector"), repository.sector)
        return [card for one in sectors for card in every if card.sector_code == one.code]
    return every


def _unit_ids(repository: Repository, parameters: Parameters, level: str | None) -> tuple[int, ...]:
    if parameters.given("unit"):
        units = asked_units(repository, parameters)
        kept = units_at(units, parameters.codes("unit"), level)
        return tuple(dict.fromkeys(unit.id for unit in kept))
    if parameters.given("in"):
        return _lying_in(repository, parameters, level)
    directory = repository.directory()
    levels = LEVELS if level is None else (level,)
    positions = [directory.positions(one, fictional=True) for one in levels]
    return tuple(dict.fromkeys(directory.ids[np.concatenate(positions)].tolist()))


def _lying_in(repository: Repository, parameters: Parameters, level: str | None) -> tuple[int, ...]:
    """Return the units that lie in voivodeships and powiats."""
    directory, codes = repository.directory(), parameters.codes("in")
    areas = each_known(codes, directory.by_code)
    kinds = [_kind_of_area(area, code) for area, code in zip(areas, codes, strict=True)]
    wrong = [shown(code) for code, kind in zip(codes, kinds, strict=True) if kind not in BELOW]
    if wrong:
        raise invalid("in", "not_areas", codes=named(wrong))
    found: list[int] = []
    for area, kind, code in zip(areas, kinds, codes, strict=True):
        if level is not None and level not in BELOW[kind]:
            raise invalid("in", "nothing_inside", code=code, level=level)
        above = directory.powiat if kind == "powiat" else directory.voivodeship
        for one in BELOW[kind] if level is None else (level,):
            positions = directory.positions(one, fictional=True)
            inside = positions[above[positions] == area.position]
            found += directory.ids[inside].tolist()
    return tuple(dict.fromkeys(found))


def _kind_of_area(area: TerritorialUnit, code: str) -> str:
    if area.ended:
        return "ended"
    is_city = area.city_county and len(code) == POWIAT_DIGITS
    return "powiat" if is_city else area.level


def _spans(
    repository: Repository,
    indicators: dict[int, IndicatorInfo],
    years: tuple[int, int] | None,
    level: str | None,
) -> Iterator[Span]:
    for key in indicators:
        if years is not None:
            yield Span(indicator_id=key, first_year=years[0], last_year=years[1])
            continue
        levels = LEVELS[1:] if level is None else (level,)
        last = max((max(repository.years(key, one), default=0) for one in levels), default=0)
        if last:
            yield Span(indicator_id=key, first_year=last, last_year=min(last, LAST_YEAR))


def _words(parameters: Parameters, level: str | None) -> tuple[str, ...]:
    """Return the words of the file name: the one code asked about, and the level."""
    codes = [code for name in parameters.given(*OF_WHAT) for code in parameters.codes(name)]
    return (codes[0] if len(codes) == 1 else "dane", *([] if level is None else [level]))


def _desk(parameters: Parameters, level: str | None) -> DeskState:
    """Return the same selection in the data desk."""
    lists = {name: ".".join(parameters.codes(name)) or None for name in (*OF_WHAT, *OF_WHOM)}
    first, last = parameters.years("year") or (0, 0)
    given = "all" if not parameters.given("year") else f"{first}-{last}" if last else "latest"
    return DeskState(
        ind=lists["indicator"],
        usluga=lists["service"],
        obszar=lists["sector"],
        level=level,
        units=lists["unit"],
        gdzie=lists["in"],
        years=given if first != last else (str(first) if last else "latest"),
        uklad="dlugi",
    )
