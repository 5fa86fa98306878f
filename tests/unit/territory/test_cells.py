from typing import Any

import numpy as np
import pytest
import shapely

from smup.territory.cells import approximate_boundaries
from smup.territory.directory import UnitDirectory
from smup.territory.geometry import Shapes, dissolved


@pytest.fixture(scope="module")
def drawn(poland: UnitDirectory) -> dict[int, Any]:
    """The cells by position, drawn once."""
    return approximate_boundaries(poland)


@pytest.fixture(scope="module")
def positions(drawn: dict[int, Any]) -> list[int]:
    """Gminas that have a cell."""
    return sorted(drawn)


@pytest.fixture(scope="module")
def cells(drawn: dict[int, Any]) -> Shapes:
    """Cells of the whole country in the order of positions."""
    return np.array([drawn[position] for position in sorted(drawn)], dtype=object)


def test_every_gmina_has_a_cell(poland: UnitDirectory, positions: list[int]) -> None:
    assert positions == sorted(poland.positions("gmina").tolist())


def test_cells_neither_overlap_nor_leave_gaps(cells: Shapes) -> None:
    assert shapely.is_valid(cells).all()
    assert shapely.coverage_is_valid(cells)


def test_cells_have_about_the_area_of_their_gmina(
    poland: UnitDirectory, cells: Shapes, positions: list[int]
) -> None:
    km2 = shapely.area(cells) * 111.2**2 * np.cos(np.radians(52.1))
    ratio = km2 / poland.area_km2[positions]

    assert np.median(ratio) == pytest.approx(1.0, abs=0.03)
    assert (np.abs(ratio - 1) < 0.25).mean() > 0.9
    assert ratio.min() > 0.1


def test_the_country_is_one_piece_of_its_own_size_without_holes(cells: Shapes) -> None:
    country = shapely.coverage_union_all(cells)

    assert country.geom_type == "Polygon"
    assert len(country.interiors) == 0
    km2 = country.area * 111.2**2 * np.cos(np.radians(52.1))
    assert km2 == pytest.approx(313_933, rel=0.03)
    west, south, east, north = country.bounds
    assert (west, south, east, north) == pytest.approx((14.1, 49.0, 24.2, 54.8), abs=0.35)


def test_voivodeships_and_nearly_all_powiats_are_one_piece(
    poland: UnitDirectory, cells: Shapes, positions: list[int]
) -> None:
    _, voivodeships = dissolved(cells, poland.voivodeship[positions])
    _, powiats = dissolved(cells, poland.powiat[positions])

    assert (shapely.get_num_geometries(voivodeships) == 1).all()
    assert (shapely.get_num_geometries(powiats) > 1).sum() <= 8


def test_nine_of_ten_gminas_contain_their_own_location(
    poland: UnitDirectory, cells: Shapes, positions: list[int]
) -> None:
    inside = shapely.contains_xy(cells, poland.lon[positions], poland.lat[positions])

    assert inside.mean() > 0.9


def test_the_same_units_give_the_same_cells(poland: UnitDirectory, drawn: dict[int, Any]) -> None:
    again = approximate_boundaries(poland)

    assert all(again[position].equals(drawn[position]) for position in drawn)
