"""The cards that the program ships: known codes, facts only, complete examples."""

import csv
import tomllib
from functools import cache
from pathlib import Path

import pytest

from smup.catalogue.files import load_catalogue
from smup.practices.card import PracticeCard
from smup.practices.markdown_card import card_from_markdown, card_to_markdown

DATA = Path(__file__).parents[3] / "data"
FILES = sorted((DATA / "practices").glob("*.md"))
HOSTS = ("https://www.dobrepraktyki.pl",)


@cache
def cards() -> dict[str, PracticeCard]:
    return {path.stem: card_from_markdown(path.read_text(encoding="utf-8"), file=path.name)
            for path in FILES}  # fmt: skip


def real() -> list[PracticeCard]:
    return [card for card in cards().values() if not card.example]


def examples() -> list[PracticeCard]:
    return [card for card in cards().values() if card.example]


def test_there_are_enough_of_both() -> None:
    assert len(real()) >= 25
    assert len(examples()) == 5
    assert len({card.sector for card in examples()}) == 5
    titles = [(card.title, card.unit) for card in cards().values()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_named_by_its_slug_and_in_the_form_the_program_writes(path: Path) -> None:
    card = cards()[path.stem]
    assert card.slug == path.stem
    assert card_to_markdown(card) == path.read_text(encoding="utf-8")


def test_units_exist_and_real_cards_are_of_real_ones() -> None:
    with (DATA / "units.csv").open(encoding="utf-8") as file:
        known = {row["teryt"] for row in csv.DictReader(file)}
    with (DATA / "sample" / "fictional-units.toml").open("rb") as file:
        fictional = {item["code"] for item in tomllib.load(file)["gmina"]}
    assert {card.unit for card in real() if card.unit} <= known
    assert {card.unit for card in examples()} <= fictional


def test_sectors_services_and_indicators_are_in_the_catalogue() -> None:
    catalogue = load_catalogue(DATA / "catalogue")
    services = {placed.card.code: placed.sector for placed in catalogue.services}
    sectors = {sector.code for sector in catalogue.sectors}
    indicators = {indicator.code for indicator in catalogue.indicators}
    for card in cards().values():
        assert card.sector in sectors, card.slug
        assert card.service is None or services[card.service] == card.sector, card.slug
        assert {link.code for link in card.indicators} <= indicators, card.slug


def test_real_cards_hold_facts_only() -> None:
    for card in real():
        assert card.sources, card.slug
        assert {source.url for source in card.sources} <= set(HOSTS), card.slug
        told = (card.started, card.cost, card.upkeep, card.months, card.verified, card.contact)
        assert told == (None,) * len(told), card.slug
        assert not card.sections, card.slug
        assert (card.partners, card.legal_basis, card.attachments) == ((), (), ()), card.slug


def test_examples_are_complete_and_say_that_they_are_examples() -> None:
    for card in examples():
        assert card.missing == (), card.slug
        assert "Karta przykładowa: gmina i liczby w tekście są zmyślone." in card.summary
        assert "liczy je program z bazy, a nie autorzy" in card.sections["results"], card.slug
        told = (card.started, card.cost, card.upkeep, card.months, card.contact, card.service)
        assert None not in told, card.slug
        assert card.indicators, card.slug
        assert card.partners, card.slug
        assert card.legal_basis, card.slug
        assert card.audience.kinds, card.slug
