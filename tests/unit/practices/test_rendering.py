import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smup.practices.rendering import TAGS, plain_text, safe_html

MARKS = (
    "<script>", "</p>", "[a](", "javascript:", ")", "![", "]", "`", "*", "# ", "> ", "|", "\n",
    "<img src=x onerror=alert(1)>", "&lt;", '"', "data:", "https://a.pl", "<a href='/x'>",
)  # fmt: skip


def test_markdown_becomes_html() -> None:
    text = "Akapit *ważny*.\n\n- jeden\n- dwa\n\n|a|b|\n|-|-|\n|1|2|\n"
    html = safe_html(text)
    assert "<p>Akapit <em>ważny</em>.</p>" in html
    assert "<li>jeden</li>" in html
    assert "<td>1</td>" in html


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("# a", ["h3"]),
        ("### a\n### b", ["h3", "h3"]),
        ("##### a\n# b", ["h3", "h3"]),
        ("## a\n#### b\n#### c\n## d", ["h3", "h4", "h4", "h3"]),
        ("# a\n## b\n### c\n#### d\n##### e", ["h3", "h4", "h5", "h6", "h6"]),
    ],
)
def test_headings_follow_one_another_from_the_third_level(text: str, tags: list[str]) -> None:
    assert re.findall(r"<(h\d)>", safe_html(text)) == tags


def test_links_lead_to_the_web_and_to_mail_only() -> None:
    assert safe_html("[a](https://example.org/x)") == (
        '<p><a href="https://example.org/x" rel="nofollow noopener ugc">a</a></p>'
    )
    assert 'href="mailto:a@example.org"' in safe_html("<mailto:a@example.org>")
    for target in (
        "javascript:alert(1)",
        "data:text/html,x",
        "/konto",
        "//example.org",
        "file:///x",
    ):
        assert "href" not in safe_html(f"[a]({target})")


def test_raw_html_is_shown_as_text_and_images_as_their_description() -> None:
    assert safe_html("<b onclick=x>a</b>") == "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>"
    assert safe_html('![Plan "tras" <i>](https://example.org/a.png)') == (
        '<p>Plan "tras" &lt;i&gt;</p>'
    )


@settings(max_examples=60)
@given(st.lists(st.one_of(st.sampled_from(MARKS), st.text(max_size=8)), max_size=20).map("".join))
def test_nothing_but_listed_tags_ever_comes_out(text: str) -> None:
    html = safe_html(text)
    assert set(re.findall(r"<\s*/?\s*([a-zA-Z][^\s/>]*)", html)) <= TAGS
    attributes = re.findall(r"<\w+ ([^>]*)>", html)
    assert all(re.match(r'(href="(https?|mailto):|rel=|title=|start=)', one) for one in attributes)


def test_deep_nesting_and_long_texts_end() -> None:
    assert len(safe_html("> " * 5_000 + "x")) < 100_000
    assert "x" in safe_html("[" * 5_000 + "x")


def test_plain_text_has_words_and_no_marks() -> None:
    text = (
        "# Co\n\nJest **tak** &amp; [tu](https://example.org).\n\n- a\n- b\n\n|c|d|\n|-|-|\n|1|2|"
    )
    assert plain_text(text).split() == [
        "Co",
        "Jest",
        "tak",
        "&",
        "tu.",
        "a",
        "b",
        "c",
        "d",
        "1",
        "2",
    ]


def test_plain_text_of_html_is_that_text() -> None:
    assert plain_text("<b>a</b>") == "<b>a</b>"


@pytest.mark.parametrize(
    "text",
    [
        "|" + "a|" * 3000 + "\n|" + "-|" * 3000 + "\n" + "|\n" * 1500,
        "|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n" + "x\n" * 9000,
    ],
    ids=["a head of 3000 columns", "rows without cells"],
)
def test_a_table_does_not_grow_by_cells_nobody_wrote(text: str) -> None:
    assert safe_html(text[:20_000]).count("<td") < 2_000


def test_a_table_with_a_cell_left_out_is_a_table() -> None:
    assert safe_html("|a|b|\n|-|-|\n|1|").count("<td") == 2
