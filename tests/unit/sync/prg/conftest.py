"""Six gminas of two powiats on a grid of squares, in a database and in the register."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyproj import Transformer
from sqlalchemy import Engine

from smup.settings import Settings
from smup.sync.caller import Manners
from smup.sync.outcome import SyncOutcome
from smup.sync.prg.run import BoundariesRequest, sync_boundaries
from smup.sync.timing import Window
from tests import builders
from tests.stand_ins.prg import PrgStandIn, gminas_of, squares
from tests.stand_ins.server import StandIn, running

# Two rows of three squares: the first three above stand south of the others.
CODES = ("1405011", "1405022", "1405032", "1420011", "1420022", "1420032")
PAGE = 2


@pytest.fixture
def country(engine: Engine) -> Engine:
    """A database with the six gminas, each with a place inside its square."""
    to_degrees = Transformer.from_crs(2180, 4326, always_xy=True)
    with engine.begin() as connection:
        builders.set_dataset(connection)
        poland = builders.unit(connection, "00", name="Polska")
        voivodeship = builders.unit(connection, "14", name="mazowieckie", parent=poland)
        powiats = {
            code: builders.unit(connection, code, name=name, parent=voivodeship)
            for code, name in (("1405", "grodziski"), ("1420", "płoński"))
        }
        for code, shape in squares(CODES, columns=3).items():
            lon, lat = to_degrees.transform(*shape.centroid.coords[0])
            parent = powiats[code[:4]]
            builders.unit(connection, code, name=f"Gmina {code}", parent=parent, lon=lon, lat=lat)
    return engine


@pytest.fixture
def service() -> PrgStandIn:
    """The register with the six gminas."""
    return PrgStandIn(gminas=gminas_of(squares(CODES, columns=3)))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small pages, no pauses, wide limits."""

    def manners(source: str) -> Manners:
        return Manners(source=source, first_pause=0.001, sleep=lambda _seconds: None)

    monkeypatch.setattr("smup.sync.opening.Manners", manners)
    monkeypatch.setattr("smup.sync.sources.POLITE", (Window(calls=1_000, seconds=1),))
    monkeypatch.setattr("smup.sync.prg.fetch.PAUSES", (0.0, 0.0))
    monkeypatch.setattr("smup.territory.boundary_bodies.BEST_BROTLI_UP_TO", 0)
    for module in ("prg_wfs", "fetch", "run"):
        monkeypatch.setattr(f"smup.sync.prg.{module}.PAGE_SIZE", PAGE)


@pytest.fixture
def server(service: PrgStandIn, quick: None) -> Iterator[StandIn]:
    """The running service."""
    with running(service.answer) as found:
        yield found


@pytest.fixture
def settings(server: StandIn, tmp_path: Path) -> Settings:
    """Settings that lead to the service."""
    variables = {"PRG_WFS_URL": f"{server.url}/wfs", "SMUP_SYNC_DIR": str(tmp_path / "sync")}
    return Settings.from_env(variables)


@pytest.fixture
def sync(country: Engine, settings: Settings) -> Callable[..., SyncOutcome]:
    """Run the fetch; arguments are fields of the request, and ``after``."""

    def run(after: Any = None, **fields: Any) -> SyncOutcome:
        return sync_boundaries(country, settings, BoundariesRequest(**fields), after=after)

    return run
