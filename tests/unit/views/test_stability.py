"""How many of the reasonable groups keep a band: counted by hand."""

import pytest

from smup.flags import Flag
from smup.views.linked import GroupStats
from smup.views.profile.records import Band
from smup.views.stability import Kept, judge_stability
from tests import profile_builder
from tests.profile_builder import row

NEAR = GroupStats(n=30, min=0.0, p5=5.0, q1=40.0, median=50.0, q3=60.0, p95=90.0, max=99.0)
HIGH = NEAR._replace(q1=70.0, median=80.0, q3=90.0)
FEW = NEAR._replace(n=7)


def test_groups_in_which_a_band_holds_are_told_apart_from_others() -> None:
    profile = profile_builder.profile(rows=(row(1, value=65.0),))
    spreads = {("podobne", 1): NEAR, ("rodzaj", 1): NEAR, ("kraj", 1): HIGH}
    found = judge_stability(profile, ["podobne", "rodzaj", "kraj"], spreads).rows[1]
    assert (found.band, found.same, found.other) == (Band.BEST, ("podobne", "rodzaj"), ("kraj",))
    assert found.groups == 3


def test_a_group_of_fewer_than_eight_values_is_not_asked() -> None:
    profile = profile_builder.profile(rows=(row(1, value=65.0),))
    spreads = {("podobne", 1): NEAR, ("rodzaj", 1): FEW, ("kraj", 1): HIGH}
    found = judge_stability(profile, ["podobne", "rodzaj", "kraj"], spreads).rows[1]
    assert found.groups == 2


def test_one_group_alone_says_nothing_about_stability() -> None:
    profile = profile_builder.profile(rows=(row(1, value=65.0),))
    assert judge_stability(profile, ["kraj"], {("kraj", 1): NEAR}).rows == {}


@pytest.mark.parametrize("value", [Flag.MISSING, Flag.SECRET, Flag.NOT_APPLICABLE])
def test_an_empty_value_has_no_band_to_hold(value: Flag) -> None:
    profile = profile_builder.profile(rows=(row(1, value=value),))
    spreads = {("podobne", 1): NEAR, ("kraj", 1): NEAR}
    assert judge_stability(profile, ["podobne", "kraj"], spreads).rows == {}


def test_an_indicator_without_polarity_is_not_counted() -> None:
    profile = profile_builder.profile(rows=(row(1, value=65.0, polarity="none"),))
    spreads = {("podobne", 1): NEAR, ("kraj", 1): NEAR}
    assert judge_stability(profile, ["podobne", "kraj"], spreads).rows == {}


def test_strengths_are_kept_only_when_both_told_groups_keep_them() -> None:
    """Of three strengths: one stays in both, one in the voivodeship only, one nowhere."""
    profile = profile_builder.profile(rows=tuple(row(n, value=65.0) for n in (1, 2, 3)))
    spreads = {
        **{("podobne", n): NEAR for n in (1, 2, 3)},
        ("wojewodztwo", 1): NEAR,
        ("wojewodztwo", 2): NEAR,
        ("wojewodztwo", 3): HIGH,
        ("wielkosc", 1): NEAR,
        ("wielkosc", 2): HIGH,
        ("wielkosc", 3): HIGH,
    }
    found = judge_stability(profile, ["podobne", "wojewodztwo", "wielkosc"], spreads)
    assert found.kept == Kept(kept=1, total=3, kinds=("wojewodztwo", "wielkosc"))


def test_the_group_of_the_profile_is_never_one_it_is_checked_against() -> None:
    profile = profile_builder.profile(rows=(row(1, value=65.0),))
    spreads = {("podobne", 1): NEAR}
    assert profile.group.kind == "podobne"
    assert judge_stability(profile, ["podobne"], spreads).kept is None
