"""Pictures of the comparison: accepted by Plotly, cut where they must be, readable."""

import json
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest

from smup.figures import theme
from smup.figures.bump import BumpText, bump_figure
from smup.figures.distribution import Quartiles
from smup.figures.lines import Line, LinesText, Size, lines_figure, value_range
from smup.figures.panels import Grid, panels_figure
from smup.figures.scatter import AxisText, Dot, ScatterText, scatter_figure
from smup.figures.series import (
    GREY,
    LABEL_GAP,
    MINE,
    OTHERS,
    EndLabel,
    cut_line,
    end_labels,
    styles_of,
)
from smup.figures.spread import Mark, SpreadText, spread_figure
from smup.figures.theme import Figure
from smup.figures.years import SeriesBreak

YEARS = [2018, 2019, 2020, 2021]
TEXT = LinesText(median="mediana", measure="zł", covid="COVID", number_format=",.1f", suffix=" zł")
BREAK = SeriesBreak(year=2020, label="przerwa")


def group() -> pd.DataFrame:
    return pd.DataFrame(
        {"year": YEARS, "median": [5.0, 6, 7, 8], "q1": [4.0, 5, 6, 7], "q3": [6.0, 7, 8, 9]}
    )


def line(code: str = "1", **fields: object) -> Line:
    values = {"code": code, "name": f"Gmina {code}", "values": [1.0, 2.0, None, 4.0]}
    return Line(**values | {"style": MINE, "labelled": True} | fields)  # type: ignore[arg-type]


def lines(*, narrow: bool = False, breaks: tuple[SeriesBreak, ...] = ()) -> Figure:
    drawn = [line(), line("2", style=OTHERS[0], values=[9.0, 8, 7, 6])]
    size = Size(narrow=narrow)
    return lines_figure(drawn, group(), breaks=breaks, text=TEXT, lang="pl", size=size)


def bump() -> Figure:
    places = [line(values=[1, 2, 1, 1]), line("2", style=OTHERS[0], values=[2, 1, None, 2])]
    text = BumpText(place="miejsce", measure="miejsce", sample="DANE PRZYKŁADOWE")
    return bump_figure(
        places, YEARS, last_place=2, breaks=(BREAK,), text=text, lang="pl", size=Size()
    )


def panels(*, narrow: bool = False) -> Figure:
    drawn = [line(str(n), style=GREY) for n in range(7)]
    return panels_figure(
        drawn, group(), breaks=(BREAK,), text=TEXT, lang="en", narrow=narrow, beside=line()
    )


def scatter(*dots: Dot, box: tuple[float, float, float, float] | None = None) -> Figure:
    axis = AxisText(title="Oś, zł", number_format=",.0f", suffix=" zł")
    text = ScatterText(x=axis, y=axis, kinds={"miejska": "miejskie", "wiejska": "w"}, line="prosta")
    return scatter_figure(dots, line=(0, 0, 1, 1), box=box, text=text, lang="pl", height=400)


def dot(code: str, x: float, y: float, **fields: object) -> Dot:
    return Dot(code=code, name=f"Gmina {code}", kind="miejska", x=x, y=y, **fields)  # type: ignore[arg-type]


def spread(values: list[float]) -> Figure:
    marks = [
        Mark(code="1", name="Moja 3", value=3.0, style=MINE, labelled=True),
        Mark(code="2", name="Inna 3", value=3.01, style=OTHERS[0], labelled=True),
    ]
    names = [str(value) for value in values]
    return spread_figure(
        values, names, names, marks=marks, quartiles=Quartiles(q1=2, median=3, q3=4), weighted=2.5,
        text=SpreadText(count="gmin:", suffix=" zł", number_format=",.1f"), lang="pl", height=320,
    )  # fmt: skip


FIGURES = {
    "lines": lines(),
    "lines on a phone": lines(narrow=True),
    "lines with a break": lines(breaks=(BREAK,)),
    "bump": bump(),
    "panels": panels(),
    "panels on a phone": panels(narrow=True),
    "scatter": scatter(dot("1", 1, 2, style=MINE), dot("2", 3, 4), box=(0, 2, 0, 3)),
    "no dots": scatter(),
    "spread": spread([1.0, 2, 3, 4]),
    "spread of many": spread([float(n) for n in range(200)]),
    "spread of none": spread([]),
}


@pytest.mark.parametrize("name", FIGURES)
def test_plotly_accepts_the_figure_and_json_can_carry_it(name: str) -> None:
    figure = json.loads(json.dumps(FIGURES[name], allow_nan=False))
    assert go.Figure(figure).to_dict()["data"] is not None


def test_a_line_is_cut_at_a_break_and_at_a_missing_year() -> None:
    x, y = cut_line([2018, 2019, 2020, 2022], [1, 2, 3, 4], [2020])
    assert list(zip(x, y, strict=True)) == [
        (2018, 1), (2019, 2), (2019.5, None), (2020, 3), (2021.5, None), (2022, 4),
    ]  # fmt: skip


def test_a_year_without_a_value_stays_empty() -> None:
    mine = lines()["data"][-1]
    assert mine["name"] == "Gmina 1"
    assert mine["y"] == [1.0, 2.0, None, 4.0]
    assert mine["connectgaps"] is False


def test_mine_is_drawn_over_the_others_on_a_white_casing() -> None:
    casing, mine = lines()["data"][-2:]
    assert (casing["line"]["color"], mine["line"]["color"]) == ("#fff", theme.MINE)


def test_labels_at_the_ends_never_overlap_and_stay_inside() -> None:
    labels = [EndLabel(text=str(n), y=y, colour="#000") for n, y in enumerate((9.9, 9.8, 9.7, 0))]
    notes = end_labels(labels, low=0, high=10, height=300)
    heights = [note["y"] * 30 + note["yshift"] for note in notes]
    assert all(b - a >= LABEL_GAP - 0.2 for a, b in pairwise(heights))
    assert max(heights) <= 300


def test_a_phone_has_no_labels_beside_the_plot() -> None:
    assert not [note for note in lines(narrow=True)["layout"]["annotations"] if note["x"] == 1]
    assert [note for note in lines()["layout"]["annotations"] if note["x"] == 1]


def test_a_picked_line_stands_out_of_the_grey_ones() -> None:
    codes = list("abcdefg")
    looks = styles_of(codes, mine="a", picked="c")
    assert looks["a"] is MINE
    assert looks["c"].key == "wy"
    assert {looks[code].key for code in "bdefg"} == {"sz"}


def test_the_axis_of_shares_does_not_go_below_zero() -> None:
    low, high = value_range([line(values=[0.5, 10.0])], group().iloc[:0])
    assert low == 0
    assert high > 10


@pytest.mark.parametrize(("count", "narrow"), [(1, False), (7, False), (30, False), (30, True)])
def test_panels_lie_inside_the_picture_and_apart(count: int, narrow: bool) -> None:
    grid = Grid.of(count, narrow=narrow)
    places = [grid.domain(place) for place in range(count)]
    for (left, right), (bottom, top) in places:
        assert 0 <= left < right <= 1
        assert 0 <= bottom < top <= 1 + 1e-9
    assert len({(across[0], up[1]) for across, up in places}) == count


def test_every_panel_has_the_same_axes() -> None:
    layout = panels()["layout"]
    ranges = {tuple(layout[key]["range"]) for key in layout if key.startswith("yaxis")}
    assert len(ranges) == 1


def test_the_first_place_is_on_top() -> None:
    low, high = bump()["layout"]["yaxis"]["range"]
    assert low > high


def test_dots_outside_the_range_are_faint_not_gone() -> None:
    figure = scatter(dot("1", 1, 1), dot("2", 3, 4, inside=False), box=(0, 2, 0, 2))
    assert figure["data"][0]["marker"]["opacity"] == [0.62, 0.18]
    assert figure["layout"]["shapes"][0]["x1"] == 2


def test_names_of_near_dots_do_not_overlap() -> None:
    near = [dot(str(n), 5 + n / 100, 5, style=look) for n, look in enumerate((MINE, *OTHERS))]
    figure = scatter(dot("a", 0, 0), dot("b", 10, 10), *near)
    shifts = sorted(
        note["yshift"] for note in figure["layout"]["annotations"] if "Gmina" in note["text"]
    )
    assert len(shifts) == 6
    assert all(b - a >= 18 for a, b in pairwise(shifts))


def test_near_marks_of_the_distribution_have_labels_in_two_rows() -> None:
    notes = [note for note in spread([1.0, 5.0])["layout"]["annotations"] if " 3" in note["text"]]
    assert len({note["y"] for note in notes}) == 2
