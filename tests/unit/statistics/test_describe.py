"""Quantiles, deviation and ranks, against values worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from smup.statistics.describe import describe, ranks

NAN = float("nan")


def test_quantiles_interpolate_between_neighbours_as_type_7() -> None:
    # Four values 1, 2, 4, 8: places 0.75, 1.5, 2.25 counted from 0.
    found = describe(np.array([[8.0], [1.0], [4.0], [2.0]]))
    assert found.q1[0] == pytest.approx(1.75)
    assert found.median[0] == pytest.approx(3.0)
    assert found.q3[0] == pytest.approx(5.0)
    assert found.p5[0] == pytest.approx(1.15)
    assert found.p95[0] == pytest.approx(7.4)
    assert (found.min[0], found.max[0], found.n[0]) == (1.0, 8.0, 4)


def test_deviation_is_that_of_a_sample() -> None:
    # Mean 5; squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32; 32 / 7 = 4.5714.
    values = np.array([[2.0], [4.0], [4.0], [4.0], [5.0], [5.0], [7.0], [9.0]])
    found = describe(values)
    assert found.mean[0] == pytest.approx(5.0)
    assert found.sd[0] == pytest.approx((32 / 7) ** 0.5)


def test_one_value_has_no_deviation_and_no_value_has_nothing() -> None:
    found = describe(np.array([[3.0, NAN], [NAN, NAN]]))
    assert found.n.tolist() == [1, 0]
    assert np.isnan(found.sd).all()
    assert found.median[0] == 3.0
    assert np.isnan(found.median[1])


def test_empty_values_are_left_out_and_zeros_are_not() -> None:
    found = describe(np.array([[0.0], [NAN], [4.0]]))
    assert (found.n[0], found.mean[0], found.median[0]) == (2, 2.0, 2.0)


@pytest.mark.filterwarnings("ignore:All-NaN slice:RuntimeWarning")
@given(
    arrays.arrays(
        np.float64,
        st.tuples(st.integers(1, 12), st.integers(1, 4)),
        elements=st.one_of(st.just(NAN), st.floats(-1e6, 1e6)),
    )
)
def test_quantiles_equal_those_of_numpy(values: np.ndarray) -> None:
    found = describe(values)
    for name, p in (("p5", 0.05), ("q1", 0.25), ("median", 0.5), ("q3", 0.75), ("p95", 0.95)):
        np.testing.assert_allclose(
            getattr(found, name), np.nanquantile(values, p, axis=0), rtol=1e-9, atol=1e-9
        )


def test_largest_is_first_when_more_is_better() -> None:
    values = np.array([10.0, 30.0, 20.0, 30.0])
    assert ranks(values, values, polarity="up").tolist() == [4, 1, 3, 1]


def test_smallest_is_first_when_less_is_better() -> None:
    values = np.array([10.0, 30.0, 20.0, 30.0])
    assert ranks(values, values, polarity="down").tolist() == [1, 3, 2, 3]


def test_largest_is_first_when_nothing_is_better() -> None:
    values = np.array([1.0, 2.0])
    assert ranks(values, np.array([1.0, NAN, 2.0]), polarity="none").tolist() == [2, 1]
