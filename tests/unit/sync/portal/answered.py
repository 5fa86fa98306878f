"""A store of answers written by hand, for tests of the official catalogue, units and flags."""

from pathlib import Path
from typing import Any

import orjson

from smup.sync.answers import AnswerStore
from smup.sync.portal.smup_api import (
    AREAS,
    FLAGS,
    INDICATORS,
    UNITS,
    Ask,
    card_ask,
    services_ask,
)

SECTORS = [
    {"id-ou": 1, "nazwa-obszaru": "Edukacja"},
    {"id-ou": "9", "nazwa-obszaru": "Podatki  i opłaty Lokalne"},
    {"id-ou": 77, "nazwa-obszaru": "Cyfryzacja"},
]
SERVICES = {
    9: [{"id-up": 64, "nazwa-uslugi": "Podatek od nieruchomości"}],
    77: [{"id-up": "70", "nazwa-uslugi": "e-Usługi"}],
}
KINDS = {1: "ilość", 2: "jakość", 3: "efektywność", 4: "Dostępność"}


def listed(number: int, name: str, *, service: int = 64, kind: int = 1) -> dict[str, Any]:
    """Return a row of the list of indicators."""
    return {
        "id": number,
        "nazwa-wskaznika": name,
        "id-up": service,
        "nazwa-uslugi": "nieważne",
        "wymiar-opisu-uslugi": KINDS[kind],
    }


def unit_row(number: int, code: str, name: str, kind: str = "") -> dict[str, Any]:
    """Return a row of the dictionary of units; a level that does not apply is left out."""
    parts = [code[:2], code[2:4], code[4:6], code[6:]]
    row = dict(zip(("woj", "pow", "gmn", "rodz"), parts, strict=True))
    told = {key: text for key, text in row.items() if text}
    return {"id-teryt": number, **told, "nazwa": name, "nazwa-dod": kind}


class Answered:
    """Puts answers into a store."""

    def __init__(self, folder: Path) -> None:
        """Open the store."""
        self.store = AnswerStore(folder, "smup", "127.0.0.1")

    def put(self, ask: Ask, rows: Any) -> None:
        """Keep an answer."""
        self.store.put(ask.key, orjson.dumps(rows), count=len(rows))

    def catalogue(self, *indicators: dict[str, Any]) -> None:
        """Keep the lists of sectors, services and indicators, in Polish."""
        self.put(Ask(path=AREAS), SECTORS)
        for sector, rows in SERVICES.items():
            self.put(services_ask(sector), rows)
        self.put(Ask(path=INDICATORS), list(indicators))

    def english(self, *indicators: dict[str, Any]) -> None:
        """Keep the list of indicators in English."""
        self.put(Ask(path=INDICATORS, lang="en"), list(indicators))

    def card(self, number: int, card: Any) -> None:
        """Keep the card of an indicator."""
        self.put(card_ask("indicator", number), card)

    def units(self, *rows: dict[str, Any]) -> None:
        """Keep the dictionary of units."""
        self.put(Ask(path=UNITS), list(rows))

    def flags(self, *names: tuple[Any, str]) -> None:
        """Keep the dictionary of flags."""
        self.put(Ask(path=FLAGS), [{"id-flaga": key, "nazwa": name} for key, name in names])
