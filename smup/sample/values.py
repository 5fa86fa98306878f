"""Values and flags of all variables, one variable after another, for all units and years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from smup.sample.hidden import FlagArray, flagged
from smup.sample.latent import Latent, gmina_latent, powiat_latent
from smup.sample.places import AnyUnit, Places, gmina_places, powiat_places
from smup.sample.plan import PlannedVariable
from smup.sample.population import POPULATION, population_path
from smup.sample.series import Clock, Ground, series
from smup.sample.settings import SampleSettings, VariableSettings, Whole
from smup.sample.tree import BoolArray, FloatArray, Tree

MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedVariable:
    """One variable in all units and years.

    Attributes:
        code: code of the variable.
        values: units x years, NaN where the flag says that there is no value.
        flags: units x years, numbers of :class:`smup.flags.Flag`.
        present: units x years, whether there is a row at all: a level or a year in which the
            variable is not collected has none.
    """

    code: str
    values: FloatArray
    flags: FlagArray
    present: BoolArray


class SampleValues:
    """Generator of all values; the same settings and units give the same numbers.

    Args:
        settings: seed, years, wholes and their parts.
        units: all units, the fictional ones last, so that they do not move the real ones.
        variables: what to generate, bases first.
    """

    def __init__(
        self,
        settings: SampleSettings,
        *,
        units: Sequence[AnyUnit],
        variables: Sequence[PlannedVariable],
    ) -> None:
        self._settings = settings
        self._variables = variables
        self._tree = Tree([unit.id for unit in units], [unit.parent_id for unit in units])
        gminas = gmina_places(units, last_year=settings.last_year)
        powiats = powiat_places(units, self._tree, gminas)
        latent = gmina_latent(gminas, seed=settings.seed)
        self._gminas = self._ground_of(gminas, latent)
        above = powiat_latent(latent, tree=self._tree, gminas=gminas, powiats=powiats)
        self._powiats = self._ground_of(powiats, above)
        self._true: dict[str, FloatArray] = {}
        self._below: dict[str, BoolArray] = {}

    @property
    def tree(self) -> Tree:
        """Return the tree of all units."""
        return self._tree

    @property
    def gminas(self) -> Ground:
        """Return the ground of the level of gminas."""
        return self._gminas

    def __iter__(self) -> Iterator[GeneratedVariable]:
        """Yield the variables in the planned order, parts of a whole together after the last."""
        wholes = {part: whole for whole in self._settings.whole for part in whole.parts}
        planned = {variable.card.code: variable for variable in self._variables}
        for variable in self._variables:
            code = variable.card.code
            self._generate(variable)
            whole = wholes.get(code)
            if whole is None:
                yield self._finished(variable)
            elif self._true.keys() >= set(whole.parts):
                self._fit_to(whole)
                yield from (self._finished(planned[part]) for part in whole.parts)

    def _ground_of(self, places: Places, latent: Latent) -> Ground:
        settings = self._settings
        clock = Clock(years=settings.years, reference_year=settings.reference_year)
        above = self._tree.sum_up(places.rows, np.ones((len(places), 1)))[:, 0]
        return Ground(
            places=places,
            latent=latent,
            covered=~np.isnan(above),
            seed=settings.seed,
            clock=clock,
        )

    def _ground(self, variable: PlannedVariable) -> Ground:
        return self._powiats if variable.of_powiats else self._gminas

    def _generate(self, variable: PlannedVariable) -> None:
        ground, code = self._ground(variable), variable.card.code
        if code == POPULATION:
            values = population_path(
                variable.settings,
                ground.places,
                ground.latent,
                years=ground.clock.years,
                seed=ground.seed,
            )
            below = np.zeros(values.shape, dtype=bool)
        else:
            values, below = series(
                variable.settings,
                ground,
                code=code,
                service=variable.service,
                base=self._base(variable.settings, ground),
                decimals=variable.card.decimals,
            )
        self._true[code] = self._spread_up(variable, values)
        self._below[code] = below

    def _base(self, settings: VariableSettings, ground: Ground) -> FloatArray:
        shape = (len(ground.places), len(ground.clock.years))
        if settings.base == "one":
            return np.ones(shape)
        if settings.base == "area_km2":
            return np.broadcast_to(ground.places.area_km2[:, None], shape)
        return self._true[settings.base][ground.places.rows]

    def _spread_up(self, variable: PlannedVariable, values: FloatArray) -> FloatArray:
        """Return all units x years: sums, or means weighted by the base, else by people."""
        places = self._ground(variable).places
        if variable.card.additive:
            return np.round(self._tree.sum_up(places.rows, values), MOST_DECIMALS)
        base = self._true.get(variable.settings.base)
        by_place = places.population[:, None] if base is None else base[places.rows]
        mean = self._tree.mean_up(places.rows, values, np.broadcast_to(by_place, values.shape))
        decimals = 0 if variable.settings.integer else variable.card.decimals
        return np.round(mean, decimals)

    def _fit_to(self, whole: Whole) -> None:
        """Scale the parts to their whole and round them so that they add up exactly."""
        rows = self._gminas.places.rows
        parts = np.stack([self._true[part][rows] for part in whole.parts])
        total = self._true[whole.total][rows]
        summed = parts.sum(axis=0)
        shares = parts.cumsum(axis=0) / np.where(summed > 0, summed, 1.0)
        edges = np.round(shares * total)
        edges[-1] = total
        fitted = np.diff(edges, axis=0, prepend=0.0)
        for part, values in zip(whole.parts, fitted, strict=True):
            self._true[part] = self._tree.sum_up(rows, values)

    def _finished(self, variable: PlannedVariable) -> GeneratedVariable:
        values, flags, present = flagged(
            self._true[variable.card.code],
            variable.settings,
            self._ground(variable),
            code=variable.card.code,
            below_format=self._below[variable.card.code],
        )
        return GeneratedVariable(
            code=variable.card.code, values=values, flags=flags, present=present
        )
