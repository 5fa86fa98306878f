"""From the kind of group in an address to units, with what could not be had."""

import pytest
from sqlalchemy import Engine

from smup.repository import Repository
from smup.view_state import Problem, ViewState
from smup.views.group_stats import group_distributions
from smup.views.groups import Group, group_choices, resolve_group
from smup.views.own_group import own_units
from tests import peer_country
from tests.peer_country import CITY, CODES, ENDED, FICTIONAL, FIRST, LAST, MIDDLE
from tests.poured import Pour
from tests.small_country import counted_selects


@pytest.fixture
def repository(engine: Engine, pour: Pour) -> Repository:
    """The repository over the country of seven alike."""
    pour(engine, peer_country.fill)
    return Repository(engine)


def resolve(
    repository: Repository, unit: str | None, *, level: str = "gmina", **state: str
) -> tuple[Group, tuple[Problem, ...]]:
    mine = None if unit is None else repository.directory().by_code(unit)
    values = ViewState(**state)  # type: ignore[arg-type]
    return resolve_group(repository, mine, level=level, state=values, lang="pl")


def codes(repository: Repository, group: Group) -> list[str]:
    units = repository.directory().units
    return [units[position].code_at(group.level) for position in group.positions]


def test_the_nearest_and_my_unit_make_a_group_that_is_not_stored(repository: Repository) -> None:
    group, problems = resolve(repository, FIRST, group="najblizsze")
    assert problems == ()
    assert (group.kind, group.code, group.ready) == ("najblizsze", f"najblizsze:{FIRST}", False)
    assert codes(repository, group) == list(CODES)


def test_an_example_unit_is_shown_beside_its_nearest(repository: Repository) -> None:
    group, _ = resolve(repository, FICTIONAL, group="najblizsze")
    assert codes(repository, group) == list(CODES)


def test_any_unit_is_held_against_the_cities_with_powiat_rights(repository: Repository) -> None:
    for unit in (FIRST, CITY):
        group, problems = resolve(repository, unit, group="miasta")
        assert (group.kind, group.code) == ("miasta", "rodzaj:miasto-na-prawach-powiatu")
        assert codes(repository, group) == [CITY]
        assert problems == ()


def test_neighbours_that_are_not_known_give_way_to_the_usual_group(repository: Repository) -> None:
    group, problems = resolve(repository, FIRST, group="sasiedzi")
    assert group.kind == "podobne"
    assert problems == (Problem(parameter="group", value="sasiedzi", reason="sasiedzi"),)


def test_without_a_typology_nobody_has_a_type(repository: Repository) -> None:
    group, problems = resolve(repository, FIRST, group="typ")
    assert group.kind == "podobne"
    assert [problem.reason for problem in problems] == ["typ"]


def test_an_own_group_has_its_units_and_mine(repository: Repository) -> None:
    group, problems = resolve(repository, FIRST, group="wlasna", own=f"{LAST}.{MIDDLE}.{LAST}")
    assert codes(repository, group) == [FIRST, MIDDLE, LAST]
    assert (group.ready, group.note, problems) == (False, "", ())


def test_a_group_of_one_says_so(repository: Repository) -> None:
    group, _ = resolve(repository, FIRST, group="wlasna", own=FIRST)
    assert group.size == 1
    assert group.note


def test_an_own_group_needs_no_unit_of_mine(repository: Repository) -> None:
    group, _ = resolve(repository, None, group="wlasna", own=MIDDLE)
    assert codes(repository, group) == [MIDDLE]


def test_what_is_wrong_with_an_own_group_is_told(repository: Repository) -> None:
    group, problems = resolve(
        repository, FIRST, group="wlasna", own=f"{MIDDLE}.1499992.xyz.{ENDED}.1420"
    )
    assert codes(repository, group) == [FIRST, MIDDLE, LAST]  # the ended one lives on in the last
    told = {problem.reason: problem for problem in problems}
    assert told["unknown"].value == "1499992, xyz"
    assert told["level_gmina"].value == "1420"
    assert told["successor"].value == ENDED
    assert LAST in told["successor"].instead


def test_an_own_group_without_any_unit_of_the_level_gives_way(repository: Repository) -> None:
    group, problems = resolve(repository, FIRST, group="wlasna", own="1420")
    assert group.kind == "podobne"
    assert [problem.reason for problem in problems] == ["level_gmina"]
    group, problems = resolve(repository, FIRST, group="wlasna")
    assert [problem.reason for problem in problems] == ["own_empty"]


def test_of_a_list_that_is_too_long_the_first_two_hundred_stay(repository: Repository) -> None:
    directory = repository.directory()
    listed = [FIRST, *(f"99{number:05d}" for number in range(5_000)), LAST]
    found = own_units(directory, listed, level="gmina", lang="pl")
    assert [unit.teryt for unit in found.units] == [FIRST]
    too_many = [problem for problem in found.problems if problem.reason == "too_many"]
    assert (too_many[0].value, too_many[0].instead) == ("5002", "200")
    assert len(found.problems) == 2  # the unknown ones are told together


def test_own_weights_change_who_is_near_and_bad_ones_are_told(repository: Repository) -> None:
    group, problems = resolve(
        repository, FIRST, group="najblizsze", w="FIN-SS-01.0_FIN-SS-02.5_NIE-MA-01.2"
    )
    assert codes(repository, group) == list(CODES)
    assert problems == (Problem(parameter="w", value="NIE-MA-01", reason="unknown"),)


def test_weights_that_leave_nothing_are_told_and_the_usual_stay(repository: Repository) -> None:
    zero = "_".join(
        f"{code}.0"
        for code in (
            "FIN-SS-01",
            "FIN-SS-02",
            "FIN-SS-03",
            "FIN-SS-06",
            "FIN-SS-07",
            "FIN-SS-08",
            "FIN-DO-02",
        )
    )
    group, problems = resolve(repository, FIRST, group="najblizsze", w=zero)
    assert group.size == len(CODES)
    assert [problem.reason for problem in problems] == ["zero"]


@pytest.mark.parametrize("group", ["podobne", "kraj", "sasiedzi", "najblizsze", "wlasna", "miasta"])
def test_a_group_takes_at_most_two_selects(
    repository: Repository, engine: Engine, group: str
) -> None:
    repository.directory()
    with counted_selects(engine) as statements:
        repository.begin_request()
        resolve(repository, FIRST, group=group, own=MIDDLE)
        repository.end_request()
    assert len(statements) <= 2, statements


def test_only_groups_that_exist_are_offered(repository: Repository) -> None:
    unit = repository.directory().by_code(FIRST)
    offered = group_choices(repository, unit, level="gmina", state=ViewState(own=MIDDLE), lang="pl")
    assert [(choice.kind, choice.n) for choice in offered] == [
        ("podobne", 7),
        ("najblizsze", 7),
        ("powiat", 7),
        ("wojewodztwo", 7),
        ("kraj", 8),
        ("rodzaj", 7),
        ("wielkosc", 7),
        ("miasta", 1),
        ("wlasna", 2),
    ]


def test_without_a_unit_only_the_country_is_offered(repository: Repository) -> None:
    offered = group_choices(repository, None, level="gmina", state=ViewState(), lang="en")
    assert [choice.kind for choice in offered] == ["kraj"]


def test_a_group_that_is_not_stored_is_described_from_its_values(
    repository: Repository, engine: Engine
) -> None:
    group, _ = resolve(repository, FIRST, group="wlasna", own=".".join(CODES[1:5]))
    indicator = repository.indicator("FIN-SS-02").id
    with counted_selects(engine) as statements:
        repository.begin_request()
        found = group_distributions(repository, [indicator], group)
        repository.end_request()
    assert len(statements) == 2  # the version and the values
    row = found.iloc[0]  # values 1 to 5
    assert (row["indicator_id"], row["year"], row["n"]) == (indicator, peer_country.YEAR, 5)
    assert [row[name] for name in ("min", "q1", "median", "q3", "max")] == [1, 2, 3, 4, 5]
    assert row["mean"] == 3.0


def test_stored_and_computed_distributions_of_the_same_units_are_equal(
    repository: Repository,
) -> None:
    ids = [repository.indicator(code).id for code in peer_country.VARIABLES]
    ready, _ = resolve(repository, FIRST, group="powiat")
    made, _ = resolve(repository, FIRST, group="wlasna", own=".".join(CODES))
    stored = group_distributions(repository, ids, ready)
    computed = group_distributions(repository, ids, made)
    assert list(stored.columns) == list(computed.columns)
    for column in stored.columns:
        assert computed[column].tolist() == pytest.approx(stored[column].tolist())
