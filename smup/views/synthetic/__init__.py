"""The synthetic index of one unit against its group: from an address to numbers and words."""

from smup.views.synthetic.read import read_index
from smup.views.synthetic.records import IndexData, Reading
from smup.views.synthetic.selection import IndexSelection, select_index
from smup.views.synthetic.state import IndexState, parse_index_state

__all__ = [
    "IndexData",
    "IndexSelection",
    "IndexState",
    "Reading",
    "parse_index_state",
    "read_index",
    "select_index",
]
