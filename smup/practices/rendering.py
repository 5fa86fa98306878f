"""Markdown of cards as safe HTML, and as plain text for the search."""

import html
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

HIGHEST, LOWEST = 3, 6
"""Levels of headings in a text: the page has the first, the sections of a card the second."""
TAGS = frozenset(
    {
        "p", "br", "hr", "ul", "ol", "li", "em", "strong", "s", "code", "pre", "blockquote", "a",
        "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
    }
)  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
MOST_EMPTY_CELLS = 1_000
"""Cells of a table that its author left out."""
EMPTY_CELLS = "MAX_AUTOCOMPLETED_CELLS"
REL = "nofollow noopener ugc"
SCHEMES = {"http", "https", "mailto"}
_BLOCK_END = re.compile(r"</(?:p|li|h[3-6]|tr|td|th|pre|blockquote)>|<(?:br|hr) ?/?>")


@lru_cache(maxsize=128)
def safe_html(markdown: str) -> str:
    """Return a text as HTML that can be put on a page as it is.

    CommonMark with tables and strike-through. Raw HTML is shown as the text it is, an image as
    its description; links lead only to web and e-mail addresses. Headings follow one another
    without a gap from the third level down, whatever levels the author chose.
    """
    tokens = _PARSER.parse(markdown)
    _number_headings(tokens)
    return nh3.clean(
        _PARSER.renderer.render(tokens, _PARSER.options, {}),
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        link_rel=REL,
        url_schemes=SCHEMES,
        url_relative="deny",
    ).strip()


def plain_text(markdown: str) -> str:
    """Return the words of a text without any marks, paragraphs and cells parted by line ends."""
    marked = _BLOCK_END.sub("\n", safe_html(markdown))
    words = html.unescape(nh3.clean(marked, tags=set()))
    lines = (line.strip() for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


def _number_headings(tokens: Sequence[Token]) -> None:
    """Give headings the levels of an outline: one below the nearest larger one before it."""
    open_levels: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(HIGHEST - 1 + len(open_levels), LOWEST)}"


def _description(
    _renderer: object, tokens: Sequence[Token], place: int, _options: object, _env: object
) -> str:
    return html.escape(tokens[place].content)


def _parser() -> MarkdownIt:
    # A head of many columns over many short rows would make of one text a table of 65 thousand
    # empty cells; the rest of such a table is shown as text.
    # The package has a function of the name of this module, so ``import`` does not reach it.
    rule = import_module("markdown_it.rules_block.table")
    setattr(rule, EMPTY_CELLS, MOST_EMPTY_CELLS)
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.add_render_rule("image", _description)
    return parser


_PARSER = _parser()
