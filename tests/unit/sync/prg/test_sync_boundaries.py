"""A run of the fetch of borders: pages, coordinates, what is drawn."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
import shapely
import shapely.affinity
from sqlalchemy import Engine, select

from smup.models import Boundary, Release
from smup.settings import Settings
from smup.sync.outcome import COMPLETE, FAILED, SyncOutcome
from smup.sync.prg.run import BoundariesRequest
from tests.stand_ins.prg import PrgStandIn, gminas_of
from tests.stand_ins.server import StandIn
from tests.unit.sync.prg.conftest import CODES
from tests.unit.sync.prg.stored import drawn, neighbours, releases

Sync = Callable[..., SyncOutcome]


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


def test_without_units_there_is_nothing_to_draw(
    engine: Engine, settings: Settings, server: StandIn
) -> None:
    from smup.sync.prg.run import sync_boundaries

    outcome = sync_boundaries(engine, settings, BoundariesRequest())

    assert (outcome.status, outcome.calls, len(server.calls)) == (FAILED, 0, 0)
    assert "import terc" in str(outcome.message)
