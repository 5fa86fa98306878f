"""Real files of GUS, loaded into an empty database, give the figures that GUS publishes."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from smup.catalogue.files import load_catalogue
from smup.catalogue.store import store_catalogue
from smup.database import make_engine
from smup.flags import Flag
from smup.ingest.bdl_csv import import_bdl_csv
from smup.ingest.load import load
from smup.models import (
    Indicator,
    IndicatorYearStat,
    Observation,
    Sector,
    Service,
    Unit,
    Variable,
    VariableValue,
)
from smup.settings import DATA
from smup.statistics.integrity import check_database
from smup.statistics.refresh import refresh
from smup.territory.terc_import import import_terc
from tests import builders
from tests.conftest import ENGINES
from tests.data.real import Real, gminas_on_map, indicator_with, value_of, variable_sum

pytestmark = [pytest.mark.shared, pytest.mark.slow, pytest.mark.timeout(600)]

TERC = "teryt/TERC_Urzedowy_2025-03-20.csv"
UNEMPLOYED = "RYNE_1944_CTAB_20250616184618.csv"
GMINAS = 2477
FILES: tuple[tuple[str, int | None, str | None], ...] = (
    (UNEMPLOYED, None, None),
    ("gminy_dochody_wlasne_2010_2019.csv", None, "P2622"),
    ("gminy_ludnosc_ekonomiczne_grupy_wieku_2010_2019.csv", None, "P1342"),
    ("LUDN_2137_CREL_20220407210714.csv", None, None),
    ("LUDN_2425_CTAB_20220211224427.csv", None, None),
    ("WYNA_2497_CTAB_20220211225034.csv", None, None),
    ("KULT_3881_CTAB_20220211231432.csv", None, None),
    ("TURY_3186_CTAB_20220211230207.csv", None, None),
    ("voivodeships/RACH_3503_CREL_20220408093256.csv", None, None),
    ("voivodeships/LUDN_2730_CREL_20220408092901.csv", None, None),
    ("voivodeships/FINA_1582_CREL_20250113234730.csv", None, None),
    ("voivodeships/WYNA_2497_CREL_20250113223353.csv", None, None),
)
WORKING_AGE = ("bezrobotni", "ludnosc_produkcyjna")
PEOPLE = "ludnosc_przedprodukcyjna + ludnosc_produkcyjna + ludnosc_poprodukcyjna"


@pytest.fixture(scope="session", params=ENGINES)
def real(
    request: pytest.FixtureRequest, shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Real]:
    """All files loaded once for each engine; statistics are computed once, at the end."""
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("real") / "smup.sqlite"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), file)
        url = f"sqlite:///{file}"
    else:
        cluster = request.getfixturevalue("postgres_cluster")
        url = cluster.url(cluster.create())
    engine = make_engine(url)
    with load(engine, kind="catalogue", source="catalogue") as current:
        current.counts.new += store_catalogue(
            current.connection, load_catalogue(DATA / "catalogue")
        ).new
    summaries = {"terc": import_terc(engine, shared_data / TERC)}
    for name, year, subject in FILES:
        path = shared_data / "indicators" / name
        summaries[name] = import_bdl_csv(engine, [path], year=year, subject=subject)
    with load(engine, kind="stats", source="all", after=refresh) as current:
        current.variables |= set(
            current.connection.scalars(select(VariableValue.variable_id).distinct())
        )
        current.counts.changed += 1
    yield Real(engine, shared_data, summaries)
    engine.dispose()


@pytest.mark.parametrize("year", [*range(2003, 2025)])
def test_unemployed_of_all_gminas_are_the_figure_of_the_country(real: Real, year: int) -> None:
    country, _ = value_of(real, "bezrobotni", "00", year)
    assert variable_sum(real, "bezrobotni", year, "gmina") == country


def test_unemployed_in_2024_are_786_179(real: Real) -> None:
    assert value_of(real, "bezrobotni", "00", 2024) == (786_179, Flag.OCCURRED)


def test_population_by_age_group_in_2019_is_the_official_population(real: Real) -> None:
    ages = ("ludnosc_przedprodukcyjna", "ludnosc_produkcyjna", "ludnosc_poprodukcyjna")
    assert sum(variable_sum(real, age, 2019, "gmina") for age in ages) == 38_382_576
    assert sum(value_of(real, age, "00", 2019)[0] or 0 for age in ages) == 38_382_576


def test_population_in_2020_is_given_for_every_gmina(real: Real) -> None:
    with real.engine.connect() as connection:
        count = connection.scalar(
            select(func.count())
            .select_from(VariableValue)
            .join(Unit, Unit.id == VariableValue.unit_id)
            .where(VariableValue.variable_id == builders.variable_id(connection, "ludnosc"))
            .where(VariableValue.year == 2020, Unit.level == "gmina")
        )
    assert count == GMINAS
    assert value_of(real, "ludnosc", "0201011", 2020) == (38_486, Flag.OCCURRED)


def test_own_revenue_that_a_gmina_did_not_report_is_missing_and_not_zero(real: Real) -> None:
    assert value_of(real, "dochody_wlasne", "0221011", 2019) == (None, Flag.MISSING)
    assert value_of(real, "dochody_wlasne", "0221011", 2018) == (29_113_789.58, Flag.OCCURRED)


def test_sum_over_a_gmina_that_did_not_report_is_not_made(real: Real) -> None:
    with real.engine.connect() as connection:
        rows = connection.execute(
            select(VariableValue.value)
            .where(VariableValue.variable_id == builders.variable_id(connection, "dochody_wlasne"))
            .where(VariableValue.unit_id == builders.unit_id(connection, "0221"))
            .where(VariableValue.year.in_((2018, 2019)))
            .order_by(VariableValue.year)
        ).all()
    assert rows[0].value is not None
    assert all(row.value is None for row in rows[1:])


def test_gmina_that_gained_town_rights_is_one_series(real: Real) -> None:
    # Pieszyce: 0202031 to 2015, 0202033 from 2016.
    assert value_of(real, "bezrobotni", "0202033", 2015) == (365, Flag.OCCURRED)
    assert value_of(real, "bezrobotni", "0202033", 2016) == (282, Flag.OCCURRED)


def test_city_with_powiat_rights_is_one_unit_at_both_levels(real: Real) -> None:
    assert value_of(real, "bezrobotni", "0261011", 2024) == (1277, Flag.OCCURRED)
    assert value_of(real, "bezrobotni", "0261", 2024) == (1277, Flag.OCCURRED)
    assert value_of(real, "przecietne_wynagrodzenie", "0201", 2020) == (4887.95, Flag.OCCURRED)


def test_no_row_of_the_unemployed_is_rejected_and_parts_are_left_out(real: Real) -> None:
    counts = real.summaries[UNEMPLOYED].counts
    assert counts.rejected == 0
    assert counts.skipped > 0
    assert counts.read == counts.new + counts.skipped


def test_value_marked_x_is_missing_and_not_zero(real: Real) -> None:
    with real.engine.connect() as connection:
        code = connection.scalar(
            select(Variable.code).where(Variable.code.startswith("bdl_p3503", autoescape=True))
        )
    assert value_of(real, str(code), "00", 2000) == (None, Flag.MISSING)


def test_unknown_variable_is_an_indicator_of_the_imported_sector(real: Real) -> None:
    with real.engine.connect() as connection:
        row = connection.execute(
            select(Indicator.code, Indicator.card, Sector.code.label("sector"), Sector.official)
            .join(Service, Service.id == Indicator.service_id)
            .join(Sector, Sector.id == Service.sector_id)
            .where(Indicator.code == "BDL-P2425-01")
        ).one()
    assert (row.sector, row.official) == ("zmienne-bdl", False)
    assert row.card["name"]["pl"] == "ludność na 1 km2"
    assert json.dumps(row.card)


@pytest.mark.parametrize(
    ("numerator", "denominator", "lacking"),
    [
        (*WORKING_AGE, 0),
        # Boguszów-Gorce sent no report on its revenue, so it stands on the map as missing.
        ("podatek_nieruchomosci", PEOPLE, 1),
        ("podatek_nieruchomosci", "dochody_wlasne", 1),
        ("ludnosc_przedprodukcyjna + ludnosc_poprodukcyjna", "ludnosc_produkcyjna", 0),
    ],
)
def test_map_of_a_real_indicator_shows_every_gmina(
    real: Real, numerator: str, denominator: str, lacking: int
) -> None:
    found = gminas_on_map(real, indicator_with(real, numerator, denominator), 2019)
    assert found == (GMINAS, GMINAS - lacking)


def test_indicator_equals_its_formula_by_hand(real: Real) -> None:
    # Jelenia Góra 2019: the file of ages and the file of unemployed, read with the naked eye.
    indicator_id = indicator_with(real, *WORKING_AGE)
    unemployed, _ = value_of(real, "bezrobotni", "0261011", 2019)
    working, _ = value_of(real, "ludnosc_produkcyjna", "0261011", 2019)
    with real.engine.connect() as connection:
        value = connection.scalar(
            select(Observation.value).where(
                Observation.indicator_id == indicator_id,
                Observation.unit_id == builders.unit_id(connection, "0261011"),
                Observation.year == 2019,
            )
        )
    assert value == pytest.approx(100 * unemployed / working, abs=0.05)


def test_statistics_count_every_gmina_once(real: Real) -> None:
    with real.engine.connect() as connection:
        rows = connection.execute(
            select(IndicatorYearStat.level, IndicatorYearStat.n).where(
                IndicatorYearStat.indicator_id == indicator_with(real, *WORKING_AGE),
                IndicatorYearStat.group_code == "kraj",
                IndicatorYearStat.year == 2019,
            )
        ).all()
    assert dict(tuple(row) for row in rows) == {"gmina": 2477, "powiat": 380, "wojewodztwo": 16}


def test_file_loaded_again_changes_nothing(real: Real) -> None:
    summary = import_bdl_csv(real.engine, [real.folder / "indicators" / UNEMPLOYED])
    assert summary.release_id is None
    assert (summary.counts.new, summary.counts.changed, summary.counts.rejected) == (0, 0, 0)
    assert summary.counts.same == real.summaries[UNEMPLOYED].counts.new


def test_database_with_all_files_is_sound(real: Real) -> None:
    errors = [
        finding.text
        for finding in check_database(real.engine, attachments=Path("nowhere"))
        if finding.is_error
    ]
    assert errors == []


def test_list_of_2025_over_2024_loses_nothing(real: Real, tmp_path: Path) -> None:
    if real.engine.dialect.name != "sqlite":
        pytest.skip("a copy of the database is made only on SQLite; the load itself is the same")
    file = tmp_path / "copy.sqlite"
    raw = real.engine.raw_connection()
    with closing(sqlite3.connect(file)) as copy:
        raw.driver_connection.backup(copy)
    raw.close()
    engine = make_engine(f"sqlite:///{file}")
    indicator_id = indicator_with(real, *WORKING_AGE)
    held = select(func.count()).select_from(VariableValue)
    with engine.connect() as connection:
        before = connection.scalar(held)
    import_terc(engine, real.folder / "teryt" / "TERC_Urzedowy_2025-11-18.xml", after=refresh)
    with engine.connect() as connection:
        gminas = connection.scalar(
            select(func.count()).where(Unit.level == "gmina", Unit.valid_to.is_(None))
        )
        counted = connection.scalar(
            select(IndicatorYearStat.n).where(
                IndicatorYearStat.indicator_id == indicator_id,
                IndicatorYearStat.level == "gmina",
                IndicatorYearStat.group_code == "kraj",
                IndicatorYearStat.year == 2019,
            )
        )
        after = connection.scalar(held)
    engine.dispose()
    # Szczawa and Grabówka are new and have no values of 2019.
    assert (gminas, counted, after) == (2479, 2477, before)
