"""Indicators that only the official catalogue has: made and kept as ``SMUP-<id>``."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, exists, func, insert, select, update

from smup.catalogue.official_names import official_columns
from smup.ingest.bulk import read_values
from smup.ingest.history import withdraw_values
from smup.ingest.load import Load
from smup.models import Indicator, Observation, OfficialEntry, Service
from smup.sync.portal.cards import official_card, unit_of_measure
from smup.sync.portal.resolve import ALL, CITY, PREFIX, OfficialLists, Resolved

INDICATOR_POSITION = 1_000
MOST_DECIMALS = 4
CardOf = Callable[[str, int], bytes | None]
Group = Sequence[tuple[int, Resolved]]


def settle_decimals(load: Load) -> None:
    """Give indicators that only the official catalogue has the decimals of their values.

    The lists do not say them; until there are values an indicator has those of a bare card.

    Args:
        load: open load, after its values are written.
    """
    rows = load.connection.execute(
        select(Indicator.id, Indicator.decimals, Indicator.card).where(
            Indicator.code.startswith(PREFIX, autoescape=True)
        )
    ).all()
    for row in rows:
        if row.id not in load.indicators:
            continue
        most = load.connection.scalar(
            select(func.max(Observation.decimals)).where(Observation.indicator_id == row.id)
        )
        decimals = row.decimals if most is None else min(most, MOST_DECIMALS)
        if decimals != row.decimals:
            load.connection.execute(
                update(Indicator)
                .where(Indicator.id == row.id)
                .values(decimals=decimals, card={**row.card, "decimals": decimals})
            )


def leave_empty(load: Load, indicator_id: int) -> None:
    """Withdraw the values of a made indicator that no official one gives any more.

    That is so when its official indicator became half of a pair: the values are loaded again under
    the indicator of the pair. The row stays, for earlier releases refer to it.
    """
    given = exists().where(OfficialEntry.kind == "indicator", OfficialEntry.own_id == indicator_id)
    own = load.connection.execute(
        select(Indicator.code, Indicator.name_pl).where(
            Indicator.id == indicator_id,
            Indicator.code.startswith(PREFIX, autoescape=True),
            ~given,
        )
    ).one_or_none()
    if own is not None:
        held = read_values(load.connection, Observation, indicator_id, first=0, last=9999)
        withdraw_values(load, Observation, held)
        load.note_change("indicator-withdrawn", own.code, own.name_pl)


class Made:
    """Indicators that only the official catalogue has.

    Attributes:
        fresh: codes of those that were made now.
    """

    def __init__(
        self,
        load: Load,
        lists: OfficialLists,
        resolved: Sequence[Resolved],
        *,
        services: Mapping[int, int],
        card_of: CardOf,
    ) -> None:
        """Take the official lists, where indicators belong, and our service by official id."""
        self.fresh: set[str] = set()
        self._load = load
        self._english = lists.english["indicator"]
        self._resolved = resolved
        self._services = services
        self._card_of = card_of
        self._units = _english_units(load.connection)
        codes = load.connection.execute(select(Service.id, Service.code))
        self._codes = {row.id: row.code for row in codes}
        self._groups: dict[str, list[tuple[int, Resolved]]] = defaultdict(list)
        for place, one in enumerate(resolved):
            if one.made:
                self._groups[one.code].append((place, one))
        self._ids: dict[str, int] = {}

    def place(self) -> dict[int, int]:
        """Return our indicator of each official one; makes those whose service is known."""
        connection = self._load.connection
        rows = connection.execute(select(Indicator.code, Indicator.id))
        self._ids = {row.code: row.id for row in rows}
        for code, group in self._groups.items():
            if code not in self._ids and group[0][1].official.service_id in self._services:
                row = self._row(code, group, {})
                made = connection.execute(insert(Indicator).values(row).returning(Indicator.id))
                self._ids[code] = int(made.scalar_one())
                self.fresh.add(code)
        return {
            one.official.id: self._ids[one.code] for one in self._resolved if one.code in self._ids
        }

    def complete(self) -> None:
        """Bring unit, definition and service in line with cards and lists that came later."""
        connection = self._load.connection
        official = official_columns(connection, Indicator)
        held = {
            row["code"]: row
            for row in connection.execute(select(Indicator.__table__)).mappings()
            if row["code"] in self._groups
        }
        for code, row in held.items():
            group = self._groups[code]
            if group[0][1].official.service_id not in self._services:
                continue
            wanted = self._row(code, group, official.get(row["id"], {}))
            wanted["decimals"] = row["decimals"]
            wanted["card"]["decimals"] = row["decimals"]
            # The name is left to who applies official names, and tells of it.
            wanted["name_pl"] = row["name_pl"]
            if any(row[name] != value for name, value in wanted.items()):
                connection.execute(
                    update(Indicator).where(Indicator.id == row["id"]).values(wanted)
                )

    def _row(self, code: str, group: Group, official: Mapping[str, Any]) -> dict[str, Any]:
        place, first = next((item for item in group if item[1].role != CITY), group[0])
        name = official.get("name_pl") or first.official.name
        english = official.get("name_en") or self._english.get(first.official.id) or name
        cards = [self._card_of("indicator", one.official.id) for _, one in group]
        unit = unit_of_measure(next((card for card in cards if card is not None), None))
        unit_en = self._units.get(unit, unit)
        service_id = self._services[group[0][1].official.service_id]
        known = {
            "dimension": first.official.dimension or "kontekst",
            "task_level": "oba" if first.role == ALL else "gmina",
            "smup_ids": [
                one.official.id for _, one in sorted(group, key=lambda item: item[1].role == CITY)
            ],
        }
        identity = {
            "code": code,
            "service": self._codes.get(service_id, ""),
            "name": {"pl": name, "en": english},
            "unit": {"pl": unit, "en": unit_en},
        }
        card = official_card(identity, known, cards[0])
        return {
            "code": code,
            "service_id": service_id,
            "position": INDICATOR_POSITION + place,
            "name_pl": name,
            "name_en": english,
            "unit_pl": unit,
            "unit_en": unit_en,
            "decimals": card["decimals"],
            "dimension": known["dimension"],
            "polarity": card["polarity"],
            "task_level": known["task_level"],
            "card": card,
        }


def _english_units(connection: Connection) -> dict[str, str]:
    """Return English units of measure as our own indicators have them."""
    rows = connection.execute(
        select(Indicator.unit_pl, Indicator.unit_en).where(
            ~Indicator.code.startswith(PREFIX, autoescape=True)
        )
    )
    return {row.unit_pl: row.unit_en for row in rows}
