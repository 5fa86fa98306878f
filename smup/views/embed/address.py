"""Addresses of embedded views, their keys, and the code that embeds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qsl, urlencode

from smup.links import href, with_query
from smup.view_state import Problem
from smup.views.embed.blocks import Block, blocks_of

ROOT = "/embed"
THEMES = ("jasny", "ciemny", "kontrast")
"""``jasny`` dark letters on white · ``ciemny`` light letters on dark · ``kontrast`` black, white
and yellow."""
SIZES = ("zwykly", "zwarty")
"""``zwykly`` as on the page · ``zwarty`` smaller margins and letters, for narrow columns."""
HEADING_CHOICES = ("tak", "nie")
KEYS = ("blok", "motyw", "rozmiar", "naglowek")


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedOptions:
    """How a block is shown.

    Attributes:
        block: the block; None when the page has none.
        theme: one of ``THEMES``.
        size: one of ``SIZES``.
        heading: the title stands above the block; without it only screen readers meet it.
        problems: keys of the address whose value was replaced by the default.
    """

    block: Block | None
    theme: str = THEMES[0]
    size: str = SIZES[0]
    heading: bool = True
    problems: tuple[Problem, ...] = ()


def embed_href(
    lang: str,
    page: str,
    block: str,
    query: str | Mapping[str, str] = "",
    *,
    theme: str = THEMES[0],
    heading: bool = True,
) -> str:
    """Return the path and query of an embedded block; put the address of the service before it.

    Args:
        lang: ``pl`` or ``en``.
        page: path of the page without the language, for example ``/obszar/edukacja``.
        block: key of a block of ``blocks_of(page)``.
        query: query string of the page without question mark, or its keys and values.
        theme: one of ``THEMES``.
        heading: whether the title stands above the block.
    """
    pairs = list(query.items()) if isinstance(query, Mapping) else parse_qsl(query)
    own = {
        "blok": block,
        "motyw": None if theme == THEMES[0] else theme,
        "naglowek": None if heading else "nie",
    }
    kept = [(key, value) for key, value in pairs if key not in KEYS]
    kept += [(key, value) for key, value in own.items() if value is not None]
    return with_query(href(lang, f"{ROOT}{page}"), urlencode(kept))


def iframe_code(address: str, title: str, height: int) -> str:
    """Return the HTML that embeds a view.

    Args:
        address: absolute address of the embedded view.
        title: name of the frame, which screen readers say.
        height: of the frame in pixels; its width is that of the column it stands in.
    """
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" '
        f'height="{int(height)}" style="border:0" loading="lazy" '
        'referrerpolicy="strict-origin-when-cross-origin"></iframe>'
    )


def page_of_embed(path: str) -> str | None:
    """Return the path of the page that an embedded view is made of; None for another path."""
    if path != ROOT and not path.startswith(f"{ROOT}/"):
        return None
    return path.removeprefix(ROOT) or "/"


def page_query(query: Mapping[str, str]) -> dict[str, str]:
    """Return the query of the page: that of the embedded view without its own keys."""
    return {key: value for key, value in query.items() if key not in KEYS}


def read_options(page_path: str, query: Mapping[str, str], lang: str) -> EmbedOptions:
    """Return how a block is shown; what cannot be understood becomes the default and is told."""
    blocks = {block.key: block for block in blocks_of(page_path, lang)}
    problems: list[Problem] = []

    def chosen(key: str, choices: tuple[str, ...]) -> str:
        asked = query.get(key)
        if asked in choices:
            return str(asked)
        if asked:
            problems.append(Problem(parameter=key, value=asked[:60]))
        return choices[0]

    return EmbedOptions(
        block=blocks[chosen("blok", tuple(blocks))] if blocks else None,
        theme=chosen("motyw", THEMES),
        size=chosen("rozmiar", SIZES),
        heading=chosen("naglowek", HEADING_CHOICES) == "tak",
        problems=tuple(problems),
    )
