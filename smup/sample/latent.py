"""Latent factors of places: what makes indicators of one place move together."""

import hashlib
from dataclasses import dataclass

import numpy as np

from smup.sample.places import Places, mean_of_gminas
from smup.sample.tree import FloatArray, Tree

KM_PER_DEGREE = 111.2
CITY_FROM = 100_000
CITY_REACH_KM = 18.0
SURFACE_WAVES = 24
SURFACE_LENGTH_KM = 160.0
MINING_SHARE = 0.008


@dataclass(frozen=True, slots=True, kw_only=True)
class Latent:
    """Standardised factors, one number a place (mean 0, deviation 1 over real places)."""

    wealth: FloatArray
    ageing: FloatArray


def stable_generator(seed: int, *labels: str) -> np.random.Generator:
    """Return random numbers that depend on the seed and the labels only, not on any order."""
    digest = hashlib.blake2b("/".join(labels).encode(), digest_size=8).digest()
    return np.random.default_rng([seed, int.from_bytes(digest, "big")])


def standardised(column: FloatArray, places: Places) -> FloatArray:
    """Return the column with mean 0 and deviation 1 over the real places."""
    real = column[~places.fictional]
    deviation = float(real.std()) or 1.0
    return (column - float(real.mean())) / deviation


def kilometres(places: Places) -> FloatArray:
    """Return places x 2: kilometres east and north of the centre, on a flat approximation."""
    east = (places.lon - 19.48) * KM_PER_DEGREE * np.cos(np.radians(52.07))
    north = (places.lat - 52.07) * KM_PER_DEGREE
    return np.column_stack([east, north])


def surface(places: Places, *, seed: int, label: str) -> FloatArray:
    """Return a smooth random surface over the country, standardised.

    A sum of plane waves with normal frequencies approximates a Gaussian process with a squared
    exponential kernel (Rahimi, Recht 2007, "Random Features for Large-Scale Kernel Machines").
    """
    random = stable_generator(seed, "surface", label)
    waves = random.standard_normal((2, SURFACE_WAVES)) / SURFACE_LENGTH_KM
    phases = random.uniform(0, 2 * np.pi, SURFACE_WAVES)
    return standardised(np.cos(kilometres(places) @ waves + phases).sum(axis=1), places)


def gmina_latent(gminas: Places, *, seed: int) -> Latent:
    """Return the factors of gminas.

    Wealth: nearness of a big city, west before east, towns, and a few places with a mine or a
    power plant. Ageing: shrinking towns and villages far from cities, less in suburbs.
    """
    own = stable_generator(seed, "latent").standard_normal((len(gminas), 2))
    mining = stable_generator(seed, "mining").random(len(gminas)) < MINING_SHARE
    nearness = standardised(np.log(_city_potential(gminas)), gminas)
    suburb = standardised(nearness * (1.0 - 0.6 * gminas.town), gminas)
    west = standardised(-gminas.lon, gminas)
    wealth = (
        0.55 * nearness
        + 0.3 * west
        + 0.35 * gminas.town
        + 0.35 * surface(gminas, seed=seed, label="wealth")
        + 0.6 * own[:, 0]
        + 4.0 * mining
    )
    ageing = (
        -0.7 * suburb
        + 0.4 * gminas.town
        + 0.5 * surface(gminas, seed=seed, label="ageing")
        + 0.6 * own[:, 1]
    )
    return Latent(wealth=standardised(wealth, gminas), ageing=standardised(ageing, gminas))


def powiat_latent(latent: Latent, *, tree: Tree, gminas: Places, powiats: Places) -> Latent:
    """Return the factors of powiats: means of their gminas, standardised again."""

    def mean(column: FloatArray) -> FloatArray:
        means = mean_of_gminas(column, tree=tree, gminas=gminas)[powiats.rows]
        return standardised(means, powiats)

    return Latent(wealth=mean(latent.wealth), ageing=mean(latent.ageing))


def _city_potential(gminas: Places) -> FloatArray:
    """Return people in cities around each gmina, less with distance, at least a far village's."""
    points = kilometres(gminas)
    cities = np.flatnonzero((gminas.population >= CITY_FROM) & ~gminas.fictional)
    potential = np.full(len(gminas), 1_500.0)
    for city in cities:
        away = np.hypot(*(points - points[city]).T)
        potential += gminas.population[city] * np.exp(-away / CITY_REACH_KM)
    return potential
