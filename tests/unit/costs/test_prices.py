"""Constant prices, by hand and there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.costs.dictionary import Prices, PriceYear
from smup.costs.prices import factor

indices = st.lists(st.integers(900, 1500).map(lambda tenths: tenths / 10), min_size=12, max_size=12)


def prices(known: dict[int, float]) -> Prices:
    return Prices(
        source={"pl": "GUS", "en": "Statistics Poland"},
        year=tuple(PriceYear(year=year, previous_100=index) for year, index in known.items()),
    )


# Yearly consumer price index, the year before = 100, as the GUS announced it.
PUBLISHED = prices({2020: 103.4, 2021: 105.1, 2022: 114.4, 2023: 111.4})


def test_by_hand() -> None:
    # 100 zl of 2021 in prices of 2023: 100 x 1.144 x 1.114 = 127.4416 zl.
    assert factor(PUBLISHED, year=2021, base=2023) == pytest.approx(1.274416)
    assert factor(PUBLISHED, year=2023, base=2021) == pytest.approx(1 / 1.274416)


def test_the_index_of_the_first_year_is_not_needed() -> None:
    assert factor(PUBLISHED, year=2019, base=2020) == pytest.approx(1.034)
    assert factor(PUBLISHED, year=2018, base=2020) is None
    assert factor(PUBLISHED, year=2020, base=2018) is None


def test_a_gap_between_the_years_is_not_jumped_over() -> None:
    gap = prices({2020: 103.4, 2022: 114.4})
    assert factor(gap, year=2019, base=2022) is None
    assert factor(gap, year=2021, base=2022) == pytest.approx(1.144)


def test_the_same_year_changes_nothing() -> None:
    assert factor(PUBLISHED, year=1999, base=1999) == 1


@given(known=indices, years=st.tuples(*[st.integers(2010, 2021)] * 3))
def test_there_and_back_and_over_a_third_year(
    known: list[float], years: tuple[int, int, int]
) -> None:
    table = prices(dict(enumerate(known, start=2010)))
    first, second, third = years

    def between(year: int, base: int) -> float:
        found = factor(table, year=year, base=base)
        assert found is not None
        return found

    assert between(first, second) * between(second, first) == pytest.approx(1)
    assert between(first, second) * between(second, third) == pytest.approx(between(first, third))
