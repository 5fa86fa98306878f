"""Practices for tests: ``card(title=…)`` and ``add_practice(connection, card(…))``."""

import datetime as dt
from typing import Any

from sqlalchemy import Connection

from smup.practices.card import PracticeCard
from smup.practices.store import new_practice, place_of_card, publish_card, withdraw
from smup.territory.directory import UnitDirectory
from smup.territory.store import read_directory

NOW = dt.datetime(2026, 5, 4, 12, 30, tzinfo=dt.UTC)
MONTHS = 36
TEXTS = {
    "situation": "Dowozy trwały zbyt długo.",
    "steps": "1. Policzono trasy.\n2. Zmieniono rozkład.",
    "costs": "Koszt zmiany rozkładu.",
    "resources": "Jedno stanowisko pracy.",
    "results": "Czas dojazdu jest krótszy.",
    "failures": "Pierwszy rozkład był zły.",
    "transfer": "Potrzebny jest opis tras.",
}


def card(**changes: Any) -> PracticeCard:
    """Return a small card of Płońsk in ``tests/small_country``; only what is required is filled.

    ``unit=None, institution="…"`` makes it one of an institution.
    """
    values: dict[str, Any] = {
        "slug": "dowozenie-uczniow",
        "title": "Dowożenie uczniów",
        "unit": "1420011",
        "sector": "edukacja",
        **changes,
    }
    return PracticeCard.model_validate(values)


def full_card(**changes: Any) -> PracticeCard:
    """Return a card with every field filled, verified on 10 March 2026."""
    values: dict[str, Any] = {
        "service": "przedszkola",
        "dimension": "dostepnosc",
        "started": 2021,
        "months": 8,
        "cost": 45_000,
        "upkeep": 0,
        "partners": ("Gminny Zakład Transportu", "Rada Rodziców"),
        "legal_basis": ("Prawo oświatowe, art. 39",),
        "indicators": ({"code": "EDU-PRZ-01", "before": 2020, "after": 2021},),
        "audience": {"kinds": ("miejska", "wiejska"), "sizes": (3, 4), "note": "Gminy z trasami"},
        "sources": ({"title": "BIP gminy", "url": "https://example.org/bip", "year": 2022},),
        "contact": {"office": "Wydział Oświaty", "email": "a@example.org", "phone": "600700800"},
        "verified": {"on": "2026-03-10", "source": "Rozmowa z wydziałem"},
        "summary": "Gmina ułożyła trasy od nowa i skróciła dojazdy.",
        "sections": TEXTS,
    }  # fmt: skip
    return card(**(values | changes))


def add_practice(
    connection: Connection,
    practice: PracticeCard | None = None,
    *,
    stage: str = "published",
    account_id: int | None = None,
    now: dt.datetime = NOW,
    months: int = MONTHS,
    directory: UnitDirectory | None = None,
) -> int:
    """Write a practice through the program's own functions; returns its id.

    Args:
        connection: a transaction; the units must be there already.
        practice: its card; by default ``card()``.
        stage: ``draft`` leaves its first revision open; ``published``; ``withdrawn``.
        account_id: author of the revision.
        now: moment of writing and publishing.
        months: validity of a verified card.
        directory: the units; read when it is not given.
    """
    written = practice or card()
    place = place_of_card(directory or read_directory(connection), written)
    moment = now.replace(tzinfo=None)
    practice_id, revision_id = new_practice(
        connection, written, place=place, account_id=account_id, now=moment
    )
    if stage != "draft":
        publish_card(
            connection, revision_id=revision_id, card=written, place=place, now=moment,
            months=months,
        )  # fmt: skip
    if stage == "withdrawn":
        withdraw(connection, practice_id)
    return practice_id
