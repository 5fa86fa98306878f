"""The scatter of two readings: corners, medians, my interval, names."""

from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from smup.figures import theme
from smup.figures.cost_readings import CornerText, CostAxis, CostScatter
from smup.figures.cost_scatter import beyond, cost_scatter_figure

X = CostAxis(title="koszt, zł", short="koszt", values=[10, 12, 20, 30], median=16,
             number_format=",.0f", suffix=" zł")  # fmt: skip
Y = CostAxis(title="wynik, %", short="wynik", values=[5, 9, 4, 8], median=6.5,
             number_format=",.1f", suffix="%")  # fmt: skip
SHOWN = CostScatter(
    codes=["a", "b", "c", "d"],
    x=X,
    y=Y,
    corners={
        (False, True): CornerText(text="niższy koszt, lepszy wynik", tint="good"),
        (True, True): CornerText(text="wyższy koszt, lepszy wynik"),
        (False, False): CornerText(text="niższy koszt, słabszy wynik"),
        (True, False): CornerText(text="wyższy koszt, słabsza dostępność", tint="asking"),
    },
    mine=2,
    mine_name="Płońsk",
    interval=(18, 26),
    named=[(1, "Iława")],
    sample="DANE PRZYKŁADOWE",
)


def trace(figure: dict[str, Any], name: str) -> dict[str, Any]:
    """A trace by its name."""
    found: dict[str, Any] = next(one for one in figure["data"] if one["name"] == name)
    return found


def texts(figure: dict[str, Any]) -> list[str]:
    """The words inside the picture."""
    return [note["text"] for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize("narrow", [False, True])
def test_it_is_a_figure_that_plotly_accepts(*, narrow: bool) -> None:
    figure = cost_scatter_figure(SHOWN, lang="pl", narrow=narrow)
    go.Figure(figure)
    assert figure["layout"]["height"] > 0


def test_my_unit_is_a_crimson_diamond_apart_from_the_others() -> None:
    figure = cost_scatter_figure(SHOWN, lang="pl")
    mine = trace(figure, "mine")
    assert (mine["x"], mine["y"], mine["customdata"]) == ([20], [4], ["c"])
    assert (mine["marker"]["symbol"], mine["marker"]["color"]) == ("diamond", theme.MINE)
    assert trace(figure, "others")["customdata"] == ["a", "b", "d"]


def test_the_interval_reaches_from_the_lowest_to_the_highest_cost() -> None:
    bar = trace(cost_scatter_figure(SHOWN, lang="pl"), "interval")
    (middle,), (half,) = bar["x"], bar["error_x"]["array"]
    assert (middle - half, middle + half) == (18, 26)


def test_my_cost_may_lie_outside_its_interval() -> None:
    bar = trace(cost_scatter_figure(replace(SHOWN, interval=(22, 26)), lang="pl"), "interval")
    assert (bar["x"], bar["error_x"]["array"]) == ([24], [2])


def test_medians_are_dashed_lines_and_two_corners_have_a_ground() -> None:
    shapes = cost_scatter_figure(SHOWN, lang="pl")["layout"]["shapes"]
    lines = [one for one in shapes if one["type"] == "line"]
    assert [(one["x0"], one["y0"]) for one in lines] == [(16, 0), (0, 6.5)]
    grounds = [one for one in shapes if one["type"] == "rect"]
    assert [(one["x1"] > one["x0"], one["y1"] > one["y0"]) for one in grounds] == [
        (False, True),
        (True, False),
    ]


def test_without_tints_no_corner_has_a_ground() -> None:
    plain = {corner: CornerText(text=words.text) for corner, words in SHOWN.corners.items()}
    shapes = cost_scatter_figure(replace(SHOWN, corners=plain), lang="pl")["layout"]["shapes"]
    assert {one["type"] for one in shapes} == {"line"}


def test_corners_axes_names_and_the_sample_mark_stand_in_the_picture() -> None:
    words = texts(cost_scatter_figure(SHOWN, lang="pl"))
    assert {"niższy koszt, lepszy wynik", "koszt, zł", "wynik, %", "Iława", "Płońsk"} <= set(words)
    assert words[-1] == "DANE PRZYKŁADOWE"
    assert "DANE PRZYKŁADOWE" not in texts(
        cost_scatter_figure(replace(SHOWN, sample=None), lang="pl")
    )


def test_on_a_phone_corners_are_broken_into_short_lines() -> None:
    figure = cost_scatter_figure(SHOWN, lang="pl", narrow=True)
    assert "wyższy koszt,<br>słabsza<br>dostępność" in texts(figure)
    assert figure["layout"]["dragmode"] is False


def test_without_my_unit_there_is_no_diamond_and_no_interval() -> None:
    figure = cost_scatter_figure(replace(SHOWN, mine=None, interval=None), lang="pl")
    assert [one["name"] for one in figure["data"]] == ["others"]
    assert "Płońsk" not in texts(figure)


def test_of_many_units_the_extreme_ones_lie_beyond_the_axes_and_are_counted() -> None:
    many = [float(number % 100) for number in range(999)] + [10_000.0]
    shown = replace(
        SHOWN,
        codes=[str(number) for number in range(1000)],
        x=replace(X, values=many, median=50),
        y=replace(Y, values=[1.0 + number % 7 for number in range(1000)], median=4),
        mine=0,
        interval=None,
    )
    assert beyond(shown) == 1
    assert beyond(SHOWN) == 0
    assert "Iława" not in texts(cost_scatter_figure(shown, lang="pl"))


def test_a_name_that_would_cover_my_diamond_is_left_out() -> None:
    near = replace(SHOWN, y=replace(Y, values=[5, 4.1, 4, 8]))
    assert "Iława" not in texts(
        cost_scatter_figure(replace(near, x=replace(X, values=[10, 19, 20, 30])), lang="pl")
    )
    assert "Iława" in texts(cost_scatter_figure(near, lang="pl"))


def test_of_two_names_that_would_cover_one_another_the_first_stays() -> None:
    beside = [(1, "Iława"), (0, "Turek")]
    near = replace(SHOWN, mine=None, x=replace(X, values=[12, 12, 20, 30]),
                   y=replace(Y, values=[8.9, 9, 4, 8]), named=beside)  # fmt: skip
    said = texts(cost_scatter_figure(near, lang="pl"))
    assert "Iława" in said
    assert "Turek" not in said


def test_a_long_tail_does_not_squeeze_the_dots() -> None:
    tail = [float(10 + number % 20) for number in range(950)] + [500.0 + n for n in range(50)]
    shown = replace(
        SHOWN,
        codes=[str(number) for number in range(1000)],
        x=replace(X, values=tail, median=20),
        y=replace(Y, values=[1.0 + number % 7 for number in range(1000)], median=4),
        mine=None,
        interval=None,
    )
    assert beyond(shown) == 50
    assert cost_scatter_figure(shown, lang="pl")["layout"]["xaxis"]["range"][1] < 100
