"""Values of one variable in its places: levels, effects, trends, zeros and services not run."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from smup.sample.latent import Latent, stable_generator, standardised, surface
from smup.sample.places import Places
from smup.sample.settings import VariableSettings
from smup.sample.tree import BoolArray, FloatArray

PANDEMIC_YEAR = 2020
BUDGET_BREAK_YEAR = 2022
PERSISTENCE = 0.5
SIZE_AGAINST_ZERO = 1.0
SIZE_AGAINST_NOT_RUN = 0.7
TOWN_AGAINST_NOT_RUN = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Years of the sample and the year to which ``rate`` refers."""

    years: tuple[int, ...]
    reference_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What values of one level of tasks grow from.

    ``covered`` tells for all units whether they are a place or have one below them.
    """

    places: Places
    latent: Latent
    covered: BoolArray
    seed: int
    clock: Clock


def series(
    settings: VariableSettings,
    ground: Ground,
    *,
    code: str,
    service: str,
    base: FloatArray,
    decimals: int,
) -> tuple[FloatArray, BoolArray]:
    """Return the true values of a variable before anything is hidden.

    Args:
        settings: how the variable is generated.
        ground: places and what is common to all their variables.
        code: code of the variable; with the seed it fixes all random numbers.
        service: key of the service; variables of one service are not run in the same places.
        base: places x years, true values of the base; NaN where the service is not run.
        decimals: of the card; ignored for whole numbers.

    Returns:
        Places x years: values, NaN where the service is not run, 0 where the phenomenon does not
        occur; and whether a value is smaller than the format (kept exact, as in observations).
    """
    places, years = ground.places, len(ground.clock.years)
    # One row of numbers a place: more places at the end do not move the others.
    drawn = stable_generator(ground.seed, "variable", code).standard_normal(
        (len(places), 2 + years)
    )
    rounding = stable_generator(ground.seed, "rounding", code).random(len(places))
    rare, noise = drawn[:, 1], settings.noise * _persistent(drawn[:, 2:])
    effects = _unit_effects(settings, ground, code=code, spread=settings.spread * drawn[:, 0])
    effects = effects[:, None] + _year_effects(settings, ground.clock)[None, :] + noise
    if settings.scale == "logit":
        values = base * expit(logit(settings.rate) + effects)
    else:
        values = base * settings.rate * np.exp(effects)
    size = standardised(np.log10(places.population), places)
    values[_highest(rare - SIZE_AGAINST_ZERO * size, settings.zero_share, places)] = 0.0
    rounded = _rounded(values, settings, rounding=rounding, decimals=decimals)
    if settings.scale == "logit":
        rounded = np.minimum(rounded, base)
    rounded[_not_run(settings, ground, service=service)] = np.nan
    below_format = (rounded == 0) & (values > 0) & (not settings.integer)
    return np.where(below_format, values, rounded), below_format


def _unit_effects(
    settings: VariableSettings, ground: Ground, *, code: str, spread: FloatArray
) -> FloatArray:
    places, latent = ground.places, ground.latent
    effects = (
        spread
        + settings.town * places.town
        + settings.size * np.log10(places.population / 10_000)
        + settings.wealth * latent.wealth
        + settings.ageing * latent.ageing
    )
    if settings.region:
        effects = effects + settings.region * surface(places, seed=ground.seed, label=code)
    return np.asarray(effects - np.median(effects[~places.fictional]))


def _year_effects(settings: VariableSettings, clock: Clock) -> FloatArray:
    def level(year: int) -> float:
        shock = {PANDEMIC_YEAR: 1.0, PANDEMIC_YEAR + 1: 0.5}.get(year, 0.0)
        after_break = settings.break_2022 if year >= BUDGET_BREAK_YEAR else 0.0
        return settings.trend * year + settings.shock_2020 * shock + after_break

    return np.array([level(year) - level(clock.reference_year) for year in clock.years])


def _persistent(fresh: FloatArray) -> FloatArray:
    """Return an autoregressive path of deviation 1: a good year is half a good next year."""
    path = np.empty_like(fresh)
    path[:, 0] = fresh[:, 0]
    for year in range(1, fresh.shape[1]):
        path[:, year] = PERSISTENCE * path[:, year - 1]
        path[:, year] += np.sqrt(1 - PERSISTENCE**2) * fresh[:, year]
    return path


def _rounded(
    values: FloatArray, settings: VariableSettings, *, rounding: FloatArray, decimals: int
) -> FloatArray:
    """Round to the format of the variable.

    Whole numbers are rounded up or down at a threshold that stays with the place: so rare things
    (0.3 libraries) are there in 30 % of places, in the same ones every year, and sums keep level.
    """
    if not settings.integer:
        return np.round(values, decimals)
    return np.floor(values + rounding[:, None])


def _not_run(settings: VariableSettings, ground: Ground, *, service: str) -> BoolArray:
    """Choose the places that do not run the service: small and rural ones more often."""
    places = ground.places
    random = stable_generator(ground.seed, "service", service)
    score = (
        random.standard_normal(len(places))
        - SIZE_AGAINST_NOT_RUN * standardised(np.log10(places.population), places)
        - TOWN_AGAINST_NOT_RUN * standardised(places.town, places)
    )
    return _highest(score, settings.na_share, places)


def _highest(score: FloatArray, share: float, places: Places) -> BoolArray:
    """Choose the places whose score is in the highest share of real places."""
    real = np.sort(score[~places.fictional])[::-1]
    chosen = round(share * len(real))
    return np.asarray(score >= real[chosen - 1] if chosen else np.zeros(len(score), dtype=bool))
