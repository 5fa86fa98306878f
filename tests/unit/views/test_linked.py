"""The numbers behind a view, asked year by year."""

import math

from smup.flags import Flag
from smup.views.linked import series_breaks
from tests.memory_country import FICTIONAL, JONIEC, LUBIN, WROCLAW, broken_in, indicator, show

NBSP = "\u00a0"


def test_the_value_is_that_of_my_unit_and_without_one_the_median() -> None:
    values = {LUBIN: {2021: 60.0}, JONIEC: {2021: 75.0}}
    mine = show(values, state={"unit": JONIEC})
    assert mine.value_of(mine.indicator, 2021).value == 75.0
    every = show(values)
    assert every.value_of(every.indicator, 2021).value == 67.5
    assert every.value_of(every.indicator, 2020).flag is Flag.MISSING


def test_a_year_after_the_last_one_published_is_not_yet_published() -> None:
    data = show({LUBIN: {2021: 60.0}, JONIEC: {2021: 75.0}}, state={"unit": JONIEC})
    assert data.value_of(data.indicator, 2022).flag is Flag.NOT_YET_PUBLISHED
    assert data.value_of(data.indicator, 2020).flag is Flag.MISSING


def test_a_city_with_powiat_rights_has_its_series_at_both_levels() -> None:
    values = {WROCLAW: {2021: 93.5}, "0264": {2021: 93.5}, "1420": {2021: 79.0}}
    for level, code in (("gmina", WROCLAW), ("powiat", "0264")):
        data = show(values, state={"unit": WROCLAW, "level": level, "group": "kraj"})
        assert data.value_of(data.indicator, 2021).value == 93.5
        assert code in data.codes


def test_the_year_before_counts_only_with_a_value_and_without_a_break() -> None:
    values = {JONIEC: {2019: 70.0, 2020: Flag.SECRET, 2021: 75.0, 2022: 76.0}, LUBIN: {2020: 1.0}}
    data = show(values, state={"unit": JONIEC})
    assert data.previous(data.indicator, 2022) == (2021, (75.0, Flag.OCCURRED))
    assert data.previous(data.indicator, 2021) is None
    assert data.previous(data.indicator, 2019) is None
    broken = show(values, state={"unit": JONIEC}, **broken_in(2022))
    assert broken.previous(broken.indicator, 2022) is None


def test_breaks_are_read_from_the_card_oldest_first() -> None:
    reason = {"pl": "zmiana", "en": "change"}
    card = {"breaks": [{"year": year, "reason": reason} for year in (2022, 2019)]}
    assert [(item.year, item.reason("en")) for item in series_breaks(indicator(card=card))] == [
        (2019, "change"),
        (2022, "change"),
    ]
    assert series_breaks(indicator(card={"breaks": None})) == ()


def test_a_fictional_unit_is_shown_in_a_group_it_does_not_change() -> None:
    values = {LUBIN: {2021: 60.0}, JONIEC: {2021: 75.0}, FICTIONAL: {2021: 0.5}}
    data = show(values, state={"unit": FICTIONAL})
    stats = data.stats_of(data.indicator, 2021)
    assert stats is not None
    assert (stats.n, stats.min, stats.median) == (2, 60.0, 67.5)
    assert FICTIONAL in [data.codes[column] for column in data.member_columns]


def test_numbers_and_amounts_have_the_marks_of_the_language() -> None:
    values = {JONIEC: {2021: 14820.0}}
    polish = show(values, unit_pl="zł", unit_en="PLN", decimals=0)
    english = show(values, lang="en", unit_pl="zł", unit_en="PLN", decimals=0)
    assert (polish.number(14820.0), polish.amount(14820.0)) == (
        f"14{NBSP}820",
        f"14{NBSP}820{NBSP}zł",
    )
    assert english.amount(14820.0) == f"14,820{NBSP}PLN"


def test_what_is_empty_is_not_known() -> None:
    data = show({JONIEC: {2021: Flag.SECRET}, LUBIN: {2021: 1.0}}, state={"unit": JONIEC})
    value = data.value_of(data.indicator, 2021)
    assert value.flag is Flag.SECRET
    assert not value.known
    assert math.isnan(value.value)
