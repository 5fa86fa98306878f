"""Interface texts from ``smup/locale/<lang>/<namespace>.toml``, with plural forms."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from smup.typography import NBSP, nbsp

LOCALE: Final = Path(__file__).resolve().parent / "locale"
LANGUAGES: Final = ("pl", "en")
DEFAULT_LANGUAGE: Final = "pl"
PLURAL_FORMS: Final = {"pl": ("one", "few", "many"), "en": ("one", "other")}


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts of one language; call it with a key such as ``"sector.title"``."""

    lang: str
    entries: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text with its ``{placeholders}`` filled in.

        Raises:
            KeyError: when the language has no such key or a placeholder gets no value.
        """
        return self.entries[key].format_map(values) if values else self.entries[key]

    def plural(self, key: str, n: int, /, **values: object) -> str:
        """Return the form of ``key`` that agrees with ``n``; ``{n}`` stands for the number.

        Raises:
            KeyError: when the form is missing.
        """
        form = plural_form(n, self.lang)
        return self.entries[f"{key}.{form}"].format_map({"n": _grouped(n, self.lang), **values})

    def forms(self, key: str) -> tuple[str, ...]:
        """Return all plural forms of ``key``, for the browser to choose from.

        Raises:
            KeyError: when a form is missing.
        """
        return tuple(self.entries[f"{key}.{form}"] for form in PLURAL_FORMS[self.lang])

    def has(self, key: str) -> bool:
        """Tell whether the language has this key."""
        return key in self.entries


def _grouped(n: int, lang: str) -> str:
    """Return a whole number as running text has it, see ``smup.formats.format_number``."""
    if lang == "pl":
        return str(n) if abs(n) < 10_000 else f"{n:,}".replace(",", NBSP)
    return f"{n:,}"


def plural_form(n: int, lang: str) -> str:
    """Return the CLDR plural category of a whole number: one, few, many (pl); one, other (en)."""
    n = abs(n)
    if n == 1:
        return "one"
    if lang != "pl":
        return "other"
    return "few" if n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14} else "many"


@lru_cache(maxsize=len(LANGUAGES))
def texts(lang: str) -> Texts:
    """Return the texts of a language; an unknown language gets Polish."""
    lang = lang if lang in LANGUAGES else DEFAULT_LANGUAGE
    entries: dict[str, str] = {}
    for path in sorted((LOCALE / lang).glob("*.toml")):
        with path.open("rb") as file:
            entries.update(_flattened(tomllib.load(file), path.stem))
    if lang == "pl":
        entries = {key: nbsp(text) for key, text in entries.items()}
    return Texts(lang=lang, entries=entries)


def _flattened(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        name = f"{prefix}.{key}"
        if isinstance(value, Mapping):
            yield from _flattened(value, name)
        else:
            yield name, str(value)
