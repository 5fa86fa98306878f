"""A stand-in of the portal with three indicators and three years, asked without limits."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine

from smup.settings import Settings
from smup.sync.caller import Manners
from smup.sync.timing import Window
from tests.poured import Pour
from tests.smup_runs import settings_for, with_catalogue
from tests.stand_ins.server import StandIn
from tests.stand_ins.smup_portal import Portal, portal_running

NO_LIMITS = (Window(calls=10_000, seconds=1),)


@pytest.fixture
def portal() -> Portal:
    """What the portal says; tests change it."""
    return Portal()


@pytest.fixture
def server(portal: Portal) -> Iterator[StandIn]:
    """The portal, running."""
    with portal_running(portal) as running:
        yield running


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No limits, and tries without pauses."""
    monkeypatch.setattr("smup.sync.sources.WITH_KEY", NO_LIMITS)
    monkeypatch.setattr("smup.sync.opening.Manners", partial(Manners, first_pause=0.001))


@pytest.fixture
def settings(
    server: StandIn, quick: None, engine: Engine, database_url: str, tmp_path: Path, pour: Pour
) -> Settings:
    """Settings of a database with the catalogue, empty otherwise."""
    pour(engine, with_catalogue)
    return settings_for(server.url, database_url, tmp_path)
