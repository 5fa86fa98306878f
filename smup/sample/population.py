"""Population of the sample: real where the fact is known, a smooth generated path around it."""

from collections.abc import Sequence

import numpy as np

from smup.sample.latent import Latent, stable_generator, surface
from smup.sample.places import Places
from smup.sample.settings import VariableSettings
from smup.sample.tree import FloatArray

POPULATION = "ludnosc"


def population_path(
    settings: VariableSettings,
    gminas: Places,
    latent: Latent,
    *,
    years: Sequence[int],
    seed: int,
) -> FloatArray:
    """Return gminas x years: persons; exactly the known number in the year of the fact.

    Args:
        settings: ``trend``, ``town``, ``wealth``, ``ageing`` and ``region`` add up to the growth of
            a year on the log scale; ``noise`` is the deviation of single years.
        gminas: places with the fact and its year.
        latent: factors of the gminas.
        years: years wanted.
        seed: seed of the sample.
    """
    random = stable_generator(seed, "variable", POPULATION)
    growth = (
        settings.trend
        + settings.town * gminas.town
        + settings.wealth * latent.wealth
        + settings.ageing * latent.ageing
        + settings.region * surface(gminas, seed=seed, label=POPULATION)
    )
    noise = settings.noise * random.standard_normal((len(gminas), len(years)))
    since = np.array(years)[None, :] - gminas.population_year[:, None]
    path = np.exp(growth[:, None] * since + np.where(since == 0, 0.0, noise))
    return np.maximum(np.round(gminas.population[:, None] * path), 1.0)
