"""Twelve gminas that run primary schools, in memory: a service, its costs and a repository.

Płońsk has 1 000 pupils and by the usual keys a full cost of 17 610 zl a pupil, 16 350 zl net:
12 000 direct + 2 100 entity + 1 500 shared + 1 010 capital + 1 000 grants, minus 400 fees,
260 sales and 600 targeted grants. Five gminas are cheaper, five dearer, and one has no pupils.
"""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import numpy as np

from smup.costs.dictionary import CostService
from smup.costs.method import ServiceCosts
from smup.costs.warnings import Warnings
from smup.errors import UnknownCodeError
from smup.repository.cost_row_reads import LoadedCosts
from smup.repository.records import ServiceInfo
from smup.territory.directory import UnitDirectory
from tests.memory_country import (
    JONIEC,
    LACK,
    LUBIN,
    PLONSK,
    UNITS,
    WROCLAW,
    ZABOR,
    ZAROW,
    Country,
    directory,
    indicator,
)

SOCHOCIN, BABOSZEWO, NARUSZEWO, RACIAZ = "1420112", "1420132", "1420142", "1420152"
GROMADKA = "0201022"
MORE = (
    (SOCHOCIN, "Sochocin", "wiejska", "1420", 5_900),
    (BABOSZEWO, "Baboszewo", "wiejska", "1420", 8_000),
    (NARUSZEWO, "Naruszewo", "wiejska", "1420", 6_300),
    (RACIAZ, "Raciąż", "wiejska", "1420", 8_400),
)
CODE = "szkoly-podstawowe"
YEARS = (2019, 2020, 2021, 2022, 2023, 2024)
BREAK = 2022
QUALITY, AVAILABILITY, CONTEXT = "EDU-WYN-01", "EDU-DOS-01", "EDU-KON-01"

# zl a pupil in Płońsk in 2024
BASE = {
    "direct": 12_000,
    "pay": 9_000,
    "entity_pool": 3_000,
    "entity.etaty": 2_100,
    "entity.czas": 2_400,
    "shared_pool": 10_000,
    "shared.etaty": 1_500,
    "shared.m2": 2_000,
    "shared.udzial": 1_800,
    "capital.zuzycie": 1_010,
    "capital.srednia": 1_310,
    "grants_out": 1_000,
    "fees": 400,
    "sales": 260,
    "targeted": 600,
}
OWN = {"entity.wlasny": 2_250_000.0, "shared.wlasny": 1_200_000.0}
NAN = float("nan")


class School(NamedTuple):
    """One gmina: pupils, direct cost and cost by the second keys against Płońsk, warnings."""

    output: float
    level: float
    other_keys: float
    warnings: Warnings = Warnings(0)


SCHOOLS = {
    PLONSK: School(1_000, 1.0, 1.0),
    LUBIN: School(400, 1.10, 0.7),
    LACK: School(350, 1.20, 1.2),
    ZABOR: School(NAN, 1.0, 1.0, Warnings.NO_OUTPUT),
    ZAROW: School(420, 0.95, 1.5, Warnings.COMPANY),
    JONIEC: School(180, 1.30, 0.9),
    SOCHOCIN: School(500, 0.92, 1.4, Warnings.EU_PROJECT),
    BABOSZEWO: School(620, 1.02, 0.6),
    NARUSZEWO: School(480, 0.98, 1.1),
    RACIAZ: School(700, 0.90, 1.0),
    GROMADKA: School(380, 1.06, 0.5),
    WROCLAW: School(40_000, 0.88, 1.3),
}


def cost_service(**fields: Any) -> CostService:
    """Primary schools with two keys of the entity, three shared keys and three ways of capital."""
    pupil = {"code": "uczniowie", "one": _both("uczeń", "pupil"), "few": _both("uczniów", "pupils")}
    oddzial = {"code": "oddzialy", "one": _both("oddział", "class")}
    school = {"code": "szkoly", "one": _both("szkoła", "school"), "few": _both("szkoły", "schools")}
    card: dict[str, Any] = {
        "code": CODE,
        "title": _both("szkoły podstawowe", "primary schools"),
        "sentence": _both("Rok nauki jednego ucznia", "One pupil's year at school"),
        "output": pupil | {"many": _both("uczniów", "pupils")},
        "per": _both("na ucznia", "a pupil"),
        "resource": oddzial
        | {"few": _both("oddziały", "classes"), "many": _both("oddziałów", "classes")},
        "facilities": school | {"many": _both("szkół", "schools")},
        "rules": ({"chapter": "80101"},),
        "entities": ("szkola",),
        "entity_keys": ("etaty", "czas"),
        "shared_keys": ("etaty", "m2", "udzial"),
        "quality": (QUALITY,),
        "availability": (AVAILABILITY,),
        "context": (CONTEXT,),
        "fees_label": _both("opłaty rodziców", "fees of parents"),
    }
    return CostService.model_validate(card | fields)


def units() -> UnitDirectory:
    """The directory of ``memory_country`` with four more gminas of powiat płoński."""
    return directory((*UNITS, *MORE))


def costs_of_year(
    year: int = YEARS[-1],
    *,
    rows: Mapping[str, Mapping[str, float]] | None = None,
    without: Collection[str] = (),
) -> ServiceCosts:
    """The costs of a year: those of 2024 less 5% a year, without entities before 2022.

    Args:
        year: the year.
        rows: columns to change by code of the unit; ``entity.etaty`` is a key of a mapping.
        without: codes of units without a row.
    """
    found = units()
    named = sorted((found.by_code(code).id, code) for code in SCHOOLS if code not in without)
    table = [{**_row(code, year), **(rows or {}).get(code, {})} for _, code in named]

    def column(name: str, kind: type = float) -> Any:
        return np.array([row[name] for row in table], dtype=kind)

    return ServiceCosts(
        unit_ids=np.array([unit_id for unit_id, _ in named], dtype=np.int64),
        **{name: column(name) for name in ("direct", "pay", "entity_pool", "shared_pool")},
        **{name: column(name) for name in ("grants_out", "fees", "sales", "targeted")},
        **{name: column(name) for name in ("output", "resource", "facilities", "posts")},
        **{name: column(name, np.int64) for name in ("capital_years", "warnings", "release_ids")},
        entity={key: column(f"entity.{key}") for key in ("etaty", "czas", "sprawy", "wlasny")},
        shared={key: column(f"shared.{key}") for key in ("etaty", "m2", "udzial", "wlasny")},
        capital={way: column(f"capital.{way}") for way in ("zuzycie", "srednia", "bez")},
    )


class CostCountry(Country):
    """The part of ``Repository`` that views of costs use; nothing is kept."""

    def __init__(
        self,
        *,
        kind: str = "real",
        rows: Mapping[str, Mapping[str, float]] | None = None,
        without: Collection[str] = (),
        level: str = "gmina",
    ) -> None:
        super().__init__(_values(), indicators=_indicators(), kind=kind, units=units())
        self._by_year = {year: costs_of_year(year, rows=rows, without=without) for year in YEARS}
        self._level = level

    def keep(self, _key: Any, make: Any) -> Any:
        return make()

    def service(self, code: str) -> ServiceInfo:
        if code != CODE:
            raise UnknownCodeError("service", code, "nie ma")
        return ServiceInfo(
            id=1,
            code=CODE,
            sector_id=1,
            sector_code="edukacja",
            position=1,
            name_pl="Szkoły podstawowe",
            name_en="Primary schools",
            task_level=self._level,
            indicator_count=3,
        )

    def service_costs(self, _service: str, year: int) -> ServiceCosts:
        return self._by_year[year]

    def service_costs_of(self, _service: str, unit_ids: Collection[int]) -> dict[int, ServiceCosts]:
        wanted = sorted(unit_ids)
        picked = {year: take(costs, wanted) for year, costs in self._by_year.items()}
        return {year: costs for year, costs in picked.items() if len(costs)}

    def cost_rows(self, _service: str, _unit_id: int, _year: int) -> LoadedCosts:
        """No rows are kept in memory: see ``tests/cost_rows.py`` for some."""
        return LoadedCosts(
            spending=(), current=0.0, drivers=(), assets=(), incomes=(), outputs=(),
            circumstances=(), releases={},
        )  # fmt: skip

    def cost_years(self, service: str) -> tuple[int, ...]:
        return YEARS if service == CODE else ()


def take(costs: ServiceCosts, unit_ids: Collection[int]) -> ServiceCosts:
    """The rows of some units."""
    inside = np.isin(costs.unit_ids, list(unit_ids))
    fields = {
        name: {key: column[inside] for key, column in value.items()}
        if isinstance(value := getattr(costs, name), Mapping)
        else value[inside]
        for name in ServiceCosts.__dataclass_fields__
    }
    return ServiceCosts(**fields)


def _row(code: str, year: int) -> dict[str, float]:
    school = SCHOOLS[code]
    pupils = 200.0 if np.isnan(school.output) else school.output
    money = pupils * 1.05 ** (year - YEARS[-1])
    row: dict[str, float] = {name: amount * money for name, amount in BASE.items()}
    for name in ("direct", "pay"):
        row[name] *= school.level
    for name in ("entity.czas", "shared.m2", "capital.srednia"):
        row[name] *= school.other_keys
    if code == LACK:
        row["shared.m2"] = NAN
    own = OWN if code == PLONSK else dict.fromkeys(OWN, NAN)
    row |= {name: amount * money / pupils for name, amount in own.items()}
    if year < BREAK:
        # All pay of the chapter is direct before the change of 2022.
        row["direct"] += row["entity_pool"]
        row["pay"] += row["entity_pool"]
        row |= {name: 0.0 for name in row if name.startswith("entity")}
    return row | {
        "entity.sprawy": NAN,
        "capital.bez": 0.0,
        "capital_years": min(10, year - 2014),
        "output": school.output,
        "resource": pupils / 20,
        "facilities": max(1.0, round(pupils / 330)),
        "posts": pupils * 0.09,
        "warnings": int(school.warnings),
        "release_ids": 1,
    }


def _values() -> dict[str, dict[str, dict[int, float]]]:
    """Quality, availability and a condition of every gmina but Joniec, in the last two years."""
    found: dict[str, dict[str, dict[int, float]]] = {QUALITY: {}, AVAILABILITY: {}, CONTEXT: {}}
    for place, (code, school) in enumerate(SCHOOLS.items()):
        if code == JONIEC:
            continue
        found[QUALITY][code] = {2023: 50.0 + place, 2024: 52.0 + (place * 7) % 12}
        found[AVAILABILITY][code] = {2023: 80.0 - place, 2024: 80.0 - (place * 5) % 11}
        found[CONTEXT][code] = {2023: 100 * school.level, 2024: 101 * school.level + place % 3}
    return found


def _indicators() -> tuple[Any, ...]:
    fields = {"service_code": CODE}
    return (
        indicator(
            QUALITY, id=1, name_pl="Wynik egzaminu", name_en="Result of the examination", **fields
        ),
        indicator(
            AVAILABILITY,
            id=2,
            dimension="dostepnosc",
            name_pl="Uczniowie blisko szkoły",
            name_en="Pupils near a school",
            **fields,
        ),
        indicator(
            CONTEXT,
            id=3,
            dimension="kontekst",
            polarity="none",
            name_pl="Gęstość zaludnienia",
            name_en="Density of population",
            **fields,
        ),
    )


def _both(polish: str, english: str) -> dict[str, str]:
    return {"pl": polish, "en": english}
