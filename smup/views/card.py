"""The card of an indicator in words: what it measures, how, what it does not show."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np

from smup.flags import Flag
from smup.formats import format_value
from smup.i18n import Texts, texts
from smup.repository.facade import Repository
from smup.repository.records import IndicatorInfo
from smup.views.formula_text import formula_in_words
from smup.views.linked import LinkedData, series_breaks

_TEXTS = (("measures", "definition"), ("reading", "reading"), ("caveats", "caveats"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CardEntry:
    """A row of the card.

    Attributes:
        key: of its heading, under ``indicator.card``.
        lines: one or more lines of text.
    """

    key: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many units of a level have a value in a year; fictional units are not counted."""

    known: int
    units: int


def card_entries(data: LinkedData) -> tuple[CardEntry, ...]:
    """Return the rows of the card that have something to say, except the coverage of a year."""
    entries = [*_meaning(data), *_origin(data)]
    return tuple(entry for entry in entries if entry.lines)


def _meaning(data: LinkedData) -> Iterator[CardEntry]:
    indicator, lang = data.indicator, data.lang
    texts_of = {key: indicator.card_text(field, lang) for key, field in _TEXTS}
    yield _entry("measures", texts_of["measures"])
    yield _entry("how", formula_in_words(indicator, lang))
    yield _entry("reading", texts_of["reading"])
    yield _entry("caveats", texts_of["caveats"])
    yield _entry("period", indicator.card_text("reference_date", lang))


def _origin(data: LinkedData) -> Iterator[CardEntry]:
    indicator, lang = data.indicator, data.lang
    yield _entry("precision", precision(indicator, lang))
    yield CardEntry(key="source", lines=source_lines(data))
    breaks = tuple(f"{item.year}: {item.reason(lang)}" for item in series_breaks(indicator))
    yield CardEntry(key="breaks", lines=breaks or (data.t("indicator.card.no_breaks"),))
    yield _entry("ids", ", ".join(official_ids(indicator, data.t)))
    status = str(indicator.card.get("status") or "")
    yield _entry("status", data.t(f"indicator.status.{status}") if status else "")


def _entry(key: str, text: str) -> CardEntry:
    return CardEntry(key=key, lines=(text,) if text else ())


def precision(indicator: IndicatorInfo, lang: str) -> str:
    """Return the last digit shown, as an amount: ``do 1 zł``, ``do 0,1%``."""
    unit = texts(lang)("common.percentage_points") if indicator.unit_pl == "%" else None
    least = format_value(
        10.0**-indicator.decimals,
        unit=unit or indicator.unit(lang),
        decimals=indicator.decimals,
        lang=lang,
    )
    return texts(lang)("indicator.card.to", least=least)


def source_lines(data: LinkedData) -> tuple[str, ...]:
    """Return where values come from; of a sample, that they are generated and what they imitate."""
    source = data.indicator.card_text("source", data.lang)
    if not data.dataset.is_sample:
        return (source,) if source else ()
    generated = data.t("indicator.source.sample")
    return (generated, data.t("indicator.source.target", source=source)) if source else (generated,)


def official_ids(indicator: IndicatorInfo, t: Texts) -> tuple[str, ...]:
    """Return the numbers of the indicator in official systems, each with the system's name."""
    card = indicator.card
    found = [f"BDL {card['bdl_id']}"] if card.get("bdl_id") else []
    smup = tuple(card.get("smup_ids") or ())
    if len(smup) == 1:
        return (*found, f"SMUP {smup[0]}")
    roles = ("gmina", "city")
    found += [
        t(f"indicator.card.smup_{role}", id=key) for role, key in zip(roles, smup, strict=False)
    ]
    return tuple(found)


def nearest_indicators(
    repository: Repository, code: str, *, most: int = 5
) -> tuple[IndicatorInfo, ...]:
    """Return indicators whose code or words are nearest to a code that does not exist."""
    wanted = code.strip().upper()[:60]
    by_code = {item.code: item for item in repository.indicators()}
    close = get_close_matches(wanted, by_code, n=most, cutoff=0.75)
    if close:
        return tuple(by_code[found] for found in close)
    return tuple(repository.indicators(query=wanted))[:most]


def coverage(data: LinkedData, year: int) -> Coverage:
    """Return how many of today's units of the level have a value in a year."""
    real = np.array([not code.startswith("99") for code in data.codes], dtype=bool)
    row = data.matrix.year_index(year)
    flags = data.matrix.flags[row] if row is not None else np.full(len(real), int(Flag.MISSING))
    return Coverage(known=int(np.sum(real & (flags <= Flag.BELOW_FORMAT))), units=int(real.sum()))


def coverage_text(data: LinkedData, year: int) -> str:
    """Return ``2012–2024; w 2024 wartość ma 2407 z 2477 gmin``."""
    years, found = data.selection.years, coverage(data, year)
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return data.t(
        f"indicator.coverage.{data.selection.level}",
        span=span,
        year=year,
        known=found.known,
        units=found.units,
    )
