"""Forty-odd queries as people write them, and the practice each must find; on both engines."""

import datetime as dt

import pytest
from sqlalchemy import Engine

from smup.repository import Repository
from smup.repository.practice_records import PracticePage, PracticeQuery
from tests import practice_library
from tests.poured import Pour

TODAY = dt.date(2026, 6, 1)
FIRST, NEAR_THE_TOP = 1, 3

# Query, slug, the place it must have at the worst.
QUERIES = (
    # One part of speech for another.
    ("dowóz uczniów", "przyklad-dowozenie", FIRST),
    ("dowozić ucznia", "przyklad-dowozenie", FIRST),
    ("uczniowie dowożeni", "przyklad-dowozenie", FIRST),
    ("oceniać przedszkola", "koszalin-ocena", FIRST),
    ("zarządzać oświetleniem", "szczecin-oswietlenie", FIRST),
    # Number and case.
    ("żłobek", "przyklad-zlobki", FIRST),
    ("książka", "turek-wydawca", FIRST),
    ("odpad komunalny", "pruszkow-segregacja", FIRST),
    ("podatek", "radomysl-podatki", FIRST),
    ("podręczników", "rawicz-podreczniki", FIRST),
    ("muzea", "zory-muzeum", FIRST),
    ("bezdomni", "szczecin-bezdomnosc", FIRST),
    ("wodociągi", "sacz-wodociagi", NEAR_THE_TOP),
    ("opiece nad dziećmi", "slupsk-opieka", FIRST),
    ("oczyszczalnia ścieku", "sokoly-oczyszczalnie", FIRST),
    ("seniorów", "przyklad-seniorzy", FIRST),
    ("świetlicy", "przyklad-swietlice", FIRST),
    ("urzędzie", "przyklad-urzad", FIRST),
    ("drodze rowerowej", "przyklad-rowery", FIRST),
    # Without diacritics.
    ("zlobek", "przyklad-zlobki", FIRST),
    ("zlobki", "przyklad-zlobki", FIRST),
    ("dowoz uczniow", "przyklad-dowozenie", FIRST),
    ("OCZYSZCZALNIE SCIEKOW", "sokoly-oczyszczalnie", FIRST),
    ("ksiazki", "turek-wydawca", FIRST),
    ("czyste powietrze kotly", "przyklad-powietrze", FIRST),
    # Names of places.
    ("w Pruszkowie", "pruszkow-segregacja", FIRST),
    ("koszaliński", "koszalin-ocena", FIRST),
    ("Koszalin szkoły", "koszalin-ocena", FIRST),
    ("elk", "elk-ekologia", FIRST),
    ("Słupsku rodziny", "slupsk-opieka", FIRST),
    ("wrocławska sieć", "wroclaw-siec", FIRST),
    ("gminy ziemi chełmskiej", "chelm-odpady", FIRST),
    ("powiat turecki", "turek-literacki", NEAR_THE_TOP),
    ("krakow monitoring", "krakow-media", FIRST),
    # Other words for the same thing.
    ("śmieci", "pruszkow-segregacja", NEAR_THE_TOP),
    ("MOPS", "slupno-wolontariat", FIRST),
    ("basen", "przyklad-basen", FIRST),
    ("latarnie", "szczecin-oswietlenie", FIRST),
    ("transport miejski elektryczny", "jaworzno-autobusy", FIRST),
    ("pies", "poznan-kejter", FIRST),
    ("partnerstwo publiczno-prywatne oczyszczalnia", "mlawa-oczyszczalnia", FIRST),
    ("wolontariusze", "slupno-wolontariat", FIRST),
    ("waste", "pruszkow-segregacja", NEAR_THE_TOP),
    # Order, beginnings, words that say nothing.
    ("uczniów dowóz", "przyklad-dowozenie", FIRST),
    ("rodziny zastępcze", "gdynia-rodzina", FIRST),
    ("pszok", "wolomin-pszok", FIRST),
    ("termomod", "zgierz-termo", FIRST),
    ("jak zrobić budżet obywatelski", "przyklad-budzet", FIRST),
    ("plan odpady wspólny", "chelm-odpady", FIRST),
)  # fmt: skip


def ask(engine: Engine, text: str, **more: object) -> PracticePage:
    return Repository(engine).practices(PracticeQuery(text=text, today=TODAY, **more))  # type: ignore[arg-type]


@pytest.fixture
def library(engine: Engine, pour: Pour) -> Engine:
    pour(engine, practice_library.fill)
    return engine


def test_queries_find_what_people_mean(library: Engine):
    wrong = {}
    for text, slug, place in QUERIES:
        found = [info.slug for info in ask(library, text).practices]
        if slug not in found[:place]:
            wrong[text] = (slug, found[:5])
    assert wrong == {}
