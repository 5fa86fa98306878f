"""A small country of 400 gminas, and how to generate variables in it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from smup.catalogue.schema import VariableCard
from smup.sample.plan import PlannedVariable, plan
from smup.sample.settings import SampleSettings, VariableSettings
from smup.sample.values import GeneratedVariable, SampleValues
from smup.territory.unit import UnitRow

GMINAS_IN_POWIAT = 50
Generate = Callable[..., dict[str, GeneratedVariable]]


def unit_row(key: int, level: str, parent: int | None, **fields: Any) -> UnitRow:
    """Return a unit; what is not given is unknown."""
    values: dict[str, Any] = dict.fromkeys(UnitRow._fields)
    values |= {"kind": level, "name": f"Jednostka {key}", "city_county": False, "fictional": False}
    return UnitRow(**(values | {"id": key, "level": level, "parent_id": parent} | fields))


def small_country() -> list[UnitRow]:
    """Return a country, 2 voivodeships, 8 powiats and 400 gminas of three kinds."""
    random = np.random.default_rng(1)
    units = [
        unit_row(1, "kraj", None),
        unit_row(2, "wojewodztwo", 1),
        unit_row(3, "wojewodztwo", 1),
    ]
    units += [unit_row(10 + number, "powiat", 2 + number % 2) for number in range(8)]
    kinds = ("wiejska", "wiejska", "miejsko-wiejska", "miejska")
    units += [
        unit_row(
            100 + number,
            "gmina",
            10 + number // GMINAS_IN_POWIAT,
            kind=kinds[number % 4],
            population=int(random.lognormal(9, 0.8)) + 1_000,
            population_year=2020,
            area_km2=float(random.uniform(10, 300)),
            lon=float(random.uniform(14.5, 23.5)),
            lat=float(random.uniform(49.5, 54.5)),
        )
        for number in range(8 * GMINAS_IN_POWIAT)
    ]
    return units


def fictional_part() -> list[UnitRow]:
    """Return a fictional powiat with one gmina."""
    powiat = unit_row(900, "powiat", None, fictional=True)
    gmina = unit_row(
        901, "gmina", 900, fictional=True, kind="wiejska", population=5_000, population_year=2020
    )
    return [powiat, gmina]


def card(code: str, **fields: Any) -> VariableCard:
    """Return a card of a variable of gminas."""
    text = {"pl": code, "en": code}
    values: dict[str, Any] = {"name": text, "unit": text, "source": text, "reference_date": text}
    return VariableCard.model_validate({"code": code, "level": "gmina", **values, **fields})


def planned(
    settings: dict[str, dict[str, Any]], *, cards: dict[str, dict[str, Any]] | None = None
) -> list[PlannedVariable]:
    """Return a plan for variables given by their settings; cards are of gminas, additive."""
    fields = cards or {}
    return plan(
        [card(code, **fields.get(code, {})) for code in settings],
        [],
        variables={code: VariableSettings(**values) for code, values in settings.items()},
    )


@pytest.fixture(scope="session")
def country() -> list[UnitRow]:
    return small_country()


@pytest.fixture(scope="session")
def sample_settings() -> SampleSettings:
    return SampleSettings(seed=7, first_year=2018, last_year=2024, reference_year=2024)


@pytest.fixture(scope="session")
def generate(country: list[UnitRow], sample_settings: SampleSettings) -> Generate:
    """Return a function from settings of variables to what is generated for them."""

    def generated(
        settings: dict[str, dict[str, Any]],
        *,
        cards: dict[str, dict[str, Any]] | None = None,
        units: list[UnitRow] | None = None,
        sample: SampleSettings = sample_settings,
    ) -> dict[str, GeneratedVariable]:
        variables = planned(settings, cards=cards)
        values = SampleValues(sample, units=units or country, variables=variables)
        return {variable.code: variable for variable in values}

    return generated
