import numpy as np
import pytest
from sqlalchemy import Engine

from smup.errors import InvalidQueryError, UnknownCodeError
from smup.flags import Flag
from smup.repository import ObservationQuery, Repository, Span
from tests.small_country import counted_selects


def ids(repository: Repository, *codes: str) -> tuple[int, ...]:
    return tuple(repository.directory().by_code(code).id for code in codes)


def test_a_matrix_tells_zero_secret_missing_and_unpublished_apart(repository: Repository) -> None:
    matrix = repository.matrix(repository.indicator("EDU-PRZ-01").id, "gmina")
    assert matrix.years == (2020, 2021)  # 2022 has no value yet
    assert matrix.unit_ids.tolist() == list(ids(repository, "0264011", "1420011", "1420062"))
    assert np.array_equal(
        matrix.values, [[np.nan, 81.25, np.nan], [93.5, 85.0, 0.0]], equal_nan=True
    )
    assert matrix.flags.tolist() == [
        [Flag.MISSING, Flag.OCCURRED, Flag.SECRET],
        [Flag.OCCURRED, Flag.OCCURRED, Flag.DID_NOT_OCCUR],
    ]


def test_a_city_with_powiat_rights_stands_at_both_levels(repository: Repository) -> None:
    matrix = repository.matrix(repository.indicator("EDU-PRZ-01").id, "powiat")
    assert matrix.unit_ids.tolist() == list(ids(repository, "0264", "1420"))
    assert matrix.values.tolist() == [[93.5, 79.0]]


def test_a_service_of_powiats_does_not_apply_to_gminas_but_to_cities_with_powiat_rights(
    repository: Repository,
) -> None:
    matrix = repository.matrix(repository.indicator("EDU-SPP-01").id, "powiat")
    assert matrix.flags.tolist() == [[Flag.MISSING, Flag.OCCURRED]]
    matrix = repository.matrix(repository.indicator("EDU-SPP-01").id, "gmina")
    assert matrix.years == ()
    assert matrix.flags.shape == matrix.values.shape == (0, 3)


def test_a_matrix_is_one_select(repository: Repository, engine: Engine) -> None:
    indicator = repository.indicator("EDU-PRZ-01")
    repository.directory()
    with counted_selects(engine) as selects:
        repository.begin_request()
        repository.matrix(indicator.id, "gmina")
        repository.end_request()
    assert len(selects) == 2  # the version and the values


def test_a_matrix_cannot_be_changed_by_its_reader(repository: Repository) -> None:
    matrix = repository.matrix(repository.indicator("EDU-PRZ-01").id, "gmina")
    with pytest.raises(ValueError, match="read-only"):
        matrix.values[0, 0] = 1.0


def test_a_matrix_of_an_unknown_indicator_is_refused(repository: Repository) -> None:
    with pytest.raises(UnknownCodeError):
        repository.matrix(-1, "gmina")


def test_years_are_those_with_a_value_and_equal_to_the_matrix(repository: Repository) -> None:
    indicator = repository.indicator("EDU-PRZ-01").id
    assert repository.years(indicator, "gmina") == [2020, 2021]
    assert (
        tuple(repository.years(indicator, "powiat")) == repository.matrix(indicator, "powiat").years
    )
    assert repository.years(indicator, "kraj") == []


def test_years_of_all_indicators_are_one_select(repository: Repository, engine: Engine) -> None:
    indicators = repository.indicators()
    with counted_selects(engine) as selects:
        repository.begin_request()
        for item in indicators:
            repository.years(item.id, "gmina")
            repository.years(item.id, "powiat")
        repository.end_request()
    assert len(selects) == 2  # the version and the years


def test_a_series_keeps_the_empty_years_with_their_kind(repository: Repository) -> None:
    indicator = repository.indicator("EDU-PRZ-01").id
    (unit,) = ids(repository, "1420011")
    frame = repository.unit_series(unit, [indicator])
    assert frame["year"].tolist() == [2020, 2021, 2022]
    assert frame["flag"].tolist() == [Flag.OCCURRED, Flag.OCCURRED, Flag.NOT_YET_PUBLISHED]
    assert np.isnan(frame["value"].iloc[2])
    assert str(frame["decimals"].dtype) == "Int64"


def test_a_series_without_rows_keeps_its_columns(repository: Repository) -> None:
    frame = repository.unit_series(-1, [1])
    assert list(frame.columns) == [
        "indicator_id",
        "year",
        "value",
        "flag",
        "decimals",
        "release_id",
    ]
    assert frame.empty
    assert frame["value"].dtype == np.float64


def test_group_statistics_come_by_indicator_and_year(repository: Repository) -> None:
    indicator = repository.indicator("EDU-PRZ-01").id
    frame = repository.group_stats([indicator], level="gmina", group_code="kraj")
    assert frame[["year", "n", "mean"]].to_numpy().tolist() == [[2020, 1, 81.25], [2021, 3, 59.5]]
    assert frame["sd"].isna().all()


def test_the_latest_value_comes_with_its_places(repository: Repository) -> None:
    (unit,) = ids(repository, "1420011")
    frame = repository.latest(unit, [repository.indicator("EDU-PRZ-01").id])
    row = frame.iloc[0]
    assert (row["year"], row["value"], row["rank_country"], row["n_country"]) == (2021, 85.0, 2, 3)
    assert frame["rank_peers"].isna().all()


def test_variables_come_with_names_and_source(repository: Repository) -> None:
    (unit,) = ids(repository, "1420011")
    frame = repository.variable_values(["dzieci"], unit_id=unit, first_year=2019, last_year=2021)
    assert frame[["variable_code", "year", "value"]].to_numpy().tolist() == [["dzieci", 2021, 850]]
    assert frame["source_pl"].tolist() == ["GUS, Bank Danych Lokalnych"]


def query_of(repository: Repository, *, by_unit: bool) -> ObservationQuery:
    spans = tuple(
        Span(indicator_id=item.id, first_year=2020, last_year=2022)
        for item in repository.indicators()
    )
    units = ids(repository, "1420011", "1420062", "0264011", "1420")
    return ObservationQuery(spans=spans, unit_ids=units, by_unit=by_unit)


@pytest.mark.parametrize("by_unit", [True, False])
@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8, 100])
def test_pages_of_any_size_give_each_row_once(
    repository: Repository, *, by_unit: bool, limit: int
) -> None:
    query = query_of(repository, by_unit=by_unit)
    rows, cursor = [], None
    for _ in range(20):
        page = repository.observations(query, limit=limit, after=cursor)
        rows += page.rows
        cursor = page.next
        if cursor is None:
            break
    assert rows == list(repository.data_rows(query))
    assert len(rows) == len(set(rows)) == 8


def test_rows_come_indicator_by_indicator_or_unit_by_unit(repository: Repository) -> None:
    by_indicator = list(repository.data_rows(query_of(repository, by_unit=False)))
    assert [row[0] for row in by_indicator] == sorted(row[0] for row in by_indicator)
    by_unit = list(repository.data_rows(query_of(repository, by_unit=True)))
    units = query_of(repository, by_unit=True).unit_ids
    assert [row[2] for row in by_unit] == sorted((row[2] for row in by_unit), key=units.index)


@pytest.mark.parametrize("cursor", ["", "1", "1.2020.1.1", "1.2020.999999", "x", "9999.2020.1"])
def test_a_cursor_of_another_query_is_refused(repository: Repository, cursor: str) -> None:
    with pytest.raises(InvalidQueryError) as caught:
        repository.observations(query_of(repository, by_unit=False), limit=5, after=cursor)
    assert caught.value.parameter == "cursor"
