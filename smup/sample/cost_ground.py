"""What the costs of the sample grow from: the variables as shown, gminas by years."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from smup.catalogue.schema import Name
from smup.sample.cost_settings import Grown, ServiceSample
from smup.sample.latent import stable_generator
from smup.sample.series import Clock
from smup.sample.tree import BoolArray, FloatArray, IntArray
from smup.sample.values import GeneratedVariable

POPULATION = "ludnosc"
SPENDING = "spending"


class CostGround:
    """Gminas, years and variables; every array is gminas x years.

    Numbers are random by gmina, so that more gminas at the end do not move the others.

    Args:
        generated: all variables of the sample.
        rows: positions of the gminas among all units.
        unit_ids: keys of all units.
        clock: years.
        seed: of the sample.
        left_out: keys of the gminas that get no costs.
    """

    def __init__(
        self,
        generated: Mapping[str, GeneratedVariable],
        *,
        rows: IntArray,
        unit_ids: IntArray,
        clock: Clock,
        seed: int,
        left_out: Collection[int] = (),
    ) -> None:
        self._generated = generated
        self._seed = seed
        self.rows = rows
        self.left_out = left_out
        self.unit_ids: IntArray = unit_ids[rows]
        self.years: IntArray = np.array(clock.years, dtype=np.int64)
        self._since: FloatArray = (self.years - clock.reference_year).astype(np.float64)
        people = np.nan_to_num(self.variable(POPULATION)[:, -1], nan=1.0)
        self._size: FloatArray = np.log10(np.maximum(people, 1.0) / 10_000)[:, None]

    @property
    def shape(self) -> tuple[int, int]:
        """Return the numbers of gminas and years."""
        return len(self.rows), len(self.years)

    def has(self, *codes: str) -> bool:
        """Tell whether the sample has all these variables."""
        return all(code in self._generated for code in codes if code != SPENDING)

    def variable(self, code: Name) -> FloatArray:
        """Return a variable as it is shown: NaN where it is hidden or not applicable."""
        return self._generated[code].values[self.rows]

    def not_run(self, code: Name) -> BoolArray:
        """Tell where a variable is not applicable in any year: the service is not run."""
        held = self._generated[code]
        return np.asarray(np.isnan(held.values[self.rows]).all(axis=1) & held.present[self.rows, 0])

    def uniform(self, *labels: str, years: bool = False) -> FloatArray:
        """Return numbers from 0 to 1: one a gmina, or one for each of its years."""
        random = stable_generator(self._seed, "cost", *labels)
        return random.random((len(self.rows), len(self.years) if years else 1))

    def normal(self, *labels: str, years: bool = False) -> FloatArray:
        """Return normal numbers: one a gmina, or one for each of its years."""
        random = stable_generator(self._seed, "cost", *labels)
        return random.standard_normal((len(self.rows), len(self.years) if years else 1))

    def grow(
        self,
        settings: Grown,
        *labels: str,
        spending: FloatArray | None = None,
        less: Sequence[str] = (),
    ) -> FloatArray:
        """Return a quantity; NaN where its base is not shown or the unit has none of it.

        Args:
            settings: what it grows from and how.
            labels: with the seed they fix its random numbers.
            spending: that of the service, for the base ``spending``.
            less: variables taken off the base.
        """
        if settings.base == SPENDING:
            if spending is None:
                raise ValueError(settings.base)
            base = spending
        else:
            base = self.variable(settings.base)
        for code in less:
            base = base - np.nan_to_num(self.variable(code))
        effects = settings.trend * self._since[None, :] + settings.size * self._size
        if settings.spread:
            effects = effects + settings.spread * self.normal(*labels)
        if settings.noise:
            effects = effects + settings.noise * self.normal(*labels, "noise", years=True)
        values = np.maximum(base, 0.0) * (settings.rate * np.exp(effects))
        if settings.units < 1:
            values = np.where(self.uniform(*labels, "units") < settings.units, values, np.nan)
        return np.asarray(values)

    def total(self, parts: Sequence[Grown], *labels: str) -> FloatArray:
        """Return the sum of quantities; NaN where one of them is not known."""
        summed = np.zeros(self.shape)
        for at, settings in enumerate(parts):
            summed = summed + self.grow(settings, *labels, str(at))
        return summed

    def can_make(self, settings: ServiceSample) -> bool:
        """Tell whether the sample has the variables that a service needs."""
        grown = [settings.spending, *settings.posts, *settings.area, *settings.incomes.values()]
        grown += [one for one in (settings.resource, settings.facilities) if one]
        return self.has(settings.output, *settings.less, *(one.base for one in grown))
