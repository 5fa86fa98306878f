"""Neighbours from the real borders, against an independent computation on a plane."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from sqlalchemy import Engine, select

from smup.database import init_schema, make_engine
from smup.models import Peer
from smup.territory.boundaries import import_boundaries
from smup.territory.directory import UnitDirectory
from smup.territory.store import read_directory
from smup.territory.terc_import import import_terc

pytestmark = pytest.mark.shared

TERC = "teryt/TERC_Urzedowy_2025-03-20.csv"
GMINAS = "geo/poland.municipalities.json"
PLANE = 2180  # official plane coordinates of Poland, metres
VISIBLE_KM = 0.02
Borders = dict[tuple[str, str], float]


@pytest.fixture(scope="module")
def poland(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The real units with the real borders of gminas."""
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('neighbours') / 'smup.sqlite'}")
    init_schema(engine)
    import_terc(engine, shared_data / TERC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("smup.territory.boundary_bodies.BEST_BROTLI_UP_TO", 0)
        import_boundaries(engine, shared_data / GMINAS, level="gmina")
    return engine


def stored(engine: Engine, level: str) -> Borders:
    with engine.connect() as connection:
        directory = read_directory(connection)
        query = select(Peer.unit_id, Peer.peer_id, Peer.border_km).where(
            Peer.level == level, Peer.kind == "sasiedzi"
        )
        rows = connection.execute(query).all()
    return {
        (_code(directory, one, level), _code(directory, other, level)): float(km or 0)
        for one, other, km in rows
    }


def _code(directory: UnitDirectory, unit_id: int, level: str) -> str:
    return directory.by_id(unit_id).code_at(level)[:6]


def independent(file: Path) -> Borders:
    """Lengths of the intersection of the outlines of every two gminas that touch."""
    frame = gpd.read_file(file).to_crs(PLANE)
    codes = np.array([str(code).zfill(7)[:6] for code in frame["terc"]])
    lines = shapely.boundary(np.array(frame.geometry))
    tree = shapely.STRtree(np.array(frame.geometry))
    one, other = tree.query(np.array(frame.geometry), predicate="intersects")
    apart = one != other
    one, other = one[apart], other[apart]
    km = shapely.length(shapely.intersection(lines[one], lines[other])) / 1000
    return {
        (codes[a], codes[b]): float(length) for a, b, length in zip(one, other, km, strict=True)
    }


def test_neighbours_are_those_of_an_independent_computation(
    poland: Engine, shared_data: Path
) -> None:
    ours, theirs = stored(poland, "gmina"), independent(shared_data / GMINAS)
    assert {pair for pair, km in theirs.items() if km > VISIBLE_KM} <= ours.keys()
    assert ours.keys() <= {pair for pair, km in theirs.items() if km > 0}
    lengths = [(ours[pair], theirs[pair]) for pair in ours if theirs[pair] > 1]
    ratios = np.array([mine / other for mine, other in lengths])
    assert np.median(ratios) == pytest.approx(1.0, abs=0.003)
    assert np.mean(np.abs(ratios - 1) < 0.02) > 0.999


def test_the_town_of_plonsk_lies_inside_its_rural_gmina(poland: Engine) -> None:
    beside = {other for one, other in stored(poland, "gmina") if one == "142001"}
    assert beside == {"142009"}


def test_neighbours_of_masovia_are_the_six_of_the_map(poland: Engine) -> None:
    beside = {other for one, other in stored(poland, "wojewodztwo") if one == "14"}
    assert beside == {"04", "06", "10", "20", "26", "28"}
