"""The cost that would be expected of a unit, given its peers and its conditions; pure functions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from smup.costs.method import Booleans, Floats

if TYPE_CHECKING:
    from statsmodels.regression.linear_model import RegressionResults

OUTPUT = "produkt"
FEWEST_UNITS = 20
UNITS_A_TERM = 5
ERROR = 0.05
"""An interval leaves out five units in a hundred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Expected unit costs of a group.

    Attributes:
        value: expected unit cost of each unit, zl; NaN where it could not be computed.
        low, high: where a unit with these conditions lies 95 times in 100; NaN for the median.
        deviation: actual / expected - 1, as a share.
        difference: (actual - expected) x output, zl a year.
        used: units that the computation rests on.
    """

    value: Floats
    low: Floats
    high: Floats
    deviation: Floats
    difference: Floats
    used: Booleans


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostics:
    """What is known of the quality of a regression.

    Attributes:
        n: units used.
        r2, r2_adjusted: share of the variance of log unit cost that goes with the conditions.
        sigma: standard deviation of residuals, on the log scale.
        terms: code of each condition (``produkt`` is log output), coefficient on the log scale,
            its standard error (HC3) and p value.
        condition: condition number of log output and the conditions, all standardised.
        scale: factor that makes the sum of expected costs equal that of actual ones.
    """

    n: int
    r2: float
    r2_adjusted: float
    sigma: float
    terms: tuple[tuple[str, float, float, float], ...]
    condition: float
    scale: float


def by_median(actual: Floats, output: Floats, members: Booleans) -> Expected:
    """Return the median unit cost of the group as what is expected of every unit.

    Expected costs of the group do not add up to its actual costs, as those of the regression do:
    half of the units lie above the median, but the dear ones may be far above it.

    Args:
        actual: unit costs, zl; NaN takes no part.
        output: quantities.
        members: units of the group.
    """
    used = members & np.isfinite(actual)
    middle = float(np.median(actual[used])) if used.any() else np.nan
    nothing = np.full(len(actual), np.nan)
    value = np.full(len(actual), middle)
    return _beside(actual, output, value, (nothing, nothing), used)


def by_regression(
    actual: Floats,
    output: Floats,
    conditions: Floats,
    *,
    codes: tuple[str, ...],
    members: Booleans,
) -> tuple[Expected, Diagnostics] | None:
    """Return what a regression on conditions expects, or None with too few units.

    Ordinary least squares of log unit cost on log output and the standardised conditions
    (statsmodels), HC3 errors; expected costs are scaled so that over the units used the sum of
    expected x output equals the sum of actual x output, as the standard spending of OpenCivitas.
    A condition that is the same in all units used, differs in one of them only, or follows from
    the conditions before it, says nothing and is left out. At least 20 units are needed, and 5
    for each condition that is left and for log output.

    Args:
        actual: unit costs, zl; NaN or <= 0 units take no part.
        output: quantities; a unit without output takes no part.
        conditions: shape (units, conditions); a unit with a NaN takes no part.
        codes: of the conditions.
        members: units that the coefficients are estimated from. Any unit with output and
            conditions gets an expected value.
    """
    known = (output > 0) & np.isfinite(output) & np.isfinite(conditions).all(axis=1)
    used = members & known & np.isfinite(actual) & (actual > 0)
    if used.sum() < FEWEST_UNITS:
        return None
    log_output = np.log(np.where(known, output, 1.0))
    columns = np.column_stack([log_output, np.where(known[:, None], conditions, 0.0)])
    terms, design = _design(columns, (OUTPUT, *codes), used)
    if used.sum() < UNITS_A_TERM * len(terms):
        return None
    fitted = _fit(design[used], np.log(actual[used]))
    value, low, high = (np.where(known, np.exp(one), np.nan) for one in _predicted(fitted, design))
    weight = output[used]
    scale = float((actual[used] * weight).sum() / (value[used] * weight).sum())
    found = _beside(actual, output, scale * value, (scale * low, scale * high), used)
    return found, _diagnostics(fitted, terms, design[used], scale)


def _beside(
    actual: Floats, output: Floats, value: Floats, band: tuple[Floats, Floats], used: Booleans
) -> Expected:
    return Expected(
        value=value,
        low=band[0],
        high=band[1],
        deviation=actual / value - 1,
        difference=(actual - value) * output,
        used=used,
    )


def _design(
    columns: Floats, names: tuple[str, ...], used: Booleans
) -> tuple[tuple[str, ...], Floats]:
    """Return the terms that say something, and the matrix of the intercept and these terms."""
    kept: list[str] = []
    design = np.ones((len(columns), 1))
    for name, column in zip(names, columns.T, strict=True):
        ready = column - column[used].mean()
        spread = float(ready[used].std())
        if name != OUTPUT and spread > 0:
            ready = ready / spread
        wider = np.column_stack([design, ready])
        if _says_something(column[used]) and _adds(wider[used]):
            kept.append(name)
            design = wider
    return tuple(kept), design


def _says_something(column: Floats) -> bool:
    """Tell whether at least two units differ from all the others."""
    _, counts = np.unique(column, return_counts=True)
    return bool(len(column) - counts.max() >= 2)


def _adds(design: Floats) -> bool:
    """Tell whether the last column is more than a sum of the others, beyond rounding."""
    singular = np.linalg.svd(design / np.linalg.norm(design, axis=0), compute_uv=False)
    return bool(singular[-1] > 1e-8 * singular[0])


def _fit(design: Floats, log_cost: Floats) -> "RegressionResults":
    # Loaded with the first regression: it takes half a second and 40 MB, and few pages need it.
    from statsmodels.regression.linear_model import OLS  # noqa: PLC0415

    return OLS(log_cost, design).fit(cov_type="HC3", use_t=True)


def _predicted(fitted: "RegressionResults", design: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the fit of each unit and the interval of a single unit, on the log scale."""
    there = fitted.get_prediction(design)
    band = there.conf_int(obs=True, alpha=ERROR)
    return there.predicted_mean, band[:, 0], band[:, 1]


def _diagnostics(
    fitted: "RegressionResults", terms: tuple[str, ...], design: Floats, scale: float
) -> Diagnostics:
    numbers = zip(fitted.params[1:], fitted.bse[1:], fitted.pvalues[1:], strict=True)
    standardised = design[:, 1:] / design[:, 1:].std(axis=0)
    return Diagnostics(
        n=int(fitted.nobs),
        r2=float(fitted.rsquared),
        r2_adjusted=float(fitted.rsquared_adj),
        sigma=float(np.sqrt(fitted.mse_resid)),
        terms=tuple(
            (term, float(each[0]), float(each[1]), float(each[2]))
            for term, each in zip(terms, numbers, strict=True)
        ),
        condition=float(np.linalg.cond(standardised)) if terms else 1.0,
        scale=scale,
    )
