"""The repository over the small country, on both engines."""

import pytest
from sqlalchemy import Engine

from smup.repository import Repository
from tests import small_country
from tests.poured import Pour


@pytest.fixture
def repository(engine: Engine, pour: Pour) -> Repository:
    """The repository over the small country."""
    pour(engine, small_country.fill)
    return Repository(engine)
