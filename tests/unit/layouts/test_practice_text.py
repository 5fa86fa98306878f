"""Markdown of a card as components: only known elements, no markup of a stranger."""

import json
from typing import Any

import pytest
from dash import html
from dash.development.base_component import Component
from hypothesis import given
from hypothesis import strategies as st

from layouts.practice_text import ELEMENTS, markdown_part

KNOWN = {kind.__name__ for kind in ELEMENTS.values()} | {"Div"}  # type: ignore[attr-defined]


def parts_of(markdown: str, *, lang: str = "pl") -> list[Component]:
    """Return every component made of a text."""
    made = html.Div(markdown_part(markdown, lang=lang))
    return [part for part in made._traverse() if isinstance(part, Component)]


def as_json(markdown: str) -> list[Any]:
    """Return the components as the browser gets them."""
    made = [
        part.to_plotly_json() if isinstance(part, Component) else part
        for part in markdown_part(markdown, lang="en")
    ]
    return json.loads(json.dumps(made, default=lambda part: part.to_plotly_json()))  # type: ignore[no-any-return]


def words(markdown: str) -> str:
    """Return the text of all components in order."""

    def text(part: Any) -> str:
        if isinstance(part, str):
            return part
        children = part["props"].get("children") or []
        return (
            "".join(text(child) for child in children)
            if isinstance(children, list)
            else text(children)
        )

    return "".join(text(part) for part in as_json(markdown))


def test_a_text_becomes_components() -> None:
    kinds = [
        type(part).__name__
        for part in parts_of("Raz **dwa**.\n\n1. a\n2. b\n\n## Tytuł\n\n> cytat")
    ]
    assert kinds == ["P", "Strong", "Ol", "Li", "Li", "H3", "Blockquote", "P"]


def test_a_table_scrolls_in_its_own_frame() -> None:
    frame, table, *_ = parts_of("| a | b |\n|---|---|\n| 1 | 2 |")
    assert (type(frame).__name__, frame.className, frame.tabIndex) == ("Div", "tw", 0)
    assert (type(table).__name__, table.className) == ("Table", "t")
    heads = [
        part for part in parts_of("| a | b |\n|---|---|\n| 1 | 2 |") if isinstance(part, html.Th)
    ]
    assert [head.scope for head in heads] == ["col", "col"]


def test_links_lead_only_to_the_web_and_to_mail() -> None:
    links = [
        part
        for part in parts_of(
            "[a](https://example.org) [b](mailto:a@example.org) [c](javascript:alert(1)) "
            "[d](/konto) [e](data:text/html,x) [f](//example.org)"
        )
        if isinstance(part, html.A)
    ]
    assert [link.href for link in links if getattr(link, "href", None)] == [
        "https://example.org",
        "mailto:a@example.org",
    ]
    assert {link.rel for link in links if getattr(link, "href", None)} == {"nofollow noopener ugc"}


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "![obraz](https://example.org/x.png)",
        '<a href="https://example.org" onclick="x()">klik</a>',
        "<style>body{display:none}</style>",
        "<iframe src='https://example.org'></iframe>",
        "{{ 7*7 }} {% raw %} ${7*7}",
        "<svg><script>1</script></svg>",
        "]]><!--",
    ],
)
def test_hostile_texts_are_words(hostile: str) -> None:
    text = json.dumps(as_json(hostile))
    assert {type(part).__name__ for part in parts_of(hostile)} <= KNOWN
    assert '"onclick"' not in text
    assert '"onerror"' not in text
    assert '"style"' not in text
    assert "dangerously" not in text


def test_polish_texts_get_no_break_spaces_others_do_not() -> None:
    assert markdown_part("Idą w las", lang="pl")[0].children == ["Idą w\u00a0las"]
    assert markdown_part("Sit a while", lang="en")[0].children == ["Sit a while"]


def test_a_long_text_is_made_whole() -> None:
    assert words("słowo " * 20_000).count("słowo") == 20_000


@given(st.text(max_size=200))
def test_any_text_gives_only_known_elements(text: str) -> None:
    assert {type(part).__name__ for part in parts_of(text)} <= KNOWN
