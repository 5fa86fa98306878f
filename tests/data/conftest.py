"""The sample, generated once for all tests of it."""

import shutil
from pathlib import Path

import pytest

from smup.database import make_engine
from smup.sample.generate import read_input
from smup.sample.units import write_units
from smup.sample.values import SampleValues
from tests.data.generated_sample import Sample


@pytest.fixture(scope="session")
def sample(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Values of all variables over all units and years, and the units."""
    file = tmp_path_factory.mktemp("sample") / "smup.sqlite"
    shutil.copy(migrated_sqlite, file)
    engine = make_engine(f"sqlite:///{file}")
    given = read_input()
    with engine.begin() as connection:
        directory = write_units(connection, given.fictional)
    engine.dispose()
    values = SampleValues(given.settings, units=directory.units, variables=given.variables)
    return Sample(given=given, directory=directory, values={one.code: one for one in values})
