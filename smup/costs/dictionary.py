"""The dictionary of costs, ``data/costs/``: classification, pools, services and prices.

Files: ``classification.toml`` (divisions, chapters, paragraphs), ``pools.toml``, ``services.toml``,
``prices.toml``; docs/cost-of-service.md describes them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError, model_validator

from smup.catalogue.schema import Bilingual, IndicatorCode, Part, Slug
from smup.errors import CatalogueError
from smup.settings import DATA

Shape = TypeVar("Shape")
Card = TypeVar("Card", bound="Coded")

FOLDER = DATA / "costs"
OTHER = "inne"
"""Code that stands in the column ``service`` of a driver for everything that is no service here."""

Division = Annotated[str, StringConstraints(pattern=r"^\d{3}$")]
Chapter = Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
Paragraph = Annotated[str, StringConstraints(pattern=r"^\d{3}$")]
EntityKey = Literal["etaty", "czas", "sprawy"]
SharedKey = Literal["etaty", "m2", "udzial"]
CapitalWay = Literal["zuzycie", "srednia", "bez"]
ParagraphKind = Literal["pay", "current", "grant_out", "capital", "outside"]


class Coded(Part):
    """An entry under its code."""

    code: str


class DivisionCard(Coded):
    """A division (dział) of the budget classification."""

    code: Division
    name: Bilingual


class ChapterCard(Coded):
    """A chapter (rozdział).

    Attributes:
        code: five digits; the first three are its division.
        name: official name and its translation.
        first_year: first year in force, where known; None: before 2015.
        last_year: last year in force.
        note: what changed, in words, with the source of the fact.
    """

    code: Chapter
    name: Bilingual
    first_year: int | None = None
    last_year: int | None = None
    note: Bilingual | None = None


class ParagraphCard(Coded):
    """A paragraph without its fourth digit.

    Attributes:
        code: three digits.
        name: official name and its translation.
        kind: ``pay`` pay with contributions, ``current`` other current spending, ``grant_out``
            grants to outside providers, ``capital`` capital spending, ``outside`` what is no cost
            of a service (transfers to households that are the service's own content are
            ``current``; debt, settlements between units are ``outside``).
        first_year: first year in force (479 and 480: 2022).
    """

    code: Paragraph
    name: Bilingual
    kind: ParagraphKind
    first_year: int | None = None


class Rule(Part):
    """Which spending belongs to a service or a pool.

    Attributes:
        chapter: five digits.
        paragraphs: only these; empty: all that are pay, current or grant_out (and capital, for
            the capital of a service).
        first_year: from this year on.
        last_year: to this year.
    """

    chapter: Chapter
    paragraphs: tuple[Paragraph, ...] = ()
    first_year: int | None = None
    last_year: int | None = None


class PoolCard(Coded):
    """Costs that are shared between services.

    Attributes:
        code: of the column ``pool`` of drivers.
        kind: ``entity`` the work places of an entity, ``shared`` the office and common services.
        name: in words.
        rules: spending that makes the pool; a row that fits a pool belongs to no service.
    """

    code: Slug
    kind: Literal["entity", "shared"]
    name: Bilingual
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]


class MeasureCard(Part):
    """A measure of output, with the forms of its noun.

    Attributes:
        code: of the column ``measure`` of outputs.
        one: 1 uczeń.
        few: 2 uczniów, 3 szkoły; English plural. Of a measure with ``decimals`` the form after a
            fraction instead: 1,5 kilometra.
        many: 5 uczniów; English plural again.
        decimals: of quantities.
    """

    code: Slug
    one: Bilingual
    few: Bilingual
    many: Bilingual
    decimals: int = Field(ge=0, le=3, default=0)


class CostService(Coded):
    """A service whose cost is counted; ``code`` is its code in the catalogue.

    Attributes:
        code: code of the service in ``data/catalogue/``.
        level: of the units that run it.
        title: name of the service in a heading: "szkoły podstawowe".
        sentence: what one unit of output costs, as the subject of a sentence: "Rok nauki jednego
            ucznia", "Wywóz i zagospodarowanie jednej tony odpadów".
        form: of the Polish verb after it: ``m`` kosztował, ``f`` kosztowała, ``n`` kosztowało,
            ``p`` kosztowały.
        output: what the cost is divided by.
        per: after an amount: "na ucznia", "na Mg".
        resource: what stands between posts and output (classes); None: none.
        facilities: places in which it is run; None: the what-if of one place fewer is not offered.
        rules: chapters of its direct costs, grants and capital.
        entities: codes of the pools of entities that feed it.
        entity_keys: permitted keys of those, the usual one first; empty without entities.
        shared_keys: permitted keys of shared costs, the usual one first.
        capital_ways: permitted ways, the usual one first.
        fixed_share: share of the cost of one place that closing it would save, 0 to 1: an
            assumption that the reader can change.
        quality: codes of the catalogue's indicators of quality, the first is shown first.
        availability: codes of its indicators of availability or quantity.
        context: codes of context indicators for the expected cost.
        fees_label: what users pay, "opłaty rodziców"; None: users pay nothing.
    """

    code: Slug
    level: Literal["gmina", "powiat"] = "gmina"
    title: Bilingual
    sentence: Bilingual
    form: Literal["m", "f", "n", "p"] = "m"
    output: MeasureCard
    per: Bilingual
    resource: MeasureCard | None = None
    facilities: MeasureCard | None = None
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
    entities: tuple[Slug, ...] = ()
    entity_keys: tuple[EntityKey, ...] = ()
    shared_keys: Annotated[tuple[SharedKey, ...], Field(min_length=1)] = ("etaty", "m2", "udzial")
    capital_ways: Annotated[tuple[CapitalWay, ...], Field(min_length=1)] = (
        "zuzycie",
        "srednia",
        "bez",
    )
    fixed_share: float = Field(gt=0, le=1, default=0.5)
    quality: tuple[IndicatorCode, ...] = ()
    availability: tuple[IndicatorCode, ...] = ()
    context: tuple[IndicatorCode, ...] = ()
    fees_label: Bilingual | None = None

    @model_validator(mode="after")
    def _keys_and_entities(self) -> "CostService":
        if bool(self.entities) != bool(self.entity_keys):
            message = "entities and entity_keys go together"
            raise ValueError(message)
        return self


class PriceYear(Part):
    """The consumer price index of a year: the previous year = 100 (GUS)."""

    year: int
    previous_100: float = Field(gt=0)


class Prices(Part):
    """``data/costs/prices.toml``."""

    source: Bilingual
    year: Annotated[tuple[PriceYear, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostDictionary:
    """Everything in ``data/costs/``, by code, in the order of the files."""

    divisions: Mapping[str, DivisionCard]
    chapters: Mapping[str, ChapterCard]
    paragraphs: Mapping[str, ParagraphCard]
    pools: Mapping[str, PoolCard]
    services: Mapping[str, CostService]
    prices: Prices

    def pools_of(self, service: CostService) -> tuple[PoolCard, ...]:
        """Return the pools that a service is given a part of: of its entities, and all shared."""
        every = self.pools.values()
        return tuple(one for one in every if one.kind == "shared" or one.code in service.entities)


@lru_cache(maxsize=4)
def read_dictionary(folder: Path = FOLDER) -> CostDictionary:
    """Read and check the dictionary.

    Raises:
        CatalogueError: naming the file, the entry and the field.
    """
    classification = _toml(folder / "classification.toml")
    read = CostDictionary(
        divisions=_cards(classification, "division", DivisionCard, "classification.toml"),
        chapters=_cards(classification, "chapter", ChapterCard, "classification.toml"),
        paragraphs=_cards(classification, "paragraph", ParagraphCard, "classification.toml"),
        pools=_cards(_toml(folder / "pools.toml"), "pool", PoolCard, "pools.toml"),
        services=_cards(_toml(folder / "services.toml"), "service", CostService, "services.toml"),
        prices=_checked(_toml(folder / "prices.toml"), Prices, "prices.toml"),
    )
    _refuse_loose_ends(read)
    return read


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        message = f"Brakuje pliku data/costs/{path.name}."
        raise CatalogueError(message) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{path.name}: to nie jest poprawny plik TOML ({error})."
        raise CatalogueError(message) from error


def _checked(content: object, shape: type[Shape], file: str) -> Shape:
    try:
        return TypeAdapter(shape).validate_python(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        message = f"{file}: pole {place}: {first['msg']}."
        raise CatalogueError(message) from error


def _cards(
    content: Mapping[str, object], name: str, shape: type[Card], file: str
) -> dict[str, Card]:
    entries = content.get(name, ())
    if not isinstance(entries, list):
        message = f"{file}: brakuje wpisów [[{name}]]."
        raise CatalogueError(message)
    cards = [_checked(entry, shape, file) for entry in entries]
    by_code = {card.code: card for card in cards}
    if len(by_code) < len(cards):
        message = f"{file}: dwa wpisy [[{name}]] mają ten sam kod."
        raise CatalogueError(message)
    return by_code


def _refuse_loose_ends(read: CostDictionary) -> None:
    """Refuse chapters, paragraphs and pools that are named but not described."""
    rules = [(card.code, card.rules) for card in read.pools.values()]
    rules += [(card.code, card.rules) for card in read.services.values()]
    for code, owned in rules:
        for rule in owned:
            unknown = {rule.chapter} - read.chapters.keys()
            unknown |= set(rule.paragraphs) - read.paragraphs.keys()
            if unknown:
                message = f"data/costs: {code} używa nieopisanych kodów {sorted(unknown)}."
                raise CatalogueError(message)
    for service in read.services.values():
        if loose := set(service.entities) - read.pools.keys():
            message = f"services.toml: {service.code} ma nieznane pule {sorted(loose)}."
            raise CatalogueError(message)
