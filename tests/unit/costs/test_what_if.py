"""One place fewer and another fee, by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.costs.what_if import Change, Outcome, outcome

shares = st.floats(0, 1)


def after(change: Change, facilities: float | None = 4) -> Outcome:
    return outcome(
        gross=1000, net=700, by_place=800, facilities=facilities, fees=120, change=change
    )


def test_nothing_changed_changes_nothing() -> None:
    assert after(Change()) == Outcome(
        gross=1000, net=700, gross_after=1000, net_after=700, saved=0, fees=0
    )


def test_one_place_fewer_saves_a_share_of_its_cost() -> None:
    # A place costs 800 / 4 = 200; half of it is 100.
    found = after(Change(fewer=1, saved_share=0.5))
    assert (found.saved, found.gross_after, found.net_after) == (100, 900, 600)


def test_one_place_more_costs_the_same_share() -> None:
    found = after(Change(fewer=-1, saved_share=0.25))
    assert (found.saved, found.gross_after, found.net_after) == (-50, 1050, 750)


def test_a_higher_fee_moves_net_cost_only() -> None:
    found = after(Change(fee=0.1))
    assert (found.fees, found.gross_after, found.net_after) == pytest.approx((12, 1000, 688))


def test_without_fees_and_with_twice_as_much() -> None:
    assert after(Change(fee=-1)).net_after == 820
    assert after(Change(fee=1)).net_after == 580


def test_fees_can_be_changed_where_the_places_are_not_known() -> None:
    assert after(Change(fee=0.5), facilities=None).fees == 60


@pytest.mark.parametrize(
    ("facilities", "fewer"), [(4, 4), (4, 5), (1, 1), (0, 1), (None, 1), (None, -1), (0, -1)]
)
def test_not_all_places_can_go(facilities: float | None, fewer: int) -> None:
    with pytest.raises(ValueError, match="places fewer"):
        after(Change(fewer=fewer), facilities)


@pytest.mark.parametrize("share", [-0.01, 1.01, float("nan")])
def test_a_share_is_between_nothing_and_all(share: float) -> None:
    with pytest.raises(ValueError, match="saved_share"):
        after(Change(fewer=1, saved_share=share))


@pytest.mark.parametrize("fee", [-1.01, float("nan")])
def test_no_more_than_all_fees_can_go(fee: float) -> None:
    with pytest.raises(ValueError, match="fee"):
        after(Change(fee=fee))


@given(fewer=st.integers(0, 3), share=shares, fee=st.floats(-1, 5))
def test_differences_lead_from_before_to_after(fewer: int, share: float, fee: float) -> None:
    change = Change(fewer=fewer, saved_share=share, fee=fee)
    found = after(change)
    assert found.gross_after == pytest.approx(found.gross - found.saved)
    assert found.net_after == pytest.approx(found.net - found.saved - found.fees)
    assert after(replace(change, fewer=0)).gross_after == 1000
