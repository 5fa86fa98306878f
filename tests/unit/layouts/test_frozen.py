"""What is sent as HTML says the same as the components it stands for."""

import pytest
from dash import dcc, html

from callbacks.sending import light
from layouts.frozen import LEAST, frozen, markup


def rows(n: int) -> list[html.Tr]:
    return [html.Tr(html.Td(str(row))) for row in range(n)]


def test_text_and_attributes_are_escaped() -> None:
    part = html.A(['<b> & "x"', None, 3], href='/?a=1&b="', **{"data-a": "<>"})
    assert markup(part) == (
        '<a href="/?a=1&amp;b=&quot;" data-a="&lt;&gt;">&lt;b&gt; &amp; "x"3</a>'
    )


def test_names_of_attributes_are_those_of_html() -> None:
    part = html.Td(
        html.Label("x", htmlFor="y", tabIndex=-1),
        className="num",
        colSpan=2,
        hidden=True,
        **{"aria-hidden": "true"},
    )
    assert markup(part) == (
        '<td class="num" colspan="2" hidden aria-hidden="true">'
        '<label for="y" tabindex="-1">x</label></td>'
    )


def test_what_is_false_or_nothing_is_left_out() -> None:
    assert markup(html.Details(html.Summary("x"), open=False, title=None)) == (
        "<details><summary>x</summary></details>"
    )


def test_a_style_becomes_declarations() -> None:
    part = html.I(style={"left": "3%", "backgroundColor": "red", "--kw": 4, "width": 8})
    assert markup(part) == '<i style="left:3%;background-color:red;--kw:4;width:8px"></i>'


def test_an_element_without_content_is_not_closed() -> None:
    assert markup(html.Img(src="/a.svg", alt="")) == '<img alt="" src="/a.svg">'


def test_a_component_with_behaviour_is_refused() -> None:
    with pytest.raises(TypeError, match="Store is not plain HTML"):
        markup(html.Div(dcc.Store(id="s")))


def test_a_large_part_without_ids_is_one_component() -> None:
    table = frozen(html.Table(html.Tbody(rows(LEAST)), className="x"))
    sent = table.to_plotly_json()["props"]
    assert sent["className"] == "x"
    assert sent["children"] is None
    assert sent["data-html"].startswith("<tbody><tr><td>0</td></tr>")
    assert sent["data-html"].count("<tr>") == LEAST


def test_a_part_with_an_id_may_be_given_other_children_so_it_stays() -> None:
    place = frozen(html.Div(html.Table(html.Tbody(rows(LEAST))), id="filled"))
    sent = place.to_plotly_json()["props"]
    assert "data-html" not in sent
    assert "data-html" in sent["children"].to_plotly_json()["props"]


def test_a_small_part_stays_as_it_is() -> None:
    part = frozen(html.Div(html.P("x")))
    assert part.children.children == "x"


def test_what_a_callback_fills_is_never_inside() -> None:
    inner = html.Div(id="filled")
    page = frozen(html.Div([html.Table(rows(LEAST)), inner]))
    assert page.children[1] is inner
    assert "data-html" in page.children[0].to_plotly_json()["props"]


def test_an_answer_keeps_everything_else() -> None:
    answer = light(lambda **_: {"a": [{"label": 1}], "b": None, "c": html.P("x")})(asked=1)
    assert answer["a"] == [{"label": 1}]
    assert answer["b"] is None
    assert answer["c"].children == "x"
