"""One number of my unit: value, change and place in the group, judged only by polarity."""

from dataclasses import dataclass
from typing import Literal

from smup.formats import format_change, format_empty, unit_after
from smup.repository.records import IndicatorInfo
from smup.views.linked import GroupStats, LinkedData, Value, series_breaks

Judgement = Literal["better", "worse", "none"]
Direction = Literal["up", "down", "same"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Change from one year to the next.

    Attributes:
        text: the change with its sign and unit, ``+1,8 pkt proc.``.
        since: year compared with.
        direction: of the number.
        judgement: of the change, by polarity.
    """

    text: str
    since: int
    direction: Direction
    judgement: Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """A card of the KPI row in one year.

    Attributes:
        indicator: whose value it is.
        number: value without unit, or the word of its emptiness.
        unit: unit of measure; empty text when there is no value.
        value: my unit's number for the strip; None without a unit or a value.
        change: change from the year before; None when it is not to be computed.
        change_note: why there is no change, or an empty text.
        stats: distribution of the group, or None.
        place: place in the group in words.
        strong: the place is a judgement, to be printed bold.
    """

    indicator: IndicatorInfo
    number: str
    unit: str
    value: float | None
    change: Change | None
    change_note: str
    stats: GroupStats | None
    place: str
    strong: bool


def kpi(data: LinkedData, indicator: IndicatorInfo, year: int) -> Kpi:
    """Return the card of an indicator in a year."""
    value = data.value_of(indicator, year)
    stats = data.stats_of(indicator, year)
    change = change_of(data, indicator, year, value)
    place, strong = place_in_group(data, indicator, value, stats)
    return Kpi(
        indicator=indicator,
        number=number_or_empty(data, indicator, value),
        unit=_unit(data, indicator, value),
        value=value.value if value.known and data.unit is not None else None,
        change=change,
        change_note="" if change else _no_change(data, indicator, year, value),
        stats=stats,
        place=place,
        strong=strong,
    )


def number_or_empty(data: LinkedData, indicator: IndicatorInfo, value: Value) -> str:
    """Return a number as it stands in a table, or the word of its emptiness."""
    if value.known and value.flag.label != "below-format":
        return data.number(value.value, indicator=indicator)
    return format_empty(value.flag, data.lang, decimals=indicator.decimals)


def _unit(data: LinkedData, indicator: IndicatorInfo, value: Value) -> str:
    if not value.known:
        return ""
    unit, decimals = indicator.unit(data.lang), indicator.decimals
    return unit_after(value.value, unit=unit, decimals=decimals, lang=data.lang)


def change_of(data: LinkedData, indicator: IndicatorInfo, year: int, value: Value) -> Change | None:
    """Return the change from the year before; None across a break or without both values."""
    before = data.previous(indicator, year)
    if before is None or not value.known:
        return None
    since, old = before
    text = format_change(
        value.value,
        old.value,
        unit=indicator.unit(data.lang),
        decimals=indicator.decimals,
        lang=data.lang,
    )
    difference = round(value.value - old.value, indicator.decimals)
    direction: Direction = "same" if difference == 0 else "up" if difference > 0 else "down"
    return Change(
        text=text, since=since, direction=direction, judgement=judge(indicator.polarity, direction)
    )


def judge(polarity: str, direction: Direction) -> Judgement:
    """Return whether a move up or down is good; context and no move are not judged."""
    if polarity == "none" or direction == "same":
        return "none"
    return "better" if polarity == direction else "worse"


def place_in_group(
    data: LinkedData, indicator: IndicatorInfo, value: Value, stats: GroupStats | None
) -> tuple[str, bool]:
    """Return the place of a value in its group in words, and whether it is a judgement.

    Judged indicators are placed in quarters (by value, not by merit: the colour carries merit);
    others only above or below the median. Without a unit the number of units is told.
    """
    t = data.t
    if stats is None:
        return "", False
    if data.unit is None:
        return t.plural(f"view.of_units.{data.selection.level}", stats.n), False
    if not value.known:
        return t("view.median_is", value=data.amount(stats.median, indicator=indicator)), False
    if indicator.polarity == "none":
        side = _side(value.value, stats.median)
        median = data.number(stats.median, indicator=indicator)
        return t(f"view.against_median.{side}", value=median), False
    return t(f"view.quarter.{quarter(value.value, stats)}"), True


def quarter(value: float, stats: GroupStats) -> int:
    """Return 1 for the highest quarter of the group … 4 for the lowest; bounds belong upwards."""
    if value >= stats.q3:
        return 1
    if value >= stats.median:
        return 2
    return 3 if value >= stats.q1 else 4


def _side(value: float, median: float) -> str:
    if value == median:
        return "equal"
    return "above" if value > median else "below"


def _no_change(data: LinkedData, indicator: IndicatorInfo, year: int, value: Value) -> str:
    """Return why there is no change; where there is no value, the newest year that has one."""
    if not value.known:
        newest = data.newest_year(indicator)
        return data.t("view.newest_value", year=newest) if newest else ""
    broken = any(item.year == year for item in series_breaks(indicator))
    return data.t("view.change_break" if broken else "view.change_unknown", year=year - 1)
