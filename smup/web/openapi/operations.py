"""Every operation of the API: the one list that routes, checks, OpenAPI and the page share."""

from typing import get_args

from smup.as_of import LARGEST
from smup.exports.csv import Separator
from smup.practices.asked import LONGEST_QUERY
from smup.repository.practice_records import SORTS
from smup.view_state import GROUP_CHOICES, LEVEL_CHOICES
from smup.views.observations import COLUMNS
from smup.views.practices.listing import ORDERED
from smup.web.openapi import (
    shapes,
    shapes_boundaries,
    shapes_costs,
    shapes_coverage,
    shapes_practices,
    shapes_releases,
    shapes_units,
)
from smup.web.openapi.declared import (
    CSV,
    JSON,
    LEVEL,
    LIMIT,
    PAGES,
    PARQUET,
    RELEASE,
    START,
    XLSX,
    YEAR,
    YEARS,
    Operation,
    Parameter,
    choice,
    codes,
    text,
    whole,
)

ROOT = "/api/v1"
CSV_TYPE = "text/csv"
MEDIA = {
    CSV: CSV_TYPE,
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PARQUET: "application/vnd.apache.parquet",
}
GEOJSON = "application/geo+json"
SEP = choice("sep", get_args(Separator), "semicolon")
CODE, TERYT, SERVICE = text("code"), text("teryt"), text("service", key="cost_service")
OWN, WEIGHTS = text("own", most=4000), text("w", most=1000)
_FEW = whole("limit", low=1, high=500, usual=50)

SECTORS = Operation(
    name="sectors", path="/sectors", group="catalogue", takes=PAGES, answer=shapes.Sectors,
    examples=("sectors",),
)  # fmt: skip
SERVICES = Operation(
    name="services", path="/services", group="catalogue", takes=(text("sector"), *PAGES),
    answer=shapes.Services, problems=(404,), examples=("services?sector=edukacja",),
)  # fmt: skip
INDICATORS = Operation(
    name="indicators", path="/indicators", group="catalogue",
    takes=(text("q"), text("sector"), *PAGES), answer=shapes.Indicators, problems=(404,),
    examples=("indicators?q=przedszkola&limit=1", "indicators?sector=edukacja&fields=code,name"),
)  # fmt: skip
INDICATOR = Operation(
    name="indicator", path="/indicators/{code}", group="catalogue", takes=(CODE, RELEASE),
    answer=shapes.IndicatorDetail, problems=(404,), of_day=True,
    examples=("indicators/EDU-WP-01",),
)  # fmt: skip
SETS = Operation(
    name="sets", path="/sets", group="catalogue", takes=PAGES, answer=shapes.ReadySets,
    examples=("sets?limit=1",),
)  # fmt: skip
UNITS = Operation(
    name="units", path="/units", group="units", takes=(text("q"), LEVEL, *PAGES),
    answer=shapes_units.Units, examples=("units?q=plonsk&level=gmina", "units?level=powiat"),
)  # fmt: skip
LOOKUP = Operation(
    name="lookup", path="/units/lookup", group="units", takes=(codes("codes"), LEVEL),
    answer=shapes_units.Lookup, examples=("units/lookup?codes=1420011,9999999&level=gmina",),
)  # fmt: skip
UNIT = Operation(
    name="unit", path="/units/{teryt}", group="units", takes=(TERYT,),
    answer=shapes_units.UnitDetail, problems=(404,), examples=("units/1420011",),
)  # fmt: skip
PROFILE = Operation(
    name="profile", path="/units/{teryt}/profile", group="units",
    takes=(
        TERYT, choice("group", GROUP_CHOICES), choice("level", LEVEL_CHOICES), YEAR, OWN, WEIGHTS,
        RELEASE, *PAGES,
    ),
    answer=shapes_units.Profile, problems=(404, 410),
    examples=("units/1420011/profile?limit=1",),
)  # fmt: skip
PEERS = Operation(
    name="peers", path="/units/{teryt}/peers", group="units",
    takes=(
        TERYT, choice("kind", get_args(shapes_units.PeerKind), "najblizsze"),
        choice("level", LEVEL_CHOICES), WEIGHTS,
    ),
    answer=shapes_units.Peers, problems=(404, 410), examples=("units/1420011/peers?kind=sasiedzi",),
)  # fmt: skip
DATA = Operation(
    name="data", path="/data", group="data",
    takes=(
        codes("indicator"), codes("service"), codes("sector"), codes("unit"), codes("in"), LEVEL,
        YEARS, RELEASE, choice("format", (JSON, CSV, PARQUET, XLSX), JSON), SEP, LIMIT,
        text("cursor", key="data_cursor"),
    ),
    answer=shapes.Observations, media=MEDIA, columns=COLUMNS, problems=(404,),
    examples=(
        "data?indicator=EDU-WP-01&level=gmina&year=2021&limit=2",
        "data?sector=edukacja&level=gmina&format=parquet",
        "data?unit=1420011&year=latest&format=csv",
    ),
)  # fmt: skip
MATRIX = Operation(
    name="matrix", path="/indicators/{code}/matrix", group="data",
    takes=(CODE, choice("level", LEVEL.choices, "gmina"), RELEASE, text("v")),
    answer=shapes.Matrix, problems=(404,), examples=("indicators/EDU-WP-01/matrix?level=gmina",),
)  # fmt: skip
NOTES = Operation(
    name="notes", path="/notes", group="data",
    takes=(codes("indicator"), codes("unit"), YEAR, *PAGES), answer=shapes.NotesPage,
    problems=(404,), examples=("notes?unit=1420011",),
)  # fmt: skip
COVERAGE = Operation(
    name="coverage", path="/coverage", group="data",
    takes=(codes("indicator"), codes("sector"), LEVEL, YEAR, *PAGES),
    answer=shapes_coverage.CoverageYears, problems=(404,), of_day=True,
    examples=("coverage?indicator=EDU-WP-01&level=gmina&limit=2", "coverage?sector=edukacja"),
)  # fmt: skip
BOUNDARIES = Operation(
    name="boundaries", path="/boundaries/{level}.geojson", group="data",
    takes=(LEVEL, whole("detail", low=0, high=2, usual=0), Parameter(name="date", kind="day")),
    media={GEOJSON: GEOJSON}, problems=(404,), examples=("boundaries/wojewodztwo.geojson",),
)  # fmt: skip
BOUNDARY_VERSIONS = Operation(
    name="boundary_versions", path="/boundaries", group="data",
    takes=(choice("level", LEVEL.choices), *PAGES), answer=shapes_boundaries.BoundaryVersions,
    examples=("boundaries",),
)  # fmt: skip
COSTS = Operation(
    name="costs", path="/costs", group="costs", takes=PAGES, answer=shapes_costs.CostServices,
    examples=("costs?limit=1",),
)  # fmt: skip
COST = Operation(
    name="cost", path="/costs/{service}", group="costs",
    takes=(
        SERVICE, text("unit"), YEAR, text("keys"), choice("group", GROUP_CHOICES), OWN, WEIGHTS,
        choice("level", LEVEL_CHOICES), choice("rows", ("true", "false"), "false"),
        choice("format", (JSON, CSV), JSON), SEP, *PAGES,
    ),
    answer=shapes_costs.Cost, media={CSV: CSV_TYPE}, problems=(404, 410),
    examples=("costs/szkoly-podstawowe?limit=1", "costs/szkoly-podstawowe?format=csv"),
)  # fmt: skip
PRACTICES = Operation(
    name="practices", path="/practices", group="practices",
    takes=(
        text("q", most=LONGEST_QUERY), codes("sector"), codes("service"),
        codes("dimension", choices=ORDERED["wymiar"]), codes("kind", choices=ORDERED["rodzaj"]),
        codes("size", choices=ORDERED["wielkosc"]), codes("cost", choices=ORDERED["koszt"]),
        codes("status", choices=ORDERED["status"]), codes("evidence", choices=ORDERED["dowod"]),
        codes("indicator"), codes("unit"), choice("sort", SORTS, SORTS[0]), _FEW, START,
    ),
    answer=shapes_practices.Practices, problems=(404,), of_day=True,
    examples=("practices?sector=edukacja&limit=1",),
)  # fmt: skip
PRACTICE = Operation(
    name="practice", path="/practices/{slug}", group="practices", takes=(text("slug"),),
    answer=shapes_practices.PracticeDetail, problems=(404,), of_day=True,
    examples=("practices/przyklad-oswietlenie-led-z-pomiarem",),
)  # fmt: skip
RELEASES = Operation(
    name="releases", path="/releases", group="state", takes=PAGES, answer=shapes_releases.Releases,
    examples=("releases?limit=1",),
)  # fmt: skip
RELEASE_DETAIL = Operation(
    name="release", path="/releases/{id}", group="state", takes=(text("id", key="release_id"),),
    answer=shapes_releases.ReleaseDetail, problems=(404,), examples=("releases/1",),
)  # fmt: skip
RELEASE_REVISIONS = Operation(
    name="revisions", path="/releases/{id}/revisions", group="state",
    takes=(
        text("id", key="release_id"), text("indicator", key="one_indicator"),
        text("unit", key="one_unit"), YEAR, LEVEL, whole("least_percent", low=0, high=1_000_000),
        LIMIT, text("cursor", key="revisions_cursor"),
    ),
    answer=shapes_releases.RevisedValues, problems=(404,),
    examples=("releases/1/revisions?limit=2", "releases/1/revisions?least_percent=10"),
)  # fmt: skip
UNIT_REVISIONS = Operation(
    name="unit_revisions", path="/units/{teryt}/revisions", group="units",
    takes=(TERYT, whole("since", low=0, high=LARGEST, usual=0), *PAGES),
    answer=shapes_releases.UnitRevisions, problems=(404,),
    examples=("units/1420011/revisions?since=1",),
)  # fmt: skip
OPENAPI = Operation(
    name="openapi", path="/openapi.json", group="state",
    media={"application/json": "application/json"},
    examples=("openapi.json",),
)  # fmt: skip
OPERATIONS = (
    SECTORS, SERVICES, INDICATORS, INDICATOR, SETS, UNITS, LOOKUP, UNIT, PROFILE, PEERS, DATA,
    MATRIX, NOTES, COVERAGE, BOUNDARIES, BOUNDARY_VERSIONS, COSTS, COST, PRACTICES, PRACTICE,
    RELEASES, RELEASE_DETAIL, RELEASE_REVISIONS, UNIT_REVISIONS, OPENAPI,
)  # fmt: skip
