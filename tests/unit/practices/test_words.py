"""Words cut to forms: inflected ones meet, others do not, and nothing breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.practices.asked import LONGEST_QUERY, MOST_WORDS, Term, asked_parts
from smup.practices.synonyms import read_synonyms
from smup.practices.words import fold, forms, split, stems

# Words of one line are found by one another, with diacritics or without.
FAMILIES = (
    "dowóz dowozu dowozem dowożenie dowożenia dowozić",
    "uczeń ucznia uczniowie uczniów uczniom",
    "żłobek żłobka żłobki żłobków żłobkach żłobkowy",
    "przedszkole przedszkola przedszkoli przedszkolach przedszkolny",
    "szkoła szkoły szkół szkole szkolny",
    "segregacja segregacji segregacyjny segregowanie segregować",
    "Pruszków Pruszkowa Pruszkowie pruszkowski",
    "Koszalin Koszalina Koszalinie koszaliński",
    "Gdynia Gdyni gdyński",
    "Ełk Ełku ełcki",
    "Wrocław Wrocławia Wrocławiu wrocławski",
    "Turek Turku turecki",
    "książka książki książek książkach",
    "biblioteka bibliotek bibliotece biblioteczny",
    "muzeum muzea muzeów muzealny",
    "bezdomność bezdomności bezdomny bezdomni",
    "wodociąg wodociągi wodociągów wodociągowy",
    "oświetlenie oświetlenia oświetleniem oświetleniowy",
    "podatek podatku podatki podatków podatkowy",
    "kultura kultury kulturze kulturalny",
    "ekologia ekologii ekologiczny",
    "zużycie zużycia zużyciem",
    "mieszkaniec mieszkańcy mieszkańców",
    "droga drogi dróg drodze drogowy",
    "system systemu systemy systemów systemowy",
    "świetlica świetlice świetlic świetlicy",
    "kolej kolei kolejowy",
    "tramwaj tramwaje tramwajów tramwajowy",
    "nauczyciel nauczyciele nauczycieli nauczycielka",
)
STRANGERS = (
    ("woda", "wodociąg"),
    ("budowa", "budżet"),
    ("kotły", "koty"),
    ("żłobek", "złoto"),
    ("drogi", "drugi"),
    ("szkoła", "szkoda"),
)


def meet(asked: str, written: str) -> bool:
    """Tell whether a query of one word finds a text of one word."""
    found = set(forms(written))
    (own, *_others), *_rest = asked_parts(asked)
    return any(
        any(form.startswith(term.form) for form in found) if term.prefix else term.form in found
        for term in own[0]
    )


@pytest.mark.parametrize("family", FAMILIES)
def test_inflected_and_derived_words_meet(family: str) -> None:
    words = family.split()
    written_plainly = [fold(word) for word in words if not word.endswith(("ić", "ać"))]
    lost = [
        (asked, written)
        for asked in (*words, *written_plainly)
        for written in words
        if not meet(asked, written)
    ]
    assert lost == []


@pytest.mark.parametrize(("asked", "written"), STRANGERS)
def test_words_alike_by_chance_do_not_meet(asked: str, written: str) -> None:
    assert not meet(asked, written)


def test_the_first_form_is_the_word_itself_without_diacritics() -> None:
    assert forms("żłobkami")[0] == "zlobkami"
    assert stems("Żłobki, żłobek!")[0] == "zlobki"
    assert split("Źdźbło-2_trawy\x00") == ["źdźbło", "2", "trawy"]


@given(st.text(max_size=300))
def test_any_text_gives_forms_that_no_engine_takes_for_an_operator(text: str) -> None:
    for form in stems(text):
        assert form.isalnum()
        assert form == form.lower()
    parts = asked_parts(text)
    assert len(parts) <= MOST_WORDS
    assert all(term.form.isalnum() for part in parts for way in part for one in way for term in one)


def test_a_long_query_is_cut_and_a_long_word_too() -> None:
    assert asked_parts("a1 " * 500_000) == asked_parts("a1")
    assert asked_parts("x" * 1_000_000)[0][0][0][0].form == "x" * 40
    assert asked_parts(" " * LONGEST_QUERY + "dowóz") == ()


def test_words_that_say_nothing_are_left_out() -> None:
    assert asked_parts("w i na dla") == ()
    assert asked_parts("?! ... „”") == ()
    assert asked_parts("żłobek w gminie") == asked_parts("żłobek gminie")


def test_a_short_word_must_be_there_whole_and_a_longer_one_may_be_a_beginning() -> None:
    ((own, *_), *_), *_ = asked_parts("os")
    assert own[0] == Term("os", prefix=False)
    ((own, *_), *_), *_ = asked_parts("osp")
    assert own[0] == Term("osp", prefix=True)


def test_words_known_together_stand_for_one_another() -> None:
    known = read_synonyms()
    taken, others = known.others((forms("pomoc"), forms("społeczna"), forms("gminy")))
    assert taken == 2
    assert (forms("mops"),) in others
    assert known.others((forms("pomoc"), forms("gminy"))) == (1, ())
    (part,) = asked_parts("MOPS")
    assert [len(way) for way in part if len(way) > 1]  # ośrodek pomocy społecznej


def test_every_member_of_the_file_is_a_phrase_of_words() -> None:
    known = read_synonyms()
    assert all(phrase for group in known.groups for phrase in group)
    assert all(forms_ for group in known.groups for phrase in group for forms_ in phrase)
