"""The example typology of the sample: rules by hand, and never without its label."""

from typing import Any

import pytest

from smup.sample.typology import TYPES, example_type
from smup.territory.shipped import shipped_units
from smup.territory.unit import TerritorialUnit
from tests.memory_country import PLONSK, WROCLAW, directory


def unit(code: str, **fields: Any) -> TerritorialUnit:
    """A unit of the country in memory with other facts."""
    found = directory().by_code(code)
    values = {name: getattr(found, name) for name in found.__slots__}
    return TerritorialUnit(**(values | {"area_km2": 100.0} | fields))


LARGE = unit(WROCLAW, lon=17.0, lat=51.1)


@pytest.mark.parametrize(
    ("code", "fields", "expected"),
    [
        (WROCLAW, {"population": 200_000}, "P1"),
        (WROCLAW, {"population": 199_999}, "P2"),
        # A degree of longitude at 51.1 N is 69.8 km: 24.4 km and 25.8 km.
        (PLONSK, {"lon": 17.35, "lat": 51.1}, "P3"),
        (PLONSK, {"lon": 17.37, "lat": 51.1}, "P4"),
        (PLONSK, {"kind": "miejsko-wiejska"}, "P5"),
        (PLONSK, {"kind": "wiejska", "population": 6_000}, "P6"),
        (PLONSK, {"kind": "wiejska", "population": 5_999}, "P7"),
        (PLONSK, {"population": None}, None),
        (PLONSK, {"area_km2": None}, None),
        (PLONSK, {"lon": None}, None),
    ],
)
def test_the_type_follows_from_kind_size_density_and_nearness(
    code: str, fields: dict[str, Any], expected: str | None
) -> None:
    assert example_type(unit(code, **fields), [LARGE]) == expected


def test_every_name_says_that_the_typology_is_an_example() -> None:
    assert all("typologia przykładowa" in polish for polish, _ in TYPES.values())
    assert all("example typology" in english for _, english in TYPES.values())


def test_the_shipped_units_have_what_the_rules_need() -> None:
    gminas = [one for one in shipped_units() if one.level == "gmina"]
    assert all(one.population and one.area_km2 and one.lon for one in gminas)
