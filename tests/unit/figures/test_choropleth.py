"""The map: borders by address, one flat colour a class, no colour where there is no value."""

from typing import Any

import plotly.graph_objects as go
import pytest

from smup.figures.choropleth import MapLayer, choropleth_figure
from smup.figures.theme import VALUE_5

UNITS = MapLayer(geojson="/geo/gmina-0.abc.geojson", codes=["0201011", "0201022", "0201032"])
OUTLINE = MapLayer(geojson="/geo/wojewodztwo-0.abc.geojson", codes=["02"])


def figure(classes: list[int | None], **fields: Any) -> dict[str, Any]:
    options: dict[str, Any] = {"outline": OUTLINE, "colours": VALUE_5, "lang": "pl"}
    made = choropleth_figure(UNITS, class_indexes=classes, **options | fields)
    go.Figure(made)
    return made


def colour_of(scale: list[list[Any]], share: float) -> str:
    """The colour of a stepwise scale at a place from 0 to 1."""
    return next(colour for (edge, colour) in scale[1::2] if share <= edge)


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_each_class_has_its_flat_colour(count: int) -> None:
    colours = VALUE_5[:count]
    layer = figure([0, 0, 0], colours=colours)["data"][0]
    assert (layer["zmin"], layer["zmax"]) == (-1.5, count - 0.5)
    span = layer["zmax"] - layer["zmin"]
    drawn = [colour_of(layer["colorscale"], (z - layer["zmin"]) / span) for z in range(count)]
    assert drawn == list(colours)
    edges = [edge for edge, _ in layer["colorscale"]]
    assert edges == sorted(edges)
    assert (edges[0], edges[-1]) == (0.0, 1.0)


def test_a_unit_without_a_class_is_drawn_too_so_that_it_can_get_a_pattern() -> None:
    layer = figure([4, None, -1])["data"][0]
    assert layer["z"] == [4, -1, -1]
    place = (-1 - layer["zmin"]) / (layer["zmax"] - layer["zmin"])
    assert colour_of(layer["colorscale"], place) == "#E8EEF2"


def test_borders_come_by_address_and_units_by_code() -> None:
    layer = figure([0, 1, 2])["data"][0]
    assert layer["geojson"] == UNITS.geojson
    assert layer["locations"] == UNITS.codes


def test_voivodeships_are_outlined_and_catch_no_pointer() -> None:
    units, outline, cities = figure([0, 1, 2])["data"]
    assert outline["geojson"] == OUTLINE.geojson
    assert outline["hoverinfo"] == "skip"
    assert {colour for _, colour in outline["colorscale"]} == {"rgba(0,0,0,0)"}
    assert cities["hoverinfo"] == "skip"
    assert units["hoverinfo"] == "none"


def test_outline_and_cities_can_be_left_out() -> None:
    assert len(figure([0, 1, 2], outline=None, cities=False)["data"]) == 1


def test_only_a_sample_is_stamped() -> None:
    assert figure([0, 1, 2])["layout"]["annotations"] == []
    stamped = figure([0, 1, 2], sample_text="DANE PRZYKŁADOWE")["layout"]["annotations"]
    assert [note["text"] for note in stamped] == ["DANE PRZYKŁADOWE"]


def test_the_map_has_the_projection_of_official_maps_and_no_outside_topology() -> None:
    geo = figure([0, 1, 2])["layout"]["geo"]
    assert geo["projection"] == {"type": "transverse mercator", "rotation": {"lon": 19.0}}
    assert geo["visible"] is False
