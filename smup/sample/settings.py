"""Shape of ``data/sample/*.toml``: how each base variable is generated."""

from typing import Literal

from pydantic import Field

from smup.catalogue.schema import Name, Part


class VariableSettings(Part):
    """Generation of one variable.

    On the ``log`` scale: value = base x exp(log(rate) + effects). On the ``logit`` scale:
    value = base x logistic(logit(rate) + effects), so the value never exceeds its base.
    ``base`` is another variable, or ``one`` (levels such as prices), ``area_km2``.

    The effects of units are centred on their median, and those of years on the reference year, so
    ``rate`` stays the median whatever the loadings are. ``ludnosc`` is different: its level is the
    real population of each unit, and ``trend``, ``town``, ``wealth``, ``ageing`` and ``region``
    add up to its yearly growth.

    Attributes:
        rate: typical value per unit of base in ``reference_year`` (median over units).
        spread: deviation between units that stays over the years, on the scale.
        noise: deviation from year to year, on the scale.
        trend: change per year, on the scale.
        town: added in urban gminas and cities; half of it in urban-rural ones.
        size: added per factor of ten in population, against 10,000 persons.
        wealth: loading on the latent wealth of a unit (standardised).
        ageing: loading on the latent age structure of a unit (standardised).
        region: loading on a smooth latent surface over the country, own to each variable.
        shock_2020: added in 2020, half of it in 2021.
        break_2022: added from 2022 on (budget classification).
        zero_share: share of units in which the phenomenon does not occur (a measured zero).
        na_share: share of units that do not run the service.
        missing_share: share of unit-years without information.
        secret_share: share of unit-years under statistical secrecy, in the smallest values.
        integer: counted in whole numbers.
        first_year: first year with data; null: the first year of the sample.
        lag: years that the last year lies behind the last year of the sample.
    """

    base: str
    scale: Literal["log", "logit"] = "log"
    rate: float = Field(gt=0)
    spread: float = Field(ge=0, default=0.2)
    noise: float = Field(ge=0, default=0.03)
    trend: float = 0.0
    town: float = 0.0
    size: float = 0.0
    wealth: float = 0.0
    ageing: float = 0.0
    region: float = 0.1
    shock_2020: float = 0.0
    break_2022: float = 0.0
    zero_share: float = Field(ge=0, le=1, default=0.0)
    na_share: float = Field(ge=0, le=1, default=0.0)
    missing_share: float = Field(ge=0, le=0.2, default=0.0)
    secret_share: float = Field(ge=0, le=0.2, default=0.0)
    integer: bool = True
    first_year: int | None = None
    lag: int = Field(ge=0, le=3, default=0)


class SampleFile(Part):
    """One file of ``data/sample/``; keys are variable codes."""

    variable: dict[Name, VariableSettings]


class Whole(Part):
    """A whole and the parts that add up to it in every unit and year."""

    total: Name
    parts: tuple[Name, ...] = Field(min_length=2)


class SampleSettings(Part):
    """``data/sample/settings.toml``: settings of the whole sample."""

    seed: int
    first_year: int
    last_year: int
    reference_year: int
    whole: tuple[Whole, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years of the sample in order."""
        return tuple(range(self.first_year, self.last_year + 1))
