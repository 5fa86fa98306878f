"""Six gminas in four years with variables written by hand, and the costs made from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from smup.costs.dictionary import CostDictionary, read_dictionary
from smup.flags import Flag
from smup.sample.cost_ground import CostGround
from smup.sample.cost_settings import CostSample, read_cost_sample
from smup.sample.costs import SampleCosts, generate_costs
from smup.sample.series import Clock
from smup.sample.values import GeneratedVariable
from smup.settings import DATA

YEARS = (2020, 2021, 2022, 2023)
COUNTRY, GMINAS = 0, 6
SCHOOLS = "szkoly-podstawowe"
CHAPTER = "80101"
SCHOOL_VARIABLES: Mapping[str, Any] = {
    "ludnosc": [4_000, 6_000, 9_000, 15_000, 40_000, 120_000],
    "uczniowie_sp": [300, 450, 700, 1_200, 3_300, 9_500],
    "oddzialy_sp": [22, 30, 44, 66, 165, 430],
    "etaty_nauczycieli_sp": [40, 52, 77, 118, 300, 790],
    "wydatki_sp": [4.9e6, 6.8e6, 1.0e7, 1.5e7, 3.9e7, 1.02e8],
    "wydatki_biezace": [2.6e7, 4.0e7, 5.9e7, 1.0e8, 2.8e8, 9.0e8],
}
HIDDEN = {Flag.MISSING, Flag.SECRET, Flag.NOT_APPLICABLE, Flag.NOT_YET_PUBLISHED}


def variable(
    code: str, gminas: Any, *, flags: Any = None, units: int = GMINAS
) -> GeneratedVariable:
    """A variable: one number a gmina for all years, or gminas x years; the country is a sum."""
    below = np.array(gminas, dtype=np.float64)[:units]
    if below.ndim == 1:
        below = np.repeat(below[:, None], len(YEARS), axis=1)
    values = np.vstack([np.nansum(below, axis=0), below])
    held = np.where(values == 0, Flag.DID_NOT_OCCUR, Flag.OCCURRED).astype(np.int8)
    for (gmina, year), flag in (flags or {}).items():
        held[gmina + 1, YEARS.index(year)] = flag
    return GeneratedVariable(
        code=code,
        values=np.where(np.isin(held, [int(flag) for flag in HIDDEN]), np.nan, values),
        flags=held,
        present=np.ones(values.shape, dtype=bool),
    )


@dataclass(kw_only=True)
class Made:
    """Costs of a small sample.

    Attributes:
        changed: variables in place of the usual ones, or beside them.
        settings: fields of ``CostSample``.
        seed: of the sample.
        gminas: how many of the six.
        left_out: keys of those that get no costs.
    """

    changed: dict[str, GeneratedVariable] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    seed: int = 7
    gminas: int = GMINAS
    left_out: tuple[int, ...] = ()

    @cached_property
    def variables(self) -> dict[str, GeneratedVariable]:
        usual = {
            code: variable(code, gminas, units=self.gminas)
            for code, gminas in SCHOOL_VARIABLES.items()
        }
        return usual | self.changed

    @cached_property
    def dictionary(self) -> CostDictionary:
        return read_dictionary()

    @cached_property
    def ground(self) -> CostGround:
        return CostGround(
            self.variables,
            rows=np.arange(1, self.gminas + 1),
            unit_ids=np.arange(100, 101 + self.gminas),
            clock=Clock(years=YEARS, reference_year=YEARS[-1]),
            seed=self.seed,
            left_out=self.left_out,
        )

    @cached_property
    def costs(self) -> SampleCosts:
        sample: CostSample = read_cost_sample(DATA / "sample").model_copy(update=self.settings)
        return generate_costs(self.ground, sample, self.dictionary, release_id=3)

    @cached_property
    def spending(self) -> pd.DataFrame:
        return self.costs.rows.spending.astype({"chapter": str, "paragraph": str})

    def spent(self, chapter: str, *, capital: bool = False) -> np.ndarray:
        """Sum of the current (or capital) rows of a chapter, zl, gminas x years."""
        rows = self.spending[self.spending["chapter"] == chapter]
        rows = rows[rows["paragraph"].str.startswith("6") == capital]
        total = np.zeros((self.gminas, len(YEARS)))
        at = rows["unit_id"].to_numpy() - 101, rows["year"].to_numpy() - YEARS[0]
        np.add.at(total, at, rows["amount_gr"].to_numpy() / 100)
        return total

    def of_service(self, service: str) -> pd.DataFrame:
        """Rows of ``service_cost`` of a service."""
        frame = self.costs.service_cost
        return frame[frame["service"] == service]
