"""The linked indicators of a practice, before and after, against similar units."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from smup.errors import UnknownCodeError
from smup.flags import Flag
from smup.practices.card import LinkedIndicator
from smup.repository.facade import Repository
from smup.repository.records import IndicatorInfo
from smup.statistics.effects import EARLIER_YEARS, Series, Wanted, choose_years, measure
from smup.statistics.practice_effects import PeerGroup, breaks_of, level_compared, usual_group
from smup.territory.groups import members
from smup.territory.unit import TerritorialUnit
from smup.views.practices.effect_words import effect_view
from smup.views.practices.records import EffectData, EffectRow, EffectView, SmallEffect, Words
from smup.views.practices.small_effects import read_small_effects

__all__ = ["EffectRow", "EffectView", "SmallEffect", "Words", "read_effect", "read_small_effects"]

MOST_OTHERS = 1_000


class _Linked(NamedTuple):
    """A linked indicator with what is wanted of it and whom the unit is compared with."""

    indicator: IndicatorInfo
    wanted: Wanted
    group: PeerGroup


def read_effect(
    repository: Repository,
    *,
    unit: TerritorialUnit | None,
    indicators: Sequence[LinkedIndicator],
    started: int | None,
    today: date,
    lang: str,
) -> tuple[EffectView, ...]:
    """Return what a page says of each linked indicator that the catalogue has, in their order.

    Sends at most five SELECTs, whatever the number of indicators; none without a unit or any
    indicator. Works on any card, so that a preview shows what the page will.

    Args:
        repository: the database.
        unit: of the practice; None when it belongs to an institution.
        indicators: linked indicators.
        started: year of implementation.
        today: decides which practices are expired.
        lang: language of the texts.
    """
    found = read_effect_data(
        repository, unit=unit, indicators=indicators, started=started, today=today, lang=lang
    )
    return tuple(effect_view(data) for data in found)


def read_effect_data(
    repository: Repository,
    *,
    unit: TerritorialUnit | None,
    indicators: Sequence[LinkedIndicator],
    started: int | None,
    today: date,
    lang: str,
) -> tuple[EffectData, ...]:
    """Return what is known of each linked indicator, before any words; see ``read_effect``."""
    if unit is None:
        return ()
    linked = _linked(repository, unit, indicators, started)
    return tuple(_read(repository, unit, linked, today, lang)) if linked else ()


def _linked(
    repository: Repository,
    unit: TerritorialUnit,
    links: Iterable[LinkedIndicator],
    started: int | None,
) -> list[_Linked]:
    """Return the linked indicators that the catalogue has."""
    directory = repository.directory()
    found = []
    for link in links:
        try:
            indicator = repository.indicator(link.code)
        except UnknownCodeError:
            continue
        wanted = Wanted(
            started=started,
            before=link.before,
            after=link.after,
            breaks=breaks_of(indicator.card),
            polarity=indicator.polarity,
        )
        level = level_compared(unit, indicator.task_level)
        found.append(_Linked(indicator, wanted, usual_group(directory, unit, level)))
    return found


def _read(
    repository: Repository,
    unit: TerritorialUnit,
    linked: Sequence[_Linked],
    today: date,
    lang: str,
) -> list[EffectData]:
    directory, dataset = repository.directory(), repository.dataset()
    ids = [item.indicator.id for item in linked]
    keys = [(item.indicator.id, item.group.level, item.group.code) for item in linked]
    series, quartiles = repository.unit_series(unit.id, ids), repository.quartiles(keys)
    own = {item.indicator.id: _own(series, item.indicator) for item in linked}
    peers = {int(directory.ids[place]) for item in linked for place in item.group.positions}
    years = {year for item in linked for year in _years_needed(item, own)}
    values = repository.member_values(ids, peers, years=years)
    codes = [item.indicator.code for item in linked]
    practices = repository.practices_for(codes, today=today, limit=MOST_OTHERS, unit_ids=peers)
    made = []
    for item in linked:
        key = item.indicator.id
        peer_ids = directory.ids[list(item.group.positions)]
        held = {info.unit_id for info in practices.get(item.indicator.code, ())}
        made.append(
            EffectData(
                lang=lang,
                directory=directory,
                dataset=dataset,
                unit=unit,
                indicator=item.indicator,
                group=item.group,
                wanted=item.wanted,
                measured=measure(_series(own[key], values, key, peer_ids), item.wanted),
                frame=_frame(own[key], quartiles[quartiles["indicator_id"] == key]),
                size=len(members(directory, item.group.level, item.group.code)),
                others=len(held.intersection(peer_ids.tolist())),
            )
        )
    return made


def _own(series: pd.DataFrame, indicator: IndicatorInfo) -> pd.DataFrame:
    """Return year, value and flag of the unit; a value that must not be shown is NaN."""
    own = series.loc[series["indicator_id"] == indicator.id, ["year", "value", "flag"]]
    return own.assign(value=own["value"].where(own["flag"] <= Flag.BELOW_FORMAT))


def _years_needed(item: _Linked, own: Mapping[int, pd.DataFrame]) -> list[int]:
    """Return the years in which the values of similar units matter."""
    known = own[item.indicator.id].dropna()["year"].tolist()
    before, after, reason = choose_years(known, item.wanted)
    if reason or before is None or after is None:
        return []
    return [*range(before - EARLIER_YEARS, before + 1), after]


def _series(
    own: pd.DataFrame, values: NDArray[np.void], indicator_id: int, peer_ids: NDArray[np.int64]
) -> Series:
    """Return the values of the unit and of its peers over all years of the unit."""
    years = sorted({int(year) for year in own["year"]})
    row_of = {year: row for row, year in enumerate(years)}
    unit = np.full(len(years), np.nan)
    unit[[row_of[int(year)] for year in own["year"]]] = own["value"].to_numpy(dtype=np.float64)
    chosen = values[
        (values["indicator_id"] == indicator_id)
        & np.isin(values["unit_id"], peer_ids)
        & np.isin(values["year"], years)
    ]
    peers = np.full((len(years), len(peer_ids)), np.nan)
    order = np.argsort(peer_ids)
    columns = order[np.searchsorted(peer_ids, chosen["unit_id"], sorter=order)]
    peers[[row_of[int(year)] for year in chosen["year"]], columns] = chosen["value"]
    return Series(years=tuple(years), unit=unit, peers=peers)


def _frame(own: pd.DataFrame, group: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of the picture and the table, a row for every year in between too."""
    years = [*own["year"].tolist(), *group["year"].tolist()]
    every = pd.DataFrame(
        {"year": range(min(years), max(years) + 1) if years else []}, dtype="int64"
    )
    joined = every.merge(own, on="year", how="left").merge(
        group[["year", "median", "q1", "q3"]], on="year", how="left"
    )
    joined["flag"] = joined["flag"].fillna(int(Flag.MISSING)).astype("int64")
    return joined[["year", "value", "median", "q1", "q3", "flag"]]
