"""Control limits of a funnel, against binomial and Poisson tables and scipy.stats."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from smup.statistics.noise import control_limits, own_interval

sizes = st.integers(1, 20_000)
shares = st.floats(0.001, 0.999)


def test_ten_tosses_of_a_coin() -> None:
    # Tables: P(X <= 1) = 0.011, P(X <= 2) = 0.055, P(X <= 7) = 0.945, P(X <= 8) = 0.989.
    low, high = control_limits("proportion", centre=50, base=10, multiplier=100)
    assert (float(low), float(high)) == (15, 85)  # counts 2 … 8, half a count outside


def test_ten_expected_accidents() -> None:
    # Tables: P(X <= 3) = 0.010, P(X <= 4) = 0.029, P(X <= 16) = 0.973, P(X <= 17) = 0.986.
    low, high = control_limits("rate", centre=50, base=20_000, multiplier=100_000)
    assert (float(low), float(high)) == pytest.approx((3.5 * 5, 17.5 * 5))


def test_143_children_leave_much_to_chance() -> None:
    low, high = control_limits("proportion", centre=88, base=143, multiplier=100)
    counts = stats.binom.ppf([0.025, 0.975], 143, 0.88)
    assert [float(low), float(high)] == pytest.approx(100 * (counts + np.array([-0.5, 0.5])) / 143)
    assert (round(float(low)), round(float(high))) == (82, 93)


@pytest.mark.parametrize("share", [0.8, 0.95, 0.998])
def test_counts_are_those_of_scipy(share: float) -> None:
    random = np.random.default_rng(5)
    base = random.integers(1, 3_000, 500)
    level = random.uniform(0.001, 0.999, 500)
    tail = (1 - share) / 2
    for kind, law in (
        ("proportion", stats.binom(base, level)),
        ("rate", stats.poisson(base * level)),
    ):
        low, high = control_limits(kind, centre=level, base=base, multiplier=1, share=share)
        assert low == pytest.approx(np.maximum(law.ppf(tail) - 0.5, 0) / base)
        most = base if kind == "proportion" else np.inf
        assert high == pytest.approx(np.minimum(law.ppf(1 - tail) + 0.5, most) / base)


@given(base=sizes, level=shares)
def test_between_the_limits_lies_at_least_the_share(base: int, level: float) -> None:
    low, high = control_limits("proportion", centre=level, base=base, multiplier=1)
    inside = stats.binom.cdf(float(high) * base, base, level)
    below = stats.binom.cdf(np.ceil(float(low) * base) - 1, base, level)
    assert inside - below >= 0.95 - 1e-9


@given(base=sizes, level=shares)
def test_those_who_do_not_have_mirrored_limits(base: int, level: float) -> None:
    low, high = control_limits("proportion", centre=level, base=base, multiplier=1)
    low_not, high_not = control_limits("proportion", centre=1 - level, base=base, multiplier=1)
    # At an exact tie of the tail a limit may move by one count.
    assert abs(float(low) - (1 - float(high_not))) <= 1 / base + 1e-9
    assert abs(float(high) - (1 - float(low_not))) <= 1 / base + 1e-9


@given(base=st.integers(50, 5_000), level=shares)
def test_a_unit_sixteen_times_as_large_has_a_narrower_funnel(base: int, level: float) -> None:
    widths = []
    for size in (base, 16 * base):
        low, high = control_limits("rate", centre=level, base=size, multiplier=1)
        widths.append(float(high - low))
    assert widths[1] < widths[0]


@given(base=sizes, level=st.floats(0.01, 0.99), multiplier=st.sampled_from([100, 1_000, 100_000]))
def test_the_unit_of_measure_does_not_matter(base: int, level: float, multiplier: int) -> None:
    plain = control_limits("rate", centre=level, base=base, multiplier=1)
    scaled = control_limits("rate", centre=level * multiplier, base=base, multiplier=multiplier)
    # The level is divided back, so that it may differ in its last place and a tie by one count.
    for one, other in zip(plain, scaled, strict=True):
        assert abs(float(other) / multiplier - float(one)) <= 1 / base + 1e-9


@pytest.mark.parametrize(
    ("centre", "base"),
    [(0, 10), (100, 10), (104, 10), (50, 0), (float("nan"), 10), (50, float("nan"))],
)
def test_without_a_base_or_a_level_there_are_no_limits(centre: float, base: float) -> None:
    low, high = control_limits("proportion", centre=centre, base=base, multiplier=100)
    assert np.isnan(low)
    assert np.isnan(high)


def test_a_rate_may_exceed_its_multiplier() -> None:
    low, high = control_limits("rate", centre=2_000, base=10, multiplier=1_000)
    assert (float(low), float(high)) == (1_150, 2_950)  # 20 expected: counts 12 … 29


def test_limits_of_the_whole_country_are_close() -> None:
    low, high = control_limits("proportion", centre=20, base=37_500_000, multiplier=100)
    assert high - low == pytest.approx(2 * 196 * np.sqrt(0.2 * 0.8 / 37_500_000), rel=0.01)


@pytest.mark.parametrize(("kind", "share"), [("mean", 0.95), ("rate", 1.0)])
def test_unknown_kinds_and_shares_are_refused(kind: str, share: float) -> None:
    with pytest.raises(ValueError, match="no limits"):
        control_limits(kind, centre=1, base=1, multiplier=1, share=share)


def test_nobody_of_ten_may_as_well_be_three_in_ten() -> None:
    # Clopper and Pearson: 0 of 10 reaches to 0.3085, 10 of 10 from 0.6915; Garwood: 0 to 3.689.
    low, high = own_interval("proportion", value=[0, 100], base=[10, 10], multiplier=[100, 100])
    assert low.tolist() == pytest.approx([0, 69.15], abs=0.01)
    assert high.tolist() == pytest.approx([30.85, 100], abs=0.01)
    low, high = own_interval("rate", value=0, base=1000, multiplier=1000)
    assert (float(low), float(high)) == pytest.approx((0, 3.689), abs=0.001)


@given(base=sizes, level=st.sampled_from([0.0, 1.0]) | shares)
def test_the_interval_of_a_value_holds_it(base: int, level: float) -> None:
    low, high = own_interval("proportion", value=level, base=base, multiplier=1)
    assert low - 0.5 / base <= level <= high + 0.5 / base
    low, high = own_interval("rate", value=level, base=base, multiplier=1)
    assert low - 0.5 / base <= level <= high + 0.5 / base


def test_without_a_base_or_beyond_the_whole_there_is_no_interval() -> None:
    low, high = own_interval("proportion", value=[0, 1, 1.2], base=[0, np.nan, 10], multiplier=1)
    assert np.isnan(low).all()
    assert np.isnan(high).all()
