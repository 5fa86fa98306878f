"""A run of the fetch of borders: pages, resuming, faults, versions, new gminas."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import shapely
import shapely.affinity
from sqlalchemy import Engine, func, select

from smup.models import Boundary, Peer, RejectedRow, Release, ReleaseChange, Unit, UnitCode
from smup.settings import Settings
from smup.sync.outcome import COMPLETE, CONTINUED, FAILED, SyncOutcome
from smup.sync.prg.run import BoundariesRequest, plan_boundaries
from smup.sync.timing import Window
from smup.territory.boundary_versions import boundary_on, stored_boundaries
from smup.territory.store import read_directory
from tests.stand_ins.faults import Fault, Kind, status, too_many
from tests.stand_ins.prg import PrgStandIn, gminas_of, squares
from tests.stand_ins.server import StandIn
from tests.unit.sync.prg.conftest import CODES

Sync = Callable[..., SyncOutcome]
NEW = "1420042"


def drawn(engine: Engine, level: str = "gmina", day: date | None = None) -> dict[str, Any]:
    """Code to shape of the finest borders that hold on a day."""
    with engine.connect() as connection:
        row = boundary_on(stored_boundaries(connection), level, 2, day)
        assert row is not None
        body = connection.scalar(select(Boundary.gzip_body).where(Boundary.id == row.id))
    features = json.loads(gzip.decompress(body))["features"]
    return {one["id"]: shapely.geometry.shape(one["geometry"]) for one in features}


def releases(engine: Engine) -> int:
    with engine.connect() as connection:
        query = select(func.count()).select_from(Release).where(Release.kind == "boundaries")
        return int(connection.scalar(query) or 0)


def neighbours(engine: Engine, code: str) -> set[str]:
    with engine.connect() as connection:
        directory = read_directory(connection)
        unit = directory.by_code(code)
        query = select(Peer.peer_id).where(Peer.unit_id == unit.id, Peer.kind == "sasiedzi")
        found = connection.scalars(query.where(Peer.level == "gmina")).all()
        return {directory.by_id(one).teryt for one in found}


def with_new(service: PrgStandIn, code: str = NEW, **fields: str) -> None:
    """Add a gmina east of the others: its square touches that of 1405032 in a whole side."""
    shape = squares([code], west=530_000)[code]
    service.gminas += gminas_of({code: shape}, {code: "Nowa Wieś"}, **fields)


def test_all_pages_are_fetched_and_all_levels_drawn(
    country: Engine, sync: Sync, server: StandIn
) -> None:
    outcome = sync()

    assert (outcome.status, outcome.message, outcome.parts_left) == (COMPLETE, None, 0)
    # what the service offers, three pages of two; the third says that nothing follows
    assert outcome.calls == len(server.calls) == 4
    assert list(drawn(country)) == list(CODES)
    assert list(drawn(country, "powiat")) == ["1405", "1420"]
    assert list(drawn(country, "wojewodztwo")) == ["14"]
    assert outcome.loads[0].counts.new == 6
    with country.connect() as connection:
        source = connection.scalar(select(Release.source).where(Release.kind == "boundaries"))
    assert source is not None
    assert source.startswith("GUGiK, państwowy rejestr granic (PRG), 127.0.0.1:")


def test_coordinates_are_those_of_the_map(country: Engine, sync: Sync) -> None:
    sync()

    points = shapely.get_coordinates(drawn(country)["1405011"]).tolist()
    # On its middle meridian, 19°E, the system has easting 500,000 m; northing 480,000 m is
    # (480,000 + 5,300,000) / 0.9993 = 5,784,048.83 m from the equator along the meridian of GRS80,
    # 20,705.3 m beyond the parallel of 52° (5,763,343.55 m); a degree has 111,268 m there.
    west, south = min((x, y) for x, y in points)
    assert west == pytest.approx(19.0, abs=2e-5)
    assert south == pytest.approx(52 + 20_705.3 / 111_268, abs=2e-5)


def test_borders_stay_shared_in_every_detail(country: Engine, sync: Sync) -> None:
    sync()

    with country.connect() as connection:
        rows = connection.execute(select(Boundary.level, Boundary.gzip_body)).all()
    assert len(rows) == 12
    for _, body in rows:
        features = json.loads(gzip.decompress(body))["features"]
        assert shapely.coverage_is_valid(
            [shapely.geometry.shape(one["geometry"]) for one in features]
        )


def test_neighbours_are_those_of_the_grid(country: Engine, sync: Sync) -> None:
    sync()

    assert neighbours(country, "1405022") == {"1405011", "1405032", "1420022"}
    assert neighbours(country, "1420011") == {"1405011", "1420022"}


def test_a_second_run_makes_no_call_and_no_release(
    country: Engine, sync: Sync, server: StandIn
) -> None:
    sync()
    calls = len(server.calls)

    again = sync()

    assert (again.status, again.calls, again.loads) == (COMPLETE, 0, ())
    assert (len(server.calls), releases(country)) == (calls, 1)


def test_the_same_register_fetched_in_full_is_no_release(country: Engine, sync: Sync) -> None:
    sync()

    again = sync(full=True)

    assert (again.calls, again.loads, releases(country)) == (4, (), 1)


def test_an_unknown_number_with_short_pages_loses_nothing(
    country: Engine, sync: Sync, service: PrgStandIn
) -> None:
    service.short = {2: 1}  # the second page comes with one feature and says that it is the last

    assert sync().status == COMPLETE
    assert list(drawn(country)) == list(CODES)


def test_the_service_may_give_smaller_pages_than_asked_for(
    country: Engine, sync: Sync, service: PrgStandIn
) -> None:
    service.most = 1

    assert sync().calls == 7
    assert list(drawn(country)) == list(CODES)


def test_a_known_number_ends_the_pages(sync: Sync, service: PrgStandIn) -> None:
    service.count_known = True

    assert (sync().calls, sync().status) == (4, COMPLETE)


def test_a_feature_that_comes_twice_counts_once(
    country: Engine, sync: Sync, service: PrgStandIn
) -> None:
    service.gminas.insert(3, service.gminas[1])

    sync()

    assert drawn(country)["1405022"].area == pytest.approx(drawn(country)["1405011"].area, rel=0.01)


def test_of_two_versions_the_newer_is_drawn_and_ended_ones_are_not(
    country: Engine, sync: Sync, service: PrgStandIn
) -> None:
    first = service.gminas[0]
    half = shapely.box(500_000, 480_000, 505_000, 490_000)
    service.gminas.insert(0, replace(first, shape=half, version_from="2015/01/01"))
    service.gminas.append(replace(first, identity="dawna", shape=half, version_to="2014/12/31"))

    sync()

    whole = drawn(country)
    assert whole["1405011"].area == pytest.approx(whole["1405022"].area, rel=0.01)


def test_a_gmina_in_two_parts_is_one(country: Engine, sync: Sync, service: PrgStandIn) -> None:
    first = service.gminas[0]
    island = shapely.box(470_000, 480_000, 471_000, 481_000)
    service.gminas.append(replace(first, identity="wyspa", shape=island))

    sync()

    assert len(shapely.get_parts(drawn(country)["1405011"])) == 2


def test_axes_in_the_other_order_are_turned_and_told(
    country: Engine, sync: Sync, service: PrgStandIn
) -> None:
    sync()
    right = drawn(country)
    service.northing_first = False

    outcome = sync(full=True)

    assert outcome.status == COMPLETE
    assert outcome.loads == ()  # nothing changed: the same borders
    assert drawn(country).keys() == right.keys()


def test_coordinates_elsewhere_are_refused(
    country: Engine, sync: Sync, service: PrgStandIn
) -> None:
    service.gminas = gminas_of(
        {one.code: shapely.affinity.translate(one.shape, 150_000, 90_000) for one in service.gminas}
    )

    outcome = sync()

    assert outcome.status == FAILED
    assert "nie leżą tam, gdzie gminy" in str(outcome.message)
    assert releases(country) == 0


@pytest.mark.parametrize(
    "fault",
    [
        status(500),
        status(502),
        too_many("0"),
        Fault(kind=Kind.TRUNCATED),
        Fault(kind=Kind.CUT),
        Fault(kind=Kind.HTML),
        Fault(kind=Kind.HALF_JSON),
        Fault(kind=Kind.GARBLED),
        Fault(kind=Kind.WRONG_TYPE),
    ],
)
def test_a_fault_that_passes_leaves_no_trace(
    country: Engine, sync: Sync, server: StandIn, fault: Fault
) -> None:
    server.faults.next("startIndex=2", fault)

    assert sync().status == COMPLETE
    assert list(drawn(country)) == list(CODES)


def test_reports_of_errors_are_asked_again_and_then_told(
    country: Engine, sync: Sync, service: PrgStandIn
) -> None:
    sync()
    service.reports = 3

    outcome = sync(full=True)

    assert outcome.status == FAILED
    assert "baza niedostępna" in str(outcome.message)
    assert (releases(country), list(drawn(country))) == (1, list(CODES))
    service.reports = 2
    assert sync(full=True).status == COMPLETE


def test_an_interrupted_fetch_goes_on_where_it_stopped(
    sync: Sync, server: StandIn, country: Engine, settings: Settings
) -> None:
    server.faults.always("startIndex=4", status(500))
    broken = sync()
    assert (broken.status, broken.parts_done, broken.parts_left) == (FAILED, 2, 1)
    server.faults.clear()
    plan = plan_boundaries(country, settings, BoundariesRequest())
    before = len(server.calls)

    outcome = sync()

    assert (plan.calls, plan.pages_kept) == (1, 2)
    assert (outcome.status, len(server.calls) - before) == (COMPLETE, 1)
    assert list(drawn(country)) == list(CODES)


def test_spent_limits_end_the_run_to_be_continued(
    sync: Sync, monkeypatch: pytest.MonkeyPatch, country: Engine
) -> None:
    monkeypatch.setattr("smup.sync.sources.POLITE", (Window(calls=3, seconds=3_600),))

    outcome = sync(patience=0)

    assert (outcome.status, outcome.calls) == (CONTINUED, 3)
    assert (outcome.parts_done, outcome.parts_left) == (2, 1)
    assert outcome.free_at is not None
    assert releases(country) == 0


def test_missing_gminas_are_refused_and_the_last_borders_stay(
    country: Engine, sync: Sync, service: PrgStandIn
) -> None:
    sync()
    gone = service.gminas.pop(2)

    outcome = sync(full=True)

    assert outcome.status == FAILED
    assert "brakuje 1 gmin" in str(outcome.message)
    assert "1405032" in str(outcome.message)
    assert (releases(country), list(drawn(country))) == (1, list(CODES))
    service.gminas.append(replace(gone, version_from="2025/01/01"))
    assert sync().status == COMPLETE  # asked anew although the last fetch is young


def test_without_units_there_is_nothing_to_draw(
    engine: Engine, settings: Settings, server: StandIn
) -> None:
    from smup.sync.prg.run import sync_boundaries

    outcome = sync_boundaries(engine, settings, BoundariesRequest())

    assert (outcome.status, outcome.calls, len(server.calls)) == (FAILED, 0, 0)
    assert "import terc" in str(outcome.message)


def test_versions_stay_and_are_found_by_day(
    country: Engine, sync: Sync, service: PrgStandIn
) -> None:
    sync()
    wider = squares(CODES, columns=3)
    wider["1405011"] = shapely.box(495_000, 480_000, 510_000, 490_000)
    service.gminas = gminas_of(wider, version_from="2025/01/01")

    outcome = sync(full=True)

    assert outcome.status == COMPLETE
    with country.connect() as connection:
        days = connection.scalars(select(Boundary.valid_on).distinct()).all()
    assert set(days) == {date(2024, 1, 1), date(2025, 1, 1)}
    old, new = drawn(country, day=date(2024, 12, 31)), drawn(country, day=date(2025, 1, 1))
    assert new["1405011"].area == pytest.approx(1.5 * old["1405011"].area, rel=0.01)
    assert drawn(country)["1405011"].area == new["1405011"].area


def test_the_asked_day_is_the_day_of_the_version(country: Engine, sync: Sync) -> None:
    sync(day=date(2023, 1, 1))

    with country.connect() as connection:
        assert connection.scalars(select(Boundary.valid_on).distinct()).all() == [date(2023, 1, 1)]


def test_a_new_gmina_in_a_known_powiat_becomes_a_unit(
    country: Engine, sync: Sync, service: PrgStandIn
) -> None:
    sync()
    with_new(service, valid_from="2025/01/01", version_from="2025/01/01")
    seen: list[bool] = []

    outcome = sync(full=True, after=lambda load: seen.append(load.units_changed))

    assert (outcome.status, seen) == (COMPLETE, [True])
    assert "Nowa Wieś (1420042)" in str(outcome.loads[0].note)
    with country.connect() as connection:
        directory = read_directory(connection)
        change = connection.execute(
            select(ReleaseChange.code, ReleaseChange.name).where(ReleaseChange.kind == "unit-new")
        ).all()
        code = connection.execute(
            select(UnitCode.valid_from, UnitCode.kind).where(UnitCode.code == NEW)
        ).one()
    unit = directory.by_code(NEW)
    assert (unit.name, unit.kind, unit.valid_from) == ("Nowa Wieś", "wiejska", date(2025, 1, 1))
    powiat = directory.powiat_of(unit)
    assert powiat is not None
    assert powiat.teryt == "1420"
    assert unit.area_km2 == pytest.approx(100, rel=0.002)  # the map is shorter by 0.7 permille
    assert tuple(code) == (date(2025, 1, 1), "wiejska")
    assert [tuple(row) for row in change] == [(NEW, "Nowa Wieś")]
    assert neighbours(country, NEW) == {"1405032"}
    assert NEW in drawn(country)


@pytest.mark.parametrize("code", ["1421012", "1465011", "1420014", "9920011"])
def test_other_unknown_codes_are_rejected_with_the_reason(
    country: Engine, sync: Sync, service: PrgStandIn, code: str
) -> None:
    with_new(service, code)

    assert sync().status == COMPLETE

    with country.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Unit)) == 10
        rejected = connection.execute(select(RejectedRow.file_name, RejectedRow.reason)).all()
    parts = code[6] in "4589"
    assert len(rejected) == (0 if parts else 1)
    assert all(code in reason and "A03_Granice_gmin" in place for place, reason in rejected)


def test_an_invalid_polygon_is_repaired(country: Engine, sync: Sync, service: PrgStandIn) -> None:
    bow = shapely.Polygon(
        [(500_000, 480_000), (510_000, 490_000), (510_000, 480_000), (500_000, 490_000)]
    )
    service.gminas[0] = replace(service.gminas[0], shape=bow)

    assert sync().status == COMPLETE
    assert drawn(country)["1405011"].is_valid
