"""Level against dynamics: corners, my diamond, the sample mark."""

import plotly.graph_objects as go

from smup.figures.quadrants import Dots, QuadrantText, quadrant_figure

TEXT = QuadrantText(x="poziom", y="zmiana", corners=("a", "b", "c", "d"), mine="Moja")
DOTS = Dots(x=[90.0, 104.0, 101.0], y=[99.0, 98.0, 107.0], names=list("KLM"), codes=["1", "2", "3"],
            mine=1)  # fmt: skip


def test_it_is_a_figure_that_plotly_accepts() -> None:
    go.Figure(quadrant_figure(DOTS, centre=100.0, text=TEXT, lang="pl", sample_text="PRÓBA"))


def test_my_unit_is_a_diamond_of_its_own_and_not_among_the_others() -> None:
    others, mine = quadrant_figure(DOTS, centre=100.0, text=TEXT, lang="pl")["data"]
    assert others["customdata"] == ["1", "3"]
    assert (mine["x"], mine["y"], mine["marker"]["symbol"]) == ([104.0], [98.0], "diamond")


def test_without_my_unit_all_are_others() -> None:
    dots = Dots(x=DOTS.x, y=DOTS.y, names=DOTS.names, codes=DOTS.codes, mine=None)
    assert len(quadrant_figure(dots, centre=100.0, text=TEXT, lang="pl")["data"]) == 1


def test_the_mean_stands_in_the_middle_of_both_axes() -> None:
    layout = quadrant_figure(DOTS, centre=100.0, text=TEXT, lang="pl")["layout"]
    for axis in ("xaxis", "yaxis"):
        low, high = layout[axis]["range"]
        assert (low + high) / 2 == 100.0
    assert layout["xaxis"]["range"][0] < 90.0


def test_every_corner_has_its_words_and_the_sample_its_mark() -> None:
    layout = quadrant_figure(DOTS, centre=100.0, text=TEXT, lang="pl", sample_text="PRÓBA")[
        "layout"
    ]
    corners = {
        (note["xanchor"], note["yanchor"]): note["text"] for note in layout["annotations"][:4]
    }
    assert corners == {
        ("right", "top"): "a",
        ("left", "top"): "b",
        ("right", "bottom"): "c",
        ("left", "bottom"): "d",
    }
    assert layout["annotations"][-1]["text"] == "PRÓBA"
