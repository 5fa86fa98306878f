"""What to generate, in which order: settings of all variables joined with their cards."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from smup.catalogue.formula import parse
from smup.catalogue.schema import IndicatorCard, VariableCard
from smup.errors import CatalogueError
from smup.sample.settings import SampleFile, SampleSettings, VariableSettings, Whole

SETTINGS_FILE = "settings.toml"
FICTIONAL_FILE = "fictional-units.toml"
COSTS_FILE = "costs.toml"
NOTES_FILE = "notes.toml"
FACTS = ("one", "area_km2")
Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVariable:
    """A variable ready to be generated; ``service`` is the key of places that do not run it."""

    card: VariableCard
    settings: VariableSettings
    service: str

    @property
    def of_powiats(self) -> bool:
        """Tell whether values arise in powiats and cities, not in gminas."""
        return self.card.level == "powiat"


def read_settings(folder: Path) -> SampleSettings:
    """Read ``settings.toml`` of a folder.

    Raises:
        CatalogueError: naming the file and the field.
    """
    return read_toml(folder / SETTINGS_FILE, SampleSettings)


def read_variables(folder: Path) -> dict[str, VariableSettings]:
    """Read the settings of variables from all files of a folder.

    Raises:
        CatalogueError: naming file and field, or a variable that stands in two files.
    """
    found: dict[str, VariableSettings] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name in {SETTINGS_FILE, FICTIONAL_FILE, COSTS_FILE, NOTES_FILE}:
            continue
        read = read_toml(path, SampleFile).variable
        if twice := sorted(found.keys() & read.keys()):
            message = f"{path.name}: zmienna {twice[0]} ma już ustawienia w innym pliku."
            raise CatalogueError(message)
        found |= read
    return found


def plan(
    cards: Iterable[VariableCard],
    indicators: Iterable[IndicatorCard],
    *,
    variables: Mapping[str, VariableSettings],
    wholes: Sequence[Whole] = (),
) -> list[PlannedVariable]:
    """Join cards with settings and order them: every base and whole before what grows from it.

    Raises:
        CatalogueError: for a variable without settings, settings without a variable, an unknown
            or impossible base, or bases that form a circle.
    """
    by_code = {card.code: card for card in cards}
    services = _services(indicators)
    _check(by_code, variables, wholes)
    return [
        PlannedVariable(
            card=by_code[code], settings=variables[code], service=services.get(code, code)
        )
        for code in _ordered(variables, wholes)
    ]


def read_toml(path: Path, shape: type[Shape]) -> Shape:
    """Read a TOML file of ``data/sample/`` and check its shape.

    Raises:
        CatalogueError: naming the file and the field.
    """
    try:
        return shape.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        message = f"Brakuje pliku {path.name} z ustawieniami danych przykładowych."
        raise CatalogueError(message) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{path.name}: to nie jest poprawny plik TOML ({error})."
        raise CatalogueError(message) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        message = f"{path.name}: pole {place}: {first['msg']}."
        raise CatalogueError(message) from error


def _check(
    cards: Mapping[str, VariableCard],
    variables: Mapping[str, VariableSettings],
    wholes: Sequence[Whole],
) -> None:
    for problem in _problems(cards, variables, wholes):
        message = f"data/sample/: {problem}"
        raise CatalogueError(message)


def _problems(
    cards: Mapping[str, VariableCard],
    variables: Mapping[str, VariableSettings],
    wholes: Sequence[Whole],
) -> Iterator[str]:
    named = {code for whole in wholes for code in (whole.total, *whole.parts)}
    for code in sorted(cards.keys() - variables.keys()):
        yield f"zmienna {code} nie ma ustawień. Dopisz [variable.{code}]."
    for code in sorted((variables.keys() | named) - cards.keys()):
        yield f"zmiennej {code} nie ma w katalogu."
    for code, settings in variables.items():
        base = settings.base
        if base not in FACTS and base not in variables:
            yield f"zmienna {code} ma nieznaną bazę {base}."
        if settings.scale == "logit" and settings.rate >= 1:
            yield f"zmienna {code}: na skali logit pole rate musi być mniejsze od 1."
        if base in cards and cards[base].level == "powiat" and cards[code].level != "powiat":
            yield f"zmienna {code} powstaje w gminach, a jej baza {base} dopiero w powiatach."


def _services(indicators: Iterable[IndicatorCard]) -> dict[str, str]:
    """Return for each variable the service of the first indicator whose formula names it."""
    services: dict[str, str] = {}
    for card in indicators:
        for name in parse(card.formula).all:
            services.setdefault(name, card.service)
    return services


def _ordered(variables: Mapping[str, VariableSettings], wholes: Sequence[Whole]) -> list[str]:
    siblings = {part: whole for whole in wholes for part in whole.parts}
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for code in sorted(variables):
        base = variables[code].base
        if base not in FACTS:
            sorter.add(code, base)
        else:
            sorter.add(code)
        if base in siblings:
            sorter.add(code, *(part for part in siblings[base].parts if part != code))
    for whole in wholes:
        for part in whole.parts:
            sorter.add(part, whole.total)
    try:
        return list(sorter.static_order())
    except CycleError as error:
        circle = " → ".join(reversed(error.args[1]))
        message = f"data/sample/: bazy zmiennych tworzą koło: {circle}."
        raise CatalogueError(message) from error
