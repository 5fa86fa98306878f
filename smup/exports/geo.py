"""GeoJSON and GeoPackage: a feature a unit, with its borders."""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyogrio
import shapely

from smup.exports.cells import decoded, slices
from smup.exports.json_rows import BETWEEN, encoded, json_objects
from smup.exports.metadata import Said, metadata
from smup.exports.saving import Progress
from smup.views.take_out.records import Extract, Places

LAYER, GEOMETRY = "smup", "geom"
WGS84 = "EPSG:4326"
NULL = "null"


def geojson_chunks(extract: Extract, progress: Progress | None = None) -> Iterator[bytes]:
    """Yield a FeatureCollection (RFC 7946) with ``metadata`` beside the features.

    A row whose unit has no borders is a feature with the geometry null.

    Args:
        extract: a table of one row a unit.
        progress: called with the number of rows behind.

    Raises:
        ValueError: when the table has no places or no borders; ``refusal`` tells so before.
    """
    places, at = _places(extract)
    shapes = {code: _compact(shape) for code, shape in _borders(places)}
    names = [column.name for column in extract.table.columns]
    about = json.dumps(_metadata(extract, places), ensure_ascii=False, allow_nan=False)
    yield f'{{"type": "FeatureCollection",\n"metadata": {about},\n"features": [\n'.encode()
    between = ""
    with closing(slices(extract.table, progress)) as pieces:
        for piece in pieces:
            if not piece.num_rows:
                continue
            rows = zip(
                decoded(piece.column(at)).to_pylist(),
                json_objects(piece, names).to_pylist(),
                strict=True,
            )
            features = (_feature(code, shapes.get(code, NULL), row) for code, row in rows)
            yield (between + BETWEEN.join(features)).encode()
            between = BETWEEN
    yield b"\n]}\n"


def save_gpkg(extract: Extract, path: Path, progress: Progress | None = None) -> None:
    """Write a GeoPackage of one layer; what is known of it is the metadata of the layer.

    Args:
        extract: a table of one row a unit.
        path: of the file, which ends with ``.gpkg``.
        progress: called with the number of rows written.

    Raises:
        ValueError: when the table has no places or no borders; ``refusal`` tells so before.
    """
    places, at = _places(extract)
    known = _metadata(extract, places)
    shapes = {code: _wkb(shape) for code, shape in _borders(places)}
    schema = extract.table.schema.append(pa.field(GEOMETRY, pa.binary()))
    with closing(slices(extract.table, progress)) as pieces:
        # A row is a unit, so all of them are a few thousand.
        rows = [_with_borders(piece, at, shapes, schema) for piece in pieces]
    pyogrio.write_arrow(
        pa.Table.from_batches(rows, schema),
        path,
        layer=LAYER,
        driver="GPKG",
        geometry_name=GEOMETRY,
        geometry_type="MultiPolygon",
        crs=WGS84,
        layer_metadata={key: _text(value) for key, value in known.items()},
        layer_options={
            "IDENTIFIER": extract.description.title,
            "DESCRIPTION": "\n".join(known["notes"]),
        },
    )


def _with_borders(
    piece: pa.RecordBatch, at: int, shapes: Mapping[str, bytes], schema: pa.Schema
) -> pa.RecordBatch:
    """Return rows with the borders of their units as WKB; null without any."""
    codes = decoded(piece.column(at)).to_pylist()
    borders = pa.array([shapes.get(code) for code in codes], pa.binary())
    plain = [decoded(column) for column in piece.columns]
    return pa.RecordBatch.from_arrays([*plain, borders], schema=schema)


def _places(extract: Extract) -> tuple[Places, int]:
    """Return how rows find their borders, and the place of the column that tells them."""
    if extract.places is None:
        raise ValueError("a table without places has no file with borders")
    keys = [column.key for column in extract.table.columns]
    return extract.places, keys.index(extract.places.column)


def _borders(places: Places) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the geometry of each unit by its code."""
    body = places.geojson()
    if body is None:
        raise ValueError(f"no borders of level {places.level} are loaded")  # noqa: EM102
    for feature in json.loads(body)["features"]:
        if feature["geometry"] is not None:
            yield str(feature["id"]), feature["geometry"]


def _metadata(extract: Extract, places: Places) -> dict[str, Any]:
    """Return what is known of the rows, and whether the borders are surveyed."""
    said = Said(extract.description.lang)
    known = metadata(extract)
    known["borders_approximate"] = places.approximate
    if places.approximate:
        known["notes"] = [*known["notes"], said("exports.about.approximate")]
    return known


def _feature(code: str | None, shape: str, row: str) -> str:
    name = NULL if code is None else encoded(code)
    return f'{{"type": "Feature", "id": {name}, "geometry": {shape}, "properties": {row}}}'


def _compact(shape: dict[str, Any]) -> str:
    return json.dumps(shape, separators=(",", ":"))


def _wkb(shape: dict[str, Any]) -> bytes:
    geometry = shapely.from_geojson(json.dumps(shape))
    if geometry.geom_type == "Polygon":
        geometry = shapely.MultiPolygon([geometry])
    data: bytes = shapely.to_wkb(geometry)
    return data


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
