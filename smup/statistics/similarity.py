"""The variables that make units alike, from ``data/similarity.toml``."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from smup.address_lists import LEAST_WEIGHT, MOST_WEIGHT
from smup.errors import CatalogueError
from smup.settings import DATA

FILE = DATA / "similarity.toml"
LEVELS_WITH_NEAREST = ("gmina", "powiat")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Label(_Part):
    """A short name in both languages."""

    pl: str = Field(min_length=1)
    en: str = Field(min_length=1)


class SimilarityVariable(_Part):
    """A variable of similarity.

    Attributes:
        indicator: code of the indicator whose values it has.
        label: short name.
        weight: usual weight, 0 to 5.
        transform: ``log`` or ``none``, before standardising.
    """

    indicator: str = Field(pattern=r"^[A-Z0-9-]{1,40}$")
    label: Label
    weight: int = Field(ge=LEAST_WEIGHT, le=MOST_WEIGHT)
    transform: Literal["log", "none"]

    def name(self, lang: str) -> str:
        """Return the short name in a language."""
        return self.label.en if lang == "en" else self.label.pl


class Similarity(_Part):
    """All variables of similarity and how many units are kept."""

    nearest: int = Field(ge=1, le=200)
    variables: tuple[SimilarityVariable, ...] = Field(min_length=2)

    @property
    def weights(self) -> dict[str, int]:
        """Return the usual weight of each variable."""
        return {item.indicator: item.weight for item in self.variables}


@lru_cache(maxsize=4)
def read_similarity(file: Path = FILE) -> Similarity:
    """Read the variables of similarity.

    Raises:
        CatalogueError: naming the file and the field that is not right.
    """
    try:
        return Similarity.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"Nie da się odczytać pliku {file.name}: {error}"
        raise CatalogueError(message) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        message = f"Plik {file.name}, pole „{place}”: {first['msg']}"
        raise CatalogueError(message) from error
