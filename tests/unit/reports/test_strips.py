"""Strips: the median in the middle, right is better, nothing beyond the edges."""

from hypothesis import given
from hypothesis import strategies as st

from smup.flags import Flag
from smup.reports.strips import strip, strip_of
from smup.views.linked import GroupStats
from tests.profile_builder import row

STATS = GroupStats(n=9, min=0.0, p5=10.0, q1=40.0, median=50.0, q3=60.0, p95=90.0, max=99.0)


def test_positions_are_shares_of_the_longer_side() -> None:
    found = strip(STATS, 70.0, turned=False, mark="l")
    assert found is not None
    # 40 units from the median reach 47 percent of the width; 20 units are half of that
    assert (found.value, found.box, found.span) == (73.5, (38.2, 23.6), (3.0, 94.0))


def test_less_is_better_turns_the_strip() -> None:
    found = strip(STATS, 70.0, turned=True, mark="g")
    assert found is not None
    assert found.value == 26.5


def test_a_giant_is_drawn_at_the_edge_and_leaves_the_others_room() -> None:
    found = strip(STATS, 1e9, turned=False, mark="l")
    assert found is not None
    assert found.value == 97.0
    assert found.box[1] > 10


def test_a_group_without_spread_or_a_missing_value_has_no_strip() -> None:
    flat = GroupStats(n=5, min=1.0, p5=1.0, q1=1.0, median=1.0, q3=1.0, p95=1.0, max=1.0)
    assert strip(flat, 1.0, turned=False, mark="m") is None
    assert strip_of(row(1, value=Flag.SECRET)) is None


@given(st.floats(-1e6, 1e6), st.booleans())
def test_everything_stays_inside(value: float, turned: bool) -> None:
    found = strip(STATS, value, turned=turned, mark="m")
    assert found is not None
    assert 0 <= found.value <= 100
    assert found.span[0] >= 0
    assert found.span[0] + found.span[1] <= 100
