"""What the page of the method shows besides its texts: the example and the dictionary as tables."""

from collections.abc import Iterable
from dataclasses import dataclass

from smup.costs.dictionary import (
    ChapterCard,
    CostDictionary,
    CostService,
    ParagraphCard,
    PoolCard,
    Rule,
    read_dictionary,
)
from smup.costs.prices import factor
from smup.formats import format_number
from smup.i18n import Texts, texts
from smup.typography import EN_DASH, NBSP
from smup.views.costs.spoken import opened, spoken

ENTITY_POOL, SHARED_POOL = 1_831_225.60, 4_875_803.60
PUPILS = 1012
EXAMPLE = {
    "direct": 13_986_641.63,
    "entity": 1_617_582.61,
    "shared": 1_755_289.30,
    "capital": 275_820.00,
    "grants": 655_200.00,
    "gross": 18_290_533.54,
    "fees": -48_210.00,
    "sales": -36_000.00,
    "targeted": -120_415.36,
    "net": 18_085_908.18,
    "unit": 18_073.65,
}
"""The worked example of docs/cost-of-service.md, zl; a test computes it from its rows."""

SUMS = frozenset({"gross", "net", "unit"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodTable:
    """A table of the page.

    Attributes:
        caption: what it holds.
        columns: headings.
        rows: cells; the first is the head of its row.
        numbers: how many columns, from the right, are numbers.
        strong: places of the rows that are sums.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int = 0
    strong: tuple[int, ...] = ()


def example_table(lang: str) -> MethodTable:
    """Return the worked example from direct cost to the cost of a pupil."""
    t = texts(lang)

    def written(value: float) -> str:
        return format_number(value, decimals=2, lang=lang, group_all=True)

    pools = {"entity": written(ENTITY_POOL), "shared": written(SHARED_POOL)}
    rows = []
    for key, amount in EXAMPLE.items():
        words = {"pool": pools[key]} if key in pools else {}
        rows.append((t(f"cost_method.example.{key}", **words), written(amount)))
    return MethodTable(
        caption=t("cost_method.example.caption"),
        columns=(t("cost_method.example.term"), t("cost_method.example.amount")),
        rows=tuple(rows),
        numbers=1,
        strong=tuple(place for place, key in enumerate(EXAMPLE) if key in SUMS),
    )


def dictionary_tables(lang: str, dictionary: CostDictionary | None = None) -> list[MethodTable]:
    """Return services, pools, chapters and paragraphs of the dictionary."""
    t, read = texts(lang), dictionary or read_dictionary()
    return [
        _table(t, "services", ("service", "output", "rules", "keys"),
               (_service(t, card) for card in read.services.values())),
        _table(t, "pools", ("pool", "kind", "rules"),
               (_pool(t, card) for card in read.pools.values())),
        _table(t, "chapters", ("code", "name", "years", "note"),
               (_chapter(t, card) for card in read.chapters.values())),
        _table(t, "paragraphs", ("code", "name", "kind", "years"),
               (_paragraph(t, card) for card in read.paragraphs.values())),
    ]  # fmt: skip


def _table(
    t: Texts, name: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]
) -> MethodTable:
    heads = tuple(t(f"cost_method.slownik.{column}") for column in columns)
    return MethodTable(caption=t(f"cost_method.slownik.{name}"), columns=heads, rows=tuple(rows))


def _service(t: Texts, card: CostService) -> tuple[str, ...]:
    groups = [card.entity_keys, card.shared_keys]
    keys = "; ".join(
        ", ".join(t(f"cost_page.key.{key}") for key in group) for group in groups if group
    )
    output = spoken(card.output.many, t.lang)
    return opened(spoken(card.title, t.lang)), output, _rules(t, card.rules), keys


def _pool(t: Texts, card: PoolCard) -> tuple[str, ...]:
    kind = t(f"cost_method.pool_kind.{card.kind}")
    return spoken(card.name, t.lang), kind, _rules(t, card.rules)


def _chapter(t: Texts, card: ChapterCard) -> tuple[str, ...]:
    note = "" if card.note is None else spoken(card.note, t.lang)
    years = years_words(t, card.first_year, card.last_year)
    return card.code, spoken(card.name, t.lang), years, note


def _paragraph(t: Texts, card: ParagraphCard) -> tuple[str, ...]:
    kind = t(f"cost_method.paragraph_kind.{card.kind}")
    return card.code, spoken(card.name, t.lang), kind, years_words(t, card.first_year, None)


def _rules(t: Texts, rules: tuple[Rule, ...]) -> str:
    return "; ".join(_rule(t, rule) for rule in rules)


def _rule(t: Texts, rule: Rule) -> str:
    parts = [rule.chapter]
    if rule.paragraphs:
        parts.append(t("cost_method.slownik.paragraphs_only", codes=", ".join(rule.paragraphs)))
    years = years_words(t, rule.first_year, rule.last_year)
    return " ".join(parts) + (f" ({years})" if years else "")


def years_words(t: Texts, first: int | None, last: int | None) -> str:
    """Return since when and until when something is in force; empty for always."""
    if first is not None and last is not None:
        return f"{first}{EN_DASH}{last}"
    if first is not None:
        return t("cost_method.slownik.since", year=first).replace(" ", NBSP)
    return "" if last is None else t("cost_method.slownik.until", year=last).replace(" ", NBSP)


def price_table(lang: str, dictionary: CostDictionary | None = None) -> tuple[MethodTable, str]:
    """Return the price index of each year with its factor to the last one, and its source."""
    t, prices = texts(lang), (dictionary or read_dictionary()).prices
    last = max(entry.year for entry in prices.year)

    def number(value: float, decimals: int) -> str:
        return format_number(value, decimals=decimals, lang=lang)

    rows = []
    for entry in sorted(prices.year, key=lambda one: -one.year):
        by = factor(prices, year=entry.year, base=last)
        factor_text = EN_DASH if by is None else number(by, 4)
        rows.append((str(entry.year), number(entry.previous_100, 1), factor_text))
    table = MethodTable(
        caption=t("cost_method.prices.caption"),
        columns=(
            t("cost_method.prices.year"),
            t("cost_method.prices.index"),
            t("cost_method.prices.to_last", year=last),
        ),
        rows=tuple(rows),
        numbers=2,
    )
    return table, t("cost_method.prices.source", source=spoken(prices.source, lang))
