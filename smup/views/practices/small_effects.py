"""Small pictures of a list of practices: the first linked indicator that can be compared."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from smup.errors import UnknownCodeError
from smup.figures.small_lines import small_lines
from smup.formats import format_value
from smup.i18n import Texts, texts
from smup.repository.facade import Repository
from smup.repository.practice_records import EffectInfo, PracticeInfo
from smup.repository.records import IndicatorInfo
from smup.statistics.practice_effects import (
    PeerGroup,
    breaks_of,
    level_compared,
    usual_group,
)
from smup.territory.unit import TerritorialUnit
from smup.views.practices.records import SmallEffect

PERCENT = "%"


class _Shown(NamedTuple):
    """A practice with the effect that is drawn, and whom its unit is compared with."""

    practice: PracticeInfo
    effect: EffectInfo
    unit: TerritorialUnit
    indicator: IndicatorInfo
    group: PeerGroup
    started: int


def read_small_effects(
    repository: Repository, practices: Sequence[PracticeInfo], *, lang: str
) -> dict[int, SmallEffect]:
    """Return what a list shows of each practice, by its key; three SELECTs for all of them.

    The indicator that the authors put first is drawn, not the one that shows most: the first
    one with values before and after.

    Args:
        repository: the database.
        practices: those of the list.
        lang: language of the texts.
    """
    t = texts(lang)
    effects = repository.practice_effects([practice.id for practice in practices])
    shown = _shown(repository, practices, effects)
    ids = {item.indicator.id for item in shown.values()}
    units = {item.unit.id for item in shown.values()}
    values = repository.member_values(ids, units)
    keys = [(item.indicator.id, item.group.level, item.group.code) for item in shown.values()]
    quartiles = repository.quartiles(keys)
    found = {}
    for practice in practices:
        item = shown.get(practice.id)
        if item is None:
            found[practice.id] = SmallEffect(reason=t(f"practice_effect.small.{_why(practice)}"))
        else:
            frame = _frame(_own(values, item), _medians(quartiles, item))
            found[practice.id] = _small(item, frame, repository, lang)
    return found


def _shown(
    repository: Repository, practices: Sequence[PracticeInfo], effects: Iterable[EffectInfo]
) -> dict[int, _Shown]:
    """Return of each practice the first linked indicator that can be compared."""
    directory = repository.directory()
    by_key = {(item.practice_id, item.indicator): item for item in effects}
    shown = {}
    for practice in practices:
        ready = [
            by_key[practice.id, code]
            for code in practice.indicators
            if (practice.id, code) in by_key and by_key[practice.id, code].change is not None
        ]
        indicator = _indicator(repository, ready[0].indicator) if ready else None
        if indicator is None or practice.unit_id is None or practice.started is None:
            continue
        unit = directory.by_id(practice.unit_id)
        group = usual_group(directory, unit, level_compared(unit, indicator.task_level))
        shown[practice.id] = _Shown(practice, ready[0], unit, indicator, group, practice.started)
    return shown


def _indicator(repository: Repository, code: str) -> IndicatorInfo | None:
    try:
        return repository.indicator(code)
    except UnknownCodeError:
        return None


def _why(practice: PracticeInfo) -> str:
    """Return why a practice has no picture, the first reason that the authors can remove."""
    if practice.unit_id is None:
        return "no_unit"
    if not practice.indicators:
        return "no_indicator_year" if practice.started is None else "no_indicator"
    return "no_year" if practice.started is None else "no_values"


def _own(values: NDArray[np.void], item: _Shown) -> Mapping[int, float]:
    mine = (values["indicator_id"] == item.indicator.id) & (values["unit_id"] == item.unit.id)
    found = values[mine]
    return dict(zip(found["year"].tolist(), found["value"].tolist(), strict=True))


def _medians(quartiles: pd.DataFrame, item: _Shown) -> Mapping[int, float]:
    group = item.group
    rows = quartiles[
        (quartiles["indicator_id"] == item.indicator.id)
        & (quartiles["level"] == group.level)
        & (quartiles["group_code"] == group.code)
    ]
    return dict(zip(rows["year"].tolist(), rows["median"].tolist(), strict=True))


def _frame(own: Mapping[int, float], medians: Mapping[int, float]) -> pd.DataFrame:
    """Return year, value, median, a row for every year in between too."""
    every = [*own, *medians]
    nothing = float("nan")
    rows = [
        (year, own.get(year, nothing), medians.get(year, nothing))
        for year in range(min(every), max(every) + 1)
    ]
    return pd.DataFrame(rows, columns=["year", "value", "median"])


def _small(item: _Shown, frame: pd.DataFrame, repository: Repository, lang: str) -> SmallEffect:
    t, effect = texts(lang), item.effect
    name = item.indicator.short_name(lang)
    down = item.indicator.polarity == "down"
    return SmallEffect(
        reason="",
        indicator=item.indicator.code,
        caption=t("practice_effect.small.down", name=name) if down else name,
        lines=small_lines(frame, started=item.started, breaks=breaks_of(item.indicator.card)),
        unit_end=_end(item, frame["value"], lang),
        median_end=_end(item, frame["median"], lang),
        alt=_alt(t, item, frame, repository, lang),
        verdict=effect.verdict,
        verdict_text=t(f"practice_effect.verdict_short.{effect.verdict}"),
    )


def _alt(t: Texts, item: _Shown, frame: pd.DataFrame, repository: Repository, lang: str) -> str:
    effect, value = item.effect, frame.set_index("year")["value"]
    return t(
        "practice_effect.small.alt",
        name=item.indicator.short_name(lang),
        unit=repository.directory().display_name(item.unit, lang=lang),
        before=_amount(item, float(value[effect.before_year]), lang),
        before_year=effect.before_year,
        after=_amount(item, float(value[effect.after_year]), lang),
        after_year=effect.after_year,
        started=item.started,
    )


def _amount(item: _Shown, value: float, lang: str) -> str:
    indicator = item.indicator
    return format_value(value, unit=indicator.unit(lang), decimals=indicator.decimals, lang=lang)


def _end(item: _Shown, column: "pd.Series[float]", lang: str) -> str:
    """Return the newest value; a unit of measure other than the percent sign has no room."""
    known = column.dropna()
    if known.empty:
        return ""
    unit = item.indicator.unit(lang)
    return format_value(
        float(known.iloc[-1]),
        unit=unit if unit == PERCENT else "",
        decimals=item.indicator.decimals,
        lang=lang,
    )
