"""The cost that would be expected of a unit, given its peers and its conditions; pure functions."""

from dataclasses import dataclass

from smup.costs.method import Booleans, Floats


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
        condition: condition number of the standardised conditions.
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
    """Return the median unit cost of the group as what is expected of every unit."""
    raise NotImplementedError


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

    Args:
        actual: unit costs, zl; NaN or <= 0 units take no part.
        output: quantities.
        conditions: shape (units, conditions); a unit with a NaN takes no part.
        codes: of the conditions.
        members: units that the coefficients are estimated from.
    """
    raise NotImplementedError
