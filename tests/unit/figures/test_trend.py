"""The trend: lines and bands are cut at breaks and gaps, and their ends are named."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from smup.figures import theme
from smup.figures.trend import SeriesBreak, TrendText, trend_figure

NAN = float("nan")
TEXT = TrendText(
    unit_name="Joniec",
    unit_end="Joniec 75,0",
    median_end="mediana 70,0",
    median="mediana",
    half="środkowa połowa grupy",
    measure="%",
    covid="COVID-19",
    number_format=",.1f",
    suffix="%",
)


def frame(
    years: Sequence[int], mine: Sequence[float], medians: Sequence[float] | None = None
) -> pd.DataFrame:
    """Years with my value and the group: quartiles are 5 around the median, p5 and p95 10."""
    middle = list(medians) if medians is not None else [70.0] * len(years)
    spread = {"q1": -5, "q3": 5, "p5": -10, "p95": 10}
    columns = {name: [value + by for value in middle] for name, by in spread.items()}
    return pd.DataFrame({"year": list(years), "value": list(mine), "median": middle, **columns})


def figure(data: pd.DataFrame, **fields: Any) -> dict[str, Any]:
    made = trend_figure(data, text=TEXT, lang="pl", **fields)
    go.Figure(made)
    return made


def lines(made: dict[str, Any], name: str) -> list[tuple[list[int], list[float | None]]]:
    return [(trace["x"], trace["y"]) for trace in made["data"] if trace.get("name") == name]


def bands(made: dict[str, Any]) -> list[list[int]]:
    return [trace["x"] for trace in made["data"] if trace.get("fill") == "tonexty"]


def test_a_break_cuts_lines_and_bands_between_the_years() -> None:
    made = figure(
        frame(range(2018, 2022), [1, 2, 3, 4]), breaks=[SeriesBreak(year=2020, label="przerwa")]
    )
    assert [years for years, _ in lines(made, "Joniec")] == [[2018, 2019], [2020, 2021]]
    assert [years for years, _ in lines(made, "mediana")] == [[2018, 2019], [2020, 2021]]
    assert bands(made) == [[2018, 2019], [2020, 2021]]
    line = next(shape for shape in made["layout"]["shapes"] if shape["type"] == "line")
    assert (line["x0"], line["x1"]) == (2019.5, 2019.5)
    assert "przerwa" in [note["text"] for note in made["layout"]["annotations"]]


def test_two_breaks_make_three_parts() -> None:
    breaks = [SeriesBreak(year=2020, label="b"), SeriesBreak(year=2019, label="a")]
    made = figure(frame(range(2018, 2022), [1, 2, 3, 4]), breaks=breaks)
    assert [years for years, _ in lines(made, "Joniec")] == [[2018], [2019], [2020, 2021]]


@pytest.mark.parametrize("year", [2018, 2030])
def test_a_break_outside_the_years_is_not_drawn(year: int) -> None:
    made = figure(frame(range(2018, 2020), [1, 2]), breaks=[SeriesBreak(year=year, label="x")])
    assert made["layout"]["shapes"] == []
    assert len(lines(made, "Joniec")) == 1


def test_a_missing_value_of_mine_is_a_gap() -> None:
    made = figure(frame(range(2018, 2021), [1.0, NAN, 3.0]))
    assert lines(made, "Joniec") == [([2018, 2019, 2020], [1.0, None, 3.0])]
    mine = next(trace for trace in made["data"] if trace.get("name") == "Joniec")
    assert mine["connectgaps"] is False


def test_a_missing_year_of_the_group_cuts_median_and_bands() -> None:
    made = figure(
        frame(range(2018, 2023), [1, 2, 3, 4, 5], [70.0, 71.0, NAN, 73.0, 74.0]), wide_band=True
    )
    assert [years for years, _ in lines(made, "mediana")] == [[2018, 2019], [2021, 2022]]
    assert sorted(bands(made)) == [[2018, 2019], [2018, 2019], [2021, 2022], [2021, 2022]]


def test_a_year_without_a_row_is_cut_too() -> None:
    made = figure(frame([2018, 2019, 2021], [1, 2, 3]))
    assert bands(made) == [[2018, 2019], [2021]]
    assert [years for years, _ in lines(made, "mediana")] == [[2018, 2019], [2021]]


def test_a_single_year_of_the_median_is_a_visible_point() -> None:
    made = figure(frame([2018, 2019, 2020], [1, 2, 3], [70.0, NAN, 72.0]))
    modes = {trace["mode"] for trace in made["data"] if trace.get("name") == "mediana"}
    assert modes == {"lines+markers"}


def test_a_band_lies_between_its_quantiles() -> None:
    made = figure(frame([2018, 2019], [1, 2]))
    low, high = made["data"][:2]
    assert (low["y"], high["y"]) == ([65.0, 65.0], [75.0, 75.0])
    assert high["fillcolor"] == theme.BAND_HALF


def test_the_wide_band_is_drawn_only_when_asked_for() -> None:
    data = frame([2018, 2019], [1, 2])
    assert len(bands(figure(data))) == 1
    assert len(bands(figure(data, wide_band=True))) == 2


def test_without_a_unit_there_is_no_line_of_mine() -> None:
    text = TrendText(**{name: getattr(TEXT, name) for name in TEXT.__slots__} | {"unit_name": None})
    made = trend_figure(frame([2018, 2019], [NAN, NAN]), text=text, lang="pl")
    assert not [trace for trace in made["data"] if trace["line"].get("color") == theme.MINE]
    assert "Joniec 75,0" not in [note["text"] for note in made["layout"]["annotations"]]


def test_the_ends_of_the_lines_are_named_and_pushed_apart() -> None:
    far = figure(frame([2018, 2019], [50.0, 90.0]))
    near = figure(frame([2018, 2019], [50.0, 70.5]))

    def shifts(made: dict[str, Any]) -> dict[str, int]:
        ends = ("Joniec 75,0", "mediana 70,0")
        notes = made["layout"]["annotations"]
        return {note["text"]: note["yshift"] for note in notes if note["text"] in ends}

    assert set(shifts(far).values()) == {0}
    assert shifts(near) == {"mediana 70,0": -10, "Joniec 75,0": 10}


def test_the_covid_years_are_marked_only_when_the_series_spans_them() -> None:
    def labels(years: range) -> list[str]:
        made = figure(frame(years, [1.0] * len(years)))
        return [note["text"] for note in made["layout"]["annotations"]]

    assert "COVID-19" in labels(range(2018, 2024))
    assert "COVID-19" not in labels(range(2020, 2024))
    assert "COVID-19" not in labels(range(2010, 2021))


def test_the_newest_year_is_labelled_and_the_years_are_whole() -> None:
    axis = figure(frame(range(2010, 2025), [1.0] * 15))["layout"]["xaxis"]
    assert axis["ticktext"][-1] == "<b>2024</b>"
    assert len(axis["tickvals"]) <= 6
    assert all(isinstance(year, int) for year in axis["tickvals"])


def test_nothing_at_all_is_a_valid_figure() -> None:
    assert figure(frame([], []))["data"] == []
