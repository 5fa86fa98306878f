"""A run against the stand-in: values under the right unit, computed, changed, withdrawn."""

import pytest
from sqlalchemy import Engine, func, select

from smup.models import Release, Revision, SourceAnswer, UnitCode
from smup.settings import Settings
from smup.sync.bdl.run import BdlRequest, plan_bdl
from tests import builders
from tests.stand_ins.bdl import bdl_id
from tests.stand_ins.server import StandIn
from tests.unit.sync.bdl.conftest import (
    BARE,
    CHANGED,
    CHILDREN,
    CITY,
    CITY_POWIAT,
    EXPECTED,
    FORMER,
    PART,
    POPULATION,
    POWIAT,
    PUPILS,
    SHARE,
    TOWN,
    SmallBank,
    held,
    run,
)

FIRST_RUN = 1 + 3 * (1 + 4)
"""The dictionary; of three series the check and a page of each level."""


def test_values_stand_under_their_unit_and_indicators_are_computed(
    country: Engine, settings: Settings
) -> None:
    outcome = run(country, settings)

    assert (outcome.status, outcome.problems, outcome.calls) == ("complete", (), FIRST_RUN)
    assert held(country, "dzieci") == EXPECTED
    assert held(country, SHARE) == {
        (2022, TOWN): (9.0, 0),  # 100 x 9 / 100
        (2023, TOWN): (5.0, 0),  # 100 x 10 / 200
        (2022, CHANGED): (6.0, 0),  # 100 x 18 / 300, both of the former code
        (2023, CHANGED): (5.0, 0),  # 100 x 20 / 400
        (2023, CITY): (10.0, 0),  # 100 x 60 / 600
    }
    assert held(country, BARE) == {(2023, TOWN): (77.5, 0)}


def test_the_release_names_the_host_and_counts_what_was_left_out(
    country: Engine, settings: Settings, server: StandIn
) -> None:
    run(country, settings)

    with country.connect() as connection:
        made = connection.execute(select(Release).where(Release.kind == "bdl")).mappings().one()
    host = server.url.removeprefix("http://")
    assert made["source"] == f"GUS, Bank Danych Lokalnych (API), {host}"
    # Read: 12 values of children, 5 of population, 1 as it is. Left out: the part of a gmina, the
    # two empty halves of the changed gmina, the powiat's row of the city.
    counts = ("rows_read", "rows_new", "rows_skipped", "rows_rejected")
    assert [made[name] for name in counts] == [18, 14, 4, 0]


def test_ids_of_the_bank_are_kept_with_the_dates_of_the_code_within(
    country: Engine, settings: Settings
) -> None:
    run(country, settings)

    with country.connect() as connection:
        query = select(UnitCode.code, UnitCode.unit_id).where(UnitCode.system == "bdl")
        found = {row.code: row.unit_id for row in connection.execute(query)}
        expected = {
            bdl_id(code): builders.unit_id(connection, code)
            for code in ("00", "02", POWIAT, TOWN, CHANGED, CITY, CITY_POWIAT)
        }
    # The former code of the changed gmina is not on our list, so nothing tells its dates.
    assert found == expected


def test_an_unchanged_bank_costs_a_call_a_series_and_makes_no_release(
    small: Engine, settings: Settings, server: StandIn
) -> None:
    run(small, settings)
    before = len(server.calls)

    outcome = run(small, settings)

    assert (outcome.status, outcome.loads, outcome.calls) == ("complete", (), 4)
    asked = [path.split("?")[0] for path in server.paths()[before:]]
    series = [f"/data/by-variable/{key}" for key in (CHILDREN, POPULATION, PUPILS)]
    assert asked == ["/attributes", *series]


def test_only_the_series_that_changed_is_read_again(
    country: Engine, settings: Settings, bank: SmallBank
) -> None:
    run(country, settings)
    bank.change(CHILDREN, TOWN, [(2022, 9, 1), (2023, 12, 1)])

    outcome = run(country, settings)

    assert outcome.calls == 1 + 4 + 1 + 1  # dictionary, four levels, two that did not change
    assert held(country, "dzieci")[2023, TOWN] == (12, 0)
    assert held(country, SHARE)[2023, TOWN] == (6.0, 0)
    (made,) = outcome.loads
    assert (made.counts.new, made.counts.changed) == (0, 1)
    with country.connect() as connection:
        revised = connection.execute(select(Revision.old_value, Revision.new_value)).one()
    assert tuple(revised) == (5.0, 6.0)


def test_a_value_no_longer_answered_is_withdrawn(
    country: Engine, settings: Settings, bank: SmallBank
) -> None:
    run(country, settings)
    bank.change(CHILDREN, TOWN, [(2023, 10, 1)])

    run(country, settings)

    assert held(country, "dzieci") == {k: v for k, v in EXPECTED.items() if k != (2022, TOWN)}


def test_a_level_without_data_keeps_what_it_gave(
    small: Engine, settings: Settings, bank: SmallBank
) -> None:
    run(small, settings)
    bank.change(CHILDREN, POWIAT, None)
    bank.change(CHILDREN, CITY_POWIAT, None)

    outcome = run(small, settings, full=True)

    assert held(small, "dzieci") == EXPECTED
    assert outcome.status == "complete"
    again = run(small, settings)
    assert again.loads == ()


def test_a_series_that_lost_most_values_is_refused_until_it_is_wanted(
    small: Engine, settings: Settings, bank: SmallBank
) -> None:
    run(small, settings)
    for unit in (TOWN, CHANGED, CITY):
        bank.change(CHILDREN, unit, None)

    outcome = run(small, settings)

    assert outcome.status == "partial"
    assert "mniej niż połowa" in outcome.problems[0][1]
    assert held(small, "dzieci") == EXPECTED
    run(small, settings, full=True)
    assert (2023, TOWN) not in held(small, "dzieci")
    assert held(small, "dzieci")[2022, CHANGED] == (18, 0)


@pytest.mark.parametrize("stamp", ["2026-05-04T08:15:00", None])
def test_a_bank_without_moments_of_change_is_compared_by_values(
    small: Engine, settings: Settings, bank: SmallBank, stamp: str | None
) -> None:
    for variable in bank.variables.values():
        variable.last_update = stamp
    run(small, settings)

    assert run(small, settings).calls == 4


def test_unknown_units_are_rejected_by_name_and_do_not_withdraw(
    country: Engine, settings: Settings, bank: SmallBank
) -> None:
    bank.units = [unit for unit in bank.units if unit.id != bdl_id(FORMER)]
    with country.begin() as connection:
        gone = builders.unit_id(connection, TOWN)
        connection.execute(UnitCode.__table__.delete().where(UnitCode.unit_id == gone))

    outcome = run(country, settings, indicators=(SHARE,))

    (made,) = outcome.loads
    assert made.counts.rejected == 2
    assert {row.reason for row in made.rejected} == {
        f"Nieznana jednostka BDL: {bdl_id(TOWN)} (Jednostka {TOWN})"
    }


def test_the_plan_tells_calls_before_and_after(small: Engine, settings: Settings) -> None:
    before = plan_bdl(small, settings, BdlRequest())
    run(small, settings)
    after = plan_bdl(small, settings, BdlRequest())

    # 1, 16, 400 and 4100 units make 1 + 1 + 4 + 41 pages; the dictionary; a check of each.
    assert (before.series, before.new, before.calls) == (3, 3, 1 + 3 * 48)
    assert (after.new, after.calls, after.most_calls) == (0, 4, 1 + 3 * 47)
    assert after.spent[1:] == (FIRST_RUN,) * 3


def test_what_was_loaded_is_known_by_level(small: Engine, settings: Settings) -> None:
    run(small, settings)

    with small.connect() as connection:
        rows = connection.execute(
            select(SourceAnswer.part, SourceAnswer.status, SourceAnswer.rows).where(
                SourceAnswer.part.startswith(f"{POPULATION}:")
            )
        ).all()
        indicators = connection.scalar(select(func.count(SourceAnswer.indicator_id)))
    assert sorted(map(tuple, rows)) == [
        (f"{POPULATION}:0", "none", 0),
        (f"{POPULATION}:2", "none", 0),
        (f"{POPULATION}:5", "none", 0),
        (f"{POPULATION}:6", "data", 5),
    ]
    assert indicators == 4  # levels of the indicator taken as it is


def test_a_part_of_a_gmina_is_never_counted(
    small: Engine, settings: Settings, bank: SmallBank
) -> None:
    bank.change(CHILDREN, PART, [(2023, 7, 1), (2021, 5, 1)])

    run(small, settings)

    assert held(small, "dzieci") == EXPECTED
