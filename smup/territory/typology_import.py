"""The load of a functional typology: a type for each unit, from a CSV; docs/formats.md."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, select

from smup.errors import IngestError, UnknownCodeError
from smup.ingest.load import Load, LoadSummary, load
from smup.ingest.progress import Progress, silent
from smup.ingest.tables import open_table
from smup.models import UnitInType, UnitType
from smup.territory.codes import parse_teryt
from smup.territory.directory import UnitDirectory
from smup.territory.store import read_directory

KIND = "typology"
SOURCE = "Typologia funkcjonalna z pliku CSV"
STAGE = "Typologia"
REQUIRED = ("code", "type", "name_pl", "name_en")
LEVELS = ("gmina", "powiat")
MOST_TYPES = 60
TYPE_CODE = re.compile(r"[A-Za-z0-9-]{1,20}", re.ASCII)

TOO_FEW = "Za mało kolumn w wierszu; plik może być ucięty"
BAD_CODE = "To nie jest kod TERYT"
UNKNOWN = "Nieznany kod jednostki"
ENDED = "Tej jednostki już nie ma"
LEVEL = "Typ mają tylko gminy i powiaty"
TWICE = "Jednostka stoi w pliku drugi raz"
BAD_TYPE = "Kod typu ma od 1 do 20 liter, cyfr lub łączników"
NO_NAME = "Typ nie ma nazwy"
OTHER_NAME = "Typ ma wcześniej w pliku inną nazwę"
NOTHING = (
    "W pliku {file} nie ma ani jednego wiersza, który da się wczytać, więc typologia się nie "
    "zmieniła. Najczęstszy powód: {reason}. Format: docs/formats.md."
)
TOO_MANY_TYPES = (
    "Plik {file} ma {n} typów, a typologia może mieć najwyżej {most}. Sprawdź kolumnę „type”."
)
REMOVED = "Bez typu są teraz jednostki, które go miały: {n}."

Place = tuple[str, int]
Names = tuple[str, str]


@dataclass(slots=True)
class ReadTypology:
    """What a file says.

    Attributes:
        types: names of each type in both languages, in the order of the file.
        of_unit: type by level and key of a unit.
        rejected: line, reason and content of rows that cannot be taken.
        rows: rows read.
    """

    types: dict[str, Names] = field(default_factory=dict)
    of_unit: dict[Place, str] = field(default_factory=dict)
    rejected: list[tuple[int, str, str]] = field(default_factory=list)
    rows: int = 0


def import_typology(
    engine: Engine,
    file: Path,
    *,
    source: str = SOURCE,
    after: Callable[[Load], None] | None = None,
    progress: Progress = silent,
) -> LoadSummary:
    """Load a typology in the place of the one the database has, in one transaction.

    Args:
        engine: engine of a database with units.
        file: CSV with columns code, type, name_pl, name_en.
        source: publisher and set, in words.
        after: see ``smup.ingest.load.load``.
        progress: told of the stages.

    Raises:
        IngestError: when the file cannot be understood or has no usable row; the typology the
            database has stays then.
    """
    progress(STAGE, 0, 2)
    with load(engine, kind=KIND, source=source, files=[file], after=after) as current:
        directory = read_directory(current.connection)
        found = _read(file, directory)
        progress(STAGE, 1, 2)
        for line, reason, content in found.rejected:
            current.reject(file.name, line, reason, content)
        _refuse_unusable(found, file)
        _replace(current, found)
    progress(STAGE, 2, 2)
    assert current.summary is not None  # noqa: S101
    return current.summary


def write_typology(
    connection: Connection,
    types: Mapping[str, Names],
    of_unit: Mapping[Place, str],
    *,
    release_id: int,
) -> None:
    """Write a typology in the place of the one that is there."""
    connection.execute(delete(UnitInType))
    connection.execute(delete(UnitType))
    connection.execute(
        insert(UnitType),
        [
            {
                "code": code,
                "position": position,
                "name_pl": name_pl,
                "name_en": name_en,
                "release_id": release_id,
            }
            for position, (code, (name_pl, name_en)) in enumerate(types.items(), start=1)
        ],
    )
    connection.execute(
        insert(UnitInType),
        [
            {"unit_id": unit_id, "level": level, "type_code": code}
            for (level, unit_id), code in sorted(of_unit.items())
        ],
    )


def _read(file: Path, directory: UnitDirectory) -> ReadTypology:
    table = open_table(file, required=REQUIRED)
    names = [name.casefold() for name in table.header]
    found = ReadTypology()
    for line, cells in table.rows():
        if not any(cell.strip() for cell in cells):
            continue
        found.rows += 1
        try:
            _take(found, _by_name(names, cells), directory)
        except IngestError as error:
            found.rejected.append((line, str(error), table.separator.join(cells)))
    return found


def _by_name(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    if len(cells) < len(names):
        raise IngestError(TOO_FEW)
    return dict(zip(names, (cell.strip() for cell in cells), strict=False))


def _take(found: ReadTypology, cells: Mapping[str, str], directory: UnitDirectory) -> None:
    place = _place(cells["code"], directory)
    code = cells["type"]
    if TYPE_CODE.fullmatch(code) is None:
        message = f"{BAD_TYPE}: {code[:20]}"
        raise IngestError(message)
    if place in found.of_unit:
        message = f"{TWICE}: {cells['code']}"
        raise IngestError(message)
    name_pl = cells["name_pl"]
    names = (name_pl, cells["name_en"] or name_pl)
    known = found.types.get(code)
    if known is None and not name_pl:
        message = f"{NO_NAME}: {code}"
        raise IngestError(message)
    if known is not None and name_pl and names != known:
        message = f"{OTHER_NAME}: {code}"
        raise IngestError(message)
    found.types.setdefault(code, names)
    found.of_unit[place] = code


def _place(code: str, directory: UnitDirectory) -> Place:
    try:
        level = parse_teryt(code).level
    except UnknownCodeError as error:
        message = f"{BAD_CODE}: {code[:20]}"
        raise IngestError(message) from error
    if level not in LEVELS:
        message = f"{LEVEL}: {code}"
        raise IngestError(message)
    try:
        match = directory.lookup(code)
    except UnknownCodeError as error:
        message = f"{UNKNOWN}: {code}"
        raise IngestError(message) from error
    if match.note == "ended":
        message = f"{ENDED}: {code}"
        raise IngestError(message)
    if not match.unit.answers_at(level):
        message = f"{LEVEL}: {code}"
        raise IngestError(message)
    return level, match.unit.id


def _refuse_unusable(found: ReadTypology, file: Path) -> None:
    if not found.of_unit:
        reason = found.rejected[0][1] if found.rejected else "plik nie ma wierszy z danymi"
        raise IngestError(NOTHING.format(file=file.name, reason=reason))
    if len(found.types) > MOST_TYPES:
        n = len(found.types)
        raise IngestError(TOO_MANY_TYPES.format(file=file.name, n=n, most=MOST_TYPES))


def _replace(current: Load, found: ReadTypology) -> None:
    connection, counts = current.connection, current.counts
    places = select(UnitInType.level, UnitInType.unit_id, UnitInType.type_code)
    held = {(row.level, row.unit_id): row.type_code for row in connection.execute(places)}
    types = connection.execute(
        select(UnitType.code, UnitType.name_pl, UnitType.name_en).order_by(UnitType.position)
    )
    wanted = [(code, *both) for code, both in found.types.items()]
    same_types = [tuple(row) for row in types] == wanted
    removed = len(held.keys() - found.of_unit.keys())
    counts.read = found.rows
    for place, code in found.of_unit.items():
        if place not in held:
            counts.new += 1
        elif held[place] == code and same_types:
            counts.same += 1
        else:
            counts.changed += 1
    if removed:
        current.notes.append(REMOVED.format(n=removed))
    if same_types and held == found.of_unit:
        return
    counts.changed = counts.changed or int(not counts.new)
    write_typology(connection, found.types, found.of_unit, release_id=current.release_id)
    # Groups have changed, so all statistics are rebuilt.
    current.units_changed = True
