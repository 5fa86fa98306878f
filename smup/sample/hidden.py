"""Kinds of empty: what of the true values the sample shows, and why the rest is not shown."""

import numpy as np
import numpy.typing as npt

from smup.flags import Flag
from smup.sample.latent import stable_generator
from smup.sample.series import Ground
from smup.sample.settings import VariableSettings
from smup.sample.tree import BoolArray, FloatArray

FlagArray = npt.NDArray[np.int8]


def flagged(
    true: FloatArray,
    settings: VariableSettings,
    ground: Ground,
    *,
    code: str,
    below_format: BoolArray,
) -> tuple[FloatArray, FlagArray, BoolArray]:
    """Hide and flag values.

    What is hidden in a place still counts in the units above it, as in official aggregates.

    Args:
        true: all units x years; NaN where the service is not run.
        settings: shares of what is missing and secret, first year and lag.
        ground: places of the variable and the years.
        code: code of the variable, key of its random numbers.
        below_format: places x years, values that are smaller than the format.

    Returns:
        Values (NaN where there is none), flags, and whether there is a row; all units x years.
    """
    rows, years = ground.places.rows, np.array(ground.clock.years)
    flags = np.where(true == 0, Flag.DID_NOT_OCCUR, Flag.OCCURRED).astype(np.int8)
    flags[rows] = np.where(below_format, Flag.BELOW_FORMAT, flags[rows])
    shape = (len(rows), len(years))
    coin, among_equals = stable_generator(ground.seed, "secret", code).random((*shape, 2)).T
    secret = (coin.T < 0.5) & _smallest(true[rows], 2 * settings.secret_share, among_equals.T)
    flags[rows] = np.where(secret, Flag.SECRET, flags[rows])
    missing = stable_generator(ground.seed, "missing", code).random(shape) < settings.missing_share
    flags[rows] = np.where(missing, Flag.MISSING, flags[rows])
    flags[:, years > years[-1] - settings.lag] = Flag.NOT_YET_PUBLISHED
    flags[np.isnan(true)] = Flag.NOT_APPLICABLE
    values = np.where(flags <= Flag.BELOW_FORMAT, true, np.nan)
    present = np.zeros(true.shape, dtype=bool)
    present[ground.covered] = True
    if settings.first_year is not None:
        present[:, years < settings.first_year] = False
    return values, flags, present


def _smallest(values: FloatArray, share: float, among_equals: FloatArray) -> BoolArray:
    """Choose the smallest positive values: a share of all place-years, at random among equals."""
    if share == 0:
        return np.zeros(values.shape, dtype=bool)
    positive = np.flatnonzero(values.ravel() > 0)
    order = np.lexsort((among_equals.ravel()[positive], values.ravel()[positive]))
    chosen = np.zeros(values.size, dtype=bool)
    chosen[positive[order[: round(share * values.size)]]] = True
    return chosen.reshape(values.shape)
