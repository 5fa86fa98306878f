"""The history is shown and its oldest part dropped; what can still be read stays the same."""

import pytest
from sqlalchemy import Engine, func, select

from smup.cli import main
from smup.errors import DatabaseBusyError, IngestError
from smup.ingest.load import load
from smup.ingest.trim import history_size, trim_history
from smup.models import Dataset, IndicatorYearStatPast, LatestPast, Release, Revision
from smup.repository import CurrentRepository
from tests import past_country, small_country

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def country(engine: Engine) -> Engine:
    """Three releases; the second and the third revised something."""
    small_country.fill(engine)
    past_country.settle(engine)
    past_country.revise(engine)
    return engine


def test_what_only_dropped_releases_need_goes_and_the_rest_stays(country: Engine) -> None:
    repository = CurrentRepository(country)
    version = repository.dataset().version
    left = trim_history(country, 3)
    assert (left.first, left.newest) == (3, 3)
    assert repository.release_refusal(2) == "too-old"
    assert repository.release_refusal(3) is None
    with country.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Release)) == 3
        # The release that is the first now can still tell what it revised.
        assert set(connection.scalars(select(Revision.release_id))) == {3}
        for past in (LatestPast, IndicatorYearStatPast):
            assert connection.scalar(select(func.count()).select_from(past)) == 0
        assert connection.scalar(select(Dataset.version)) == version + 1


def test_nothing_is_dropped_before_the_first_or_an_unknown_release(country: Engine) -> None:
    with country.connect() as connection:
        before = history_size(connection)
    with pytest.raises(IngestError, match="od 1 do 3"):
        trim_history(country, 9)
    with pytest.raises(IngestError, match="nie ma czego"):
        trim_history(country, 1)
    trim_history(country, 2)
    with pytest.raises(IngestError, match="nie ma czego"):
        trim_history(country, 2)
    with country.connect() as connection:
        assert history_size(connection).revisions == before.revisions


def test_no_history_is_dropped_while_a_load_runs(country: Engine) -> None:
    with (
        load(country, kind="test", source="test"),
        pytest.raises(DatabaseBusyError, match="inne wczytywanie"),
    ):
        trim_history(country, 3)


def test_commands_say_what_is_kept(
    country: Engine, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    url = country.url.render_as_string(hide_password=False)
    monkeypatch.setenv("SMUP_DATABASE_URL", url)
    assert main(["history", "show"]) == 0
    assert "od 1 do 3" in capsys.readouterr().out
    assert main(["history", "trim", "--before", "3"]) == 0
    said = capsys.readouterr().out
    assert "od 3 do 3" in said
    assert ("VACUUM" in said) == (country.dialect.name == "sqlite")
    assert main(["history", "trim", "--before", "3"]) == 1
    assert "nie ma czego usunąć" in capsys.readouterr().err
