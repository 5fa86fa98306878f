"""The country whose profiles are worked out by hand."""

import shutil
from pathlib import Path

import pytest

from smup.database import make_engine
from smup.repository import Repository
from tests import profile_country


@pytest.fixture(scope="session")
def repository(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository over the country, shared: its tests only read."""
    file = tmp_path_factory.mktemp("profile") / "smup.sqlite"
    shutil.copy(migrated_sqlite, file)
    engine = make_engine(f"sqlite:///{file}")
    profile_country.fill(engine)
    return Repository(engine)
