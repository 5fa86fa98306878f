"""The pages of releases: what they say of three loads made by hand."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import Engine, insert, update

from smup.as_of import reading_as_of
from smup.errors import TooLargeError, UnknownCodeError
from smup.flags import Flag
from smup.i18n import texts
from smup.models import SourceState
from smup.moments import aware
from smup.repository import CurrentRepository, Repository
from smup.repository.revision_reads import RevisionRow
from smup.typography import plain_spaces
from smup.views.as_of import read_release, state_date, state_parts
from smup.views.releases import table
from smup.views.releases.listing import read_listing
from smup.views.releases.one import read_one
from smup.views.releases.since import read_since
from smup.views.releases.sources import source_lines, warnings
from smup.views.releases.words import percent_of, revised_value, what_changed
from smup.views.take_out.citation import version_of
from smup.views.take_out.extracts import read_extract
from tests import small_country
from tests.poured import Pour

PAGE = "/wskaznik/EDU-PRZ-01"


@pytest.fixture(scope="module")
def repository(revised_engine: Engine) -> Iterator[Repository]:
    made = CurrentRepository(revised_engine)
    yield made
    made._past.close()


def test_the_list_says_what_each_release_changed(repository: Repository) -> None:
    listing = read_listing(repository, {})
    said = {one.info.id: what_changed(one, "pl") for one in listing.rows}
    assert [one.info.id for one in listing.rows] == [3, 2, 1]
    assert said[3] == ("1 nowa wartość", "1 poprawiona", "1 wycofana")
    assert said[2] == ("1 poprawiona",)
    assert said[1] == (texts("pl")("releases.words.nothing"),)


def test_a_kind_that_no_load_has_is_told(repository: Repository) -> None:
    listing = read_listing(repository, {"zrodlo": "costs"})
    assert listing.kind is None
    assert [one.value for one in listing.problems] == ["costs"]
    assert [one.info.id for one in read_listing(repository, {"przed": "3"}).rows] == [2, 1]


def test_one_release_with_its_values(repository: Repository) -> None:
    page = read_one(repository, "3", {}, lang="pl")
    assert [(part.sector.code, part.counts) for part in page.sectors] == [("edukacja", (1, 1, 1))]
    found = [
        (unit.teryt, row.year, row.old_value, row.new_flag) for row, _, unit in page.revised.rows
    ]
    assert found == [("1420011", 2021, 85.0, 0), ("1420011", 2020, 81.25, None)]
    assert page.revised.sizes == (0, 0, 0, 1, 0, 0, 0)


def test_values_are_chosen_by_unit_indicator_and_voivodeship(repository: Repository) -> None:
    mine = read_one(repository, "3", {"unit": "1420062"}, lang="pl").revised
    assert (mine.rows, mine.count, mine.every) == ((), 0, 2)
    assert read_one(repository, "3", {"woj": "14"}, lang="pl").revised.count == 2
    assert read_one(repository, "3", {"woj": "02"}, lang="pl").revised.count == 0
    assert read_one(repository, "3", {"ind": "EDU-SPP-01"}, lang="pl").revised.count == 0
    told = read_one(repository, "3", {"unit": "9999999", "sort": "x"}, lang="pl").revised.problems
    assert sorted(one.parameter for one in told) == ["sort", "unit"]


@pytest.mark.parametrize("number", ["99", "0", "x", "١"])
def test_an_unknown_release_is_refused(repository: Repository, number: str) -> None:
    with pytest.raises(UnknownCodeError):
        read_one(repository, number, {}, lang="pl")


def test_since_a_release_for_a_unit(repository: Repository) -> None:
    since = read_since(repository, {"unit": "1420011", "od": "2"})
    assert since.count == 2
    assert [
        (one.indicator.code, one.counts.changed, one.counts.withdrawn) for one in since.news
    ] == [("EDU-PRZ-01", 1, 1)]
    assert read_since(repository, {"unit": "1420011", "od": "3"}).news == ()
    assert read_since(repository, {"unit": "1234567", "od": "2"}).unknown_unit == "1234567"
    wrong = read_since(repository, {"unit": "1420011", "od": "x"})
    assert wrong.unknown_release == "x"
    assert wrong.since is not None


def row(old: float | None, new: float | None, old_flag: Flag, new_flag: Flag | None) -> RevisionRow:
    return RevisionRow(3, 1, 2021, 1, old, old_flag, None, new, new_flag, None)


def test_kinds_of_empty_stay_apart(repository: Repository) -> None:
    item = repository.indicator("EDU-PRZ-01")
    secret = revised_value(row(5.0, None, Flag.OCCURRED, Flag.SECRET), item, "pl")
    gone = revised_value(row(5.0, None, Flag.OCCURRED, None), item, "pl")
    came = revised_value(row(None, 5.0, Flag.MISSING, Flag.OCCURRED), item, "pl")
    assert (secret.new, secret.new_flag) == (texts("pl")("common.empty.secret.word"), Flag.SECRET)
    assert (gone.new, gone.new_flag) == ("wycofana", None)
    assert (came.old_flag, came.percent) == (Flag.MISSING, "")
    assert came.difference == "wcześniej nie było wartości"


def test_no_percentage_from_zero() -> None:
    assert percent_of(row(0.0, 10.0, Flag.DID_NOT_OCCUR, Flag.OCCURRED)) is None
    assert percent_of(row(85.0, 70.0, Flag.OCCURRED, Flag.OCCURRED)) == -17.6471


def test_the_table_to_take_out_has_every_revised_value(repository: Repository) -> None:
    extract = read_extract(repository, "/wydania/3", {}, lang="pl")
    batch = next(iter(extract.table.batches()))
    rows = batch.to_pylist()
    assert [one["bylo"] if "bylo" in one else one["old_value"] for one in rows] == [85.0, 81.25]


def test_a_table_that_would_be_cut_is_refused(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "MOST_ROWS", 1)
    with pytest.raises(TooLargeError, match="wartości jest 2, a\u00a0plik mieści najwyżej 1"):
        read_extract(repository, "/wydania/3", {}, lang="pl")
    assert read_extract(repository, "/wydania/3", {"woj": "02"}, lang="pl").table.rows == 0


def test_a_citation_names_the_release_that_was_read(repository: Repository) -> None:
    with reading_as_of(2):
        said = read_extract(
            repository, "/wskaznik/EDU-PRZ-01", {"year": "2021"}, lang="pl"
        ).description
        assert said.as_of is not None
        assert version_of(said).startswith("wydanie 2 z ")
        assert said.words[-1] == "wydanie-2"
        assert said.query.endswith("wydanie=2")
        assert said.notes[0].startswith("Dane w stanie z wydania 2 z ")
        assert state_date(repository.dataset(), "pl").endswith("(wydanie 2)")
    now = read_extract(repository, PAGE, {"year": "2021"}, lang="pl").description
    assert now.as_of is None
    assert "wydanie" not in now.query


def test_only_a_release_that_can_be_read_is_read(repository: Repository) -> None:
    assert read_release(repository, "99") is None
    assert read_release(repository, "2x") is None
    assert read_release(repository, "") is None
    found = read_release(repository, "2")
    assert found is not None
    assert "2" in state_parts(found, "en")[0]


def test_a_failed_source_is_told_of_and_an_old_one(engine: Engine, pour: Pour) -> None:
    pour(engine, small_country.fill)
    with engine.begin() as connection:
        usual = {"address": "127.0.0.1", "calls": 1, "parts_left": 0}
        day = datetime(2026, 1, 1, 2)  # noqa: DTZ001  as the database keeps it
        failed = {"source": "bdl", "status": "failed", "tried_at": day, "succeeded_at": None,
                  "message": "Brak.", **usual}  # fmt: skip
        old = {"source": "smup", "status": "complete", "tried_at": day, "succeeded_at": day,
               "message": None, **usual}  # fmt: skip
        connection.execute(insert(SourceState), [failed, old])
    repository = Repository(engine)
    lines = {one.name: one for one in source_lines(repository, "pl")}
    assert lines["Bank Danych Lokalnych"].failed
    assert lines["Bank Danych Lokalnych"].complete == "jeszcze nie"
    later, soon = aware(datetime(2026, 6, 1)), aware(datetime(2026, 1, 2))  # noqa: DTZ001
    assert len(warnings(repository, "pl", now=later)) == 2
    (told,) = warnings(repository, "pl", now=soon)
    assert plain_spaces(told) == (
        "Bank Danych Lokalnych: pobranie 1 stycznia 2026 nie udało się w całości; "
        "pokazujemy to, co pobrano wcześniej."
    )
    with engine.begin() as connection:
        good = {"succeeded_at": datetime(2025, 12, 24, 2)}  # noqa: DTZ001
        connection.execute(update(SourceState).where(SourceState.source == "bdl").values(good))
    (told,) = warnings(repository, "en", now=soon)
    assert "the last complete one was on 24 December 2025" in plain_spaces(told)
