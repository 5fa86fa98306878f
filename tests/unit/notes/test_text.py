"""The text of a note: what is kept of hostile input, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.notes.text import MOST_SIGNS, NoteText, note_text, plain_line


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Szkoła\r\n w\tbudowie ", "Szkoła w budowie"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("{{ 7*7 }} {% raw %}", "{{ 7*7 }} {% raw %}"),
        ("=1+1", "=1+1"),
        ("abc\u202etxt.exe\u2066x\u2069", "abctxt.exex"),
        ("\u200f\u200e\ufeff\u2028x", "x"),
        ("שלום عربي", "שלום عربي"),
        ("👩\u200d👩\u200d👧 ok", "👩\u200d👩\u200d👧 ok"),
        ("z\u0307o\u0301\u0142w", "żółw"),
        ("\u200b \u00a0 ", ""),
    ],
)
def test_a_note_is_one_plain_line(written: str, kept: str) -> None:
    assert plain_line(written) == kept


def test_a_polish_text_is_compulsory_and_an_english_one_is_not() -> None:
    assert note_text(" \n ", "English").mistakes == {"pl": "missing"}
    assert note_text("Tekst", "").mistakes == {}
    assert note_text("Tekst", "  ").en is None


def test_the_longest_note_has_500_signs() -> None:
    assert note_text("ż" * MOST_SIGNS, "e" * MOST_SIGNS).mistakes == {}
    too_long = note_text("ż" * (MOST_SIGNS + 1), "e" * (MOST_SIGNS + 1))
    assert too_long.mistakes == {"pl": "too_long", "en": "too_long"}
    assert NoteText(pl="x" * 1_000_000).mistakes == {"pl": "too_long"}


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = plain_line(text)
    assert plain_line(once) == once
    assert once.isprintable() or "\u200d" in once or not once.isascii()
