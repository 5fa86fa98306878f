"""Pictures of a unit before and after a practice: phases, cuts, ends, small paths."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from smup.figures.before_after import AFTER, PRACTICE, BeforeAfterText, before_after_figure
from smup.figures.small_lines import BOTTOM, LABEL_GAP, LEFT, RIGHT, TOP, small_lines
from smup.figures.trend import SeriesBreak

NAN = float("nan")
WIDTHS = ("wide", "narrow")
YEARS = list(range(2015, 2025))
VALUES = [28.0, 29, 31, 30, 41, 47, 51, 52, 53, 53]
MEDIANS = [27.0, 28, 29, 31, 32, 34, 35, 36, 37, 38]
TEXT = BeforeAfterText(
    unit="Pruszków",
    unit_end="53% Pruszków",
    unit_short="53%",
    median="mediana",
    median_end="38% mediana",
    median_short="38%",
    before="przed",
    after="od wdrożenia (2018)",
    moment="wdrożenie (2018)",
    measure="%",
    number_format=",.0f",
    suffix="%",
)


def frame(values: list[float] | None = None, medians: list[float] | None = None) -> pd.DataFrame:
    middle = medians or MEDIANS
    return pd.DataFrame(
        {
            "year": YEARS,
            "value": values or VALUES,
            "median": middle,
            "q1": [one - 4 for one in middle],
            "q3": [one + 4 for one in middle],
        }
    )


def figures(data: pd.DataFrame | None = None, **fields: Any) -> dict[str, dict[str, Any]]:
    values: dict[str, Any] = {"started": 2018, "text": TEXT, "lang": "pl", **fields}
    return before_after_figure(frame() if data is None else data, **values)


def texts_of(figure: dict[str, Any]) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize("width", WIDTHS)
def test_plotly_knows_every_property(width: str) -> None:
    breaks = [SeriesBreak(year=2021, label="inaczej od 2021")]
    found = figures(breaks=breaks, sample_text="DANE PRZYKŁADOWE")[width]
    go.Figure(found)
    assert "DANE PRZYKŁADOWE" in texts_of(found)
    assert "DANE PRZYKŁADOWE" not in texts_of(figures()[width])


def test_the_ground_after_the_implementation_is_tinted_and_begun_by_a_line() -> None:
    ground, line = figures()["wide"]["layout"]["shapes"]
    assert (ground["fillcolor"], ground["x0"], ground["layer"]) == (AFTER, 2018, "below")
    assert (line["x0"], line["x1"], line["line"]["color"]) == (2018, 2018, PRACTICE)
    assert {"przed", "od wdrożenia (2018)"} <= set(texts_of(figures()["wide"]))


def test_a_side_without_room_has_no_name() -> None:
    first = texts_of(figures(started=2015)["wide"])
    assert "przed" not in first
    assert "od wdrożenia (2018)" in first
    wide = texts_of(figures(started=2023)["wide"])
    assert {"przed", "od wdrożenia (2018)"} <= set(wide)
    late = figures(started=2023)["narrow"]["layout"]["annotations"]
    moment = next(note for note in late if note["text"] == "wdrożenie (2018)")
    assert moment["xanchor"] == "right"
    assert "od wdrożenia (2018)" not in [note["text"] for note in late]
    outside = figures(started=2010)["wide"]
    assert outside["layout"]["shapes"] == []
    assert "przed" not in texts_of(outside)


def test_lines_are_cut_at_breaks_and_named_at_their_ends() -> None:
    found = figures(breaks=[SeriesBreak(year=2021, label="inaczej od 2021")])["wide"]
    mine = [trace for trace in found["data"] if trace.get("name") == "Pruszków"]
    assert [trace["x"] for trace in mine] == [YEARS[:6], YEARS[6:]]
    assert {"53% Pruszków", "38% mediana", "inaczej od 2021"} <= set(texts_of(found))


def test_a_missing_year_cuts_the_line_and_the_end_is_the_last_value() -> None:
    values = [*VALUES[:4], NAN, *VALUES[5:9], NAN]
    found = figures(frame(values))["wide"]
    mine = next(trace for trace in found["data"] if trace.get("name") == "Pruszków")
    assert mine["y"][4] is None
    assert mine["connectgaps"] is False
    label = next(n for n in found["layout"]["annotations"] if n["text"] == "53% Pruszków")
    assert label["y"] == 53.0


def test_a_phone_has_bare_numbers_and_fewer_years() -> None:
    wide, narrow = (figures()[width]["layout"] for width in WIDTHS)
    assert len(narrow["xaxis"]["tickvals"]) < len(wide["xaxis"]["tickvals"])
    assert narrow["margin"]["r"] < wide["margin"]["r"]
    assert "53%" in [note["text"] for note in narrow["annotations"]]


def test_the_axis_has_room_and_does_not_go_below_zero() -> None:
    low, high = figures(frame([1.0] * 10, [4.0] * 10))["wide"]["layout"]["yaxis"]["range"]
    assert low == 0
    assert high > 8
    flat = pd.DataFrame({"year": [2018], "value": [5.0], "median": NAN, "q1": NAN, "q3": NAN})
    assert figures(flat)["wide"]["layout"]["yaxis"]["range"] == [4.7, 6.0]


def test_small_paths_span_the_box() -> None:
    found = small_lines(frame(), started=2018)
    assert found.unit.startswith(f"M{LEFT:.1f} ")
    assert f"L{RIGHT:.1f} " in found.unit
    assert (found.started, found.years) == (56.0, (2015, 2024))
    heights = [float(part.split()[1]) for part in found.unit[1:].split("L")]
    assert min(heights) == TOP + 6
    assert max(heights) < BOTTOM
    assert found.unit_y is not None
    assert found.median_y is not None
    assert found.median_y - found.unit_y >= LABEL_GAP


def test_small_labels_are_pushed_apart_in_their_order() -> None:
    close = small_lines(frame([*VALUES[:9], 38.5]), started=2018)
    assert close.unit_y is not None
    assert close.median_y is not None
    assert close.median_y - close.unit_y == pytest.approx(LABEL_GAP, abs=0.1)


def test_a_small_line_begins_anew_after_a_break_or_a_gap() -> None:
    cut = small_lines(frame(), started=2018, breaks=[2021])
    assert cut.unit.count("M") == 2
    gap = small_lines(frame([*VALUES[:4], NAN, *VALUES[5:]]), started=2018)
    assert (gap.unit.count("M"), gap.median.count("M")) == (2, 1)
    alone = small_lines(frame([*VALUES[:8], NAN, 53.0]), started=2018)
    assert alone.unit.endswith("h0.1")


def test_a_small_picture_of_one_year_or_of_equal_values() -> None:
    one = pd.DataFrame({"year": [2018], "value": [5.0], "median": [NAN]})
    found = small_lines(one, started=2010)
    assert found.unit == f"M{LEFT:.1f} 48.0h0.1"
    assert (found.median, found.median_y, found.started) == ("", None, LEFT)
