"""How many SELECTs the triangle, its map and the places take."""

from typing import Any

import pytest
from sqlalchemy import Engine

from smup.views.costs.expected import expected_of
from smup.views.costs.maps import cost_map
from smup.views.costs.places_words import places_record
from smup.views.costs.triangle import comparisons, readings
from tests.cost_database import PLONSK
from tests.small_country import counted_selects
from tests.unit.views.costs.test_cost_section_selects import read


@pytest.mark.parametrize(
    ("section", "most"),
    [
        # Both readings of all units of the group at once.
        (readings, 1),
        (comparisons, 1),
        # The list of borders.
        (cost_map, 1),
        (places_record, 0),
    ],
)
def test_linked_parts_take_a_fixed_number_of_selects(
    engine: Engine, section: Any, most: int
) -> None:
    data = read(engine, unit=PLONSK, group="kraj")
    expected_of(data)
    with counted_selects(engine) as selects:
        section(data)
    assert len(selects) <= most
