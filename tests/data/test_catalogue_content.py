"""What the shipped catalogue promises as a whole: complete, bilingual, with sample settings."""

import re
from collections import Counter
from collections.abc import Iterator
from math import prod

import pytest

from smup.catalogue.files import Catalogue, load_catalogue
from smup.catalogue.formula import parse
from smup.catalogue.schema import IndicatorCard
from smup.sample.plan import plan, read_settings, read_variables
from smup.settings import ROOT

CATALOGUE = ROOT / "data" / "catalogue"
SAMPLE = ROOT / "data" / "sample"
OFFICIAL_SECTORS = (
    ("edukacja", "Edukacja"),
    ("polityka-spoleczna", "Lokalna polityka społeczna"),
    ("kultura", "Kultura i rekreacja"),
    ("transport", "Drogownictwo i transport"),
    ("srodowisko", "Ochrona środowiska"),
    ("nieruchomosci", "Gospodarowanie nieruchomościami"),
    ("budownictwo", "Inwestycje i budownictwo"),
    ("geodezja", "Geodezja i kartografia"),
    ("podatki", "Podatki i opłaty lokalne"),
    ("finanse", "Finanse JST"),
)
# Published ids of the BDL that the plan names for indicators of the first five sectors.
BDL_IDS = {
    "EDU-WP-01": 1617169,
    "EDU-SP-01": 60258,
    "EDU-SP-02": 151867,
    "EDU-FO-02": 76967,
    "SOC-ZL-01": 410641,
    "SOC-ZL-02": 1649860,
    "SOC-ZL-03": 1649859,
    "SOC-PS-01": 1548717,
    "SOC-SR-01": 259886,
    "KUL-BI-01": 60191,
    "KUL-BI-02": 60188,
    "KUL-BI-03": 60189,
    "KUL-MU-01": 1539661,
    "KUL-DK-05": 76970,
    "TRA-RO-01": 1365541,
    "TRA-DP-02": 7723,
    "TRA-BR-01": 471916,
    "TRA-DP-04": 454131,
    "SRO-WO-01": 79133,
    "SRO-SC-01": 79130,
    "SRO-WO-02": 283824,
    "SRO-SC-02": 79139,
    "SRO-OD-01": 288060,
    "SRO-OD-02": 288061,
    "SRO-ZI-01": 1621852,
}
# Levels in Poland in 2024 between which the typical gmina or powiat of the sample has to lie.
PLAUSIBLE = {
    "EDU-WP-01": (82, 92),
    "EDU-SP-03": (15, 19),
    "EDU-SP-07": (11_000, 17_000),
    "EDU-SP-09": (55, 66),
    "SOC-UO-02": (30, 55),
    "KUL-BI-01": (110, 170),
    "TRA-TZ-03": (6, 14),
    "SRO-WO-02": (30, 42),
    "SRO-OD-01": (35, 47),
    "SRO-OD-05": (220, 380),
}
LONG_TEXTS = ("definition", "reading", "caveats")
MOST_LETTERS_OF_A_KPI = 40
FEATURED_PER_SECTOR = 5
# The plan gives the finance area no dimensions: its indicators are efficiency or context.
WITHOUT_DIMENSIONS = "finanse"
POLISH_LETTERS = re.compile("[ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]")
# Names that stay Polish in an English text.
POLISH_NAMES = ("zł", "Kleszczów")
BUDGET_PART = re.compile(r"\b(dz|rozdz)\. \d{3}")
BUDGET_BREAK = 2022
STYLE_TO_AVOID = re.compile(
    r"stymulant|destymulant|w celu|celem dokonania|poprzez|niniejsz", re.IGNORECASE
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The shipped catalogue, checked while it is read."""
    return load_catalogue(CATALOGUE)


def bilingual_fields(card: IndicatorCard) -> Iterator[tuple[str, str, str]]:
    """Yield the name of each bilingual field of a card with its Polish and English text."""
    fields = ("name", "short_name", *LONG_TEXTS, "unit", "source", "reference_date")
    for field in fields:
        text = getattr(card, field)
        yield field, text.pl, text.en
    labels = (card.formula.numerator_label, card.formula.denominator_label)
    for label in labels:
        if label is not None:
            yield "label", label.pl, label.en
    for series_break in card.breaks:
        yield "break", series_break.reason.pl, series_break.reason.en


def typical(code: str) -> float:
    """Return the value of a variable per resident in a typical unit, from the rates alone."""
    settings = read_variables(SAMPLE)
    value = 1.0
    while code not in {"ludnosc", "one", "area_km2"}:
        value *= settings[code].rate
        code = settings[code].base
    return value


def test_ten_sectors_stand_in_the_official_order(catalogue: Catalogue) -> None:
    assert [(s.code, s.name.pl) for s in catalogue.sectors] == list(OFFICIAL_SECTORS)
    assert [s.position for s in catalogue.sectors] == list(range(1, 11))


def test_there_are_at_least_60_services_and_130_indicators(catalogue: Catalogue) -> None:
    assert len(catalogue.services) >= 60
    assert len(catalogue.indicators) >= 130


def test_every_service_has_an_indicator(catalogue: Catalogue) -> None:
    used = {card.service for card in catalogue.indicators}
    assert [placed.card.code for placed in catalogue.services if placed.card.code not in used] == []


def test_every_sector_features_five_indicators_of_several_dimensions(catalogue: Catalogue) -> None:
    featured = [card for card in catalogue.indicators if card.featured]
    sector = {card.code: catalogue.sector_of(card.service) for card in featured}
    assert Counter(sector.values()) == {code: FEATURED_PER_SECTOR for code, _ in OFFICIAL_SECTORS}
    for code, _ in OFFICIAL_SECTORS:
        kinds = {card.dimension for card in featured if sector[card.code] == code}
        assert len(kinds) >= 2 or code == WITHOUT_DIMENSIONS, code


def test_an_indicator_code_begins_alike_in_a_sector(catalogue: Catalogue) -> None:
    prefixes = {(catalogue.sector_of(c.service), c.code[:3]) for c in catalogue.indicators}
    assert len(prefixes) == len(OFFICIAL_SECTORS)


def test_kpi_names_fit_their_card(catalogue: Catalogue) -> None:
    long = [
        text
        for card in catalogue.indicators
        for text in (card.short_name.pl, card.short_name.en)
        if len(text) > MOST_LETTERS_OF_A_KPI
    ]
    assert long == []


def test_no_two_indicators_share_a_name(catalogue: Catalogue) -> None:
    for lang in ("pl", "en"):
        names = Counter(getattr(card.name, lang) for card in catalogue.indicators)
        assert [name for name, times in names.items() if times > 1] == []


def test_long_texts_are_sentences_in_two_different_languages(catalogue: Catalogue) -> None:
    wrong = [
        (card.code, field)
        for card in catalogue.indicators
        for field, polish, english in bilingual_fields(card)
        if field in (*LONG_TEXTS, "break")
        and (polish == english or not (polish.endswith(".") and english.endswith(".")))
    ]
    assert wrong == []


def test_english_texts_hold_no_polish_letters(catalogue: Catalogue) -> None:
    wrong = []
    for card in catalogue.indicators:
        for field, _, english in bilingual_fields(card):
            rest = english
            for name in POLISH_NAMES:
                rest = rest.replace(name, "")
            if POLISH_LETTERS.search(rest):
                wrong.append((card.code, field, english))
    assert wrong == []


def test_caveats_and_readings_belong_to_one_indicator(catalogue: Catalogue) -> None:
    for field in LONG_TEXTS:
        texts = Counter(getattr(card, field).pl for card in catalogue.indicators)
        assert [text for text, times in texts.items() if times > 1] == []


def test_polish_texts_use_plain_words(catalogue: Catalogue) -> None:
    heavy = [
        (card.code, field, polish)
        for card in catalogue.indicators
        for field, polish, _ in bilingual_fields(card)
        if STYLE_TO_AVOID.search(polish)
    ]
    assert heavy == []


def test_context_is_never_judged(catalogue: Catalogue) -> None:
    judged = [c.code for c in catalogue.indicators if c.dimension == "kontekst"]
    assert judged, "there is context"
    wrong = [
        card.code
        for card in catalogue.indicators
        if card.dimension == "kontekst" and card.polarity != "none"
    ]
    assert wrong == []


def test_formulas_of_gminas_need_no_variable_of_powiats(catalogue: Catalogue) -> None:
    levels = {variable.code: variable.level for variable in catalogue.variables}
    wrong = [
        (card.code, name)
        for card in catalogue.indicators
        if card.task_level != "powiat"
        for name in parse(card.formula).all
        if levels[name] == "powiat"
    ]
    assert wrong == []


def test_spending_by_budget_parts_has_the_break_of_2022(catalogue: Catalogue) -> None:
    parts = {v.code for v in catalogue.variables if BUDGET_PART.search(v.name.pl)}
    assert len(parts) > 20
    without = [
        card.code
        for card in catalogue.indicators
        if not parts.isdisjoint(parse(card.formula).all)
        and (card.first_year is None or card.first_year < BUDGET_BREAK)
        and BUDGET_BREAK not in {series_break.year for series_break in card.breaks}
    ]
    assert without == []


def test_a_break_lies_after_the_first_year(catalogue: Catalogue) -> None:
    wrong = [
        card.code
        for card in catalogue.indicators
        for series_break in card.breaks
        if card.first_year is not None and series_break.year <= card.first_year
    ]
    assert wrong == []


def test_official_ids_of_the_local_data_bank_are_those_published(catalogue: Catalogue) -> None:
    by_code = {card.code: card for card in catalogue.indicators}
    assert {code: by_code[code].bdl_id for code in BDL_IDS} == BDL_IDS


def test_a_proposed_indicator_claims_no_official_id(catalogue: Catalogue) -> None:
    wrong = [
        card.code
        for card in catalogue.indicators
        if card.status == "proposed" and (card.bdl_id is not None or card.smup_ids)
    ]
    assert wrong == []


def test_every_variable_is_used_by_a_formula(catalogue: Catalogue) -> None:
    used = {name for card in catalogue.indicators for name in parse(card.formula).all}
    # Variables with headings are there to be imported from a web export, even if nothing uses them.
    unused = [
        variable.code
        for variable in catalogue.variables
        if variable.code not in used and not (variable.bdl and variable.bdl.headings)
    ]
    assert unused == []


def test_every_variable_has_sample_settings_and_a_base(catalogue: Catalogue) -> None:
    planned = plan(
        catalogue.variables,
        catalogue.indicators,
        variables=read_variables(SAMPLE),
        wholes=read_settings(SAMPLE).whole,
    )
    assert {v.card.code for v in planned} == {v.code for v in catalogue.variables}


@pytest.mark.parametrize("code", PLAUSIBLE)
def test_the_typical_value_of_the_sample_is_that_of_poland(catalogue: Catalogue, code: str) -> None:
    """A median follows from the rates alone when both parts of the fraction grow from one base."""
    card = next(card for card in catalogue.indicators if card.code == code)
    above = {name: typical(name) for name in parse(card.formula).numerator}
    below = {name: typical(name) for name in parse(card.formula).denominator}
    value = card.formula.multiplier * prod(above.values()) / prod(below.values())
    low, high = PLAUSIBLE[code]
    assert low <= value <= high


def test_variables_that_average_are_not_added_up(catalogue: Catalogue) -> None:
    by_code = {variable.code: variable for variable in catalogue.variables}
    for code in ("koszt_dps", "stawka_wody", "stawka_sciekow", "dni_pm10"):
        assert not by_code[code].additive, code
