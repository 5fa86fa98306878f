"""The profile of a unit: every indicator with its place in the group, judged and in words."""

from smup.views.profile.read import read_profile
from smup.views.profile.records import (
    Band,
    Change,
    HeatCell,
    HeatRow,
    Noise,
    Profile,
    ProfileRow,
    TrendMark,
)

__all__ = [
    "Band",
    "Change",
    "HeatCell",
    "HeatRow",
    "Noise",
    "Profile",
    "ProfileRow",
    "TrendMark",
    "read_profile",
]
