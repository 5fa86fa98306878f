"""Which indicators of the catalogue say that chance may blur the value of a small unit."""

import pytest

from smup.catalogue.files import Catalogue, load_catalogue
from smup.catalogue.formula import parse
from smup.catalogue.schema import IndicatorCard
from smup.sample.plan import read_variables
from smup.settings import ROOT

SAMPLE = ROOT / "data" / "sample"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The shipped catalogue, checked while it is read."""
    return load_catalogue(ROOT / "data" / "catalogue")


def typical_value(code: str) -> float:
    """Return the value of a variable per resident in a typical unit, from the rates alone."""
    settings = read_variables(SAMPLE)
    value = 1.0
    while code not in {"ludnosc", "one", "area_km2"}:
        value *= settings[code].rate
        code = settings[code].base
    return value


def test_chance_is_told_of_counts_of_people_and_cases_only(catalogue: Catalogue) -> None:
    units = {variable.code: variable.unit.pl for variable in catalogue.variables}
    guarded = [card for card in catalogue.indicators if card.chance is not None]
    assert len(guarded) >= 30
    wrong = [
        card.code
        for card in guarded
        if {units[name] for name in parse(card.formula).all} - {"os.", "szt."}
        or "-" in card.formula.numerator
        or card.formula.multiplier < 100
    ]
    assert wrong == []


def test_a_typical_share_leaves_room_for_chance(catalogue: Catalogue) -> None:
    """Of a proportion both parts grow from people, so the typical share stays below the whole."""
    for card in catalogue.indicators:
        if card.chance == "proportion":
            names = parse(card.formula)
            above = sum(typical_value(name) for name in names.numerator)
            below = sum(typical_value(name) for name in names.denominator)
            assert above / below < 1, card.code


def test_chance_needs_a_base(catalogue: Catalogue) -> None:
    card = next(card for card in catalogue.indicators if card.formula.denominator is None)
    with pytest.raises(ValueError, match="chance needs a denominator"):
        IndicatorCard.model_validate(card.model_dump() | {"chance": "rate"})
