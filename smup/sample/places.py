"""Places: the units in which values arise, as aligned columns."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from smup.sample.tree import BoolArray, FloatArray, IntArray, Tree
from smup.territory.unit import TerritorialUnit, UnitRow

AnyUnit = UnitRow | TerritorialUnit
TOWN_BY_KIND = {"miejska": 1.0, "miejsko-wiejska": 0.5}
CENTRE_OF_POLAND = (19.48, 52.07)
DENSITY_WITHOUT_FACTS = 60.0
AREA_WITHOUT_FACTS = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Units of one level of tasks, as columns of equal length.

    ``rows`` are positions among all units; ``town`` is 1 in towns, 0.5 in urban-rural gminas, 0 in
    rural ones, and the share of people in such gminas in powiats.
    """

    rows: IntArray
    population: FloatArray
    population_year: IntArray
    area_km2: FloatArray
    lon: FloatArray
    lat: FloatArray
    town: FloatArray
    fictional: BoolArray

    def __len__(self) -> int:
        return len(self.rows)


def gmina_places(units: Sequence[AnyUnit], *, last_year: int) -> Places:
    """Return all gminas, cities with powiat rights among them.

    A gmina without a known population gets that of a sparse one; without a location, the centre.
    """
    rows = [row for row, unit in enumerate(units) if unit.level == "gmina"]
    chosen = [units[row] for row in rows]
    area = np.array([unit.area_km2 or AREA_WITHOUT_FACTS for unit in chosen])
    lon, lat = CENTRE_OF_POLAND
    return Places(
        rows=np.array(rows, dtype=np.int64),
        population=np.array(
            [
                float(unit.population or round(size * DENSITY_WITHOUT_FACTS))
                for unit, size in zip(chosen, area, strict=True)
            ]
        ),
        population_year=np.array([unit.population_year or last_year for unit in chosen]),
        area_km2=area,
        lon=np.array([lon if unit.lon is None else unit.lon for unit in chosen]),
        lat=np.array([lat if unit.lat is None else unit.lat for unit in chosen]),
        town=np.array([TOWN_BY_KIND.get(unit.kind, 0.0) for unit in chosen]),
        fictional=np.array([unit.fictional for unit in chosen]),
    )


def powiat_places(units: Sequence[AnyUnit], tree: Tree, gminas: Places) -> Places:
    """Return all powiats and cities with powiat rights, described by their gminas."""
    rows = np.array(
        [row for row, unit in enumerate(units) if unit.level == "powiat" or unit.city_county],
        dtype=np.int64,
    )

    def total(column: FloatArray) -> FloatArray:
        summed: FloatArray = tree.sum_up(gminas.rows, column[:, None])[rows, 0]
        return summed

    def mean(column: FloatArray) -> FloatArray:
        return mean_of_gminas(column, tree=tree, gminas=gminas)[rows]

    return Places(
        rows=rows,
        population=total(gminas.population),
        population_year=np.round(mean(gminas.population_year.astype(float))).astype(np.int64),
        area_km2=total(gminas.area_km2),
        lon=mean(gminas.lon),
        lat=mean(gminas.lat),
        town=mean(gminas.town),
        fictional=np.array([units[row].fictional for row in rows]),
    )


def mean_of_gminas(column: FloatArray, *, tree: Tree, gminas: Places) -> FloatArray:
    """Return the mean of a column of gminas for all units, weighted by population."""
    weights = gminas.population[:, None]
    return tree.mean_up(gminas.rows, column[:, None], weights)[:, 0]
