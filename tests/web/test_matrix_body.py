import numpy as np
import pytest

from smup.web.api_matrix import scaled


@pytest.mark.parametrize(
    ("value", "decimals", "whole"),
    [
        (81.25, 1, 813),
        (2.675, 2, 268),
        (1.005, 2, 101),
        (-2.5, 0, -3),
        (0.0, 2, 0),
        (2.6749999, 2, 267),
        (113_500_000_000.25, 2, 11_350_000_000_025),
        (0.5, 0, 1),
        (0.4999999, 0, 0),
    ],
)
def test_a_value_is_scaled_as_it_would_be_printed(value: float, decimals: int, whole: int) -> None:
    assert scaled(np.array([[value]]), decimals) == [[whole]]


def test_no_value_is_null() -> None:
    assert scaled(np.array([[np.nan, 1.0]]), 0) == [[None, 1]]
