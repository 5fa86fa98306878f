"""A run from an empty database, a second one, and runs in which the portal says something else."""

import numpy as np
import pytest
from sqlalchemy import Engine, func, select

from smup.errors import UnknownCodeError
from smup.models import Observation, Release, Revision
from smup.settings import Settings
from smup.sync.portal.run import SmupRequest, plan_smup
from tests.smup_runs import SINGLE, answered, expected, held, releases, run, whole
from tests.stand_ins.server import StandIn
from tests.stand_ins.smup_data import Values
from tests.stand_ins.smup_portal import Portal, add_to_first

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What does not depend on the database is tried on one."""


def year_with_data(portal: Portal, indicator: int = SINGLE) -> int:
    return next(year for year in portal.data.years if portal.data.has_data(indicator, year))


def test_empty_database_holds_what_the_portal_answers(
    engine: Engine, settings: Settings, portal: Portal
) -> None:
    outcome = run(engine, settings)
    assert (outcome.status, outcome.parts_left, outcome.problems) == ("complete", 0, ())
    assert held(engine) == whole(portal)
    with engine.connect() as connection:
        source = connection.scalar(select(Release.source).where(Release.kind == "smup"))
    assert "127.0.0.1" in str(source)


@SQLITE
def test_second_run_makes_no_calls_and_no_release(
    engine: Engine, settings: Settings, server: StandIn
) -> None:
    run(engine, settings)
    before = len(server.calls)
    outcome = run(engine, settings)
    assert (outcome.status, outcome.calls, len(server.calls)) == ("complete", 0, before)
    assert len(releases(engine)) == 1


@SQLITE
def test_plan_counts_the_calls_that_are_then_made(
    engine: Engine, settings: Settings, server: StandIn
) -> None:
    plan = plan_smup(engine, settings, SmupRequest())
    assert (plan.made, plan.parts) == (len(server.calls), 9)
    outcome = run(engine, settings)
    assert outcome.calls == plan.calls == len(server.calls) - plan.made


@SQLITE
def test_asking_for_everything_again_without_changes_makes_no_release(
    engine: Engine, settings: Settings, server: StandIn
) -> None:
    run(engine, settings)
    before = len(server.calls)
    outcome = run(engine, settings, full=True)
    assert outcome.status == "complete"
    assert len(server.calls) - before == before
    assert len(releases(engine)) == 1


def test_changed_values_become_revisions(
    engine: Engine, settings: Settings, portal: Portal
) -> None:
    run(engine, settings)
    before = held(engine)
    portal.changes[SINGLE, year_with_data(portal)] = add_to_first(3, 10.0)
    outcome = run(engine, settings, full=True)
    assert outcome.loads[0].counts.changed == 3
    now = held(engine)
    assert now == whole(portal)
    changed = {key: (before[key].value, now[key].value) for key in now if now[key] != before[key]}
    with engine.connect() as connection:
        revised = connection.execute(select(Revision.old_value, Revision.new_value)).all()
    assert sorted(changed.values()) == sorted((old, new) for old, new in revised)
    assert len(revised) == 3


def test_rows_that_are_no_longer_answered_are_withdrawn(
    engine: Engine, settings: Settings, portal: Portal
) -> None:
    run(engine, settings)
    year = year_with_data(portal)
    portal.changes[SINGLE, year] = lambda found: found.take(slice(5, None))
    run(engine, settings, full=True)
    assert held(engine) == whole(portal)
    with engine.connect() as connection:
        gone = select(func.count()).select_from(Revision).where(Revision.new_flag.is_(None))
        assert connection.scalar(gone) == 5


@SQLITE
def test_loss_of_more_than_half_is_refused_until_it_is_accepted(
    engine: Engine, settings: Settings, portal: Portal
) -> None:
    run(engine, settings)
    before = held(engine)
    year = year_with_data(portal)
    portal.changes[SINGLE, year] = lambda found: found.take(slice(1400))
    outcome = run(engine, settings, full=True)
    assert outcome.status == "partial"
    assert "1400" in str(outcome.message)
    assert held(engine) == before
    accepted = run(engine, settings, full=True, indicators=(str(SINGLE),))
    assert accepted.status == "complete"
    assert held(engine) == whole(portal)


@SQLITE
def test_data_stay_when_the_portal_has_nothing_any_more(
    engine: Engine, settings: Settings, portal: Portal
) -> None:
    run(engine, settings)
    before = held(engine)
    year = year_with_data(portal)
    portal.changes[SINGLE, year] = lambda _found: None
    portal.changes[4424, year_with_data(portal, 4424)] = add_to_first(3, 1.0)
    outcome = run(engine, settings, full=True)
    assert "404" in str(outcome.loads[0].note)
    assert f"{SINGLE}/{year}" in str(outcome.loads[0].note)
    after = held(engine)
    assert {key: after[key] for key in after if key[0] == SINGLE} == {
        key: before[key] for key in before if key[0] == SINGLE
    }
    assert answered(engine)[SINGLE, year] == "data"


@SQLITE
def test_year_without_data_is_known_as_such(
    engine: Engine, settings: Settings, portal: Portal
) -> None:
    run(engine, settings)
    empty = {
        (indicator, year)
        for indicator in portal.data.ids
        for year in portal.data.years
        if portal.values(indicator, year) is None
    }
    found = answered(engine)
    assert {key for key in found if found[key] == "none"} == empty
    assert len(found) == 9


@SQLITE
def test_years_without_data_are_known_as_asked_without_a_release(
    engine: Engine, settings: Settings, portal: Portal
) -> None:
    run(engine, settings)
    before, year = releases(engine), 2024
    portal.data.years = (*portal.data.years, year)
    portal.changes |= {(one, year): lambda _: None for one in portal.data.ids}
    outcome = run(engine, settings, full=True)
    assert (outcome.status, outcome.loads) == ("complete", ())
    assert releases(engine) == before
    found = answered(engine)
    assert {found[one, year] for one in portal.data.ids} == {"none"}


def test_run_is_narrowed_to_an_indicator_and_years(
    engine: Engine, settings: Settings, portal: Portal
) -> None:
    year = year_with_data(portal)
    outcome = run(engine, settings, indicators=("16",), years=frozenset({year}))
    assert portal.asked == [(SINGLE, year)]
    assert outcome.status == "complete"
    assert held(engine) == expected(portal, [SINGLE], [year])


@SQLITE
def test_unknown_indicator_is_refused_by_name(engine: Engine, settings: Settings) -> None:
    with pytest.raises(UnknownCodeError, match="XYZ-9"):
        run(engine, settings, indicators=("XYZ-9",))


@SQLITE
def test_other_half_of_a_pair_is_asked_for_together(
    engine: Engine, settings: Settings, portal: Portal
) -> None:
    run(engine, settings, indicators=("4424",), years=frozenset({2022}))
    assert sorted(portal.asked) == [(4074, 2022), (4424, 2022)]


@SQLITE
def test_newest_years_come_first(engine: Engine, settings: Settings, portal: Portal) -> None:
    one_by_one = Settings(**{**vars_of(settings), "sync_connections": 1})
    run(engine, one_by_one)
    years = [year for _, year in portal.asked]
    assert years == sorted(years, reverse=True)


def vars_of(settings: Settings) -> dict[str, object]:
    return {name: getattr(settings, name) for name in settings.__dataclass_fields__}


@SQLITE
def test_changed_card_asks_for_all_years_again(
    engine: Engine, settings: Settings, portal: Portal
) -> None:
    run(engine, settings)
    portal.asked.clear()
    portal.cards[SINGLE] = "Nowa definicja"
    # The card itself is due after a month; asking for it alone shows the change.
    run(engine, settings, indicators=(str(SINGLE),), years=frozenset({2021}), full=True)
    portal.asked.clear()
    run(engine, settings)
    assert sorted(portal.asked) == [(SINGLE, year) for year in portal.data.years]


@SQLITE
def test_page_size_of_the_server_does_not_matter(
    engine: Engine, settings: Settings, portal: Portal
) -> None:
    portal.largest_page = 1_000
    run(engine, settings)
    assert held(engine) == whole(portal)


@SQLITE
def test_flag_that_nobody_knows_rejects_its_rows_and_withdraws_nothing(
    engine: Engine, settings: Settings, portal: Portal
) -> None:
    run(engine, settings)
    before = held(engine)

    def strange(found: Values) -> Values:
        flag = found.flag.copy()
        flag[:4] = 9
        return Values(found.unit, flag, found.value, found.decimals)

    year = year_with_data(portal)
    portal.changes[SINGLE, year] = strange
    portal.changes[4424, year_with_data(portal, 4424)] = add_to_first(3, 1.0)
    outcome = run(engine, settings, full=True)
    assert dict(outcome.loads[0].reasons)["Nieznana flaga"] == 4
    assert {key: row for key, row in held(engine).items() if key[0] == SINGLE} == {
        key: row for key, row in before.items() if key[0] == SINGLE
    }


@SQLITE
def test_measured_zero_is_told_from_secret_and_missing(
    engine: Engine, settings: Settings, portal: Portal
) -> None:
    run(engine, settings)
    with engine.connect() as connection:
        rows = connection.execute(
            select(Observation.flag, func.count(), func.count(Observation.value)).group_by(
                Observation.flag
            )
        ).all()
    counts = {flag: (rows_of, with_value) for flag, rows_of, with_value in rows}
    assert set(counts) == {0, 1, 2, 3, 4, 5}
    for flag, (rows_of, with_value) in counts.items():
        assert with_value == (rows_of if flag <= 2 else 0)
    assert np.isfinite([row.value for row in held(engine).values() if row.value is not None]).all()
