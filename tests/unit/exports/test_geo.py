"""GeoJSON and GeoPackage, read back by GDAL."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely

from smup.exports import forms
from tests.extracts import COLUMNS, ROWS, with_places

SQUARE = [[[16.0, 51.0], [16.5, 51.0], [16.5, 51.5], [16.0, 51.0]]]
TWO = [SQUARE, [[[20.0, 52.0], [20.5, 52.0], [20.5, 52.5], [20.0, 52.0]]]]
BODY = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": "0201011",
                "properties": {},
                "geometry": {"type": "Polygon", "coordinates": SQUARE},
            },
            {
                "type": "Feature",
                "id": "1420062",
                "properties": {},
                "geometry": {"type": "MultiPolygon", "coordinates": TWO},
            },
        ],
    }
).encode()


def written(form: str, folder: Path, *, approximate: bool = True) -> Path:
    path = folder / f"table.{form}"
    forms.write(form, with_places(BODY, approximate=approximate), path)
    return path


def test_geojson_has_a_feature_for_each_row(tmp_path: Path) -> None:
    found = json.loads(written("geojson", tmp_path).read_text(encoding="utf-8"))
    assert found["type"] == "FeatureCollection"
    features = found["features"]
    assert [feature["id"] for feature in features] == [row[0] for row in ROWS]
    assert [tuple(feature["properties"].values()) for feature in features] == list(ROWS)
    assert features[0]["geometry"] == {"type": "Polygon", "coordinates": SQUARE}
    assert features[2]["geometry"]["coordinates"] == TWO
    assert [feature["geometry"] is None for feature in features] == [
        False,
        True,
        False,
        *[True] * 4,
    ]


@pytest.mark.parametrize("approximate", [True, False])
def test_geojson_says_whether_the_borders_are_surveyed(tmp_path: Path, approximate: bool) -> None:
    path = written("geojson", tmp_path, approximate=approximate)
    known = json.loads(path.read_text(encoding="utf-8"))["metadata"]
    assert known["borders_approximate"] is approximate
    assert any(note.startswith("Granice przybliżone") for note in known["notes"]) is approximate
    assert known["title"] == "Wydatki na ucznia, gminy, 2024"


@pytest.mark.parametrize("form", ["geojson", "gpkg"])
def test_gdal_reads_values_codes_and_borders(form: str, tmp_path: Path) -> None:
    frame: Any = pyogrio.read_dataframe(written(form, tmp_path))
    assert list(frame["teryt"]) == [row[0] for row in ROWS]
    names = [None if name != name else name for name in frame["jednostka"]]  # noqa: PLR0124
    assert names == [row[1] for row in ROWS]
    values = [None if value != value else value for value in frame["wartosc"]]  # noqa: PLR0124
    assert values == [row[3] for row in ROWS]
    assert frame.crs.to_epsg() == 4326
    assert list(frame.geometry.isna()) == [False, True, False, *[True] * 4]
    expected = shapely.geometry.shape({"type": "Polygon", "coordinates": SQUARE})
    assert frame.geometry[0].equals(expected)


def test_the_geopackage_tells_what_it_holds(tmp_path: Path) -> None:
    path = written("gpkg", tmp_path)
    info = pyogrio.read_info(path, layer="smup")
    known = info["layer_metadata"]
    assert known["title"] == "Wydatki na ucznia, gminy, 2024"
    assert known["borders_approximate"] == "true"
    assert json.loads(known["columns"])[3]["unit"] == "zł/os."
    with sqlite3.connect(path) as base:
        found = base.execute("select identifier, description from gpkg_contents").fetchone()
        rows = base.execute("select teryt, rok, typeof(rok), uwaga from smup").fetchall()
    assert found[0] == "Wydatki na ucznia, gminy, 2024"
    assert "Granice przybliżone" in found[1]
    assert rows[3] == ("1420011", -5, "integer", "dwie\nlinie & <znak>")
    base.close()


def test_the_columns_are_those_of_the_table(tmp_path: Path) -> None:
    info = pyogrio.read_info(written("gpkg", tmp_path), layer="smup")
    assert list(info["fields"]) == [column.name for column in COLUMNS]


@pytest.mark.parametrize("form", ["geojson", "gpkg"])
def test_no_file_is_left_without_borders(form: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="borders"):
        forms.write(form, with_places(None), tmp_path / "table")
    assert list(tmp_path.iterdir()) == []


def test_nothing_stays_of_a_geopackage_given_up(tmp_path: Path) -> None:
    class GivenUpError(Exception):
        """Somebody pressed Cancel."""

    def stop(rows: int) -> None:
        raise GivenUpError

    with pytest.raises(GivenUpError):
        forms.write("gpkg", with_places(BODY), tmp_path / "a.gpkg", progress=stop)
    assert list(tmp_path.iterdir()) == []
