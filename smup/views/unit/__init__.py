"""What the page of a unit says: what its address chooses, and words that no other page needs."""

from smup.views.unit.selection import UnitChoice, choose_unit
from smup.views.unit.words import (
    band_counts,
    chance_note,
    change_sentence,
    kind_words,
    median_text,
    side_sentence,
)

__all__ = [
    "UnitChoice",
    "band_counts",
    "chance_note",
    "change_sentence",
    "choose_unit",
    "kind_words",
    "median_text",
    "side_sentence",
]
