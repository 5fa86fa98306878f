import gzip
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import brotli
import geopandas as gpd
import pytest
import shapely
from sqlalchemy import Engine, func, select

from smup.errors import IngestError
from smup.ingest.load import LoadSummary
from smup.models import Boundary, RejectedRow, Release
from smup.territory.boundaries import import_boundaries
from smup.territory.terc_import import import_terc
from tests.unit.territory.lists import base, write_csv

WEST, SOUTH = 18.0, 51.0
UNITS = base() | {"0201022": "Wieś", "0265": "Miasto", "0265011": "Miasto"}


def square(column: int, row: int = 0) -> shapely.Polygon:
    """A tenth of a degree, wound as RFC 7946 wants and d3 does not."""
    x, y = WEST + column / 10, SOUTH + row / 10
    return shapely.box(x, y, x + 0.1, y + 0.1, ccw=True)


def same(one: Any, other: Any) -> bool:
    return bool(one.symmetric_difference(other).area < 1e-9)


SQUARES = {"0201011": square(0), "0201022": square(1), "0265011": square(2), "0401011": square(3)}


def frame(shapes: dict[str, Any], column: str = "terc") -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({column: list(shapes)}, geometry=list(shapes.values()), crs=4326)


def write(folder: Path, shapes: dict[str, Any], name: str = "granice.geojson") -> Path:
    file = folder / name
    frame(shapes).to_file(file)
    return file


@pytest.fixture
def units(sqlite_engine: Engine, tmp_path: Path) -> Engine:
    """A database with a small list of units."""
    import_terc(sqlite_engine, write_csv(tmp_path, UNITS))
    return sqlite_engine


def stored(engine: Engine, level: str, detail: int = 0) -> dict[str, Any]:
    """The newest GeoJSON of a level: code to geometry."""
    with engine.connect() as connection:
        row = connection.execute(
            select(Boundary.gzip_body, Boundary.brotli_body)
            .where(Boundary.level == level, Boundary.detail == detail)
            .order_by(Boundary.release_id.desc())
        ).first()
    assert row is not None
    assert brotli.decompress(row[1]) == gzip.decompress(row[0])
    return {f["id"]: f["geometry"] for f in json.loads(gzip.decompress(row[0]))["features"]}


def hashes(engine: Engine, level: str) -> set[str]:
    with engine.connect() as connection:
        return set(connection.scalars(select(Boundary.content_hash).where(Boundary.level == level)))


def load(engine: Engine, file: Path, level: str = "gmina", **options: Any) -> LoadSummary:
    return import_boundaries(engine, file, level=level, **options)


def test_gminas_and_the_levels_above_are_stored_in_three_details(
    engine: Engine, tmp_path: Path
) -> None:
    import_terc(engine, write_csv(tmp_path, UNITS))

    summary = load(engine, write(tmp_path, SQUARES), valid_on=date(2021, 1, 1))

    assert (summary.counts.read, summary.counts.new) == (4, 4)
    with engine.connect() as connection:
        rows = connection.execute(select(Boundary.level, Boundary.detail, Boundary.units)).all()
        assert connection.scalars(select(Boundary.approximate).distinct()).all() == [False]
        assert connection.scalars(select(Boundary.valid_on).distinct()).all() == [date(2021, 1, 1)]
    assert {(level, detail) for level, detail, _ in rows} == {
        (level, detail)
        for level in ("gmina", "powiat", "wojewodztwo", "kraj")
        for detail in (0, 1, 2)
    }
    assert {level: count for level, _, count in rows} == {
        "gmina": 4,
        "powiat": 3,
        "wojewodztwo": 2,
        "kraj": 1,
    }


def test_features_have_the_code_of_their_level(units: Engine, tmp_path: Path) -> None:
    load(units, write(tmp_path, SQUARES))

    assert list(stored(units, "gmina")) == ["0201011", "0201022", "0265011", "0401011"]
    assert list(stored(units, "powiat")) == ["0201", "0265", "0401"]
    assert list(stored(units, "wojewodztwo")) == ["02", "04"]
    assert list(stored(units, "kraj")) == ["00"]


def test_powiats_are_dissolved_from_their_gminas(units: Engine, tmp_path: Path) -> None:
    load(units, write(tmp_path, SQUARES))

    powiat = shapely.geometry.shape(stored(units, "powiat")["0201"])

    assert same(powiat, square(0).union(square(1)))


def test_exteriors_are_stored_clockwise(units: Engine, tmp_path: Path) -> None:
    load(units, write(tmp_path, SQUARES))

    for level in ("gmina", "powiat", "wojewodztwo", "kraj"):
        for geometry in stored(units, level).values():
            assert not shapely.geometry.shape(geometry).exterior.is_ccw


@pytest.mark.parametrize("name", ["g.geojson", "g.gpkg", "g.shp", "g.shp.zip"])
def test_every_usual_format_is_read(units: Engine, tmp_path: Path, name: str) -> None:
    load(units, write(tmp_path, SQUARES, name))

    assert len(stored(units, "gmina")) == 4


def test_prg_names_and_its_coordinate_system_are_understood(units: Engine, tmp_path: Path) -> None:
    file = tmp_path / "A03_Granice_gmin.shp"
    frame(SQUARES, column="JPT_KOD_JE").to_crs(2180).to_file(file)

    load(units, file)

    gmina = shapely.geometry.shape(stored(units, "gmina")["0201011"])
    assert gmina.symmetric_difference(square(0)).area < 1e-6


def test_a_former_kind_and_a_code_of_six_digits_join_the_present_unit(
    units: Engine, tmp_path: Path
) -> None:
    load(units, write(tmp_path, {"0201023": square(0), "026501": square(1)}))

    assert list(stored(units, "gmina")) == ["0201022", "0265011"]


def test_lost_leading_zeros_are_put_back(units: Engine, tmp_path: Path) -> None:
    file = tmp_path / "liczby.geojson"
    shapes = {"0201011": square(0), "1201011": square(1)}
    codes = gpd.GeoDataFrame({"terc": [201011, 1201011]}, geometry=list(shapes.values()), crs=4326)
    codes.to_file(file)

    load(units, file)

    assert list(stored(units, "gmina")) == list(shapes)


def test_missing_units_are_named_in_the_release(units: Engine, tmp_path: Path) -> None:
    summary = load(units, write(tmp_path, SQUARES))

    assert summary.note is not None
    assert "Bez granic na mapie: Miasto 06 (0601011)" in summary.note
    assert "i jeszcze 2" in summary.note


def test_features_that_cannot_be_taken_are_kept_with_their_reason(
    units: Engine, tmp_path: Path
) -> None:
    file = write(
        tmp_path,
        SQUARES
        | {
            "0299011": square(5),
            "0201": square(6),
            "": square(7),
            "0601011": shapely.LineString([(18, 51), (18.1, 51.1)]),
            "0201044": square(8),
        },
    )

    summary = load(units, file)

    counts = summary.counts
    assert (counts.read, counts.new, counts.skipped, counts.rejected) == (9, 4, 1, 4)
    with units.connect() as connection:
        reasons = connection.execute(select(RejectedRow.line, RejectedRow.reason)).all()
    text = dict(tuple(row) for row in reasons)
    assert "Nie ma takiej jednostki: 0299011" in text[5]
    assert "poziomu „powiat”" in text[6]
    assert "To nie jest kod TERYT" in text[7]
    assert "nie jest wielokątem" in text[8]


def test_several_features_of_one_unit_are_joined(units: Engine, tmp_path: Path) -> None:
    file = tmp_path / "czesci.geojson"
    pieces = gpd.GeoDataFrame(
        {"terc": ["0201011", "0201011"]}, geometry=[square(0), square(1)], crs=4326
    )
    pieces.to_file(file)

    load(units, file)

    assert shapely.geometry.shape(stored(units, "gmina")["0201011"]).area == pytest.approx(0.02)


def test_the_same_file_again_changes_nothing(units: Engine, tmp_path: Path) -> None:
    file = write(tmp_path, SQUARES)
    load(units, file)

    again = load(units, file)

    assert (again.counts.same, again.counts.new, again.release_id) == (4, 0, None)


def test_new_geometry_is_a_new_set_and_the_old_one_stays(units: Engine, tmp_path: Path) -> None:
    load(units, write(tmp_path, SQUARES))

    load(units, write(tmp_path, SQUARES | {"0401011": square(3, 1)}, "nowe.geojson"))

    with units.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Boundary)) == 24
    moved = shapely.geometry.shape(stored(units, "gmina")["0401011"])
    assert same(moved, square(3, 1))


def test_borders_of_a_level_of_its_own_are_not_replaced_by_dissolved_ones(
    units: Engine, tmp_path: Path
) -> None:
    own = {"0201": shapely.box(WEST, SOUTH, WEST + 0.2, SOUTH + 0.3)}
    load(units, write(tmp_path, own, "powiaty.geojson"), "powiat")

    load(units, write(tmp_path, SQUARES))

    assert same(shapely.geometry.shape(stored(units, "powiat")["0201"]), own["0201"])
    assert len(stored(units, "wojewodztwo")) == 2


def test_a_later_list_gives_features_the_new_code_of_their_unit(
    units: Engine, tmp_path: Path
) -> None:
    load(units, write(tmp_path, SQUARES))
    before = hashes(units, "gmina")
    changed = {code: name for code, name in UNITS.items() if code != "0201022"}

    import_terc(units, write_csv(tmp_path, changed | {"0201023": "Wieś"}, "2025-01-01"))

    for detail in (0, 1, 2):
        assert list(stored(units, "gmina", detail))[:2] == ["0201011", "0201023"]
    assert hashes(units, "gmina").isdisjoint(before)


def _bad_files(folder: Path) -> Iterable[tuple[str, Path]]:
    texts = {
        "nie da się odczytać": "<html>błąd</html>",
        "Nie ma pliku": None,
        "nie zawiera żadnych granic": '{"type":"FeatureCollection","features":[]}',
    }
    for reason, text in texts.items():
        file = folder / f"{reason}.geojson"
        if text is not None:
            file.write_text(text, encoding="utf-8")
        yield reason, file
    nameless = folder / "bez.geojson"
    frame(SQUARES, column="nazwa").to_file(nameless)
    yield "nie ma pola z kodem", nameless
    swapped = {
        code: shapely.transform(shape, lambda p: p[:, ::-1]) for code, shape in SQUARES.items()
    }
    yield "poza Polską", write(folder, swapped, "odwrotne.geojson")
    yield "żadnej granicy poziomu", write(folder, {"0201": square(0)}, "powiat.geojson")


def test_a_file_that_is_no_map_of_units_is_refused_with_its_reason(
    units: Engine, tmp_path: Path
) -> None:
    for reason, file in _bad_files(tmp_path):
        with pytest.raises(IngestError, match=reason):
            load(units, file)
    with units.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Boundary)) == 0
        assert connection.scalar(select(func.count()).select_from(Release)) == 1


def test_without_units_the_remedy_is_named(sqlite_engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="import terc"):
        load(sqlite_engine, write(tmp_path, SQUARES))


def test_an_unknown_level_is_refused(units: Engine, tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="sołectwo"):
        load(units, write(tmp_path, SQUARES), "sołectwo")
