"""The ruled table of sectors, used by the start page and the page of areas."""

from collections.abc import Sequence

from dash import html

from layouts.components.basics import icon
from smup.links import sector_href
from smup.typography import nbsp
from smup.views.start import Tile


def sector_tiles(tiles: Sequence[Tile], lang: str) -> html.Ul:
    """Return the sectors in the official order; one without indicators yet is not a link."""
    return html.Ul([html.Li(_tile(tile, lang)) for tile in tiles], className="cz kafle")


def _tile(tile: Tile, lang: str) -> html.A | html.Div:
    sector = tile.sector
    parts = [
        icon(sector.icon),
        html.B(nbsp(sector.name(lang))),
        html.Span(tile.note, className="m"),
    ]
    if not sector.indicator_count:
        return html.Div(parts, className="kafel")
    return html.A(parts, href=sector_href(lang, sector.code), className="kafel")
