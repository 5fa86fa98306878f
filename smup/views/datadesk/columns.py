"""Columns of the data desk in its three layouts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from smup.i18n import Texts, texts
from smup.repository import IndicatorInfo
from smup.statistics.changes import PLACES_OF_PERCENT
from smup.tabular import Column, Kind
from smup.views.datadesk.state import DeskState

if TYPE_CHECKING:
    from smup.views.datadesk.selection import Chosen

UNIT_OPTIONS = {
    "rodzaj": "kind",
    "powiat": "powiat",
    "wojewodztwo": "voivodeship",
    "ludnosc": "population",
}
VALUE_OPTIONS = {
    "powod": ("flag",),
    "zmiana": ("change",),
    "miejsce": ("rank",),
    "grupa": ("q1", "median", "q3"),
    "uwaga": ("note",),
    "zrodlo": ("source",),
}
QUARTILES = ("q1", "median", "q3")
PERCENT = "%"
_KINDS: dict[str, Kind] = {
    "teryt": "code",
    "year": "integer",
    "population": "integer",
    "rank": "integer",
    "value": "number",
    "change": "number",
    "q1": "number",
    "median": "number",
    "q3": "number",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What stands in a column.

    Attributes:
        column: as the table names it.
        what: ``teryt``, ``unit``, ``value``, ``flag``, ``change``, ``rank``, ``q1`` …
        measured: index into ``Chosen.measured``; None when the row tells it, or nothing does.
        year: year of the column; None when the row tells it, or nothing does.
    """

    column: Column
    what: str
    measured: int | None = None
    year: int | None = None


def allowed_options(state: DeskState, level: str) -> tuple[str, ...]:
    """Return the chosen options that tell something at the level."""
    useless = {
        "gmina": (),
        "powiat": ("powiat",),
        "wojewodztwo": ("powiat", "wojewodztwo"),
        "kraj": ("powiat", "wojewodztwo", "miejsce", "grupa"),
    }[level]
    return tuple(option for option in state.options if option not in useless)


def is_sorted(chosen: "Chosen", key: str) -> bool:
    """Tell whether the table has a column to sort by."""
    return any(field.column.key == key for field in fields(chosen))


def is_filtered(chosen: "Chosen", key: str) -> bool:
    """Tell whether the table has a column of numbers with this key."""
    return any(
        field.column.key == key and field.column.kind in ("integer", "number")
        for field in fields(chosen)
    )


def fields(chosen: "Chosen") -> tuple[Field, ...]:
    """Return the columns of the table with what stands in them."""
    maker = _Maker(chosen)
    layout = {"dlugi": maker.long, "lata": maker.by_year, "szeroki": maker.wide}
    return tuple(layout[chosen.state.uklad]())


class _Maker:
    """Columns in the words of a language."""

    def __init__(self, chosen: "Chosen") -> None:
        self._chosen = chosen
        self._t: Texts = texts(chosen.lang)
        self._options = chosen.options

    def long(self) -> Iterator[Field]:
        """Yield the columns of the long table."""
        for what in ("indicator", "indicator_name"):
            yield self._plain(what)
        yield from self._unit_fields()
        yield self._plain("year")
        yield self._plain("value", decimals=self._shared_decimals())
        yield self._plain("unit_of_measure")
        for what in self._value_whats():
            yield self._plain(what, decimals=self._long_decimals(what))
            if what == "change":
                yield self._plain("change_unit")

    def by_year(self) -> Iterator[Field]:
        """Yield the columns of a row a unit and year."""
        yield from self._unit_fields()
        yield self._plain("year")
        for index, (indicator, _) in enumerate(self._chosen.measured):
            yield from self._of(indicator, index, None, ("value", *self._value_whats()))

    def wide(self) -> Iterator[Field]:
        """Yield the columns of a row a unit."""
        yield from self._unit_fields()
        for index, (indicator, span) in enumerate(self._chosen.measured):
            whats = [what for what in self._value_whats() if what != "source"]
            for year in range(span.first_year, span.last_year + 1):
                yield from self._of(indicator, index, year, ("value", *whats))
            if "source" in self._value_whats():
                yield from self._of(indicator, index, None, ("source",))

    def _unit_fields(self) -> Iterator[Field]:
        for what in ("teryt", "unit"):
            yield self._plain(what)
        for option, what in UNIT_OPTIONS.items():
            if option in self._options:
                yield self._plain(what)

    def _value_whats(self) -> list[str]:
        return [
            what
            for option, whats in VALUE_OPTIONS.items()
            if option in self._options
            for what in whats
        ]

    def _plain(self, what: str, *, decimals: int | None = None) -> Field:
        t = self._t
        column = Column(
            key=what,
            name=t(f"api.column.{what}"),
            title=t(f"datadesk_table.column.{what}"),
            kind=_KINDS.get(what, "text"),
            unit=t("datadesk_table.persons") if what == "population" else "",
            decimals=0 if what in ("year", "population", "rank") else decimals,
        )
        return Field(column=column, what=what)

    def _of(
        self,
        indicator: IndicatorInfo,
        index: int,
        year: int | None,
        whats: tuple[str, ...] | list[str],
    ) -> Iterator[Field]:
        """Yield columns of an indicator, of one year or of the year of the row."""
        t, lang = self._t, self._chosen.lang
        base = indicator.code if year is None else f"{indicator.code}@{year}"
        name = base.replace("@", "_")
        title = indicator.name(lang) if year is None else f"{indicator.name(lang)}, {year}"
        for what in whats:
            value = what == "value"
            words = "" if value else t(f"datadesk_table.column.{what}").lower()
            column = Column(
                key=base if value else f"{base}:{what}",
                name=name if value else f"{name}_{t(f'api.column.{what}')}",
                title=title if value else f"{title}: {words}",
                kind=_KINDS.get(what, "text"),
                unit=unit_of(what, indicator, lang),
                decimals=decimals_of(what, indicator),
                indicator=indicator.code,
            )
            yield Field(column=column, what=what, measured=index, year=year)

    def _shared_decimals(self) -> int | None:
        """Return the decimals of all indicators when they are the same."""
        every = {item.decimals for item, _ in self._chosen.measured}
        return every.pop() if len(every) == 1 else None

    def _long_decimals(self, what: str) -> int | None:
        if what == "change":
            every = {decimals_of(what, item) for item, _ in self._chosen.measured}
            return every.pop() if len(every) == 1 else None
        return self._shared_decimals() if what in QUARTILES else None


def change_unit(indicator: IndicatorInfo, lang: str) -> str:
    """Return the usual unit of a change: percentage points of a percentage, else per cent."""
    return texts(lang)("common.percentage_points") if indicator.unit_pl == PERCENT else PERCENT


def change_decimals(indicator: IndicatorInfo) -> int:
    """Return the places to which a change is rounded, as in the tables of other pages."""
    return indicator.decimals if indicator.unit_pl == PERCENT else PLACES_OF_PERCENT


def unit_of(what: str, indicator: IndicatorInfo, lang: str) -> str:
    """Return the unit of measure of a column of an indicator."""
    if what == "change":
        return change_unit(indicator, lang)
    return indicator.unit(lang) if what in ("value", *QUARTILES) else ""


def decimals_of(what: str, indicator: IndicatorInfo) -> int | None:
    """Return the places of a column of an indicator."""
    if what == "change":
        return change_decimals(indicator)
    if what == "rank":
        return 0
    return indicator.decimals if what in ("value", *QUARTILES) else None
