"""Embedding: a block of a page (map, chart, table) at an address for frames of other sites."""

from smup.views.embed.address import (
    SIZES,
    THEMES,
    EmbedOptions,
    embed_href,
    iframe_code,
    page_of_embed,
    page_query,
    read_options,
)
from smup.views.embed.blocks import Block, blocks_of, usual_height

__all__ = [
    "SIZES",
    "THEMES",
    "Block",
    "EmbedOptions",
    "blocks_of",
    "embed_href",
    "iframe_code",
    "page_of_embed",
    "page_query",
    "read_options",
    "usual_height",
]
