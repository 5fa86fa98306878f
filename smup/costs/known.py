"""What the codes of a file may stand for: units, services, pools, chapters; each looked up once."""

from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from smup.costs import cells, reasons
from smup.costs.cells import SHOWN, RowError
from smup.costs.dictionary import OTHER, CostDictionary, CostService
from smup.ingest.unit_codes import UnitCodes
from smup.models import Unit
from smup.models.costs import CIRCUMSTANCES, INCOME_KINDS

LEVELS = frozenset({"gmina", "powiat"})
SHORT_CODES = frozenset({1, 3, 5})
AMBIGUOUS_LENGTH = 6
CHAPTER_DIGITS, DIVISION_DIGITS, PARAGRAPH_DIGITS = 5, 3, 4


class KnownUnit(NamedTuple):
    """A unit by its key: name for messages, levels whose tasks it has, whether it is invented."""

    name: str
    levels: Collection[str]
    fictional: bool


class Cache(dict[str, Any]):
    """What a text stands for; each distinct text is looked up once in a load."""

    def __init__(self, find: Callable[[str], Any]) -> None:
        """Keep the answers of a function that raises ``RowError`` for a text it does not know."""
        super().__init__()
        self._find = find

    def __missing__(self, text: str) -> Any:
        """Look a text up and keep what it stands for."""
        found = self[text] = self._find(text)
        return found


class Known:
    """Finds what stands behind the codes of the templates."""

    def __init__(self, connection: Connection, dictionary: CostDictionary) -> None:
        """Read all units and their codes."""
        self.dictionary = dictionary
        self._codes = UnitCodes(connection)
        rows = connection.execute(
            select(Unit.id, Unit.name, Unit.level, Unit.city_county, Unit.fictional)
        )
        self.units = {
            row.id: KnownUnit(
                row.name, LEVELS if row.city_county else frozenset({row.level}), row.fictional
            )
            for row in rows
        }
        self.unit = Cache(self._unit)
        self.year = Cache(cells.year)
        self.chapter = Cache(self._chapter)
        self.paragraph = Cache(self._paragraph)

    def service(self, text: str) -> CostService:
        """Return a service.

        Raises:
            RowError: when the dictionary does not have it.
        """
        found = self.dictionary.services.get(text)
        if found is None:
            raise RowError(reasons.SERVICE.format(text=text[:SHOWN]))
        return found

    def service_of(self, unit_id: int, text: str) -> CostService:
        """Return a service that a unit may run.

        Raises:
            RowError: when it is not known or a task of another level.
        """
        found = self.service(text)
        if found.level not in self.units[unit_id].levels:
            raise RowError(reasons.SERVICE_LEVEL.format(text=text[:SHOWN]))
        return found

    def pool_of(self, service: str, text: str) -> str:
        """Return a pool that a service, or ``inne``, may have a part of.

        Raises:
            RowError: when it is not known or does not feed the service.
        """
        pool = self.dictionary.pools.get(text)
        if pool is None:
            raise RowError(reasons.POOL.format(text=text[:SHOWN]))
        fed = service == OTHER or text in self.service(service).entities
        if pool.kind == "entity" and not fed:
            raise RowError(reasons.NOT_FED.format(text=service, pool=text))
        return text

    def _unit(self, text: str) -> int:
        if not text:
            raise RowError(reasons.EMPTY.format(column="unit"))
        found = self._codes.find(text)
        if len(text) in SHORT_CODES:
            found = self._codes.find(f"0{text}")
        elif len(text) == AMBIGUOUS_LENGTH and (longer := self._codes.find_exact(f"0{text}")):
            if found is not None and found != longer:
                raise RowError(reasons.UNIT_TWICE.format(text=text))
            found = longer
        if found is None:
            raise RowError(reasons.UNIT.format(text=text[:SHOWN]))
        if not LEVELS & set(self.units[found].levels):
            raise RowError(reasons.UNIT_LEVEL.format(text=text[:SHOWN]))
        return found

    def _chapter(self, text: str) -> str:
        if not text:
            raise RowError(reasons.EMPTY.format(column="chapter"))
        code = cells.digits(text, CHAPTER_DIGITS)
        if code not in self.dictionary.chapters:
            raise RowError(reasons.CHAPTER.format(text=text[:SHOWN]))
        return code

    def _paragraph(self, text: str) -> str:
        code = text.removeprefix("\N{SECTION SIGN}").strip()
        if not code:
            raise RowError(reasons.EMPTY.format(column="paragraph"))
        right = code.isascii() and code.isdigit() and len(code) in {3, PARAGRAPH_DIGITS}
        if not right or code[:3] not in self.dictionary.paragraphs:
            raise RowError(reasons.PARAGRAPH.format(text=text[:SHOWN]))
        # 401 and 4010 are the same; as two keys they could be counted twice.
        return f"{code:0<{PARAGRAPH_DIGITS}}"


def kind_of(text: str, allowed: tuple[str, ...]) -> str:
    """Return a kind of income or circumstance.

    Raises:
        RowError: when it is none of those allowed.
    """
    if text not in allowed:
        raise RowError(reasons.KIND.format(text=text[:SHOWN], allowed=", ".join(allowed)))
    return text


def income_kind(text: str) -> str:
    """Return a kind of income."""
    return kind_of(text, INCOME_KINDS)


def circumstance_kind(text: str) -> str:
    """Return a kind of circumstance."""
    return kind_of(text, CIRCUMSTANCES)
