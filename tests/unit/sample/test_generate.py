"""The sample in the database, made small: three indicators, three years, no borders drawn."""

import dataclasses
import hashlib
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, func, select

from smup.costs.rebuild import TABLES
from smup.errors import IngestError
from smup.flags import Flag
from smup.models import (
    Dataset,
    Indicator,
    IndicatorYearStat,
    Latest,
    Observation,
    Release,
    ServiceCost,
    Unit,
    UnitCode,
    VariableValue,
)
from smup.sample import generate
from smup.sample.generate import SampleInput, generate_sample, read_input

KEPT = {"FIN-SS-01", "FIN-SS-07", "FIN-SS-13"}
VARIABLES = {
    "ludnosc",
    "ludnosc_przedprodukcyjna",
    "ludnosc_produkcyjna",
    "ludnosc_poprodukcyjna",
    "bezrobotni",
    "przecietne_wynagrodzenie",
}
Generated = Callable[[Engine], None]


@pytest.fixture(scope="module")
def small() -> SampleInput:
    whole = read_input()
    kept = dataclasses.replace(
        whole.catalogue,
        indicators=tuple(card for card in whole.catalogue.indicators if card.code in KEPT),
        variables=tuple(card for card in whole.catalogue.variables if card.code in VARIABLES),
    )
    settings = whole.settings.model_copy(
        update={"first_year": 2022, "whole": whole.settings.whole[:1]}
    )
    return dataclasses.replace(
        whole,
        settings=settings,
        catalogue=kept,
        variables=[one for one in whole.variables if one.card.code in VARIABLES],
    )


@pytest.fixture
def generated(small: SampleInput, monkeypatch: pytest.MonkeyPatch) -> Generated:
    monkeypatch.setattr(generate, "approximate_rows", lambda directory: [])
    monkeypatch.setattr(generate, "insert_packed", lambda *args, **kwargs: None)
    return lambda engine: generate_sample(engine, given=small) and None


def content_hash(engine: Engine) -> str:
    """Return a digest of all values and statistics."""
    digest = hashlib.sha256()
    keys = (
        (VariableValue, (VariableValue.variable_id, VariableValue.year, VariableValue.unit_id)),
        (Observation, (Observation.indicator_id, Observation.year, Observation.unit_id)),
        (Latest, (Latest.unit_id, Latest.indicator_id)),
        *((table, table.__table__.primary_key) for table in (*TABLES.values(), ServiceCost)),
    )
    with engine.connect() as connection:
        for table, key in keys:
            for row in connection.execute(select(table.__table__).order_by(*key)):
                digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def test_the_same_seed_gives_the_same_database(
    engine: Engine, sqlite_engine: Engine, generated: Generated
) -> None:
    generated(engine)
    generated(sqlite_engine)
    assert content_hash(engine) == content_hash(sqlite_engine)


def test_the_database_says_that_it_is_a_sample(engine: Engine, generated: Generated) -> None:
    generated(engine)
    with engine.connect() as connection:
        assert connection.scalar(select(Dataset.kind)) == "sample"
        sources = connection.scalars(select(Release.source)).all()
    assert sources == ["Dane przykładowe, wygenerowane (ziarno 20241231)"]


def test_a_database_that_holds_units_is_left_alone(
    sqlite_engine: Engine, generated: Generated
) -> None:
    generated(sqlite_engine)
    before = content_hash(sqlite_engine)
    with pytest.raises(IngestError, match="pustej"):
        generated(sqlite_engine)
    assert content_hash(sqlite_engine) == before


def test_statistics_and_ranks_count_real_units_only(
    sqlite_engine: Engine, generated: Generated
) -> None:
    generated(sqlite_engine)
    with sqlite_engine.connect() as connection:
        indicator = select(Indicator.id).where(Indicator.code == "FIN-SS-01").scalar_subquery()
        country = select(IndicatorYearStat.n).where(
            IndicatorYearStat.indicator_id == indicator,
            IndicatorYearStat.group_code == "kraj",
            IndicatorYearStat.level == "gmina",
        )
        assert set(connection.scalars(country)) == {2477}
        ranked = (
            select(func.max(Latest.n_country))
            .join(Unit, Unit.id == Latest.unit_id)
            .where(Latest.indicator_id == indicator, Unit.level == "gmina", ~Unit.fictional)
        )
        assert connection.scalar(ranked) == 2477


def test_the_fictional_units_have_codes_values_and_no_place(
    sqlite_engine: Engine, generated: Generated
) -> None:
    generated(sqlite_engine)
    with sqlite_engine.connect() as connection:
        query = select(UnitCode.code, Unit.lon, Unit.parent_id).join(Unit).where(Unit.fictional)
        units = connection.execute(query.order_by(UnitCode.code)).all()
        values = (
            select(func.count())
            .select_from(Observation)
            .join(Unit, Unit.id == Observation.unit_id)
            .where(Unit.fictional, Observation.flag == Flag.OCCURRED)
        )
        assert connection.scalar(values) >= 6 * 2 * 3
    assert [code for code, _, _ in units][:2] == ["9901", "9901011"]
    assert len(units) == 7
    assert {lon for _, lon, _ in units} == {None}
    assert units[0].parent_id is None


def test_a_late_year_is_written_as_not_yet_published(
    sqlite_engine: Engine, generated: Generated
) -> None:
    generated(sqlite_engine)
    with sqlite_engine.connect() as connection:
        query = (
            select(Observation.flag)
            .join(Indicator, Indicator.id == Observation.indicator_id)
            .where(Indicator.code == "FIN-SS-13", Observation.year == 2024)
            .distinct()
        )
        assert connection.scalars(query).all() == [Flag.NOT_YET_PUBLISHED]
