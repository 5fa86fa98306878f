"""The dictionary of costs fits the catalogue, and no spending belongs to two things."""

import itertools
from collections.abc import Iterator

import pytest

from smup.catalogue.files import load_catalogue
from smup.costs.dictionary import CostDictionary, CostService, MeasureCard, Rule, read_dictionary
from smup.settings import DATA

DICTIONARY = read_dictionary()
CATALOGUE = load_catalogue(DATA / "catalogue")
INDICATORS = {card.code: card for card in CATALOGUE.indicators}
SERVICES = {placed.card.code: placed.card for placed in CATALOGUE.services}
CONTEXT_TOO = {"FIN-DO-03"}
"""Income from PIT by head: a quantity in the catalogue, a condition for the cost of a service."""
EVER = (1990, 2100)


def every_service() -> list[CostService]:
    return list(DICTIONARY.services.values())


def by_code(service: CostService) -> str:
    return service.code


def measures(service: CostService) -> Iterator[MeasureCard]:
    yield service.output
    if service.resource:
        yield service.resource
    if service.facilities:
        yield service.facilities


def span(rule: Rule) -> tuple[int, int]:
    return rule.first_year or EVER[0], rule.last_year or EVER[1]


def meet(one: Rule, other: Rule) -> bool:
    """Tell whether one row could fit both rules."""
    (first, last), (first_too, last_too) = span(one), span(other)
    years = max(first, first_too) <= min(last, last_too)
    paragraphs = not one.paragraphs or not other.paragraphs
    paragraphs = paragraphs or bool(set(one.paragraphs) & set(other.paragraphs))
    return one.chapter == other.chapter and years and paragraphs


@pytest.mark.parametrize("service", every_service(), ids=by_code)
def test_service_is_in_the_catalogue(service: CostService) -> None:
    assert SERVICES[service.code].task_level == service.level


@pytest.mark.parametrize("service", every_service(), ids=by_code)
def test_sides_of_the_triangle_are_indicators_of_the_service(service: CostService) -> None:
    for code in (*service.quality, *service.availability):
        assert INDICATORS[code].task_level in {service.level, "oba"}
    assert {INDICATORS[code].dimension for code in service.quality} <= {"jakosc"}
    assert {INDICATORS[code].dimension for code in service.availability} <= {
        "dostepnosc",
        "ilosc",
        "kontekst",
    }
    named = {INDICATORS[code].service for code in (*service.quality, *service.availability)}
    assert named <= {service.code}
    assert service.quality or service.availability


@pytest.mark.parametrize("service", every_service(), ids=by_code)
def test_context_is_known_for_gminas(service: CostService) -> None:
    assert 3 <= len(set(service.context)) == len(service.context) <= 5
    for code in service.context:
        assert INDICATORS[code].dimension == "kontekst" or code in CONTEXT_TOO
        assert INDICATORS[code].task_level in {"gmina", "oba"}


@pytest.mark.parametrize("service", every_service(), ids=by_code)
def test_measures_have_words_in_both_languages(service: CostService) -> None:
    cards = list(measures(service))
    assert len({card.code for card in cards}) == len(cards)
    for card in cards:
        for form in (card.one, card.few, card.many):
            assert form.pl.strip()
            assert form.en.strip()
        assert card.few.en == card.many.en


def test_no_row_fits_two_services() -> None:
    for one, other in itertools.combinations(every_service(), 2):
        for pair in itertools.product(one.rules, other.rules):
            assert not meet(*pair), (one.code, other.code, pair)


def test_no_row_fits_two_pools() -> None:
    for one, other in itertools.combinations(DICTIONARY.pools.values(), 2):
        for pair in itertools.product(one.rules, other.rules):
            assert not meet(*pair), (one.code, other.code, pair)


def test_services_are_fed_by_entities_only() -> None:
    for service in every_service():
        assert {DICTIONARY.pools[code].kind for code in service.entities} <= {"entity"}


def test_every_entity_feeds_two_services_or_shares_with_the_rest() -> None:
    fed = {code for service in every_service() for code in service.entities}
    assert fed == {pool.code for pool in DICTIONARY.pools.values() if pool.kind == "entity"}


def test_chapters_stand_in_described_divisions() -> None:
    assert {code[:3] for code in DICTIONARY.chapters} <= DICTIONARY.divisions.keys()


def test_rules_stay_within_the_years_of_their_chapter() -> None:
    for service in every_service():
        for rule in service.rules:
            chapter, (first, last) = DICTIONARY.chapters[rule.chapter], span(rule)
            assert first >= (chapter.first_year or EVER[0])
            assert last <= (chapter.last_year or EVER[1])


def test_series_of_clubs_goes_on_in_the_new_chapter() -> None:
    """Dz.U. 2021 poz. 1382: clubs moved from division 854 to 801 in 2022."""
    rules = {rule.chapter: span(rule) for rule in DICTIONARY.services["swietlice-szkolne"].rules}
    assert rules["85401"][1] + 1 == rules["80107"][0] == 2022


def test_pay_of_teachers_is_never_shared() -> None:
    shared = DICTIONARY.pools["szkola"].rules
    assert {rule.first_year for rule in shared} == {2022}
    assert not {"479", "480"} & {code for rule in shared for code in rule.paragraphs}
    assert {DICTIONARY.paragraphs[code].first_year for code in ("479", "480")} == {2022}


def test_prices_have_no_gap() -> None:
    years = [entry.year for entry in DICTIONARY.prices.year]
    assert years == list(range(2010, 2025))


def test_prices_from_2015_to_2024_are_those_of_the_gus() -> None:
    """Chained by hand: 0.994 * 1.02 * 1.016 * 1.023 * 1.034 * 1.051 * 1.144 * 1.114 * 1.036."""
    level = 1.0
    for entry in DICTIONARY.prices.year:
        if entry.year > 2015:
            level *= entry.previous_100 / 100
    assert level == pytest.approx(1.5120, abs=0.0005)


def test_the_dictionary_is_read_once() -> None:
    again: CostDictionary = read_dictionary()
    assert again is DICTIONARY
