"""Pictures of a linked view: valid, small, counted right, the same for the same input."""

import json
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from smup.figures import theme
from smup.figures.classes import class_index
from smup.flags import Flag
from smup.territory.shipped import shipped_units
from smup.views.linked import LinkedData
from smup.views.pictures import (
    distribution,
    legend,
    map_breaks,
    map_figure,
    map_scheme,
    scheme_of,
    trend,
    trend_frame,
)
from tests.memory_country import (
    FICTIONAL,
    JONIEC,
    LACK,
    LUBIN,
    MAIN,
    PLONSK,
    WROCLAW,
    ZABOR,
    ZAROW,
    Country,
    broken_in,
    data_of,
    indicator,
    show,
)
from tests.unit.territory.conftest import directory_of

VALUES: dict[str, dict[int, float | Flag]] = {
    LUBIN: {2019: 50.0, 2021: 60.0},
    LACK: {2019: 60.0, 2021: 70.0},
    ZABOR: {2019: 70.0, 2021: 80.0},
    ZAROW: {2019: 80.0, 2021: 90.0},
    JONIEC: {2019: 65.0, 2021: Flag.SECRET},
    PLONSK: {2021: Flag.NOT_YET_PUBLISHED},
    WROCLAW: {2021: 0.0},
}
LARGEST_JSON = 200_000


@pytest.fixture(scope="module")
def everywhere() -> LinkedData:
    """All gminas of the shipped list with thirty years of values, seen from the country."""
    units = directory_of(shipped_units())
    codes = units.codes_of("gmina")
    rng = np.random.default_rng(1)
    numbers = np.round(rng.lognormal(8, 1, (len(codes), 30)), 2).tolist()
    values = {
        code: dict(zip(range(1995, 2025), row, strict=True))
        for code, row in zip(codes, numbers, strict=True)
    }
    country = Country(
        {MAIN: values},
        indicators=[indicator(unit_pl="zł na mieszkańca", decimals=2)],
        kind="sample",
        units=units,
    )
    return data_of(country)


def pictures(data: LinkedData) -> dict[str, Any]:
    country = Country({MAIN: VALUES}, borders=["gmina", "wojewodztwo"])
    return {
        "map": map_figure(country, data, map_scheme(data)),  # type: ignore[arg-type]
        "trend": trend(data),
        "wide trend": trend(data, wide_band=True),
        "distribution": distribution(data, 2021),
    }


@pytest.mark.parametrize("lang", ["pl", "en"])
@pytest.mark.parametrize("unit", [None, ZABOR, JONIEC, FICTIONAL])
@pytest.mark.parametrize("kind", ["real", "sample"])
def test_plotly_accepts_every_figure(lang: str, unit: str | None, kind: str) -> None:
    data = show(VALUES, lang=lang, kind=kind, state={"unit": unit})
    for figure in pictures(data).values():
        go.Figure(figure)  # raises ValueError for anything that Plotly does not know


@pytest.mark.parametrize("values", [{}, {PLONSK: {2021: 5.0}}])
def test_plotly_accepts_figures_of_almost_nothing(values: dict[str, Any]) -> None:
    data = show(values, state={"unit": JONIEC})
    for figure in (trend(data, wide_band=True), distribution(data, 2021)):
        go.Figure(figure)


def test_only_a_sample_is_stamped() -> None:
    for name, figure in pictures(show(VALUES)).items():
        assert "DANE PRZYKŁADOWE" not in json.dumps(figure, ensure_ascii=False), name
    for name, figure in pictures(show(VALUES, kind="sample")).items():
        assert "DANE PRZYKŁADOWE" in json.dumps(figure, ensure_ascii=False), name
    for name, figure in pictures(show(VALUES, kind="sample", lang="en")).items():
        assert "SAMPLE DATA" in json.dumps(figure), name


def test_the_same_data_give_the_same_pictures() -> None:
    first = pictures(show(VALUES, state={"unit": ZABOR}))
    second = pictures(show(VALUES, state={"unit": ZABOR}))
    assert json.dumps(first, sort_keys=True) == json.dumps(second, sort_keys=True)


def test_the_largest_pictures_stay_small(everywhere: LinkedData) -> None:
    country = Country({}, borders=["gmina", "wojewodztwo"])
    figures = {
        "map": map_figure(country, everywhere, map_scheme(everywhere)),  # type: ignore[arg-type]
        "trend": trend(everywhere, wide_band=True),
        "distribution": distribution(everywhere, 2024),
    }
    sizes = {name: len(json.dumps(figure)) for name, figure in figures.items()}
    assert max(sizes.values()) <= LARGEST_JSON, sizes
    assert len(figures["map"]["data"][0]["locations"]) == 2477  # type: ignore[index]


def test_a_year_without_any_value_is_a_gap_in_the_frame() -> None:
    frame = trend_frame(show(VALUES, state={"unit": ZABOR}))
    assert frame["year"].tolist() == [2019, 2020, 2021]
    assert frame["value"].tolist()[::2] == [70.0, 80.0]
    assert frame.loc[1, ["value", "median", "q1", "p95"]].isna().all()


def test_the_frame_without_a_unit_has_no_values_of_mine() -> None:
    frame = trend_frame(show(VALUES))
    assert frame["value"].isna().all()
    # Of 50, 60, 65, 70, 80.
    assert frame.loc[0, ["median", "q1", "q3"]].tolist() == [65.0, 60.0, 70.0]


def test_a_break_is_named_in_the_trend() -> None:
    assert "przerwa w" in json.dumps(trend(show(VALUES, **broken_in(2021))), ensure_ascii=False)


@pytest.mark.parametrize("mode", ["value", "group"])
@pytest.mark.parametrize("unit", [None, ZABOR])
@pytest.mark.parametrize("polarity", ["up", "down", "none"])
def test_the_legend_counts_every_unit_once(mode: str, unit: str | None, polarity: str) -> None:
    data = show(VALUES, state={"unit": unit, "group": "kraj"}, polarity=polarity)
    rows = legend(data, map_scheme(data), 2021, mode=mode)
    assert sum(row.count for row in rows) == len(data.codes)
    empties = {row.key: row.count for row in rows if row.colour is None}
    # Gromadka and Przykładowo have no row at all.
    assert empties == {"did-not-occur": 1, "missing": 2, "secret": 1, "not-yet-published": 1}


def test_the_classes_are_labelled_with_their_bounds() -> None:
    data = show(VALUES)
    # 60 70 80 90 in the newest full year: the quintiles 66, 72, 78, 84 (narrowest gap 6) are
    # rounded to multiples of 5: 65, 70, 80, 85.
    assert map_breaks(data.matrix, data.indicator) == (65.0, 70.0, 80.0, 85.0)
    labels = [row.label for row in legend(data, map_scheme(data), 2021, mode="value")]
    assert labels[0] == "do 65,0%"
    counts = [row.count for row in legend(data, map_scheme(data), 2021, mode="value")][:5]
    assert counts == [1, 0, 1, 1, 1]


def test_a_measured_zero_is_no_class_of_the_map() -> None:
    with_zero = show(VALUES)
    without = show({code: years for code, years in VALUES.items() if code != WROCLAW})
    assert map_breaks(with_zero.matrix, with_zero.indicator) == map_breaks(
        without.matrix, without.indicator
    )


def test_one_value_for_all_is_one_class() -> None:
    data = show({JONIEC: {2021: 7.0}, LUBIN: {2021: 7.0}})
    rows = legend(data, map_scheme(data), 2021, mode="value")
    assert [(row.label, row.count) for row in rows[:1]] == [("wszystkie wartości", 2)]


def test_colours_against_the_group_follow_the_judgement() -> None:
    better, worse = theme.AGAINST_GROUP_5[-1], theme.AGAINST_GROUP_5[0]
    up, down, none = (
        scheme_of(indicator(polarity=polarity), ()).against for polarity in ("up", "down", "none")
    )
    assert (up[0], up[-1]) == (worse, better)
    assert (down[0], down[-1]) == (better, worse)
    assert none == up
    assert up[2] == down[2]


@pytest.mark.parametrize(
    ("polarity", "best", "words"),
    [
        ("up", "wyraźnie lepiej niż grupa", "class-4"),
        ("down", "wyraźnie lepiej niż grupa", "class-0"),
        ("none", "dużo więcej niż w grupie", "class-4"),
    ],
)
def test_words_against_the_group_follow_the_judgement(polarity: str, best: str, words: str) -> None:
    data = show(VALUES, state={"unit": ZABOR, "group": "kraj"}, polarity=polarity)
    rows = legend(data, map_scheme(data), 2021, mode="group")
    labels = {row.key: row.label.replace("\u00a0", " ") for row in rows}
    assert labels[words] == best


def test_context_has_a_ramp_of_its_own() -> None:
    breaks = (1.0, 2.0, 3.0, 4.0)
    assert scheme_of(indicator(), breaks).colours == theme.VALUE_5
    assert scheme_of(indicator(dimension="kontekst"), breaks).colours == theme.CONTEXT_5


def test_the_map_draws_the_classes_of_the_year_in_the_order_of_the_codes() -> None:
    data = show(VALUES)
    figure = pictures(data)["map"]
    drawn = dict(zip(figure["data"][0]["locations"], figure["data"][0]["z"], strict=True))
    row = data.matrix.year_index(2021)
    expected = class_index(data.matrix.values[row], map_breaks(data.matrix, data.indicator))
    for code, place in zip(data.codes, expected, strict=True):
        if code in drawn:
            assert drawn[code] == place, code
    assert FICTIONAL not in drawn
    assert drawn[JONIEC] == -1


def test_without_borders_there_is_no_map() -> None:
    data = show(VALUES)
    assert map_figure(Country({}), data, map_scheme(data)) is None  # type: ignore[arg-type]


def test_the_distribution_has_the_known_values_of_the_group_and_mine() -> None:
    data = show(VALUES, state={"unit": ZABOR})
    dots, mine = distribution(data, 2021)["data"]
    assert dots["customdata"] == [LUBIN, LACK, ZABOR, ZAROW]
    assert dots["x"] == [60.0, 70.0, 80.0, 90.0]
    assert mine["x"] == [80.0]
    secret = show(VALUES, state={"unit": JONIEC})
    assert len(distribution(secret, 2021)["data"]) == 1


def test_in_a_year_without_a_row_the_distribution_is_empty() -> None:
    figure = distribution(show(VALUES), 2020)
    assert figure["data"][0]["x"] == []
    go.Figure(figure)
