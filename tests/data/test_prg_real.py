"""Real lines of all gminas, given as the register gives them; skipped where they are absent."""

import gzip
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shapely
from sqlalchemy import Engine, select

from smup.database import make_engine
from smup.models import Boundary
from smup.settings import Settings
from smup.sync.outcome import COMPLETE
from smup.sync.prg.run import BoundariesRequest, sync_boundaries
from smup.territory.boundary_versions import boundary_on, stored_boundaries
from smup.territory.store import read_directory
from smup.territory.writing import shipped_list, write_list
from tests.stand_ins.prg import PrgStandIn, file_of
from tests.stand_ins.server import running

pytestmark = [pytest.mark.shared, pytest.mark.slow]
GMINAS = "geo/poland.municipalities.json"


@pytest.fixture(scope="module")
def synced(
    shared_data: Path, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """A database with the shipped units and the borders of the register."""
    folder = tmp_path_factory.mktemp("prg")
    shutil.copy(migrated_sqlite, folder / "smup.sqlite")
    engine = make_engine(f"sqlite:///{folder / 'smup.sqlite'}")
    with engine.begin() as connection:
        write_list(connection, shipped_list(), read_directory(connection))
    service = PrgStandIn(gminas=file_of(shared_data / GMINAS))
    with pytest.MonkeyPatch.context() as patch, running(service.answer) as server:
        patch.setattr("smup.territory.boundary_bodies.BEST_BROTLI_UP_TO", 0)
        patch.setattr("smup.sync.sources.POLITE", ())
        settings = Settings.from_env(
            {"PRG_WFS_URL": f"{server.url}/wfs", "SMUP_SYNC_DIR": str(folder)}
        )
        outcome = sync_boundaries(engine, settings, BoundariesRequest())
    assert (outcome.status, outcome.message, outcome.calls) == (COMPLETE, None, 26)
    assert (outcome.loads[0].counts.new, outcome.loads[0].counts.rejected) == (2477, 0)
    yield engine
    engine.dispose()


def drawn(engine: Engine, level: str, detail: int) -> dict[str, Any]:
    with engine.connect() as connection:
        row = boundary_on(stored_boundaries(connection), level, detail)
        assert row is not None
        body = connection.scalar(select(Boundary.gzip_body).where(Boundary.id == row.id))
    features = json.loads(gzip.decompress(body))["features"]
    return {one["id"]: shapely.geometry.shape(one["geometry"]) for one in features}


@pytest.mark.parametrize(
    ("level", "number"), [("gmina", 2477), ("powiat", 380), ("wojewodztwo", 16), ("kraj", 1)]
)
def test_all_levels_share_their_borders_in_all_details(
    synced: Engine, level: str, number: int
) -> None:
    for detail in (0, 1, 2):
        shapes = drawn(synced, level, detail)
        assert len(shapes) == number
        assert shapely.coverage_is_valid(list(shapes.values()))


def test_lines_come_back_where_they_were(synced: Engine, shared_data: Path) -> None:
    collection = json.loads((shared_data / GMINAS).read_text(encoding="utf-8"))
    before = {
        str(one["properties"]["terc"]).zfill(7): shapely.geometry.shape(one["geometry"])
        for one in collection["features"]
    }

    after = drawn(synced, "gmina", 2)

    assert set(after) >= {"0218033", "1465011"}
    known = {code[:6]: shape for code, shape in before.items()}
    for code, shape in after.items():
        # five decimals of a degree are a metre; a line moved by that is a thin strip
        strip = shape.symmetric_difference(known[code[:6]].buffer(0)).area
        assert strip < 2e-5 * shape.length


def test_places_of_gminas_lie_in_their_borders(synced: Engine) -> None:
    with synced.connect() as connection:
        directory = read_directory(connection)
    shapes = drawn(synced, "gmina", 2)

    outside = [
        unit.name
        for unit in directory.units_of("gmina")
        if not shapes[unit.teryt].contains(shapely.Point(unit.lon, unit.lat))
    ]

    assert outside == []
