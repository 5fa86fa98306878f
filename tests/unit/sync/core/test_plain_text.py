"""What sources write is kept without what a database or a file refuses, or a reader cannot see."""

import pytest

from smup.sync.errors import UnusableAnswerError
from smup.sync.plain_text import plain_text
from smup.sync.replies import written


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Szkoły  podstawowe\n", "Szkoły podstawowe"),
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("w\N{NO-BREAK SPACE}gminie", "w gminie"),
        ("fdp\N{RIGHT-TO-LEFT OVERRIDE}exe", "fdpexe"),
        ("\ufeff\x00 ", ""),
        ("<b>1 & 2</b>", "<b>1 & 2</b>"),
    ],
)
def test_only_what_a_reader_sees_is_kept(given, kept):
    assert plain_text(given) == kept


def test_a_long_text_is_cut():
    assert plain_text("ab cd ef", 6) == "ab cd…"
    assert plain_text("ab cd ef", 7) == "ab cd…"
    assert plain_text("ab cd ef", 8) == "ab cd ef"


def test_json_nested_too_deep_is_unusable():
    nested = []
    for _ in range(400):
        nested = [nested]
    with pytest.raises(UnusableAnswerError, match="zagnieżdżony"):
        written(nested)
    assert written({"b": 1, "a": None}) == b'{"a":null,"b":1}'
