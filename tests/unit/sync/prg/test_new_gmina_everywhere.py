"""A gmina found in the register is a unit like any other: in the API, the map and its group."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from smup.statistics.integrity import check_database
from smup.statistics.refresh import refresh
from smup.sync.outcome import SyncOutcome
from tests.stand_ins.prg import PrgStandIn, gminas_of, squares
from tests.web.conftest import server_over

NEW = "1420042"


@pytest.fixture
def grown(country: Engine, sync: Callable[..., SyncOutcome], service: PrgStandIn) -> Engine:
    """The country after a fetch that brought a seventh gmina, east of the third."""
    service.gminas += gminas_of(squares([NEW], west=530_000), {NEW: "Nowa Wieś"})
    outcome = sync(after=refresh)
    assert outcome.loads[0].counts.rejected == 0
    return country


def test_the_api_has_it_with_its_place_and_neighbours(grown: Engine) -> None:
    client = server_over(grown).test_client()

    unit = client.get(f"/api/v1/units/{NEW}").json
    found = client.get("/api/v1/units?q=Nowa").json["data"]
    beside = client.get(f"/api/v1/units/{NEW}/peers?kind=sasiedzi").json["data"]
    border = client.get("/api/v1/boundaries/gmina.geojson").json["features"]

    assert (unit["name"], unit["level"], unit["kind"]) == ("Nowa Wieś", "gmina", "wiejska")
    assert [one["code"] for one in found] == [NEW]
    assert len(beside) == 1
    assert NEW in {one["id"] for one in border}


def test_the_database_is_consistent(grown: Engine, tmp_path: Path) -> None:
    found = list(check_database(grown, attachments=tmp_path))

    assert [one.text for one in found if one.is_error] == []
    assert "Granice, poziom gmina: 7 z 7 jednostek." in [one.text for one in found]
