"""What goes wrong with the bank: passing, lasting, and in the middle of a series."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from smup.settings import Settings
from smup.sync.bdl.run import BdlRequest, sync_bdl
from smup.sync.timing import ANONYMOUS, WITH_KEY, Window
from tests.stand_ins.bdl import LARGEST_PAGE, BankUnit, bdl_id
from tests.stand_ins.faults import PASSING, Fault, Kind, status, too_many
from tests.stand_ins.server import Request, StandIn, running
from tests.unit.sync.bdl.conftest import (
    CHILDREN,
    EXPECTED,
    POPULATION,
    SHARE,
    TOWN,
    SmallBank,
    held,
    run,
)

GMINAS = f"by-variable/{CHILDREN}.*unit-level=6"


@pytest.mark.parametrize("fault", [*PASSING, too_many("3"), too_many(None)])
def test_a_passing_fault_leaves_no_trace(
    small: Engine, settings: Settings, server: StandIn, fault: Fault
) -> None:
    server.faults.next(GMINAS, fault)

    outcome = run(small, settings)

    assert (outcome.status, held(small, "dzieci")) == ("complete", EXPECTED)


@pytest.mark.parametrize(
    "fault", [status(500), Fault(kind=Kind.HTML), Fault(kind=Kind.WRONG_TYPE), status(400)]
)
def test_a_lasting_fault_of_one_series_keeps_its_data_and_lets_others_go_on(
    small: Engine, settings: Settings, server: StandIn, bank: SmallBank, fault: Fault
) -> None:
    run(small, settings)
    bank.change(CHILDREN, TOWN, [(2022, 9, 1), (2023, 11, 1)])
    bank.change(POPULATION, TOWN, [(2022, 100, 1), (2023, 250, 1)])
    server.faults.always(GMINAS, fault)

    outcome = run(small, settings)

    assert (outcome.status, [code for code, _ in outcome.problems]) == ("partial", ["dzieci"])
    assert held(small, "dzieci") == EXPECTED
    assert held(small, "ludnosc")[2023, TOWN] == (250, 0)
    server.faults.clear()
    assert run(small, settings).status == "complete"
    assert held(small, "dzieci")[2023, TOWN] == (11, 0)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda page: page.pop("results"), "results"),
        (lambda page: page.pop("totalRecords"), "totalRecords"),
        (lambda page: page["results"][0].pop("id"), "id"),
        (lambda page: page["results"][0]["values"][0].update(val="7,5"), "val"),
        (lambda page: page["results"][0]["values"][0].update(val="7"), "val"),
        (lambda page: [one.pop("val") for row in page["results"] for one in row["values"]], "val"),
        (lambda page: page["results"][0]["values"][0].update(year="rok"), "year"),
        (lambda page: page["results"][0]["values"][0].update(attrId="1"), "attrId"),
        (lambda page: page["results"][0]["values"][0].pop("attrId"), "attrId"),
        (lambda page: page.update(variableId=7), "odpowiada zmienną 7"),
    ],
)
def test_an_answer_that_breaks_the_contract_is_told_by_its_field(
    small: Engine, settings: Settings, bank: SmallBank, monkeypatch, spoil, words
) -> None:
    whole = bank.page

    def spoilt(request, rows, about):
        page = whole(request, [dict(row) for row in rows], about)
        if request.path.endswith(str(CHILDREN)) and page["results"]:
            page["results"] = [
                {**row, "values": [dict(one) for one in row["values"]]} for row in page["results"]
            ]
            spoil(page)
        return page

    monkeypatch.setattr(bank, "page", spoilt)

    outcome = run(small, settings)

    assert outcome.status == "partial"
    assert words in outcome.problems[0][1]
    assert held(small, "dzieci") == {}
    assert held(small, "ludnosc") != {}


def test_a_variable_of_another_subject_is_not_loaded(
    small: Engine, settings: Settings, bank: SmallBank
) -> None:
    bank.variables[CHILDREN].subject = "P1234"

    outcome = run(small, settings)

    assert outcome.status == "partial"
    assert "P1234" in outcome.problems[0][1]
    assert "P2801" in outcome.problems[0][1]
    assert held(small, "dzieci") == held(small, SHARE) == {}


def test_a_variable_that_is_gone_is_told(
    small: Engine, settings: Settings, bank: SmallBank
) -> None:
    bank.variables = {key: one for key, one in bank.variables.items() if key != CHILDREN}

    outcome = run(small, settings)

    assert outcome.problems[0][0] == "dzieci"
    assert "nie ma zmiennej 101" in outcome.problems[0][1]


def test_a_refused_key_ends_the_run_with_its_remedy(
    small: Engine, settings: Settings, server: StandIn
) -> None:
    server.faults.always(".*", status(401))

    outcome = run(small, settings)

    assert (outcome.status, outcome.calls, outcome.loads) == ("failed", 1, ())
    assert "BDL_API_KEY" in (outcome.message or "")


def test_a_host_that_is_gone_leaves_the_last_data(
    small: Engine, settings: Settings, server: StandIn
) -> None:
    run(small, settings)
    server.faults.always(".*", Fault(kind=Kind.CUT))

    outcome = run(small, settings)

    assert outcome.status == "failed"
    assert held(small, "dzieci") == EXPECTED


def many_parts(bank: SmallBank, count: int) -> None:
    """Give the bank parts of gminas, which are left out, to fill several pages."""
    codes = [f"{1001 + number // 90:04d}{1 + number % 90:02d}4" for number in range(count)]
    parts = {bdl_id(code): BankUnit(bdl_id(code), "Część", 6) for code in codes}
    bank.units = [*bank.units, *parts.values()]
    known = bank.values
    bank.values = lambda variable, unit: (
        [(2023, 1, 1)]
        if unit.id in parts and variable == CHILDREN
        else []
        if unit.id in parts
        else known(variable, unit)
    )


def test_a_killed_run_goes_on_from_the_page_it_had(
    small: Engine, settings: Settings, server: StandIn, bank: SmallBank
) -> None:
    many_parts(bank, 3 * LARGEST_PAGE)
    server.faults.always(f"{GMINAS}&page=2", status(500))
    first = run(small, settings, indicators=(SHARE,))
    assert first.status == "partial"
    assert held(small, "dzieci") == {}
    server.faults.clear()
    before = len(server.calls)

    second = run(small, settings, indicators=(SHARE,))

    assert (second.status, held(small, "dzieci")) == ("complete", EXPECTED)
    of_children = [path for path in server.paths()[before:] if f"/{CHILDREN}?" in path]
    # The probe of the country, then only the pages that were not there.
    assert [path.split("&page=")[1][0] for path in of_children] == ["0", "2", "3"]


def test_a_page_that_shrinks_while_paging_is_read_again(
    small: Engine, settings: Settings, bank: SmallBank
) -> None:
    many_parts(bank, 2 * LARGEST_PAGE)
    asked = threading.Event()

    def lose_a_row(request: Request) -> None:
        wanted = (request.query.get("unit-level"), request.query.get("page"))
        if wanted == ("6", "1") and not asked.is_set():
            asked.set()
            bank.units = [unit for unit in bank.units if unit.id != bdl_id("1001014")]
            bank.forget()

    bank.before = lose_a_row

    outcome = run(small, settings, indicators=(SHARE,))

    assert asked.is_set()
    assert (outcome.status, held(small, "dzieci")) == ("complete", EXPECTED)
    (made,) = outcome.loads
    assert made.counts.rejected == 0


def test_rows_that_move_between_pages_are_read_again(
    small: Engine, settings: Settings, bank: SmallBank
) -> None:
    many_parts(bank, 2 * LARGEST_PAGE)
    moved = threading.Event()

    def reorder(request: Request) -> None:
        wanted = (request.query.get("unit-level"), request.query.get("page"))
        if wanted == ("6", "1") and not moved.is_set():
            moved.set()
            bank.units = list(reversed(bank.units))
            bank.forget()

    bank.before = reorder

    assert run(small, settings, indicators=(SHARE,)).status == "complete"
    assert held(small, "dzieci") == EXPECTED


def test_a_row_that_stands_twice_is_one(small: Engine, settings: Settings, bank: SmallBank) -> None:
    twice = next(unit for unit in bank.units if unit.id == bdl_id(TOWN))
    bank.units = [*bank.units, twice]

    assert run(small, settings).status == "complete"
    assert held(small, "dzieci") == EXPECTED


def test_rows_that_contradict_each_other_are_refused_and_keep_what_is_held(
    small: Engine, settings: Settings, bank: SmallBank
) -> None:
    run(small, settings)
    town = bank.known[CHILDREN, TOWN]
    bank.change(CHILDREN, TOWN, [*town, (2023, 99, 1)])

    outcome = run(small, settings)

    (made,) = outcome.loads
    assert (made.release_id, made.counts.rejected) == (None, 2)
    assert "Różne wartości" in made.rejected[0].reason
    assert held(small, "dzieci") == EXPECTED


def test_changed_symbols_of_attributes_are_read_anew_without_asking_for_pages(
    small: Engine, settings: Settings, bank: SmallBank
) -> None:
    run(small, settings)
    bank.attributes = [(1, "wartość", "x", "") if row[0] == 1 else row for row in bank.attributes]

    outcome = run(small, settings)

    assert outcome.calls == 4
    assert held(small, "dzieci")[2023, TOWN] == (None, 3)


@pytest.mark.parametrize(("key", "windows"), [("", ANONYMOUS), ("key", WITH_KEY)])
def test_limits_end_the_run_to_be_continued_and_the_rest_comes_later(
    small: Engine, tmp_path, monkeypatch, key: str, windows: tuple[Window, ...]
) -> None:
    bank = SmallBank()
    many_parts(bank, 6 * LARGEST_PAGE)
    tight = (Window(calls=windows[0].calls + 5, seconds=3_600),)
    name = "WITH_KEY" if key else "ANONYMOUS"
    monkeypatch.setattr(f"smup.sync.sources.{name}", tight)
    with running(bank.answer, windows=tight) as server:
        settings = Settings(
            database_url="sqlite://",
            bdl_api_url=server.url,
            bdl_api_key=key,
            sync_dir=str(tmp_path / "sync"),
            sync_connections=1,
        )
        request = BdlRequest(indicators=(SHARE,), patience=0)

        first = sync_bdl(small, settings, request)

        assert (first.status, first.calls) == ("to-be-continued", tight[0].calls)
        assert first.free_at is not None
        assert first.parts_left > 0
        assert server.exceeded == 0
        assert {call.client for call in server.calls} == {key}


def test_many_connections_give_the_same(country: Engine, settings: Settings) -> None:
    outcome = run(country, replace(settings, sync_connections=4))

    assert (outcome.status, held(country, "dzieci")) == ("complete", EXPECTED)
