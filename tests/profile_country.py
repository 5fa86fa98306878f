"""A country in a database whose profiles can be worked out by hand, with all its statistics.

Five rural gminas of one size (`SIMILAR` of the country in memory) are each other's similar units:
their quartiles are the second, third and fourth value. Płońsk is alone of its kind and size.
Wrocław is a city with powiat rights; Przykładowo, fictional, is held against the five.
"""

from typing import Any

from sqlalchemy import Connection, Engine

from smup.flags import Flag
from smup.repository import Repository
from smup.statistics.rebuild import rebuild_statistics
from smup.views.groups import Group, ready_group
from smup.views.profile import Profile, ProfileRow, read_profile
from tests import builders
from tests.memory_country import (
    ENDED,
    FICTIONAL,
    JONIEC,
    LACK,
    LUBIN,
    PLONSK,
    UNITS,
    WROCLAW,
    ZABOR,
    ZAROW,
    Values,
)

UP, DOWN, CONTEXT, POWIATS, BOTH = "EDU-UP-01", "EDU-DN-01", "FIN-KT-01", "GEO-PW-01", "FIN-OB-01"
SHARE, EMPTY = "EDU-CH-01", "EDU-NO-01"
YEARS = range(2018, 2025)

# What is not named here has no row. Trends of JONIEC: UP rises every year, DOWN as well.
VALUES: Values = {
    UP: {
        LUBIN: {2023: 11.0, 2024: 10.0},
        LACK: {2024: 20.0},
        ZABOR: {2024: 30.0},
        ZAROW: {2024: 30.0},
        JONIEC: {year: 50.0 - 2 * (2024 - year) for year in YEARS},
        PLONSK: {2024: 40.0},
        WROCLAW: {2024: 60.0},
        FICTIONAL: {2024: 5.0},
        "1420": {2024: 33.0},
    },
    DOWN: {
        LUBIN: {2023: 1.0, 2024: 1.0},
        LACK: {2023: 2.0, 2024: 2.0},
        ZABOR: {2023: 3.0, 2024: Flag.SECRET},
        ZAROW: {2023: 4.0, 2024: 4.0},
        JONIEC: {2019: 2.0, 2020: 2.5, 2021: 3.0, 2022: 3.5, 2023: 4.5, 2024: 5.0},
        PLONSK: {2024: Flag.SECRET},
        WROCLAW: {2024: 7.0},
    },
    CONTEXT: {code: {2024: 100.0 + rank} for rank, code in enumerate((LUBIN, LACK, ZABOR, ZAROW))}
    | {JONIEC: {2024: Flag.NOT_YET_PUBLISHED, 2023: 90.0}, LUBIN: {2023: 95.0, 2024: 100.0}},
    POWIATS: {"1420": {2024: 12.0}, "0201": {2024: 14.0}, WROCLAW: {2024: 13.0}},
    BOTH: {
        LUBIN: {2024: 1.0},
        LACK: {2022: 9.0, 2024: Flag.NOT_APPLICABLE},
        "1420": {2024: 4.0},
        WROCLAW: {2024: 8.0},
    },
    SHARE: {
        LUBIN: {2024: 40.0},
        LACK: {2024: 48.0},
        ZABOR: {2024: 50.0},
        ZAROW: {2024: 52.0},
        JONIEC: {2024: 60.0},
    },
}
FORMULA = {
    "numerator": "dzieci_w_szkole",
    "denominator": "dzieci",
    "multiplier": 100.0,
    "numerator_label": {"pl": "w szkole", "en": "at school"},
    "denominator_label": {"pl": "dzieci", "en": "children"},
}


def fill(engine: Engine, *, kind: str = "real") -> None:
    """Write the country into an empty database, and its statistics."""
    with engine.begin() as connection:
        builders.set_dataset(connection, kind=kind, version=7)
        builders.release(connection)
        _add_units(connection)
        _add_catalogue(connection)
        for code, by_unit in VALUES.items():
            for unit, series in by_unit.items():
                for year, value in series.items():
                    _add_value(connection, code, unit, year, value)
        for unit in (LUBIN, LACK, ZABOR, ZAROW):
            builders.variable_value(connection, variable="dzieci", unit=unit, year=2024, value=400)
        builders.variable_value(connection, variable="dzieci", unit=JONIEC, year=2024, value=10)
        rebuild_statistics(connection)


def profile_of(
    repository: Repository, code: str = JONIEC, *, group: Group | None = None, **fields: Any
) -> Profile:
    """The profile of a unit, against its similar units unless a group is given."""
    directory = repository.directory()
    unit = directory.by_code(code)
    level, lang = fields.pop("level", unit.level), fields.pop("lang", "pl")
    kind = fields.pop("kind", "podobne")
    chosen = group or ready_group(directory, unit, level=level, kind=kind, lang=lang)
    year = fields.pop("year", None)
    return read_profile(repository, unit, level=level, group=chosen, year=year, lang=lang)


def own_group(repository: Repository, *codes: str, level: str = "gmina") -> Group:
    """A group whose distributions are not stored."""
    directory = repository.directory()
    return Group(
        kind="wlasna",
        code="wlasna",
        label="własna grupa",
        level=level,
        positions=tuple(directory.by_code(code).position for code in codes),
        ready=False,
    )


def row_of(profile: Profile, code: str) -> ProfileRow:
    """The row of an indicator."""
    return next(row for row in profile.rows if row.indicator.code == code)


def _add_units(connection: Connection) -> None:
    ids: dict[str, int] = {}
    for code, name, kind, parent, population in (one for one in UNITS if one[0] != ENDED):
        ids[code] = builders.unit(
            connection,
            code,
            name=name,
            kind=kind,
            parent=ids[parent] if parent else None,
            population=population,
            city_county=code == WROCLAW,
            fictional=code.startswith("99"),
        )


def _add_catalogue(connection: Connection) -> None:
    sectors = {
        code: builders.sector(connection, code, position=place)
        for place, code in enumerate(("edukacja", "geodezja", "finanse"), start=1)
    }
    services = {
        code: builders.service(connection, f"usluga-{code}", sector_id=key)
        for code, key in sectors.items()
    }
    broken = {"breaks": [{"year": 2022, "reason": {"pl": "definicja", "en": "definition"}}]}
    chance = {"chance": "proportion", "formula": FORMULA}
    percent = {"unit_pl": "%", "unit_en": "%"}
    for place, (code, sector, fields) in enumerate(
        (
            (UP, "edukacja", {}),
            (DOWN, "edukacja", {"polarity": "down", "dimension": "jakosc", "card": broken}),
            (SHARE, "edukacja", {"dimension": "dostepnosc", "card": chance, **percent}),
            (EMPTY, "edukacja", {"dimension": "dostepnosc"}),
            (POWIATS, "geodezja", {"task_level": "powiat"}),
            (CONTEXT, "finanse", {"polarity": "none", "dimension": "kontekst"}),
            (BOTH, "finanse", {"task_level": "oba", "dimension": "efektywnosc"}),
        ),
        start=1,
    ):
        values: dict[str, Any] = {"position": place, **fields}
        builders.indicator(connection, code, service_id=services[sector], **values)
    builders.variable(connection, "dzieci")


def _add_value(
    connection: Connection, code: str, unit: str, year: int, value: float | Flag
) -> None:
    number, flag = (None, value) if isinstance(value, Flag) else (value, None)
    builders.observation(connection, indicator=code, unit=unit, year=year, value=number, flag=flag)
