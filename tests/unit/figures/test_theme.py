"""The template: marks of the language, no outside address, colours that can be told apart."""

from itertools import pairwise

import plotly.graph_objects as go
import pytest

from smup.figures import theme


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB as WCAG 2.1 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("lang", "marks"), [("pl", ",\u00a0"), ("en", ".,")])
def test_numbers_of_pictures_have_the_marks_of_the_language(lang: str, marks: str) -> None:
    made = theme.template(lang)
    go.layout.Template(made)
    assert made["layout"]["separators"] == marks


@pytest.mark.parametrize(
    ("of_values", "of_ticks"), [(",.0f", ",.0~f"), (",.1f", ",.1~f"), (",.2f", ",.2~f")]
)
def test_ticks_have_the_decimals_of_values_without_trailing_zeros(
    of_values: str, of_ticks: str
) -> None:
    assert theme.axis_format(of_values) == of_ticks


@pytest.mark.parametrize("ramp", [theme.VALUE_5, theme.CONTEXT_5])
def test_a_ramp_darkens_from_class_to_class(ramp: tuple[str, ...]) -> None:
    shades = [luminance(colour) for colour in ramp]
    assert shades == sorted(shades, reverse=True)
    assert all(contrast(one, two) > 1.2 for one, two in pairwise(ramp))


@pytest.mark.parametrize(
    "colour", [theme.INK, theme.TEXT, theme.TEXT_2, theme.TEXT_3, theme.MINE, theme.BETTER]
)
def test_words_can_be_read_on_white(colour: str) -> None:
    assert contrast(colour, "#FFFFFF") >= 4.5


def test_worse_can_be_read_on_white() -> None:
    assert contrast(theme.WORSE, "#FFFFFF") >= 4.5


def test_graphs_ask_no_other_host_and_show_no_bar() -> None:
    config = theme.graph_config("en")
    assert config["topojsonURL"] == "/topo/"
    assert (config["displayModeBar"], config["showSendToCloud"]) == (False, False)
    assert config["locale"] == "en"


def test_the_stamp_is_faint_and_lies_over_the_middle() -> None:
    mark = theme.stamp("DANE PRZYKŁADOWE", size=32)
    assert (mark["x"], mark["y"], mark["font"]["size"]) == (0.5, 0.5, 32)
    assert 0 < mark["opacity"] < 0.3


def test_a_note_is_a_text_without_an_arrow_that_can_be_overridden() -> None:
    made = theme.note("x", showarrow=True)
    assert theme.note("x")["showarrow"] is False
    assert made["showarrow"] is True
