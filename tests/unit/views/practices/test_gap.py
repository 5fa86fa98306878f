"""From a number to practices: by indicators, else service, else sector; better units first."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Engine

from smup.repository import Repository
from smup.view_state import ViewState
from smup.views.linked import read_linked_data
from smup.views.practices.gap import Gap, GapQuestion, read_gap
from smup.views.practices.gap_questions import linked_question
from smup.views.selection import select_indicator
from tests import small_country
from tests.poured import Pour
from tests.practice_data import add_practice, card
from tests.small_country import counted_selects

TODAY = dt.date(2026, 6, 1)
PLONSK, JONIEC, WROCLAW = "1420011", "1420062", "0264011"
LINKED = {"indicators": ({"code": "EDU-PRZ-01"},)}


@pytest.fixture
def repository(engine: Engine, pour: Pour) -> Repository:
    """The small country without practices."""
    pour(engine, small_country.fill)
    return Repository(engine)


def add(repository: Repository, **changes: Any) -> None:
    with repository._engine.begin() as connection:
        add_practice(connection, card(**changes))


def ask(repository: Repository, *codes: str, unit: str | None = None, **fields: Any) -> Gap:
    directory = repository.directory()
    question = GapQuestion(
        indicators=codes or ("EDU-PRZ-01",),
        service="przedszkola",
        sector="edukacja",
        unit=directory.by_code(unit) if unit else None,
        **{name: tuple(directory.by_code(one).id for one in each) for name, each in fields.items()},
    )
    return read_gap(repository, question, lang="pl", today=TODAY)


def slugs(gap: Gap) -> list[str]:
    return [row.info.slug for row in gap.rows]


def test_without_practices_nothing_is_claimed(repository: Repository) -> None:
    gap = ask(repository)
    assert (gap.scope, gap.rows, gap.total, gap.address) == ("nowhere", (), 0, "/praktyki")


def test_practices_of_the_indicator_come_with_their_number(repository: Repository) -> None:
    for n in range(4):
        add(repository, slug=f"p-{n}", title=f"Praktyka {n}", unit=JONIEC, **LINKED)
    add(repository, slug="inna", title="Inna", unit=WROCLAW)
    gap = ask(repository, unit=PLONSK)
    assert (gap.scope, len(gap.rows), gap.total) == ("indicators", 3, 4)
    assert gap.address == f"/praktyki?wskaznik=EDU-PRZ-01&jst={PLONSK}"
    assert gap.rows[0].concerns == ("Dzieci w przedszkolach",)


def test_better_units_come_first_then_those_compared_with_mine(repository: Repository) -> None:
    for code in ("1420", JONIEC, WROCLAW):
        add(repository, slug=f"p-{code}", title="Praktyka", unit=code, **LINKED)
    gap = ask(repository, unit=PLONSK, better=[WROCLAW], near=[JONIEC, WROCLAW])
    assert slugs(gap) == [f"p-{WROCLAW}", f"p-{JONIEC}", "p-1420"]
    assert [row.role for row in gap.rows] == ["better", "near", ""]


def test_my_own_practice_is_no_news_to_me(repository: Repository) -> None:
    add(repository, slug="moja", title="Moja", unit=PLONSK, **LINKED)
    gap = ask(repository, unit=PLONSK)
    assert (gap.rows, gap.total) == ((), 1)
    assert slugs(ask(repository)) == ["moja"]


def test_the_service_and_then_the_sector_stand_in_for_the_indicator(
    repository: Repository,
) -> None:
    add(repository, slug="obszar", title="Z obszaru", unit=JONIEC)
    by_sector = ask(repository)
    assert (by_sector.scope, slugs(by_sector)) == ("sector", ["obszar"])
    assert by_sector.address == "/praktyki?obszar=edukacja"
    add(repository, slug="usluga", title="Z usługi", unit=JONIEC, service="przedszkola")
    by_service = ask(repository)
    assert (by_service.scope, slugs(by_service)) == ("service", ["usluga"])
    assert by_service.address == "/praktyki?usluga=przedszkola"


def test_a_page_without_a_service_counts_none(repository: Repository) -> None:
    add(repository, slug="bez-uslugi", title="Bez usługi", unit=JONIEC)
    reach = repository.practice_reach(["EDU-PRZ-01"], service=None, sector=None)
    assert reach == (0, 0, 0)


def test_one_read_without_practices_and_three_with_them(
    repository: Repository, engine: Engine
) -> None:
    def reads() -> int:
        repository.begin_request()
        repository.dataset()
        with counted_selects(engine) as statements:
            ask(repository)
        repository.end_request()
        return len(statements)

    ask(repository)
    repository.indicators()
    assert reads() == 1
    for n in range(5):
        add(repository, slug=f"p-{n}", title=f"Praktyka {n}", unit=JONIEC, **LINKED)
    assert reads() == 3


def test_the_page_of_an_indicator_knows_who_is_better(repository: Repository) -> None:
    state = ViewState(unit=PLONSK, group="kraj", year=2021)
    selection = select_indicator(repository, "EDU-PRZ-01", state=state)
    question = linked_question(read_linked_data(repository, selection, lang="pl"))
    directory = repository.directory()
    # 85.0 in Płońsk, 93.5 in Wrocław, 0.0 in Joniec; more is better.
    assert question.better == (directory.by_code(WROCLAW).id,)
    assert question.indicators[0] == "EDU-PRZ-01"
    assert set(question.near) == {directory.by_code(code).id for code in (PLONSK, JONIEC, WROCLAW)}


def test_without_a_unit_nobody_is_better(repository: Repository) -> None:
    selection = select_indicator(repository, "EDU-PRZ-01", state=ViewState())
    question = linked_question(read_linked_data(repository, selection, lang="pl"))
    assert (question.better, question.near, question.unit) == ((), (), None)
