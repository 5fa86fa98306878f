"""The profile of a unit: every indicator with its place in the group, judged and in words."""

from smup.views.profile.packet import Question, five_sentences, session_questions
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
from smup.views.profile.words import (
    Piece,
    band_word,
    change_sentence,
    change_words,
    headline,
    noise_note,
    noise_word,
    of_group,
    place_words,
    plain,
    row_sentence,
    trend_word,
)

__all__ = [
    "Band",
    "Change",
    "HeatCell",
    "HeatRow",
    "Noise",
    "Piece",
    "Profile",
    "ProfileRow",
    "Question",
    "TrendMark",
    "band_word",
    "change_sentence",
    "change_words",
    "five_sentences",
    "headline",
    "noise_note",
    "noise_word",
    "of_group",
    "place_words",
    "plain",
    "read_profile",
    "row_sentence",
    "session_questions",
    "trend_word",
]
