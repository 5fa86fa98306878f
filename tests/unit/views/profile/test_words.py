"""What is said of a profile, word for word."""

from dataclasses import replace

import pytest

from smup.flags import Flag
from smup.views.profile import (
    Band,
    Change,
    Noise,
    Piece,
    TrendMark,
    change_sentence,
    change_words,
    five_sentences,
    headline,
    noise_note,
    noise_word,
    place_words,
    plain,
    row_sentence,
    session_questions,
    trend_word,
)
from smup.views.profile.records import ProfileRow
from tests.memory_country import directory
from tests.profile_builder import STATS, group, profile, row

GROWN = Change(since=2018, year=2023, before=50.0, difference=20.0, good=True)
WORSE = Change(since=2018, year=2023, before=50.0, difference=-20.0, good=False)


def said(text: str) -> str:
    """The text with plain spaces: no-break ones have tests of their own."""
    return text.replace("\u00a0", " ")


def alone(one: ProfileRow, lang: str = "pl") -> str:
    return said(row_sentence(profile([one], lang=lang), one))


def test_the_headline_counts_judged_indicators_and_sets_off_its_numbers() -> None:
    # The ten rows of the builder: 1, 4 and 8 are best, 2 and 9 worst, 3 in the middle.
    pieces = headline(profile())
    assert said(plain(pieces)).startswith(
        "Na 6 ocenianych wskaźników Płońsk jest w najlepszej ćwiartce podobnych gmin w 3, "
        "w środku stawki w 1, a w najsłabszej ćwiartce w 2."
    )
    assert [piece for piece in pieces if piece.band is not None] == [
        Piece("3", Band.BEST),
        Piece("1", Band.MIDDLE),
        Piece("2", Band.WORST),
    ]


@pytest.mark.parametrize(
    ("count", "opening"),
    [
        (1, "Na 1 oceniany wskaźnik "),
        (2, "Na 2 oceniane wskaźniki "),
        (5, "Na 5 ocenianych wskaźników "),
        (12, "Na 12 ocenianych wskaźników "),
        (22, "Na 22 oceniane wskaźniki "),
    ],
)
def test_the_headline_agrees_with_its_number(count: int, opening: str) -> None:
    rows = [row(number, value=70.0) for number in range(1, count + 1)]
    assert said(plain(headline(profile(rows)))).startswith(opening)


def test_strongest_and_weakest_sector_are_named_in_the_right_case() -> None:
    rows = [row(number, value=70.0, sector="edukacja") for number in (1, 2, 3)]
    rows += [row(number, value=30.0, sector="srodowisko") for number in (4, 5, 6)]
    assert said(plain(headline(profile(rows)))).endswith(
        " Najlepiej wypada w edukacji, najsłabiej w ochronie środowiska."
    )


def test_two_indicators_do_not_make_a_strong_sector() -> None:
    rows = [row(number, value=70.0, sector="edukacja") for number in (1, 2)]
    rows += [row(number, value=30.0, sector="srodowisko") for number in (4, 5, 6)]
    assert "Najlepiej" not in plain(headline(profile(rows)))


def test_a_name_that_may_be_plural_gets_a_noun() -> None:
    units = directory()
    city = replace(units.by_code("1420011"), name="Katowice")
    village = replace(units.by_code("1420062"), name="Suwałki")
    many = replace(units.by_code("1420062"), name="Nowe Miasto")
    texts = [said(plain(headline(profile(unit=unit)))) for unit in (city, village, many)]
    assert " wskaźników miasto Katowice jest w " in texts[0]
    assert " wskaźników gmina Suwałki jest w " in texts[1]
    assert " wskaźników gmina Nowe Miasto jest w " in texts[2]
    powiat = units.by_code("1420")
    of_powiats = group((), level="powiat", kind="kraj")
    text = said(plain(headline(profile(unit=powiat, level="powiat", group=of_powiats))))
    assert " powiat płoński jest w najlepszej ćwiartce powiatów w kraju w 3" in text


def test_nothing_judged_and_nothing_known_are_told_apart() -> None:
    context = profile([row(1, polarity="none")])
    assert said(plain(headline(context))) == (
        "Płońsk: żadnego wskaźnika nie da się ocenić na tle podobnych gmin za 2023 rok."
    )
    empty = profile([row(1, value=Flag.MISSING)])
    assert said(plain(headline(empty))) == "Płońsk: nie ma jeszcze żadnych wartości."


def test_one_sentence_says_value_year_median_and_side() -> None:
    assert alone(row(1, value=70.0)) == (
        "Dzieci w przedszkolach: 70,0% w 2023 r., mediana grupy 50,0%; "
        "więcej niż w trzech czwartych podobnych gmin."
    )
    assert alone(row(1, value=30.0, polarity="down")) == (
        "Dzieci w przedszkolach: 30,0% w 2023 r., mediana grupy 50,0%; "
        "mniej niż w trzech czwartych podobnych gmin, a tu mniej znaczy lepiej."
    )
    assert alone(row(1, value=52.0), "en") == (
        "Children in kindergartens: 52.0% in 2023, group median 50.0%; "
        "in the middle of similar gminas."
    )
    assert alone(row(1, value=Flag.SECRET)) == "Dzieci w przedszkolach: tajemnica statystyczna."


def test_what_is_not_the_units_task_has_no_side() -> None:
    one = row(1, value=70.0, band=Band.UNJUDGED, of_task=False)
    assert alone(one).endswith("mediana grupy 50,0%. To średnia z gmin, nie zadanie powiatu.")


def test_a_change_of_a_share_is_in_percentage_points() -> None:
    one = row(1, value=70.0, change=GROWN)
    assert said(change_words(one, "pl")) == (
        "w 5 lat o 20,0 pkt proc. więcej – to zmiana na lepsze"
    )
    assert said(change_sentence(profile([one]), one)) == (
        "Dzieci w przedszkolach: w 5 lat o 20,0 pkt proc. więcej – to zmiana na lepsze "
        "(50,0% w 2018 r., 70,0% w 2023 r.)."
    )
    assert said(change_words(one, "en")) == "20.0 pp more in 5 years – a change for the better"


def test_a_change_of_an_amount_is_in_its_unit_and_context_is_not_judged() -> None:
    change = Change(since=2021, year=2023, before=1000.0, difference=-150.0, good=None)
    one = row(1, value=850.0, unit_pl="zł", decimals=0, polarity="none", change=change)
    assert said(change_words(one, "pl")) == "od 2021 r. o 150 zł mniej"


def test_a_change_that_prints_as_nothing_is_no_change() -> None:
    change = Change(since=2018, year=2023, before=70.0, difference=0.01, good=None)
    assert said(change_words(row(1, change=change), "pl")) == "bez zmian od 2018 r."
    assert change_words(row(1), "pl") == ""


def test_trends_are_said_with_their_judgement() -> None:
    marks = (TrendMark.RISING_GOOD, TrendMark.FALLING_BAD, TrendMark.STEADY, TrendMark.UNKNOWN)
    assert [said(trend_word(row(1, trend=mark), "pl")) for mark in marks] == [
        "rośnie i to dobrze",
        "maleje i to niedobrze",
        "bez istotnej zmiany",
        "za mało lat",
    ]


def test_chance_is_named_only_where_it_explains_the_difference() -> None:
    noise = Noise(low=40.25, high=59.75, within=True, base=1546.0)
    one = row(1, noise=noise)
    assert said(noise_word(one, "pl")) == "w granicach przypadku"
    assert said(noise_note(one, "pl")) == (
        "Przy mianowniku 1546 przypadkiem mogą się zdarzyć wartości od 40,3% do 59,8%."
    )
    outside = row(1, noise=Noise(low=40.0, high=60.0, within=False, base=1546.0))
    assert (noise_word(outside, "pl"), noise_word(row(1), "pl")) == ("", "")


def test_a_place_is_an_interval_where_it_may_be_another() -> None:
    chance = Noise(low=40.0, high=80.0, within=True, base=10.0)
    assert said(place_words(row(1, rank=2, ranks=(2, 2)), "pl")) == "miejsce 2 z 5"
    assert said(place_words(row(1, rank=2, ranks=(2, 4)), "pl")) == "miejsce 2–4 z 5"
    assert said(place_words(row(1, rank=2, ranks=(1, 5), noise=chance), "pl")) == "miejsce 1–5 z 5"
    assert place_words(row(1, rank=2, noise=chance), "pl") == ""  # not worked out
    assert place_words(row(1, rank=None), "pl") == ""
    context = row(1, rank=2, ranks=(2, 2), polarity="none")
    assert said(place_words(context, "pl")) == "miejsce 2 z 5 od największej wartości"


def test_the_largest_change_is_measured_by_the_spread_of_the_group() -> None:
    wide = STATS._replace(q1=0.0, q3=100.0)
    rows = [
        row(1, change=GROWN, stats=wide),  # 20 of 100
        row(2, change=replace(WORSE, difference=-10.0)),  # 10 of 20
        row(3, change=replace(GROWN, good=None)),  # not judged
        row(4, change=GROWN, stats=STATS._replace(q1=50.0, q3=50.0)),  # nothing to measure by: last
        row(5, change=GROWN),  # 20 of 20
    ]
    assert [one.indicator.id for one in profile(rows).changes] == [5, 2, 1, 4]


def test_three_questions_are_a_weakness_a_trend_and_a_cost() -> None:
    rows = [
        row(1, value=30.0, service_code="inna"),
        row(2, value=35.0, service_code="inna", trend=TrendMark.FALLING_BAD, change=WORSE),
        row(3, value=900.0, dimension="efektywnosc", polarity="none", unit_en="PLN", decimals=0),
        row(4, value=52.0, dimension="jakosc"),
    ]
    questions = session_questions(profile(rows))
    assert [(one.kind, one.row.indicator.id) for one in questions] == [
        ("weakness", 1),
        ("trend", 2),
        ("cost_middle", 3),
    ]
    assert said(questions[2].text) == (
        "Dzieci w przedszkolach: 900% w 2023 r., "
        "więcej niż w trzech czwartych podobnych gmin (mediana 50%). "
        "Tymczasem wynik „Dzieci w przedszkolach” jest w środku grupy. Co daje ten wydatek?"
    )


def test_a_cost_with_a_good_result_raises_no_question() -> None:
    rows = [
        row(3, value=900.0, dimension="efektywnosc", polarity="none", unit_en="PLN"),
        row(4, value=52.0, dimension="jakosc"),
        row(5, value=70.0, dimension="ilosc"),
    ]
    assert session_questions(profile(rows)) == ()


def test_no_indicator_is_asked_about_twice() -> None:
    rows = [row(1, value=30.0, trend=TrendMark.FALLING_BAD, change=WORSE)]
    assert [one.kind for one in session_questions(profile(rows))] == ["weakness"]


def test_what_is_not_known_is_asked_for_when_nothing_else_is() -> None:
    (one,) = session_questions(profile([row(1, value=Flag.MISSING)]))
    assert said(one.text) == (
        "Dzieci w przedszkolach: brak informacji. Kiedy i gdzie będzie można poznać tę wartość?"
    )


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_five_sentences_carry_numbers_and_end_with_a_full_stop(lang: str) -> None:
    sentences = five_sentences(profile(lang=lang))
    assert len(sentences) == 5
    assert len(set(sentences)) == 5
    assert all(text.endswith(".") and not text.endswith("..") for text in sentences)
    assert all(any(sign.isdigit() for sign in text) for text in sentences)


def test_a_unit_without_data_has_one_sentence_and_at_most_what_is_unknown_to_ask() -> None:
    empty = profile([])
    assert len(five_sentences(empty)) == 1
    assert session_questions(empty) == ()
