"""The distribution: a dot for a unit that never hides another, bars for many."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.figures import theme
from smup.figures.distribution import (
    MAX_DOTS,
    DistributionText,
    Quartiles,
    distribution_figure,
    pack_dots,
)

TEXT = DistributionText(
    mine="Joniec 75,0%",
    median="mediana 70,0",
    half="środkowa połowa grupy",
    count="gmin:",
    suffix="%",
    number_format=",.1f",
)
QUARTILES = Quartiles(q1=65.0, median=70.0, q3=75.0)


def figure(values: list[float], *, mine: float | None = None, **fields: Any) -> dict[str, Any]:
    made = distribution_figure(
        values,
        [f"Gmina {place}" for place in range(len(values))],
        [f"{place:07}" for place in range(len(values))],
        mine=mine,
        quartiles=QUARTILES,
        text=TEXT,
        lang="pl",
        **fields,
    )
    go.Figure(made)
    return made


@given(st.lists(st.floats(-1e9, 1e9), max_size=150))
def test_no_two_dots_share_a_place(values: list[float]) -> None:
    x, height = pack_dots(np.array(values, dtype=np.float64))
    places = list(zip(x.tolist(), height.tolist(), strict=True))
    assert len(set(places)) == len(values)
    assert all(place >= 0 for place in height)


def test_dots_stack_in_the_order_of_their_values() -> None:
    # Ten columns of width 1 over 0…10: 0.2, 0.1 and 0.3 fall into the first.
    x, height = pack_dots(np.array([0.2, 0.0, 10.0, 0.3]), slots=10)
    assert x.tolist() == [0.5, 0.5, 9.5, 0.5]
    assert height.tolist() == [1, 0, 0, 2]


def test_equal_values_stack_over_one_place() -> None:
    _, height = pack_dots(np.full(4, 7.0))
    assert sorted(height.tolist()) == [0, 1, 2, 3]


def test_a_group_of_150_has_dots_and_of_151_bars() -> None:
    few = figure(np.linspace(0, 100, MAX_DOTS).tolist())
    many = figure(np.linspace(0, 100, MAX_DOTS + 1).tolist())
    assert [trace["type"] for trace in few["data"]] == ["scatter"]
    assert [trace["type"] for trace in many["data"]] == ["bar"]


def test_bars_hold_every_unit_once() -> None:
    made = figure(np.random.default_rng(1).normal(50, 10, 2477).tolist())
    bars = made["data"][0]
    assert sum(bars["y"]) == 2477
    assert len(bars["x"]) == 40
    low, high = bars["customdata"][0]
    assert bars["x"][0] == pytest.approx((low + high) / 2)


def test_many_equal_values_are_one_bar() -> None:
    made = figure([5.0] * 200)
    assert max(made["data"][0]["y"]) == 200


def test_a_dot_lies_at_its_value_and_knows_its_unit() -> None:
    dots = figure([60.0, 70.0, 80.0])["data"][0]
    assert dots["x"] == [60.0, 70.0, 80.0]
    assert dots["customdata"] == ["0000000", "0000001", "0000002"]


def test_drawn_dots_share_no_place() -> None:
    dots = figure([70.0] * 5 + [71.0] * 5 + [0.0])["data"][0]
    assert len(set(zip(dots["x"], dots["y"], strict=True))) == 11


def test_mine_is_a_diamond_with_a_line_and_a_label() -> None:
    made = figure([60.0, 75.0], mine=75.0)
    mine = made["data"][-1]
    assert (mine["x"], mine["marker"]["symbol"]) == ([75.0], "diamond")
    assert TEXT.mine in [note["text"] for note in made["layout"]["annotations"]]
    without = figure([60.0, 75.0])
    assert len(without["data"]) == 1
    assert TEXT.mine not in [note["text"] for note in without["layout"]["annotations"]]


def test_the_middle_half_is_a_band_from_q1_to_q3() -> None:
    shapes = figure([60.0, 80.0])["layout"]["shapes"]
    band = next(shape for shape in shapes if shape["type"] == "rect")
    assert (band["x0"], band["x1"]) == (65.0, 75.0)
    line = next(shape for shape in shapes if shape["type"] == "line")
    assert (line["x0"], line["x1"]) == (70.0, 70.0)
    assert line["line"]["color"] == theme.INK


def test_a_group_without_values_is_a_valid_figure() -> None:
    made = distribution_figure(
        [], [], [], mine=None, quartiles=None, text=TEXT, lang="pl", sample_text="PRZYKŁAD"
    )
    go.Figure(made)
    assert made["layout"]["shapes"] == []
    assert [note["text"] for note in made["layout"]["annotations"]] == ["PRZYKŁAD"]


def test_a_drag_selects_along_the_values_only() -> None:
    layout = figure([60.0, 80.0])["layout"]
    assert (layout["dragmode"], layout["selectdirection"]) == ("select", "h")
