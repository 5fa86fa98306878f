"""Shared components: what they draw and what they say to those who do not see it."""

from types import SimpleNamespace
from typing import Any

import pytest
from dash import html
from dash.development.base_component import Component

from layouts.components import Choices, YearAxis, band_strip, context_bar, unit_search
from layouts.components.mini import lines_picture
from layouts.document import Head, render
from smup.i18n import texts
from smup.views.questions import LinesPicture

GROUP = SimpleNamespace(min=10.0, q1=20.0, median=30.0, q3=40.0, max=50.0)
PARTS = {"css": "", "config": "", "scripts": "", "renderer": ""}


def by_class(tree: Component, name: str) -> list[Any]:
    """Return the parts of a tree with a class."""
    found = [tree, *tree._traverse()]
    return [part for part in found if name in (getattr(part, "className", None) or "").split()]


def left(part: Component) -> float:
    """Return the place of a part of the strip, in percent."""
    return float(part.style["left"].rstrip("%"))


def test_the_strip_puts_least_median_and_greatest_in_one_scale() -> None:
    strip = band_strip(GROUP, 50.0)
    assert left(by_class(strip, "z")[0]) == pytest.approx(2.8, abs=0.05)
    assert left(by_class(strip, "d")[0]) == pytest.approx(50.0, abs=0.05)
    assert left(by_class(strip, "j")[0]) == pytest.approx(97.2, abs=0.05)


def test_a_value_outside_the_group_widens_the_strip() -> None:
    strip = band_strip(GROUP, 90.0)
    assert left(by_class(strip, "j")[0]) == pytest.approx(97.2, abs=0.05)
    assert left(by_class(strip, "d")[0]) < 30


def test_a_group_of_equal_values_is_drawn_in_the_middle() -> None:
    equal = SimpleNamespace(min=5.0, q1=5.0, median=5.0, q3=5.0, max=5.0)
    assert left(by_class(band_strip(equal, 5.0), "j")[0]) == 50.0


def test_no_value_has_no_marker() -> None:
    assert by_class(band_strip(GROUP, None), "j") == []


def test_an_indicator_that_is_not_judged_has_a_hollow_marker() -> None:
    assert band_strip(GROUP, 30.0, polarity="none").className == "pas n"
    assert band_strip(GROUP, 30.0, polarity="down").className == "pas"


def test_a_strip_is_named_or_hidden_from_screen_readers() -> None:
    named = band_strip(GROUP, 30.0, label="30, mediana 30").to_plotly_json()["props"]
    assert (named["role"], named["aria-label"]) == ("img", "30, mediana 30")
    assert band_strip(GROUP, 30.0).to_plotly_json()["props"]["aria-hidden"] == "true"


def bar(axis: YearAxis) -> html.Div:
    """Return a context bar with one group."""
    groups = Choices(options=[("kraj", "Polska")], chosen="kraj")
    return context_bar("x", texts("pl"), unit_label="", groups=groups, axis=axis)


def test_the_slider_marks_gaps_and_breaks() -> None:
    axis = YearAxis(years=[2012, 2013, 2016, 2017], year=2017, breaks=[2016])
    assert len(by_class(bar(axis), "nie")) == 2
    assert len(by_class(bar(axis), "prz")) == 1


def test_the_slider_tells_its_year_in_words() -> None:
    slider = by_class(bar(YearAxis(years=[2012, 2013], year=2012)), "suw")[0]
    props = slider.to_plotly_json()["props"]
    assert (props["role"], props["aria-valuetext"], props["aria-valuemax"]) == (
        "slider",
        "2012",
        "2013",
    )


def test_a_bar_without_years_says_so() -> None:
    tree = bar(YearAxis(years=[], year=None))
    assert by_class(tree, "suw") == []
    assert by_class(tree, "lata")[0].children[0].children == texts("pl")("controls.no_years")


def test_the_search_has_a_visible_label_for_its_field() -> None:
    search = unit_search("find", texts("pl"), label="Znajdź")
    label = search.children[0]
    assert (label.children, label.htmlFor) == ("Znajdź", "find-field")


def test_a_year_without_a_value_interrupts_the_line() -> None:
    picture = LinesPicture(
        mine=(1.0, float("nan"), 3.0),
        median=(1.0, 2.0, 3.0),
        mine_text="3",
        median_text="3",
        first_year=2020,
        last_year=2022,
    )
    image = next(part for part in lines_picture(picture)._traverse() if isinstance(part, html.Img))
    mine = image.src.rsplit("%3Cpath", maxsplit=1)[1]
    assert mine.count("M") == 2


def test_the_document_escapes_titles_and_knows_both_languages() -> None:
    head = Head(lang="en", path="/obszary", title="<script>", projector=True)
    text = render(head, **PARTS)
    assert '<html lang="en" class="proj">' in text
    assert "<title>&lt;script&gt;</title>" in text
    assert '<link rel="canonical" href="/en/obszary">' in text
    assert '<link rel="alternate" hreflang="pl" href="/obszary">' in text
