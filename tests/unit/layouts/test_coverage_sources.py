"""The page of gaps tells of official sources that failed, and says nothing while all is well."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder
from sqlalchemy import Engine, insert

from layouts import coverage
from smup.models import SourceState
from smup.repository import Repository
from smup.services import Services
from smup.settings import Settings
from tests.coverage_country import fill
from tests.poured import Pour


@pytest.mark.parametrize(("status", "told"), [("failed", True), ("complete", False)])
def test_a_source_that_failed_is_told_of(
    sqlite_engine: Engine, pour: Pour, status: str, *, told: bool
) -> None:
    pour(sqlite_engine, fill)
    row = {"source": "smup", "status": status, "address": "127.0.0.1", "calls": 1, "parts_left": 0}
    now = datetime.now(UTC).replace(tzinfo=None)
    with sqlite_engine.begin() as connection:
        connection.execute(
            insert(SourceState).values(**row, tried_at=now, succeeded_at=now, message=None)
        )
    services = Services(repository=Repository(sqlite_engine), settings=Settings.from_env())
    page: Any = coverage.layout(services, "en")
    drawn = json.dumps(page, cls=PlotlyJSONEncoder, ensure_ascii=False)
    assert ("did not fully succeed" in drawn) == told
    assert ("/en/wydania" in drawn) == told
