"""The waterfall: bases by hand, gaps of what is not known, both widths accepted by Plotly."""

import math
from typing import Any

import plotly.graph_objects as go
import pytest

from smup.figures.waterfall import HALF, Step, WaterfallText, bars, waterfall_figure

NAN = float("nan")
TEXT = WaterfallText(unit="zł na ucznia", sample="PRÓBA")


def step(kind: Any, value: float, name: str = "Krok") -> Step:
    return Step(name=name, notes=("uwaga",), kind=kind, value=value, label=f"{value:g}", hover="h")


def pairs(*steps: Step) -> list[tuple[float, float]]:
    return [(bar.base, bar.end) for bar in bars(steps)]


FULL = (
    step("direct", 12_000.0),
    step("added", 2_100.0),
    step("added", 1_500.0),
    step("sum", 15_600.0),
    step("taken", -400.0),
    step("sum", 15_200.0),
)


def test_each_step_stands_on_the_one_before_and_sums_stand_on_zero() -> None:
    assert pairs(*FULL) == [
        (0, 12_000),
        (12_000, 14_100),
        (14_100, 15_600),
        (0, 15_600),
        (15_600, 15_200),
        (0, 15_200),
    ]


def test_incomes_above_the_cost_lead_below_zero() -> None:
    found = pairs(
        step("direct", 100.0), step("sum", 100.0), step("taken", -130.0), step("sum", -30.0)
    )
    assert found[2:] == [(100, -30), (0, -30)]
    layout = waterfall_figure(
        [step("direct", 100.0), step("taken", -130.0), step("sum", -30.0)], text=TEXT, lang="pl"
    )["layout"]
    assert layout["yaxis"]["range"][0] < -30


def test_an_unknown_step_is_a_gap_and_the_next_stands_where_it_would_have_begun() -> None:
    found = bars([step("direct", 100.0), step("added", NAN), step("added", 20.0), step("sum", NAN)])
    assert not found[1].known
    assert (found[2].base, found[2].end) == (100, 120)
    assert not found[3].known


def test_what_is_taken_from_an_unknown_sum_is_not_drawn() -> None:
    found = bars([step("direct", 100.0), step("sum", NAN), step("taken", -10.0)])
    assert not found[2].known


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("lang", ["pl", "en"])
@pytest.mark.parametrize(
    "steps",
    [
        FULL,
        (step("direct", 0.0), step("sum", 0.0)),
        (step("direct", NAN), step("sum", NAN), step("taken", -5.0), step("sum", NAN)),
        (step("direct", -50.0), step("added", 20.0), step("sum", -30.0)),
    ],
    ids=["usual", "zeros", "unknown", "negative"],
)
def test_plotly_accepts_it_and_no_number_is_nan(steps: Any, lang: str, narrow: bool) -> None:
    figure = waterfall_figure(steps, text=TEXT, lang=lang, narrow=narrow)
    go.Figure(figure)
    drawn = figure["data"][0]
    lengths = drawn["x" if narrow else "y"]
    assert not any(math.isnan(one) for one in lengths if one is not None)
    assert not any(math.isnan(one) for one in drawn["base"])
    for shape in figure["layout"]["shapes"]:
        assert all(math.isfinite(shape[key]) for key in ("x0", "x1", "y0", "y1"))


def test_what_is_subtracted_is_hatched_and_only_that() -> None:
    pattern = waterfall_figure(FULL, text=TEXT, lang="pl")["data"][0]["marker"]["pattern"]
    assert pattern["shape"] == ["", "", "", "", "/", ""]


def test_labels_stand_above_the_higher_edge_of_their_bars() -> None:
    labels = waterfall_figure(FULL, text=TEXT, lang="pl")["data"][1]
    assert labels["y"] == [12_000, 14_100, 15_600, 15_600, 15_600, 15_200]
    assert labels["text"][1] == "<b>2100</b>"


def test_dotted_lines_join_the_end_of_a_step_with_the_next_one() -> None:
    shapes = waterfall_figure(FULL, text=TEXT, lang="pl")["layout"]["shapes"]
    dotted = [one for one in shapes if one["line"].get("dash") == "2px,2px"]
    assert [one["y0"] for one in dotted] == [12_000, 14_100, 15_600, 15_600, 15_200]
    assert (dotted[0]["x0"], dotted[0]["x1"]) == (HALF, 1 - HALF)


def test_a_step_of_nothing_is_seen_as_a_line() -> None:
    steps = (step("direct", 1_000.0), step("added", 0.0), step("sum", 1_000.0))
    shapes = waterfall_figure(steps, text=TEXT, lang="pl")["layout"]["shapes"]
    thin = [one for one in shapes if one["line"]["width"] == 3]
    assert [(one["x0"], one["y0"]) for one in thin] == [(1 - HALF, 1_000.0)]


def test_the_lying_picture_has_names_at_the_left_and_amounts_at_the_right() -> None:
    layout = waterfall_figure(FULL, text=TEXT, lang="pl", narrow=True)["layout"]
    names = [one for one in layout["annotations"] if one.get("xanchor") == "left"]
    amounts = [one for one in layout["annotations"] if one["text"] == "<b>12000</b>"]
    assert len(names) == len(FULL)
    assert amounts[0]["x"] == 1
    assert layout["yaxis"]["range"] == [len(FULL) - 0.5, -0.5]


@pytest.mark.parametrize("narrow", [False, True])
def test_the_sample_is_marked_and_real_data_are_not(narrow: bool) -> None:
    def words(text: WaterfallText) -> list[str]:
        layout = waterfall_figure(FULL, text=text, lang="pl", narrow=narrow)["layout"]
        return [one["text"] for one in layout["annotations"]]

    assert "PRÓBA" in words(TEXT)
    assert "PRÓBA" not in words(WaterfallText(unit="zł"))
