"""The map: one factory for every choropleth of the product.

Geometry comes by address, so the figure stays small and the browser keeps the borders. The browser
recolours the drawn paths itself (``assets/js/map.js``) by the same rule as ``class_index``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from smup.figures.theme import INK, Figure, stamp, template

# The frame of the country: degrees east and north, with a margin of about 5 km.
LON_RANGE = (14.05, 24.22)
LAT_RANGE = (48.96, 54.90)
CENTRAL_MERIDIAN = 19.0

NO_CLASS = "#E8EEF2"

CITIES = (
    ("Warszawa", 21.01, 52.23, "middle right"),
    ("Kraków", 19.94, 50.06, "middle right"),
    ("Gdańsk", 18.65, 54.35, "middle left"),
    ("Poznań", 16.93, 52.41, "middle right"),
    ("Wrocław", 17.03, 51.11, "middle right"),
    ("Lublin", 22.57, 51.25, "middle left"),
    ("Białystok", 23.16, 53.13, "middle left"),
    ("Szczecin", 14.55, 53.43, "middle right"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLayer:
    """Drawn units of one level.

    Attributes:
        geojson: address of the borders; each feature's ``id`` is a TERYT code.
        codes: TERYT codes in drawing order.
    """

    geojson: str
    codes: Sequence[str]


def choropleth_figure(  # noqa: PLR0913 - keywords that say what the map shows
    units: MapLayer,
    *,
    outline: MapLayer | None,
    class_indexes: Sequence[int | None],
    colours: Sequence[str],
    lang: str,
    sample_text: str | None = None,
    cities: bool = True,
) -> Figure:
    """Return a choropleth with one flat colour a class.

    Args:
        units: the units to colour.
        outline: borders drawn over them (voivodeships), not coloured.
        class_indexes: class of each unit, in the order of ``units.codes``; None or -1 for no class.
        colours: colour of each class, lowest first.
        lang: language of the template.
        sample_text: text of the sample mark, or None for real data.
        cities: draw the names of eight big cities.
    """
    layers = [_coloured(units, class_indexes, colours)]
    if outline:
        layers.append(_outlined(outline))
    if cities:
        layers.append(_city_names())
    layout = {
        "template": template(lang),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "dragmode": False,
        "uirevision": "map",
        "geo": {
            "visible": False,
            "fitbounds": False,
            "bgcolor": "rgba(0,0,0,0)",
            # Transverse Mercator on 19° E is the look of official Polish maps (PL-1992).
            "projection": {
                "type": "transverse mercator",
                "rotation": {"lon": CENTRAL_MERIDIAN},
            },
            "lonaxis": {"range": list(LON_RANGE)},
            "lataxis": {"range": list(LAT_RANGE)},
        },
        "annotations": [stamp(sample_text, size=32)] if sample_text else [],
    }
    return {"data": layers, "layout": layout}


def _coloured(
    units: MapLayer, class_indexes: Sequence[int | None], colours: Sequence[str]
) -> Figure:
    # Plotly draws no shape for an empty z, and the browser could then never give it the pattern
    # of its kind of empty: units without a class are a class of their own, below the others.
    bands = (NO_CLASS, *colours)
    count = len(bands)
    steps = [(place / count, (place + 1) / count) for place in range(count)]
    scale = [
        [edge, colour]
        for (low, high), colour in zip(steps, bands, strict=True)
        for edge in (low, high)
    ]
    return {
        "type": "choropleth",
        "geojson": units.geojson,
        "locations": list(units.codes),
        "z": [-1 if index is None else int(index) for index in class_indexes],
        "zmin": -1.5,
        "zmax": count - 1.5,
        "colorscale": scale,
        "showscale": False,
        # The browser's own hit test on the paths is quicker than Plotly's search (map.js).
        "hoverinfo": "none",
        "marker": {"line": {"color": "#fff", "width": 0.6}},
    }


def _outlined(outline: MapLayer) -> Figure:
    clear = "rgba(0,0,0,0)"
    return {
        "type": "choropleth",
        "geojson": outline.geojson,
        "locations": list(outline.codes),
        "z": [0] * len(outline.codes),
        "colorscale": [[0, clear], [1, clear]],
        "showscale": False,
        "hoverinfo": "skip",
        "marker": {"line": {"color": "#fff", "width": 1.6}},
    }


def _city_names() -> Figure:
    names, lons, lats, places = zip(*CITIES, strict=True)
    return {
        "type": "scattergeo",
        "lon": list(lons),
        "lat": list(lats),
        "text": list(names),
        "textposition": list(places),
        "mode": "markers+text",
        "hoverinfo": "skip",
        "marker": {"size": 6, "color": "#fff", "line": {"color": INK, "width": 1.5}},
        "textfont": {"size": 14, "color": INK},
    }
