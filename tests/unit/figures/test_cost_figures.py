"""Pictures of the trend and of the differences of a cost: gaps, breaks, bars that add up."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from smup.figures import theme
from smup.figures.cost_effects import EffectBar, EffectsText, effects_figure, wrapped
from smup.figures.cost_trend import INTERVAL, cost_trend_figure
from smup.figures.trend import SeriesBreak, TrendText

NAN = float("nan")
WIDTHS = ("wide", "narrow")
TREND = TrendText(
    unit_name="Płońsk",
    unit_end="130",
    median_end="120",
    median="mediana grupy",
    half="",
    measure="",
    covid="COVID-19",
    number_format=",.0f",
    suffix=" zł",
)
BARS = (
    EffectBar(label="wyższe płace", amount=300.0, text="+300"),
    EffectBar(label="większe oddziały", amount=-500.0, text="−500"),
    EffectBar(label="wyższe inne wydatki", amount=50.0, text="+50"),
)
TOTAL = EffectBar(label="Razem", amount=-150.0, text="−150")


def trend(**fields: Any) -> dict[str, dict[str, Any]]:
    years = list(range(2019, 2025))
    frame = pd.DataFrame(
        {
            "year": years,
            "value": [100.0, 105.0, 110.0, 115.0, NAN, 130.0],
            "low": [95.0, 100.0, 104.0, 110.0, NAN, 125.0],
            "high": [104.0, 110.0, 116.0, 120.0, NAN, 140.0],
            "median": [98.0, 100.0, 104.0, 108.0, 114.0, 120.0],
        }
    )
    breaks = [SeriesBreak(year=2022, label="przerwa w serii 2022")]
    made = cost_trend_figure(
        frame, text=TREND, breaks=breaks, lang="pl", sample_text=fields.get("sample")
    )
    for width in WIDTHS:
        go.Figure(made[width])
    return made


def effects(sample: str | None = None) -> dict[str, dict[str, Any]]:
    text = EffectsText(lower="niższy", higher="wyższy", number_format=",.0f")
    made = effects_figure(BARS, TOTAL, text=text, lang="pl", sample_text=sample)
    for width in WIDTHS:
        go.Figure(made[width])
    return made


def texts_of(figure: dict[str, Any]) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_line_is_cut_at_2022(width: str) -> None:
    figure = trend()[width]
    mine = [trace for trace in figure["data"] if trace.get("name") == "Płońsk"]
    assert [trace["x"] for trace in mine] == [[2019, 2020, 2021], [2022, 2023, 2024]]
    assert mine[1]["y"] == [115.0, None, 130.0]
    assert mine[1]["connectgaps"] is False
    line = next(shape for shape in figure["layout"]["shapes"] if shape["type"] == "line")
    assert (line["x0"], line["line"]["color"], line["line"]["dash"]) == (
        2021.5, theme.WORSE, "dash"
    )  # fmt: skip
    assert "przerwa w serii 2022" in texts_of(figure)


def test_the_band_is_of_mine_and_never_crosses_a_gap_or_the_break() -> None:
    filled = [trace for trace in trend()["wide"]["data"] if trace.get("fill")]
    assert {trace["fillcolor"] for trace in filled} == {INTERVAL}
    assert [trace["x"] for trace in filled] == [[2019, 2020, 2021], [2022], [2024]]


def test_covid_years_are_named_where_there_is_room() -> None:
    made = trend()
    assert "COVID-19" in texts_of(made["wide"])
    assert "COVID-19" not in texts_of(made["narrow"])
    for width in WIDTHS:
        assert [shape["type"] for shape in made[width]["layout"]["shapes"]].count("rect") == 1


def test_bars_begin_where_the_one_before_ended() -> None:
    (bars,) = effects()["wide"]["data"]
    assert bars["base"] == [0.0, 300.0, -200.0, 0.0]
    assert bars["x"] == [300.0, -500.0, 50.0, -150.0]
    assert bars["base"][2] + bars["x"][2] == TOTAL.amount


def test_lower_is_hatched_so_that_colour_is_not_alone() -> None:
    (bars,) = effects()["narrow"]["data"]
    assert bars["marker"]["pattern"]["shape"] == ["", "/", "", ""]
    assert bars["text"] == ["+300", "−500", "+50", "−150"]


def test_the_axis_holds_every_bar_and_its_text() -> None:
    low, high = effects()["wide"]["layout"]["xaxis"]["range"]
    assert low < -200
    assert high > 300


@pytest.mark.parametrize("width", WIDTHS)
def test_a_sample_is_stamped(width: str) -> None:
    assert "DANE PRZYKŁADOWE" in texts_of(effects("DANE PRZYKŁADOWE")[width])
    assert "DANE PRZYKŁADOWE" in texts_of(trend(sample="DANE PRZYKŁADOWE")[width])


def test_labels_are_broken_at_spaces() -> None:
    assert wrapped("wyższe dotacje dla innych prowadzących", 17) == (
        "wyższe dotacje<br>dla innych<br>prowadzących"
    )
