"""From an address to indicators, units and years that exist; whatever is refused is told."""

import pytest

from smup.i18n import texts
from smup.repository import Repository
from smup.views.datadesk.problems import desk_problem_text
from smup.views.datadesk.selection import Chosen
from tests.desk_country import EXAMPLE, JONIEC, KIDS, MONEY, PLONSK, WROCLAW
from tests.unit.views.datadesk.conftest import Choose

BOTH = f"{KIDS}.{MONEY}"


def units(desk: Repository, chosen: Chosen) -> list[str]:
    """Return the codes of the chosen units in their order."""
    directory = desk.directory()
    return [directory.by_id(key).code_at(chosen.level) for key in chosen.unit_ids.tolist()]


def told(chosen: Chosen) -> set[tuple[str, str, str]]:
    """Return what was told; each thing has a sentence in both languages."""
    for lang in ("pl", "en"):
        assert all(desk_problem_text(texts(lang), one) for one in chosen.problems)
    return {(one.parameter, one.reason, one.value) for one in chosen.problems}


def test_nothing_asked_is_no_indicator_and_all_units(desk: Repository, choose: Choose) -> None:
    chosen = choose()
    assert chosen.indicators == ()
    assert chosen.spans == ()
    assert units(desk, chosen) == [WROCLAW, PLONSK, JONIEC]
    assert chosen.problems == ()


def test_services_and_sectors_are_opened_each_indicator_once(choose: Choose) -> None:
    chosen = choose(ind=MONEY, usluga="przedszkola", obszar="edukacja")
    assert [item.code for item in chosen.indicators] == [MONEY, KIDS, "EDU-SPP-01"]


def test_unknown_codes_are_named(choose: Choose) -> None:
    chosen = choose(ind="X-1.EDU-PRZ-01.X-2", usluga="nic", obszar="nigdzie")
    assert [item.code for item in chosen.indicators] == [KIDS]
    assert told(chosen) == {
        ("ind", "unknown", "X-1, X-2"),
        ("usluga", "unknown", "nic"),
        ("obszar", "unknown", "nigdzie"),
    }
    assert chosen.state.to_query() == f"ind={KIDS}"


def test_the_level_is_that_of_the_task_of_the_first_indicator(choose: Choose) -> None:
    assert choose(ind=KIDS).level == "gmina"
    assert choose(ind=f"EDU-SPP-01.{KIDS}").level == "powiat"
    chosen = choose(ind=KIDS, level="wojewodztwo")
    assert chosen.level == "gmina"
    assert told(chosen) == {("level", "values", "wojewodztwo")}
    assert choose(ind=KIDS, level="powiat").level == "powiat"
    assert choose(ind=KIDS, units="1420").level == "powiat"


def test_an_indicator_without_values_at_the_level_is_told(choose: Choose) -> None:
    chosen = choose(ind=f"{KIDS}.EDU-SPP-01")
    assert [item.code for item, _ in chosen.measured] == [KIDS]
    assert told(chosen) == {("ind", "values", "EDU-SPP-01")}


def test_units_are_those_named_those_of_a_place_and_my_group(
    desk: Repository, choose: Choose
) -> None:
    assert units(desk, choose(ind=KIDS, units=f"{JONIEC}.{WROCLAW}")) == [WROCLAW, JONIEC]
    assert units(desk, choose(ind=KIDS, gdzie="1420")) == [PLONSK, JONIEC]
    assert units(desk, choose(ind=KIDS, gdzie="0264")) == [WROCLAW]
    assert units(desk, choose(ind=KIDS, gdzie="14", units=WROCLAW)) == [WROCLAW, PLONSK, JONIEC]
    chosen = choose(ind=KIDS, unit=JONIEC, group="powiat")
    assert units(desk, chosen) == [JONIEC, PLONSK]
    assert chosen.group is not None
    assert chosen.group.kind == "powiat"
    own = choose(ind=KIDS, unit=JONIEC, group="wlasna", own=WROCLAW)
    assert units(desk, own) == [JONIEC, WROCLAW]


def test_my_unit_stands_first_among_all(desk: Repository, choose: Choose) -> None:
    assert units(desk, choose(ind=KIDS, unit=JONIEC)) == [JONIEC, WROCLAW, PLONSK]
    chosen = choose(ind=KIDS, unit=JONIEC, level="powiat")
    assert units(desk, chosen) == ["1420", "0264"]


def test_example_units_are_shown_only_when_named(desk: Repository, choose: Choose) -> None:
    assert EXAMPLE not in units(desk, choose(ind=KIDS))
    assert units(desk, choose(ind=KIDS, units=EXAMPLE)) == [EXAMPLE]
    assert units(desk, choose(ind=KIDS, gdzie="9901")) == [EXAMPLE]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({"units": "9999999.8888888"}, ("units", "unknown", "9999999, 8888888")),
        ({"gdzie": "98"}, ("gdzie", "unknown", "98")),
        ({"unit": "1499999"}, ("unit", "", "1499999")),
        ({"group": "podobne"}, ("group", "unit", "podobne")),
        ({"units": "14"}, ("units", "level", "województwo mazowieckie")),
        ({"sort": "kolor"}, ("sort", "column", "kolor")),
        ({"filtr": "unit~1~2"}, ("filtr", "column", "unit")),
        ({"na": "FIN-DO-01"}, ("na", "", "FIN-DO-01")),
        ({"year": "2018"}, ("year", "", "2018")),
    ],
)
def test_what_does_not_exist_is_told(
    choose: Choose, query: dict[str, str], problem: tuple[str, str, str]
) -> None:
    chosen = choose(ind=KIDS, level="gmina", **query)
    assert told(chosen) == {problem}
    assert next(iter(query)) == "units" or not getattr(chosen.state, next(iter(query)))


def test_units_of_another_level_are_replaced_or_left_out_but_stay_in_the_address(
    desk: Repository, choose: Choose
) -> None:
    chosen = choose(ind=KIDS, level="powiat", units=f"{JONIEC}.{WROCLAW}")
    assert units(desk, chosen) == ["0264", "1420"]
    assert told(chosen) == {("units", "level", "Joniec")}
    assert chosen.state.units == f"{JONIEC}.{WROCLAW}"
    assert units(desk, choose(ind=KIDS, level="gmina", units="1420")) == []


def test_years_are_the_newest_three_a_range_all_or_the_latest(choose: Choose) -> None:
    def spans(**query: str) -> list[tuple[int, int]]:
        chosen = choose(ind=BOTH, **query)
        return [(span.first_year, span.last_year) for span in chosen.spans]

    assert spans() == [(2020, 2022), (2020, 2022)]
    assert spans(years="2019-2021") == [(2019, 2021), (2019, 2021)]
    assert spans(years="latest") == [(2021, 2021), (2022, 2022)]
    assert spans(years="all") == [(2020, 2021), (2019, 2022)]
    assert choose(ind=BOTH, years="latest").years == (2021, 2022)


def test_years_without_data_are_told(choose: Choose) -> None:
    part = choose(ind=BOTH, years="2010-2020")
    assert part.years == (2019, 2020)
    assert told(part) == {("years", "part", "2010-2020")}
    none = choose(ind=BOTH, years="1990-1995")
    assert none.years == (2020, 2021, 2022)
    assert told(none) == {("years", "none", "1990-1995")}
    assert none.state.years is None


def test_units_are_found_by_words_of_name_powiat_and_code(desk: Repository, choose: Choose) -> None:
    assert units(desk, choose(ind=KIDS, szukaj="plonsk")) == [PLONSK, JONIEC]
    assert units(desk, choose(ind=KIDS, szukaj="jon PŁOŃSKI")) == [JONIEC]
    assert units(desk, choose(ind=KIDS, szukaj="0264")) == [WROCLAW]
    assert units(desk, choose(ind=KIDS, szukaj="dolnośląskie")) == [WROCLAW]
    assert units(desk, choose(ind=KIDS, szukaj="xyz")) == []


def test_the_country_is_one_row(desk: Repository, choose: Choose) -> None:
    chosen = choose(ind=KIDS, level="kraj", units=PLONSK, kolumny="powiat.miejsce.grupa.powod")
    assert units(desk, chosen) == ["00"]
    assert told(chosen) == {("level", "country", "kraj")}
    assert chosen.options == ("powod",)
