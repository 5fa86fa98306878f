"""Ready sets of the data desk, from ``data/sets``: a table by one click."""

import tomllib
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from smup.errors import CatalogueError, UnknownCodeError
from smup.i18n import DEFAULT_LANGUAGE, Texts, texts
from smup.repository import Repository
from smup.settings import DATA
from smup.territory.unit import TerritorialUnit
from smup.views.datadesk.state import DeskState
from smup.views.groups import USUAL

FOLDER = DATA / "sets"


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    pl: str = Field(min_length=1)
    en: str = Field(min_length=1)


class SetFile(BaseModel):
    """A file of a set.

    Attributes:
        code: of the set, unique.
        name: of the set.
        purpose: one sentence: for what it is.
        who: ``group``, my unit and its group; ``mine``, my unit alone. Without a unit: all.
        years: as in the address; None for the usual ones.
        uklad: layout.
        ind: codes of indicators.
        usluga: codes of services.
        obszar: codes of sectors.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    name: _Words
    purpose: _Words
    who: Literal["group", "mine"]
    years: str | None = None
    uklad: str = DeskState().uklad
    ind: tuple[str, ...] = ()
    usluga: tuple[str, ...] = ()
    obszar: tuple[str, ...] = ()


class ReadySet(NamedTuple):
    """A set as a page offers it.

    Attributes:
        code: of the set.
        name: of the set.
        purpose: one sentence: for what it is.
        query: query string of the data desk, without question mark.
        needs_unit: it is about my unit alone, and none is given: the query asks for all units.
    """

    code: str
    name: str
    purpose: str
    query: str
    needs_unit: bool


def ready_sets(
    repository: Repository, lang: str, unit: TerritorialUnit | None
) -> tuple[ReadySet, ...]:
    """Return the sets of which the database has an indicator.

    Args:
        repository: says which codes exist.
        lang: ``pl`` or ``en``.
        unit: my unit, or None.
    """
    made = []
    for file in read_sets():
        known = {
            "ind": _known(file.ind, repository.indicator),
            "usluga": _known(file.usluga, repository.service),
            "obszar": _known(file.obszar, repository.sector),
        }
        if any(known.values()):
            state = DeskState(years=file.years, uklad=file.uklad).with_changes(**known)
            made.append(_offered(file, state.with_changes(**_whose(file, unit)), lang, unit))
    return tuple(made)


def _offered(file: SetFile, state: DeskState, lang: str, unit: TerritorialUnit | None) -> ReadySet:
    return ReadySet(
        code=file.code,
        name=file.name.en if lang == "en" else file.name.pl,
        purpose=file.purpose.en if lang == "en" else file.purpose.pl,
        query=state.to_query(),
        needs_unit=file.who == "mine" and unit is None,
    )


def _whose(file: SetFile, unit: TerritorialUnit | None) -> dict[str, str]:
    if unit is None:
        return {}
    if file.who == "mine":
        return {"units": unit.teryt}
    return {"unit": unit.teryt, "group": USUAL}


def _known(codes: Sequence[str], read: Callable[[str], object]) -> str | None:
    known = []
    for code in codes:
        try:
            read(code)
        except UnknownCodeError:
            continue
        known.append(code)
    return ".".join(known) or None


@lru_cache(maxsize=2)
def read_sets(folder: Path = FOLDER) -> tuple[SetFile, ...]:
    """Return the sets in the order of their files.

    Raises:
        CatalogueError: when a file cannot be read or two sets have one code.
    """
    sets = [_read(path) for path in sorted(folder.glob("*.toml"))]
    codes = [one.code for one in sets]
    doubled = sorted({code for code in codes if codes.count(code) > 1})
    if doubled:
        message = _t()("datadesk_table.sets.doubled", codes=", ".join(doubled))
        raise CatalogueError(message)
    return tuple(sets)


def _read(path: Path) -> SetFile:
    try:
        return SetFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
        message = _t()("datadesk_table.sets.unreadable", file=path.name, error=error)
        raise CatalogueError(message) from error


def _t() -> Texts:
    """Return the texts for those who run the product."""
    return texts(DEFAULT_LANGUAGE)
