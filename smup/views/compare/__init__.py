"""The comparison page as values: what it says and shows of units x indicators x years."""

from smup.views.compare.data import CompareData, read_comparison
from smup.views.compare.selection import Comparison, select_comparison

__all__ = ["CompareData", "Comparison", "read_comparison", "select_comparison"]
