"""A load of variables brings indicators, statistics and latest values up to date."""

from collections.abc import Iterable

import numpy as np
import pytest
from sqlalchemy import Connection, Engine, select

from smup.flags import Flag
from smup.ingest.bulk import write_values
from smup.ingest.columns import ValueColumns
from smup.ingest.load import LoadSummary, load
from smup.models import IndicatorYearStat, Latest, Observation, Unit, VariableValue
from smup.statistics.refresh import refresh
from tests import builders

SHARE = {
    "formula": {
        "numerator": "bezrobotni",
        "denominator": "ludnosc",
        "multiplier": 100.0,
        "numerator_label": {"pl": "bezrobotni", "en": "unemployed"},
        "denominator_label": {"pl": "ludność", "en": "population"},
    }
}
Row = tuple[str, str, int, float | None]


@pytest.fixture
def country(engine: Engine) -> Engine:
    """A country with one powiat of two gminas, one city, and one example gmina."""
    with engine.begin() as connection:
        poland = builders.unit(connection, "00")
        region = builders.unit(connection, "02", parent=poland)
        powiat = builders.unit(connection, "0201", parent=region)
        builders.unit(connection, "0201011", parent=powiat, population=12_000)
        builders.unit(connection, "0201022", parent=powiat, population=6_000)
        builders.unit(connection, "0261011", parent=region, city_county=True, population=70_000)
        example = builders.unit(connection, "9901", parent=poland)
        builders.unit(connection, "9901011", parent=example, population=12_000)
        builders.indicator(connection, "RYN-BEZ-01", card=SHARE, polarity="down", decimals=1)
        builders.variable(connection, "bezrobotni")
        builders.variable(connection, "ludnosc")
    return engine


def given(engine: Engine, rows: Iterable[Row]) -> LoadSummary:
    """Load values of variables: (variable, unit, year, value; NaN for missing)."""
    with load(engine, kind="test", source="test", after=refresh) as current:
        write_values(current, VariableValue, columns(current.connection, rows))
    assert current.summary is not None
    return current.summary


def columns(connection: Connection, rows: Iterable[Row]) -> ValueColumns:
    keys, units, years, values = zip(*rows, strict=True)
    value = np.array(values, dtype=np.float64)
    ids = {name: builders.variable_id(connection, name) for name in set(keys)}
    return ValueColumns.of(
        key_id=[ids[key] for key in keys],
        year=years,
        unit_id=[builders.unit_id(connection, unit) for unit in units],
        value=value,
        flag=[builders.flag_of(None if np.isnan(one) else one) for one in value],
    )


def every_gmina(year: int, first: float = 30.0) -> list[Row]:
    return [
        ("bezrobotni", "0201011", year, first),
        ("bezrobotni", "0201022", year, 20.0),
        ("bezrobotni", "0261011", year, 70.0),
        ("ludnosc", "0201011", year, 1000.0),
        ("ludnosc", "0201022", year, 1000.0),
        ("ludnosc", "0261011", year, 1000.0),
    ]


def observed(engine: Engine, unit: str, year: int) -> tuple[float | None, int] | None:
    with engine.connect() as connection:
        row = connection.execute(
            select(Observation.value, Observation.flag).where(
                Observation.unit_id == builders.unit_id(connection, unit), Observation.year == year
            )
        ).one_or_none()
    return None if row is None else tuple(row)


def stat(engine: Engine, level: str, group: str, year: int) -> IndicatorYearStat:
    with engine.connect() as connection:
        return connection.execute(
            select(IndicatorYearStat).where(
                IndicatorYearStat.level == level,
                IndicatorYearStat.group_code == group,
                IndicatorYearStat.year == year,
            )
        ).one()


def test_indicator_is_computed_from_its_variables(country: Engine) -> None:
    given(country, every_gmina(2023))
    assert observed(country, "0201011", 2023) == (3.0, Flag.OCCURRED)
    assert observed(country, "0261011", 2023) == (7.0, Flag.OCCURRED)


def test_higher_levels_are_sums_of_gminas_with_the_city(country: Engine) -> None:
    summary = given(country, every_gmina(2023))
    # (30 + 20) / 2000 in the powiat; (30 + 20 + 70) / 3000 in the voivodeship and the country.
    assert observed(country, "0201", 2023) == (2.5, Flag.OCCURRED)
    assert observed(country, "02", 2023) == (4.0, Flag.OCCURRED)
    assert observed(country, "00", 2023) == (4.0, Flag.OCCURRED)
    assert "bezrobotni, ludnosc" in str(summary.note)


def test_figure_of_the_source_stands_before_the_sum(country: Engine) -> None:
    given(country, [*every_gmina(2023), ("bezrobotni", "0201", 2023, 60.0)])
    assert observed(country, "0201", 2023) == (3.0, Flag.OCCURRED)


def test_sum_with_a_gmina_lacking_is_not_made(country: Engine) -> None:
    given(country, [row for row in every_gmina(2023) if row[:2] != ("bezrobotni", "0201022")])
    assert observed(country, "0201", 2023) is None or observed(country, "0201", 2023)[0] is None
    assert observed(country, "0201022", 2023) == (None, Flag.MISSING)


def test_corrected_gmina_corrects_the_sums(country: Engine) -> None:
    given(country, every_gmina(2023))
    summary = given(country, every_gmina(2023, first=50.0))
    assert (summary.counts.changed, summary.counts.same) == (1, 5)
    assert observed(country, "0201", 2023) == (3.5, Flag.OCCURRED)


def test_gmina_that_turns_missing_takes_its_sums_along(country: Engine) -> None:
    given(country, every_gmina(2023))
    given(country, every_gmina(2023, first=float("nan")))
    assert observed(country, "0201", 2023) == (None, Flag.MISSING)


def test_year_without_one_of_the_variables_has_no_row(country: Engine) -> None:
    given(country, [*every_gmina(2023), ("bezrobotni", "0201011", 2024, 5.0)])
    assert observed(country, "0201011", 2024) is None


def test_same_load_twice_changes_nothing(country: Engine) -> None:
    given(country, every_gmina(2023))
    summary = given(country, every_gmina(2023))
    assert summary.release_id is None
    assert (summary.counts.new, summary.counts.changed, summary.counts.same) == (0, 0, 6)


def test_statistics_count_a_city_at_both_levels(country: Engine) -> None:
    given(country, every_gmina(2023))
    gminas, powiats = stat(country, "gmina", "kraj", 2023), stat(country, "powiat", "kraj", 2023)
    # Gminas: 2, 3, 7. Powiats: 2.5 and the city's 7.
    assert (gminas.n, gminas.mean, gminas.median, gminas.min, gminas.max) == (3, 4.0, 3.0, 2.0, 7.0)
    assert gminas.sd == pytest.approx(7**0.5)
    assert (powiats.n, powiats.median) == (2, 4.75)
    assert stat(country, "gmina", "powiat:0201", 2023).n == 2
    assert stat(country, "gmina", "wojewodztwo:02", 2023).n == 3
    assert stat(country, "gmina", "rodzaj:wiejska", 2023).median == 2.0
    assert stat(country, "gmina", "podobne:miejska-3", 2023).median == 3.0


def test_example_unit_is_not_counted_but_takes_a_place(country: Engine) -> None:
    example = [("bezrobotni", "9901011", 2023, 25.0), ("ludnosc", "9901011", 2023, 1000.0)]
    given(country, [*every_gmina(2023), *example])
    assert stat(country, "gmina", "kraj", 2023).n == 3
    assert latest(country, "9901011")[:4] == (2023, 2.5, 2, 4)


def test_latest_ranks_the_smallest_first_when_less_is_better(country: Engine) -> None:
    given(country, [*every_gmina(2022), *every_gmina(2023)])
    assert latest(country, "0201022") == (2023, 2.0, 1, 3, 1, 3)
    assert latest(country, "0261011") == (2023, 7.0, 3, 3, 3, 3)
    assert latest(country, "0201") == (2023, 2.5, 1, 2, 1, 2)


def test_city_ranks_among_powiats_in_a_task_of_powiats(country: Engine) -> None:
    with country.begin() as connection:
        builders.indicator(connection, "RYN-BEZ-02", card=SHARE, task_level="powiat")
    given(country, every_gmina(2023))
    with country.connect() as connection:
        wanted = builders.indicator_id(connection, "RYN-BEZ-02")
        query = select(Latest.n_country, Unit.city_county).join(Unit, Unit.id == Latest.unit_id)
        rows = connection.execute(
            query.where(Latest.indicator_id == wanted, Unit.city_county | (Unit.level == "gmina"))
        ).all()
    assert [tuple(row) for row in rows] == [(2, True)]


def latest(engine: Engine, unit: str) -> tuple[object, ...]:
    with engine.connect() as connection:
        row = connection.execute(
            select(
                Latest.year,
                Latest.value,
                Latest.rank_country,
                Latest.n_country,
                Latest.rank_voivodeship,
                Latest.n_voivodeship,
            ).where(Latest.unit_id == builders.unit_id(connection, unit))
        ).one()
    return tuple(row)
