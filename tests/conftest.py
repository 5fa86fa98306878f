"""Fixtures of all tests. The database ones run once on SQLite and once on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine
from werkzeug.routing import Rule

from smup.database import init_schema, make_engine
from smup.settings import ROOT
from tests import past_country, quick_rules, small_country
from tests.postgres import Cluster, find_binaries, running_cluster
from tests.poured import Pour

FONTS = ROOT / "var" / "cache" / "fonts"
"""Fonts of reports: cutting them takes seconds of the processor, so they are kept."""
SHARED_DATA = ROOT.parent / "shared" / "data"
ENGINES = ("sqlite", "postgresql")

# How long an example takes is the machine's matter: properties are about results.
settings.register_profile("smup", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("smup")


@pytest.fixture(scope="session", autouse=True)
def _beside_the_project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep errors that commands write down out of the project; compile rules of routes once."""
    with pytest.MonkeyPatch.context() as patch:
        log = tmp_path_factory.mktemp("log") / "smup-error.log"
        patch.setattr("smup.cli.console.LOG_FILE", log)
        patch.setattr(Rule, "_compile_builder", quick_rules.compiled_once)
        yield


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """A PostgreSQL cluster of this test process."""
    binaries = find_binaries()
    if binaries is None:
        message = "PostgreSQL (initdb, postgres) is not installed"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with running_cluster(binaries) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the schema and nothing else, to be copied."""
    file = tmp_path_factory.mktemp("template") / "smup.sqlite"
    engine = make_engine(f"sqlite:///{file}")
    init_schema(engine)
    engine.dispose()
    return file


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of a fresh, migrated, empty database; once for each engine."""
    if request.param == "sqlite":
        file = tmp_path / "smup.sqlite"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), file)
        yield f"sqlite:///{file}"
        return
    cluster: Cluster = request.getfixturevalue("postgres_cluster")
    name = cluster.create()
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Engine over a fresh, migrated, empty database; once for each engine."""
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def sqlite_engine(tmp_path: Path, migrated_sqlite: Path) -> Iterator[Engine]:
    """Engine over a fresh SQLite file, where a second engine would prove nothing more."""
    file = tmp_path / "only.sqlite"
    shutil.copy(migrated_sqlite, file)
    made = make_engine(f"sqlite:///{file}")
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def pour(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pour:
    """Fill empty databases with what others were filled with before."""
    return Pour(
        tmp_path_factory.mktemp("poured"), lambda: request.getfixturevalue("postgres_cluster")
    )


@pytest.fixture(scope="session", params=ENGINES)
def revised_engine(
    request: pytest.FixtureRequest, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Engine over the small country after three releases, for tests that only read."""
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("revised") / "smup.sqlite"
        shutil.copy(migrated_sqlite, file)
        url = f"sqlite:///{file}"
    else:
        cluster: Cluster = request.getfixturevalue("postgres_cluster")
        url = cluster.url(cluster.create())
    made = make_engine(url)
    small_country.fill(made)
    past_country.settle(made)
    past_country.revise(made)
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real files for trying; the test is skipped where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"real data not found in {SHARED_DATA}")
    return SHARED_DATA
