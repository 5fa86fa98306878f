"""Finds the variable behind a heading of an export, or makes one for it."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from smup.ingest.bare_card import bare_card
from smup.models import Indicator, Sector, Service, Variable

SECTOR = "zmienne-bdl"
SECTOR_POSITION = 100
MOST_DECIMALS = 4
SLUG_LENGTH = 50
SMALL_INTEGER = 32_768  # limit of the column; only the order within the sector matters
SOURCE = {"pl": "GUS, Bank Danych Lokalnych", "en": "Statistics Poland, Local Data Bank"}
NOT_KNOWN = {"pl": "jak w Banku Danych Lokalnych", "en": "as in the Local Data Bank"}
LETTERS = str.maketrans("łŁ", "lL")


@dataclass(slots=True)
class KnownVariable:
    """A variable values are loaded into; ``indicator_id`` is set if this load made it."""

    id: int
    code: str
    zero_is_missing: bool
    indicator_id: int | None = None
    most_decimals: int = 0


class VariableFinder:
    """Variables by subject and heading, for one file."""

    def __init__(self, connection: Connection, *, subject: str, file_stem: str) -> None:
        """Read the known variables.

        Args:
            connection: open transaction.
            subject: subject code of the file, e.g. P1944.
            file_stem: name of the file, shown as the name of a service made for it.
        """
        self._connection = connection
        self._subject = subject
        self._stem = file_stem
        self._known: dict[str, KnownVariable] = {}
        rows = connection.execute(select(Variable.id, Variable.code, Variable.card))
        for row in rows.all():
            bdl = row.card.get("bdl") or {}
            if bdl.get("subject") in {subject, None}:
                for heading in bdl.get("headings", ()):
                    known = KnownVariable(row.id, row.code, bool(bdl.get("zero_is_missing")))
                    # A variable of this very subject stands before one of any subject.
                    if bdl.get("subject") == subject or _folded(heading) not in self._known:
                        self._known[_folded(heading)] = known

    def find(self, heading: str, measure: str) -> KnownVariable:
        """Return the variable of a heading; make it, with its indicator, if there is none."""
        key = _folded(heading)
        if key not in self._known:
            self._known[key] = self._make(" ".join(heading.split()), measure)
        return self._known[key]

    def settle_decimals(self) -> None:
        """Give variables made in this load, and their indicators, the decimals that were seen."""
        for known in self._known.values():
            if known.indicator_id is not None and known.most_decimals:
                self._set_decimals(Variable, known.id, min(known.most_decimals, MOST_DECIMALS))
                self._set_decimals(
                    Indicator, known.indicator_id, min(known.most_decimals, MOST_DECIMALS)
                )

    def _set_decimals(
        self, table: type[Variable] | type[Indicator], key: int, decimals: int
    ) -> None:
        held = self._connection.execute(select(table.card).where(table.id == key)).scalar_one()
        self._connection.execute(
            update(table)
            .where(table.id == key)
            .values(decimals=decimals, card={**held, "decimals": decimals})
        )

    def _make(self, heading: str, measure: str) -> KnownVariable:
        code = self._free_code(heading)
        name = heading.replace(";", " · ") or self._subject
        unit = measure or "–"
        texts = {"name_pl": name, "name_en": name, "unit_pl": unit, "unit_en": unit}
        card = {
            "code": code,
            "name": {"pl": name, "en": name},
            "unit": {"pl": unit, "en": unit},
            "decimals": 0,
            "level": "oba",
            "additive": False,
            "source": SOURCE,
            "reference_date": NOT_KNOWN,
            "bdl": {
                "id": None,
                "subject": self._subject,
                "headings": [heading],
                "zero_is_missing": False,
            },
        }
        row = {"code": code, **texts, "decimals": 0, "card": card}
        made = self._connection.execute(insert(Variable).values(row).returning(Variable.id))
        variable_id = int(made.scalar_one())
        indicator_id = self._make_indicator(code, texts)
        return KnownVariable(variable_id, code, zero_is_missing=False, indicator_id=indicator_id)

    def _make_indicator(self, variable: str, texts: dict[str, str]) -> int:
        service_id, service = self._service()
        prefix = f"BDL-{self._subject}-"
        taken = self._connection.scalar(
            select(func.count()).where(Indicator.code.startswith(prefix, autoescape=True))
        )
        position = int(taken or 0) + 1
        code = f"{prefix}{position:02d}"
        card = _indicator_card(code, service, variable, texts)
        row = {
            "code": code,
            "service_id": service_id,
            "position": position,
            **texts,
            "decimals": 0,
            "dimension": "kontekst",
            "polarity": "none",
            "task_level": "oba",
            "card": card,
        }
        made = self._connection.execute(insert(Indicator).values(row).returning(Indicator.id))
        return int(made.scalar_one())

    def _service(self) -> tuple[int, str]:
        code = f"bdl-{self._subject.lower()}"
        found = self._connection.scalar(select(Service.id).where(Service.code == code))
        if found is None:
            name = f"{self._subject} ({self._stem})"
            row = {
                "code": code,
                "sector_id": self._sector(),
                "position": int(self._subject[1:]) % SMALL_INTEGER,
                "name_pl": name,
                "name_en": name,
                "task_level": "oba",
            }
            made = self._connection.execute(insert(Service).values(row).returning(Service.id))
            found = made.scalar_one()
        return int(found), code

    def _sector(self) -> int:
        found = self._connection.scalar(select(Sector.id).where(Sector.code == SECTOR))
        if found is None:
            row = {
                "code": SECTOR,
                "position": SECTOR_POSITION,
                "name_pl": "Zmienne BDL",
                "name_en": "BDL variables",
                "official": False,
                "icon": "database",
            }
            made = self._connection.execute(insert(Sector).values(row).returning(Sector.id))
            found = made.scalar_one()
        return int(found)

    def _free_code(self, heading: str) -> str:
        base = f"bdl_{self._subject.lower()}_{slug(heading)}"
        taken = set(
            self._connection.scalars(
                select(Variable.code).where(Variable.code.startswith(base, autoescape=True))
            )
        )
        numbered = (f"{base}_{number}" for number in range(2, len(taken) + 3))
        return base if base not in taken else next(code for code in numbered if code not in taken)


def slug(text: str) -> str:
    """Return the text in lower case ASCII letters, digits and underscores, cut short."""
    plain = unicodedata.normalize("NFKD", text.translate(LETTERS))
    ascii_text = plain.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", ascii_text).strip("_")[:SLUG_LENGTH].strip("_") or "razem"


def _folded(heading: str) -> str:
    return " ".join(heading.split()).casefold()


# What the card of every indicator that only shows an imported variable says.
_SAID: dict[str, Any] = {
    "definition": {
        "pl": "Zmienna Banku Danych Lokalnych pokazana bez przeliczenia.",
        "en": "A variable of the Local Data Bank shown as it is.",
    },
    "reading": {
        "pl": "Wartość bezwzględna zwykle rośnie z wielkością jednostki.",
        "en": "An absolute value usually grows with the size of the unit.",
    },
    "caveats": {
        "pl": "Nazwa pochodzi z nagłówka eksportu; definicję podaje GUS.",
        "en": "The name is the heading of the export; Statistics Poland gives the definition.",
    },
    "source": SOURCE,
    "reference_date": NOT_KNOWN,
    "status": "bdl",
}


def _indicator_card(
    code: str, service: str, variable: str, texts: dict[str, str]
) -> dict[str, Any]:
    """Return a full card for an indicator that only shows its variable."""
    name = {"pl": texts["name_pl"], "en": texts["name_en"]}
    formula = {
        "numerator": variable,
        "denominator": None,
        "multiplier": 1.0,
        "numerator_label": name,
        "denominator_label": None,
    }
    identity = {
        "code": code,
        "service": service,
        "name": name,
        "unit": {"pl": texts["unit_pl"], "en": texts["unit_en"]},
    }
    return bare_card(identity, {**_SAID, "formula": formula})
