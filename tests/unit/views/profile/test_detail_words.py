"""The detail in sentences: exact words for each case, in both languages."""

from dataclasses import replace
from datetime import UTC, datetime

import plotly.graph_objects as go
import pytest

from smup.flags import Flag
from smup.repository import Repository
from smup.repository.records import ReleaseInfo
from smup.views.linked import Value
from smup.views.profile.detail_picture import detail_figure, detail_frame
from smup.views.profile.detail_records import Detail
from smup.views.profile.detail_words import (
    chance_words,
    load_words,
    movement_sentences,
    one_stop,
    p_words,
    place_sentence,
    side_since,
    sides_sentence,
    spans,
    year_cells,
)
from tests.memory_country import JONIEC, LACK, LUBIN, PLONSK, WROCLAW, ZABOR, ZAROW
from tests.profile_country import BOTH, CONTEXT, DOWN, POWIATS, SHARE, UP, own_group
from tests.unit.views.profile.test_detail import detail_of


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def sentence(found: Detail) -> str:
    return plain(place_sentence(found))


def test_a_judged_value_has_place_and_quarter(repository: Repository) -> None:
    assert sentence(detail_of(repository, UP)) == (
        "50,0 zł w 2024 roku. Miejsce 1. z 5 w grupie „gminy wiejskie, do 5 tys. mieszkańców”; "
        "najlepsza ćwiartka. Mediana grupy: 30,0 zł."
    )


def test_equal_values_are_an_interval_of_places(repository: Repository) -> None:
    assert sentence(detail_of(repository, UP, ZABOR)).endswith(
        "Tyle samo mają inne jednostki, więc to miejsca od 2 do 3."
    )


def test_context_is_told_by_size_and_never_judged(repository: Repository) -> None:
    words = sentence(detail_of(repository, CONTEXT, LACK))
    assert "Pod względem wielkości 3. z 4; tego wskaźnika nie oceniamy." in words
    assert "To tyle, co w środkowej połowie grupy." in words
    assert "To mniej niż w trzech czwartych grupy." in sentence(
        detail_of(repository, CONTEXT, LUBIN)
    )
    assert "ćwiartka" not in words


def test_who_has_less_is_told_without_a_judgement(repository: Repository) -> None:
    words = plain(sides_sentence(detail_of(repository, CONTEXT, LACK)) or "")
    assert words.startswith("Nie mówimy, kto jest lepszy")
    assert words.endswith("w 2024 roku niższa wartość: 1 jednostka, wyższa: 2.")
    assert sides_sentence(detail_of(repository, UP)) is None


def test_the_side_of_the_median_is_told_with_its_first_year(repository: Repository) -> None:
    # Joniec is alone until 2022, so it is the median itself; Lubin has values of two years.
    assert side_since(detail_of(repository, UP)) == (
        "Co roku od 2023 wartość jest wyższa niż mediana grupy."
    )
    assert side_since(detail_of(repository, UP, LUBIN)) == (
        "Co roku od 2023, pierwszego roku danych, wartość jest niższa niż mediana grupy."
    )
    assert side_since(detail_of(repository, UP, ZABOR)) is None  # the median itself
    assert side_since(detail_of(repository, UP, LACK)) is None  # one year tells nothing


def test_a_stranger_has_no_place_in_the_group(repository: Repository) -> None:
    found = detail_of(repository, UP, PLONSK, group=own_group(repository, JONIEC, ZABOR, LUBIN))
    assert "nie należy do tej grupy" in sentence(found)


def test_three_values_are_too_few_for_quarters(repository: Repository) -> None:
    found = detail_of(repository, UP, group=own_group(repository, JONIEC, ZABOR, LUBIN))
    assert sentence(found).endswith("Grupa ma mniej niż cztery wartości: za mało na ćwiartki.")


@pytest.mark.parametrize(
    ("code", "unit", "words"),
    [
        (DOWN, PLONSK, "2024: tajemnica statystyczna. W grupie „gminy miejskie, 20–50 tys. "),
        (BOTH, LACK, "2024: to nie jest zadanie tej jednostki."),
        (POWIATS, ZAROW, "to nie jest zadanie tej jednostki."),
    ],
)
def test_each_kind_of_empty_has_its_words(
    repository: Repository, code: str, unit: str, words: str
) -> None:
    assert words in sentence(detail_of(repository, code, unit))


def test_a_value_below_its_format_is_not_written_as_zero(repository: Repository) -> None:
    found = detail_of(repository, UP, LUBIN)
    below = replace(found, value=Value(0.04, Flag.BELOW_FORMAT))
    assert sentence(below).startswith("<0,1 w 2024 roku.")


def test_somebody_elses_task_is_said(repository: Repository) -> None:
    assert "Usługa nie jest zadaniem tej jednostki" in sentence(detail_of(repository, UP, "1420"))


def test_ten_children_leave_the_difference_to_chance(repository: Repository) -> None:
    words = chance_words(detail_of(repository, SHARE))
    assert words is not None
    assert plain(words[0]) == "Różnica w granicach przypadku."
    assert plain(words[1]) == (
        "W mianowniku jest 10 (dzieci). Przy takiej liczbie i poziomie mediany grupy (50,0%) "
        "wartość od 15,0% do 85,0% może być dziełem przypadku."
    )
    assert sentence(detail_of(repository, SHARE)).endswith("Przypadek dopuszcza miejsca od 1 do 5.")
    detail = detail_of(repository, SHARE)
    # Around a median of 0 there is no guard, and still it is chance that leaves places open.
    unguarded = replace(detail, place=replace(detail.place, noise=None))
    assert sentence(unguarded).endswith("Przypadek dopuszcza miejsca od 1 do 5.")


def test_four_hundred_children_do_not(repository: Repository) -> None:
    # Median 50 % of 400: P(X <= 180) = 0.026, P(X <= 179) = 0.020 (z = -1.95 and -2.05), so
    # counts 180 … 220, half a count outside 44.875 and 55.125 %.
    words = chance_words(detail_of(repository, SHARE, LUBIN))
    assert words is not None
    assert words[0] == "Różnica większa niż przypadek."
    assert "przypadek tłumaczy wartości od 44,9% do 55,1%, a tu jest 40,0%." in plain(words[1])


def test_without_a_guard_nothing_is_said_of_chance(repository: Repository) -> None:
    assert chance_words(detail_of(repository, UP)) is None


def test_a_trend_is_told_with_its_test(repository: Repository) -> None:
    found = detail_of(repository, UP)
    assert [plain(line) for line in movement_sentences(found, found.movement)] == [
        "Rośnie i to dobrze.",
        "Od 2019 do 2024: +25,0%.",
        "Przeciętnie +2,00 zł rocznie (od +2,00 zł do +2,00 zł).",
        "Test Manna-Kendalla za lata 2018–2024: p < 0,001, 7 wartości.",
    ]


def test_a_short_stretch_says_what_is_missing(repository: Repository) -> None:
    found = detail_of(repository, DOWN)
    lines = [plain(line) for line in movement_sentences(found, found.movement)]
    assert lines[0] == "Za mało lat, żeby mówić o trendzie."
    assert lines[-1] == "Test potrzebuje co najmniej 5 wartości, a ta seria ma: 3 wartości."
    assert found.across is not None
    across = [plain(line) for line in movement_sentences(found, found.across)]
    assert across[0] == "Rośnie, a to niedobrze."
    assert "za lata 2019–2024: p = 0,003, 6 wartości." in across[-1]


def test_without_values_there_is_no_movement(repository: Repository) -> None:
    found = detail_of(repository, POWIATS)
    assert movement_sentences(found, found.movement) == (
        "Jednostka nie ma wartości, które można porównać.",
    )


def test_english_is_complete(repository: Repository) -> None:
    found = detail_of(repository, UP, lang="en")
    assert place_sentence(found).startswith("50.0\u00a0PLN in 2024. Place 1 of 5 in the group")
    assert movement_sentences(found, found.movement)[-1] == (
        "Mann-Kendall test for 2018–2024: p < 0.001, 7 values."
    )


@pytest.mark.parametrize(
    ("p_value", "words"),
    [
        (0.0004, "< 0,001"),
        (0.0167, "= 0,017"),
        (0.0497, "= 0,0497"),
        (0.05, "= 0,050"),
        (1, "= 1,000"),
    ],
)
def test_a_p_value_never_hides_its_side_of_the_limit(p_value: float, words: str) -> None:
    assert p_words(p_value, "pl") == words


def test_an_abbreviation_at_the_end_of_a_sentence_has_one_stop() -> None:
    assert one_stop("o 5 pkt proc..") == "o 5 pkt proc."


@pytest.mark.parametrize(
    ("years", "words"),
    [((), ""), ((2020,), "2020"), ((2018, 2019, 2021, 2023, 2024), "2018–2019, 2021, 2023–2024")],
)
def test_years_are_joined_to_stretches(years: tuple[int, ...], words: str) -> None:
    assert spans(years) == words


def test_a_year_of_the_table_tells_empty_from_number(repository: Repository) -> None:
    found = detail_of(repository, DOWN, ZABOR)
    rows = {row.year: [plain(cell) for cell in year_cells(found, row)] for row in found.years}
    assert rows[2024] == ["tajemnica", "3,0 zł", "1,8–4,3 zł", ""]
    assert rows[2023] == ["3,0 zł", "3,0 zł", "2,0–4,0 zł", "3. z 5"]


def test_a_load_names_source_day_file_and_checksum() -> None:
    release = ReleaseInfo(
        id=3,
        kind="bdl-csv",
        source="GUS, BDL",
        file_name="RYNE_1944.csv",
        checksum="0123456789abcdef" * 4,
        fetched_at=datetime(2025, 9, 30, tzinfo=UTC),
        rows_read=1,
        rows_new=1,
        rows_changed=0,
        rows_same=0,
        rows_skipped=0,
        rows_rejected=0,
        note=None,
    )
    assert [plain(text) for text in load_words(release, "pl")] == [
        "GUS, BDL",
        "wczytano 30 września 2025",
        "plik RYNE_1944.csv",
        "SHA-256 0123456789ab…",
    ]
    assert plain(*load_words(None, "pl")) == "nie ma już zapisu o tym wczytaniu"


def test_the_picture_is_cut_at_the_break_and_valid(repository: Repository) -> None:
    found = detail_of(repository, DOWN)
    figure = detail_figure(found)
    assert go.Figure(figure)
    mine = [trace for trace in figure["data"] if trace.get("name") == "Joniec"]
    assert [trace["x"] for trace in mine] == [[2019, 2020, 2021], [2022, 2023, 2024]]


def test_a_year_without_anything_has_a_row_of_its_own(repository: Repository) -> None:
    frame = detail_frame(detail_of(repository, BOTH, LACK))
    assert frame["year"].tolist() == [2022, 2023, 2024]
    assert frame["value"].isna().tolist() == [False, True, True]
    assert detail_frame(detail_of(repository, POWIATS, JONIEC)).empty


def test_a_powiat_and_a_city_have_details_too(repository: Repository) -> None:
    found = detail_of(repository, POWIATS, WROCLAW, level="powiat", kind="kraj")
    assert sentence(found).startswith("13,0 zł w 2024 roku. Miejsce 2. z 3 w grupie „Polska”;")
