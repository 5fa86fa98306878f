"""Linked views against groups that are made for one unit."""

import pytest

from smup.repository.records import PeerInfo
from smup.view_state import Problem, ViewState
from smup.views.linked import LinkedData, read_linked_data
from smup.views.pictures import trend_frame
from smup.views.selection import Selection, select_in_sector
from smup.views.table import table_rows
from tests.memory_country import (
    JONIEC,
    LACK,
    LUBIN,
    MAIN,
    PLONSK,
    WROCLAW,
    ZABOR,
    Country,
    directory,
    indicator,
)

VALUES = {
    JONIEC: {2021: 10.0, 2022: 20.0},
    LUBIN: {2021: 30.0, 2022: 40.0},
    LACK: {2021: 50.0},
    ZABOR: {2021: 70.0},
    PLONSK: {2021: 90.0},
    WROCLAW: {2021: 95.0},
}


def country() -> Country:
    """Joniec with two neighbours, of which Lubin has the longer border."""
    ids = {code: directory().by_code(code).id for code in VALUES}
    peers = (
        (JONIEC, PeerInfo("sasiedzi", 1, ids[LUBIN], None, 9.0)),
        (JONIEC, PeerInfo("sasiedzi", 2, ids[LACK], None, 3.0)),
    )
    return Country({MAIN: VALUES}, indicators=[indicator(MAIN)], peers=peers)


def shown(**state: str) -> tuple[Selection, LinkedData]:
    units = country()
    selection = select_in_sector(units, "edukacja", state=ViewState(**state))  # type: ignore[arg-type]
    return selection, read_linked_data(units, selection, lang="pl")  # type: ignore[arg-type]


def test_neighbours_drive_median_table_and_map() -> None:
    _, data = shown(unit=JONIEC, group="sasiedzi")
    assert data.group_name == "sąsiedzi: Joniec"
    medians = trend_frame(data).set_index("year")["median"].to_dict()
    assert medians == {2021: 30.0, 2022: 30.0}  # of 10, 30, 50 and of 20, 40
    rows = [row.code for row in table_rows(data, 2021)]
    assert rows == [JONIEC, LACK, LUBIN]  # mine first, then the highest
    assert [data.codes[column] for column in data.member_columns] == sorted([JONIEC, LACK, LUBIN])


def test_an_own_group_drives_the_view_and_stays_in_the_address() -> None:
    selection, data = shown(unit=JONIEC, group="wlasna", own=f"{ZABOR},{PLONSK} 9999")
    assert selection.state.own == f"{ZABOR}.{PLONSK}"
    assert selection.problems == (Problem(parameter="own", value="9999", reason="unknown"),)
    stats = data.stats_of(data.indicator, 2021)
    assert stats is not None
    assert (stats.n, stats.median) == (3, 70.0)


def test_my_unit_stands_beside_the_cities_and_does_not_count_among_them() -> None:
    _, data = shown(unit=JONIEC, group="miasta")
    stats = data.stats_of(data.indicator, 2021)
    assert stats is not None
    assert (stats.n, stats.median) == (1, 95.0)
    assert [row.code for row in table_rows(data, 2021)] == [JONIEC, WROCLAW]


def test_a_list_is_kept_while_another_group_is_shown() -> None:
    selection, data = shown(
        unit=JONIEC, group="kraj", own=f"{PLONSK}.9999", w="FIN-SS-01.1_FIN-SS-02.4_XX.2"
    )
    assert selection.state.own == f"{PLONSK}.9999"
    assert [(one.parameter, one.value) for one in selection.problems] == [("w", "XX")]
    assert selection.state.w == "FIN-SS-02.4"  # 1 is the usual weight
    assert "wlasna" in [choice.kind for choice in data.choices]


@pytest.mark.parametrize("group", ["sasiedzi", "najblizsze", "typ", "wlasna"])
def test_a_group_that_does_not_exist_is_told_and_the_usual_one_shown(group: str) -> None:
    selection, _ = shown(unit=PLONSK, group=group)
    assert selection.group_kind == "podobne"
    assert [problem.parameter for problem in selection.problems] == ["group"]
    assert selection.state.group == group  # a link keeps what was asked for
