"""The sentence that opens a view: plain words that carry the key number."""

from dataclasses import dataclass

from smup.views.kpi import change_of
from smup.views.linked import GroupStats, LinkedData, Value, series_breaks


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Text with one strong part in the middle; ``strong`` may be empty.

    Attributes:
        before: text before the key number.
        strong: the key number.
        after: text after it.
    """

    before: str
    strong: str
    after: str

    @property
    def text(self) -> str:
        """Return the sentence as plain text, for a picture's name."""
        return f"{self.before}{self.strong}{self.after}"

    def with_one_stop(self) -> "Sentence":
        """Return the sentence in which a full stop after an abbreviation is not doubled."""
        after = self.after.replace("..", ".")
        if self.strong.endswith(".") and after.startswith("."):
            after = after[1:]
        return Sentence(before=self.before, strong=self.strong, after=after)


def opening(data: LinkedData, year: int | None) -> Sentence:
    """Return the sentence of a view in a year."""
    return _opening(data, year).with_one_stop()


def _opening(data: LinkedData, year: int | None) -> Sentence:
    t, name = data.t, data.indicator.short_name(data.lang)
    if year is None:
        return Sentence(before=t("view.sentence.no_years", name=name), strong="", after="")
    stats = data.stats_of(data.indicator, year)
    if data.unit is None:
        return _of_all_units(data, name, year, stats)
    value = data.value_of(data.indicator, year)
    if not value.known:
        return _of_no_value(data, name, year, value, stats)
    parts = [_against_group(data, value, stats), _change(data, year, value)]
    return Sentence(
        before=t("view.sentence.unit", name=name, unit=data.unit_name),
        strong=data.amount(value.value),
        after=t("view.sentence.in_year", year=year) + "".join(part for part in parts if part),
    )


def _of_all_units(data: LinkedData, name: str, year: int, stats: GroupStats | None) -> Sentence:
    t = data.t
    if stats is None:
        none = t("view.sentence.no_values", name=name, year=year)
        return Sentence(before=none, strong="", after="")
    return Sentence(
        before=t(f"view.sentence.all.{data.selection.level}", name=name),
        strong=data.amount(stats.median),
        after=t(
            "view.sentence.middle_half",
            year=year,
            low=data.number(stats.q1),
            high=data.amount(stats.q3),
        ),
    )


def _of_no_value(
    data: LinkedData, name: str, year: int, value: Value, stats: GroupStats | None
) -> Sentence:
    t = data.t
    reason = t(f"common.empty.{value.flag.label}.name")
    after = t("view.sentence.in_year", year=year)
    if stats is not None:
        after += t(
            "view.sentence.group_median", group=data.group_name, value=data.amount(stats.median)
        )
    return Sentence(
        before=t("view.sentence.unit", name=name, unit=data.unit_name), strong=reason, after=after
    )


def _against_group(data: LinkedData, value: Value, stats: GroupStats | None) -> str:
    if stats is None or stats.n < 2:
        return ""
    number = value.value
    if number == stats.median:
        key = "equal"
    elif number > stats.median:
        key = "above_q3" if number > stats.q3 else "above_median"
    else:
        key = "below_q1" if number < stats.q1 else "below_median"
    return data.t(
        f"view.sentence.group.{key}", group=data.group_name, median=data.amount(stats.median)
    )


def _change(data: LinkedData, year: int, value: Value) -> str:
    t = data.t
    if any(item.year == year for item in series_breaks(data.indicator)):
        return t("view.sentence.break", year=year)
    change = change_of(data, data.indicator, year, value)
    if change is None:
        return ""
    if change.direction == "same":
        return t("view.sentence.change_same", year=change.since)
    size = change.text.lstrip("+\u2212")
    return t(f"view.sentence.change_{change.direction}", size=size, year=change.since)
