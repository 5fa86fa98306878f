"""Versions of borders by day, new gminas, codes that are refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
import shapely
import shapely.affinity
from sqlalchemy import Engine, func, select

from smup.models import Boundary, RejectedRow, ReleaseChange, Unit, UnitCode
from smup.sync.outcome import COMPLETE, SyncOutcome
from smup.territory.store import read_directory
from tests.stand_ins.prg import PrgStandIn, gminas_of, squares
from tests.unit.sync.prg.conftest import CODES
from tests.unit.sync.prg.stored import drawn, neighbours

Sync = Callable[..., SyncOutcome]

NEW = "1420042"


def with_new(service: PrgStandIn, code: str = NEW, **fields: str) -> None:
    """Add a gmina east of the others: its square touches that of 1405032 in a whole side."""
    shape = squares([code], west=530_000)[code]
    service.gminas += gminas_of({code: shape}, {code: "Nowa Wieś"}, **fields)


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
