"""What is known of the linked indicators of a practice, and what is said of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from smup.figures.small_lines import SmallLines
from smup.figures.theme import Figure
from smup.formats import format_value
from smup.i18n import Texts, texts
from smup.repository.records import DatasetInfo, IndicatorInfo
from smup.statistics.effects import Measured, Wanted
from smup.statistics.practice_effects import PeerGroup
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectData:
    """What is known of one linked indicator, before any words.

    Attributes:
        lang: language of the texts.
        directory: the units.
        dataset: kind of the data.
        unit: of the practice.
        indicator: linked indicator.
        group: similar units.
        wanted: year of implementation, years chosen by the authors, breaks.
        measured: the comparison.
        frame: one row a year with columns year, value (the unit), median, q1, q3 (the group),
            flag (of the unit's value); NaN where there is no number.
        size: units in the group, the unit itself too if it is a member.
        others: similar units that have a practice for the same indicator themselves.
    """

    lang: str
    directory: UnitDirectory
    dataset: DatasetInfo
    unit: TerritorialUnit
    indicator: IndicatorInfo
    group: PeerGroup
    wanted: Wanted
    measured: Measured
    frame: pd.DataFrame
    size: int
    others: int = 0

    @property
    def t(self) -> Texts:
        """Return the texts of the language."""
        return texts(self.lang)

    @property
    def unit_name(self) -> str:
        """Return the unit with the word its level needs."""
        return self.directory.display_name(self.unit, lang=self.lang)

    def value(self, year: int | None, column: str = "value") -> float:
        """Return a number of a year, NaN where there is none."""
        found = self.frame.loc[self.frame["year"] == year, column]
        return float(found.iloc[0]) if len(found) else float("nan")

    def amount(self, value: float) -> str:
        """Return a value with its unit of measure; nothing for NaN."""
        if pd.isna(value):
            return ""
        item = self.indicator
        return format_value(
            value, unit=item.unit(self.lang), decimals=item.decimals, lang=self.lang
        )


@dataclass(frozen=True, slots=True)
class Words:
    """A part of a sentence.

    Attributes:
        text: its words, with the spaces around them.
        kind: empty for plain words, ``strong`` for the first value, ``unit`` for the last value,
            which has the colour of the unit's line.
    """

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """A year of the table beside the picture; all in words.

    Attributes:
        year: the year.
        value: of the unit, or why there is none.
        median: of the group; empty without values.
        half: where its middle half lies.
        mark: ``before``, ``after``, ``started`` or empty.
        mark_text: the same in words.
    """

    year: int
    value: str
    median: str
    half: str
    mark: str
    mark_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectView:
    """What a page says and shows of one linked indicator.

    Attributes:
        indicator: the indicator.
        name: its name.
        subtitle: name, unit of measure, years and which way is better.
        reason: why nothing is compared; empty when it is. There may still be a picture.
        lead: opening sentences in parts; empty when nothing is compared.
        verdict: one of ``smup.models.VERDICTS``.
        verdict_text: the verdict in words.
        difference: the difference to similar units with its interval.
        place: how many similar units changed more; may be empty.
        cautions: what the reader should know; first that a change is no proof. Empty without a
            picture.
        figures: by width, ``wide`` and ``narrow``; empty when there is nothing to draw.
        alt: name of the picture in words.
        keys: legend: unit, median, middle half.
        rows: table of the same numbers.
        before: value before in words, with its unit of measure; empty when nothing is compared.
        after: value after.
        group: group in words, with the number of its units.
    """

    indicator: IndicatorInfo
    name: str
    subtitle: str
    reason: str
    lead: tuple[Words, ...]
    verdict: str
    verdict_text: str
    difference: str
    place: str
    cautions: tuple[str, ...]
    figures: Mapping[str, Figure]
    alt: str
    keys: tuple[str, str, str]
    rows: tuple[EffectRow, ...]
    before: str
    after: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallEffect:
    """What a list shows of a practice: its first linked indicator that can be compared.

    Attributes:
        reason: why there is no picture; empty when there is.
        indicator: its code; empty without a picture.
        caption: its name, and that less is better where it is; empty without a picture.
        lines: the picture; None without one.
        unit_end: newest value of the unit, at the end of its line.
        median_end: newest median of its group.
        alt: name of the picture in words.
        verdict: one of ``smup.models.VERDICTS``.
        verdict_text: the same in two or three words; empty without a picture.
    """

    reason: str
    indicator: str = ""
    caption: str = ""
    lines: SmallLines | None = None
    unit_end: str = ""
    median_end: str = ""
    alt: str = ""
    verdict: str = "brak-danych"
    verdict_text: str = ""
