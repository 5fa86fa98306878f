"""The columns of the tables of pages: what each holds, by its key."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from smup.i18n import Texts
from smup.repository import IndicatorInfo
from smup.tabular import Cell, Column, Kind, Table, table_of
from smup.typography import plain_spaces

CODES = frozenset({"teryt"})
INTEGERS = frozenset(
    {"year", "n", "rank_first", "rank_last", "change_since", "break_year", "decimals", "rank"}
    | {"place_low", "place_high", "ranked", "known", "counted", "of", "ahead", "release"}
)
NUMBERS = frozenset(
    {"value", "value_2", "change", "p5", "q1", "median", "q3", "p95", "country_median", "level"}
    | {"gross", "net", "output", "unit_cost", "net_unit_cost", "low", "high", "expected"}
    | {"deviation", "direct", "entity", "shared", "capital", "grants_out", "fees", "sales"}
    | {"targeted", "old_value", "new_value", "difference", "percent"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What the numbers of a column are.

    Attributes:
        unit: unit of measure.
        decimals: places they are meant to be read to.
        indicator: code of the indicator.
    """

    unit: str = ""
    decimals: int | None = None
    indicator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """How the columns of a page are named.

    Attributes:
        t: texts of the language.
        view: namespace of the titles under ``take_out.column``, where a title differs from the
            usual one.
        names: texts that hold the headers of the file, for example ``api.column``.
        measures: of columns of numbers, by key.
    """

    t: Texts
    view: str
    names: str
    measures: Mapping[str, Measure] = field(default_factory=lambda: MappingProxyType({}))

    def table(self, keys: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Table:
        """Return the table of rows, its words with plain spaces: files are searched and joined.

        Args:
            keys: of the columns, in order.
            rows: cells in that order.
        """
        plain = (
            [plain_spaces(one) if isinstance(one, str) else one for one in row] for row in rows
        )
        return table_of([self._column(key) for key in keys], plain)

    def _column(self, key: str) -> Column:
        measure = self.measures.get(key, Measure())
        own = f"take_out.column.{self.view}_{key}"
        title = self.t(own if self.t.has(own) else f"take_out.column.{key}")
        return Column(
            key=key,
            name=plain_spaces(self.t(f"{self.names}.{key}")),
            title=plain_spaces(title),
            kind=_kind(key),
            unit=measure.unit,
            decimals=measure.decimals,
            indicator=measure.indicator,
        )


def measure_of(indicator: IndicatorInfo, lang: str) -> Measure:
    """Return what the values of an indicator are."""
    return Measure(unit=indicator.unit(lang), decimals=indicator.decimals, indicator=indicator.code)


def _kind(key: str) -> Kind:
    if key in CODES:
        return "code"
    if key in INTEGERS:
        return "integer"
    return "number" if key in NUMBERS else "text"
