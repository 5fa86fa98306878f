"""Reads the catalogue files of ``data/catalogue/`` and checks them against each other."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from smup.catalogue.formula import parse
from smup.catalogue.problems import problem_of
from smup.catalogue.schema import (
    IndicatorCard,
    SectorCard,
    SectorFile,
    ServiceCard,
    VariableCard,
)
from smup.errors import CatalogueError

_KINDS = {
    "sector": "obszar",
    "service": "usługa",
    "variable": "zmienna",
    "indicator": "wskaźnik",
}


@dataclass(frozen=True, slots=True)
class PlacedService:
    """A service with the code of its sector."""

    sector: str
    card: ServiceCard


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The whole catalogue: sectors by position, the rest in the order of the files."""

    sectors: tuple[SectorCard, ...]
    services: tuple[PlacedService, ...]
    variables: tuple[VariableCard, ...]
    indicators: tuple[IndicatorCard, ...]

    def sector_of(self, service: str) -> str:
        """Return the sector code of a service.

        Raises:
            KeyError: when the catalogue has no such service.
        """
        return {placed.card.code: placed.sector for placed in self.services}[service]


def load_catalogue(folder: Path) -> Catalogue:
    """Read all ``*.toml`` files of a folder in the order of their names.

    Raises:
        CatalogueError: with one line for each problem, naming file, entry and field.
    """
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        message = f"W folderze {folder} nie ma plików katalogu (*.toml)."
        raise CatalogueError(message)
    problems: list[str] = []
    files: list[tuple[str, SectorFile]] = []
    for path in paths:
        try:
            files.append((path.name, _read(path)))
        except CatalogueError as error:
            problems.append(str(error))
    # Cross references are judged only when every file could be read: else all would seem unknown.
    _raise_if(problems)
    _raise_if(list(_conflicts(files)))
    return _joined([content for _, content in files])


def _raise_if(problems: Sequence[str]) -> None:
    if problems:
        raise CatalogueError("Popraw katalog wskaźników:\n" + "\n".join(problems))


def _read(path: Path) -> SectorFile:
    """Read and check one file by itself."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        return SectorFile.model_validate(content)
    except tomllib.TOMLDecodeError as error:
        message = (
            f"{path.name}, {_place(str(error))}: to nie jest poprawny zapis TOML. "
            "Sprawdź cudzysłowy, nawiasy i znaki równości."
        )
        raise CatalogueError(message) from error
    except UnicodeDecodeError as error:
        message = f"{path.name}: plik nie jest zapisany w UTF-8. Zapisz go w tym kodowaniu."
        raise CatalogueError(message) from error
    except OSError as error:
        message = f"{path.name}: nie udało się odczytać pliku ({error.strerror})."
        raise CatalogueError(message) from error
    except ValidationError as error:
        lines = [_schema_problem(path.name, content, detail) for detail in error.errors()]
        raise CatalogueError("\n".join(lines)) from error


def _place(message: str) -> str:
    found = re.search(r"at line (\d+), column (\d+)", message)
    return f"wiersz {found[1]}, kolumna {found[2]}" if found else "koniec pliku"


def _schema_problem(file: str, content: dict[str, Any], detail: ErrorDetails) -> str:
    """Say in Polish where a file breaks the schema and what to do."""
    kind, *rest = detail["loc"] or ("",)
    entry: Any = content.get(str(kind))
    place = _KINDS.get(str(kind), "plik")
    if rest and isinstance(rest[0], int) and isinstance(entry, list):
        number = rest.pop(0)
        entry = entry[int(number)]
        place += f" nr {int(number) + 1}"
    if isinstance(entry, dict) and isinstance(entry.get("code"), str):
        place = f"{place} {entry['code']}"
    field = ".".join(str(part) for part in rest) or str(kind)
    return f"{file}, {place}, pole {field}: {problem_of(detail)}."


def _conflicts(files: list[tuple[str, SectorFile]]) -> Iterator[str]:
    """Yield what is wrong between entries and files."""
    yield from _duplicates(files)
    yield from _ambiguous_headings(files)
    services = {card.code for _, content in files for card in content.service}
    variables = {card.code for _, content in files for card in content.variable}
    for file, content in files:
        if content.sector is None:
            for service in content.service:
                yield f"{file}, usługa {service.code}: plik nie ma części [sector]."
        for card in content.indicator:
            if card.service not in services:
                yield f"{file}, wskaźnik {card.code}, pole service: nie ma usługi {card.service}."
            yield from _formula_problems(f"{file}, wskaźnik {card.code}", card, variables)


def _formula_problems(place: str, card: IndicatorCard, variables: set[str]) -> Iterator[str]:
    try:
        names = parse(card.formula)
    except CatalogueError as error:
        yield f"{place}, pole formula: {error}"
        return
    for field, used in (("numerator", names.numerator), ("denominator", names.denominator)):
        for name in used:
            if name not in variables:
                yield f"{place}, pole formula.{field}: nie ma zmiennej {name}."


def _duplicates(files: list[tuple[str, SectorFile]]) -> Iterator[str]:
    """Yield codes (and positions of sectors) that stand twice."""
    keys: Iterable[tuple[str, str, str]] = (
        (file, _KINDS[kind], card.code)
        for file, content in files
        for kind in _KINDS
        for card in _cards(content, kind)
    )
    positions = (
        (file, "obszar na pozycji", str(content.sector.position))
        for file, content in files
        if content.sector is not None
    )
    first: dict[tuple[str, str], str] = {}
    for file, kind, code in (*keys, *positions):
        if (kind, code) in first:
            yield f"{file}, {kind} {code}: to samo jest już w pliku {first[kind, code]}."
        first.setdefault((kind, code), file)


def _cards(content: SectorFile, kind: str) -> Sequence[Any]:
    if kind == "sector":
        return () if content.sector is None else (content.sector,)
    cards: Sequence[Any] = getattr(content, kind)
    return cards


def _ambiguous_headings(files: list[tuple[str, SectorFile]]) -> Iterator[str]:
    """Yield headings of an export that would mean two variables."""
    first: dict[tuple[str | None, str], str] = {}
    for file, content in files:
        for card in content.variable:
            for heading in card.bdl.headings if card.bdl else ():
                subject = card.bdl.subject if card.bdl else None
                key = (subject, " ".join(heading.split()).casefold())
                if key in first:
                    yield (
                        f"{file}, zmienna {card.code}, pole bdl.headings: nagłówek „{heading}” "
                        f"({subject or 'bez tematu'}) ma już zmienna {first[key]}."
                    )
                first.setdefault(key, card.code)


def _joined(contents: list[SectorFile]) -> Catalogue:
    ordered = sorted(contents, key=lambda content: content.sector.position if content.sector else 0)
    return Catalogue(
        sectors=tuple(content.sector for content in ordered if content.sector is not None),
        services=tuple(
            PlacedService(sector=content.sector.code, card=card)
            for content in ordered
            if content.sector is not None
            for card in content.service
        ),
        variables=tuple(card for content in ordered for card in content.variable),
        indicators=tuple(card for content in ordered for card in content.indicator),
    )
