"""The linked indicators of a practice, before and after, against similar units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smup.errors import UnknownCodeError
from smup.figures.before_after import BeforeAfterText, before_after_figure
from smup.figures.theme import Figure
from smup.figures.trend import SeriesBreak
from smup.i18n import Texts, texts
from smup.practices.card import LinkedIndicator
from smup.repository.facade import Repository
from smup.repository.records import DatasetInfo, IndicatorInfo
from smup.statistics.effects import Measured, Series, Wanted, measure
from smup.statistics.practice_effects import (
    PeerGroup,
    breaks_of,
    level_compared,
    usual_group,
)
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
        started: year of implementation; None when it is not known.
        measured: the comparison.
        frame: one row a year with columns year, value (the unit), n, median, q1, q3 (the group).
        others: similar units that have a practice for the same indicator themselves.
    """

    lang: str
    directory: UnitDirectory
    dataset: DatasetInfo
    unit: TerritorialUnit
    indicator: IndicatorInfo
    group: PeerGroup
    started: int | None
    measured: Measured
    frame: pd.DataFrame
    others: int = 0

    @property
    def t(self) -> Texts:
        """Return the texts of the language."""
        return texts(self.lang)


@dataclass(frozen=True, slots=True, kw_only=True)
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
