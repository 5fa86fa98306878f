"""The change of a value: figures worked out by hand."""

import numpy as np
import pytest

from smup.statistics.changes import changes


@pytest.mark.parametrize(
    ("old", "new", "change", "own"),
    [
        (50.0, 60.0, 20.0, False),
        (75.0, 70.0, -6.7, False),  # 100 * -5 / 75 = -6.67
        (8.0, 8.5, 6.3, False),  # 6.25, halves away from zero
        (0.0, 12.5, 12.5, True),  # nothing is a percentage of zero
        (-4.0, 2.25, 6.25, True),
        (4.0, -2.0, -6.0, True),
        (4.0, 0.0, -100.0, False),
        (0.0, 0.0, 0.0, True),
        (np.nan, 3.0, np.nan, False),
        (0.0, np.nan, np.nan, False),
    ],
)
def test_other_values_change_in_per_cent_or_by_a_difference(
    old: float, new: float, change: float, own: bool
) -> None:
    found, differs = changes(np.array([new]), np.array([old]), percentage=False, decimals=2)
    assert found.tolist() == pytest.approx([change], nan_ok=True)
    assert differs.tolist() == [own]


def test_percentages_change_by_points_from_zero_too() -> None:
    new, old = np.array([85.0, 12.5, 0.0]), np.array([81.25, 0.0, 3.0])
    found, differs = changes(new, old, percentage=True, decimals=1)
    assert found.tolist() == [3.8, 12.5, -3.0]  # 3.75
    assert not differs.any()
