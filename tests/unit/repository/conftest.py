"""The repository over the small country, on both engines."""

import pytest
from sqlalchemy import Engine

from smup.repository import Repository
from tests import small_country


@pytest.fixture
def repository(engine: Engine) -> Repository:
    """The repository over the small country."""
    small_country.fill(engine)
    return Repository(engine)
