"""What the change after a practice says: lead, verdict, difference, cautions, table."""

import numpy as np
import pandas as pd

from smup.formats import as_printed, format_difference, format_empty, format_number
from smup.statistics.effects import BETTER, LEAST_PEERS, NONE, Effect
from smup.statistics.practice_effects import WHOLE_COUNTRY
from smup.territory.groups import group_label
from smup.views.practices.effect_picture import alt, figures
from smup.views.practices.records import EffectData, EffectRow, EffectView, Words

COVID = (2020, 2021)
TOLD_IN_WORDS = 10


def effect_view(data: EffectData) -> EffectView:
    """Return what a page says and shows of one linked indicator."""
    effect, years, t = data.measured.effect, data.measured.years, data.t
    pictures = figures(data)
    drawn = bool(pictures)
    return EffectView(
        indicator=data.indicator,
        name=data.indicator.name(data.lang),
        subtitle=_subtitle(data),
        reason=t(f"practice_effect.reason.{years.reason}") if years.reason else "",
        lead=lead(data),
        verdict=NONE if effect is None else effect.verdict,
        verdict_text="" if effect is None else _verdict(data, effect),
        difference="" if effect is None else difference(data, effect),
        place="" if effect is None else place(data, effect),
        cautions=cautions(data) if drawn else (),
        figures=pictures,
        alt=alt(data) if drawn else "",
        keys=(data.unit_name, t("practice_effect.group_median", group=group_name(data)),
              t("practice_effect.half")),
        rows=rows(data),
        before="" if effect is None else data.amount(data.value(years.before)),
        after="" if effect is None else data.amount(data.value(years.after)),
        group=group_name(data),
    )  # fmt: skip


def group_name(data: EffectData) -> str:
    """Return the group in words with the number of its units."""
    group = data.group
    return group_label(data.directory, group.code, level=group.level, lang=data.lang, n=data.size)


def lead(data: EffectData) -> tuple[Words, ...]:
    """Return the opening: value before, value after, what the median did in that time."""
    before, after, reason = data.measured.years
    if reason or before is None or after is None:
        return ()
    t = data.t
    name = data.indicator.short_name(data.lang)
    last = data.amount(data.value(after))
    stop = "" if last.endswith(".") else "."
    return (
        Words(t("practice_effect.amount_before", name=name, year=before)),
        Words(data.amount(data.value(before)), "strong"),
        Words(f", {later(data, after - before)} "),
        Words(last, "unit"),
        Words(stop + _median_change(data, before, after)),
    )


def later(data: EffectData, years: int) -> str:
    """Return a number of years in words: ``sześć lat później``."""
    if years <= TOLD_IN_WORDS:
        return data.t(f"practice_effect.later.{years}")
    return data.t.plural("practice_effect.later_more", years)


def difference(data: EffectData, effect: Effect) -> str:
    """Return the difference to similar units with its interval in words; empty without any."""
    if effect.difference is None:
        return ""
    said = _signed(data, effect.difference)
    if effect.low is None or effect.high is None:
        return data.t(
            "practice_effect.difference_few", difference=said, n=effect.peers, least=LEAST_PEERS
        )
    return data.t(
        "practice_effect.difference",
        difference=said,
        low=_signed(data, effect.low),
        high=_signed(data, effect.high),
        n=effect.peers,
    )


def place(data: EffectData, effect: Effect) -> str:
    """Return how many similar units changed more the same way; empty when nothing changed."""
    shown = as_printed(effect.change, decimals=data.indicator.decimals)
    if not shown or not effect.peers:
        return ""
    way, more = ("up", effect.higher) if shown > 0 else ("down", effect.lower)
    if not more:
        return data.t(f"practice_effect.more_none_{way}", of=effect.peers)
    return data.t.plural(f"practice_effect.more_{way}", more, of=effect.peers)


def cautions(data: EffectData) -> tuple[str, ...]:
    """Return what the reader should know; first that a coincidence in time is no proof."""
    t, measured = data.t, data.measured
    before, after, _ = measured.years
    said = [t("practice_effect.proof")]
    if measured.effect is None or before is None or after is None:
        return tuple(said)
    if measured.earlier is not None and measured.earlier.verdict == BETTER:
        said.append(t("practice_effect.already", since=measured.since, before=before))
    if measured.extreme:
        said.append(t("practice_effect.extreme", year=before))
    if data.others:
        said.append(t("practice_effect.others", n=data.others))
    if before in COVID or after in COVID:
        said.append(t("practice_effect.covid"))
    cut = [year for year in data.wanted.breaks if after < year <= _last_year(data)]
    if cut:
        said.append(t("practice_effect.cut", year=cut[0], after=after))
    return tuple(said)


def rows(data: EffectData) -> tuple[EffectRow, ...]:
    """Return the table of the same numbers, a row a year."""
    found = data.frame.itertuples(index=False, name=None)
    return tuple(
        EffectRow(
            year=int(year),
            value=data.amount(value) or format_empty(int(flag), data.lang),
            median=data.amount(median),
            half=_half(data, low, high),
            mark=(mark := _mark(data, int(year))),
            mark_text=data.t(f"practice_effect.mark.{mark}") if mark else "",
        )
        for year, value, median, low, high, flag in found
    )


def _verdict(data: EffectData, effect: Effect) -> str:
    unjudged = effect.verdict == NONE and data.indicator.polarity == "none"
    return data.t(f"practice_effect.verdict.{'unjudged' if unjudged else effect.verdict}")


def _median_change(data: EffectData, before: int, after: int) -> str:
    """Return what the median of the group did; empty when it is not known in both years."""
    old, new = data.value(before, "median"), data.value(after, "median")
    if np.isnan(old) or np.isnan(new):
        return ""
    decimals = data.indicator.decimals
    shown = [as_printed(value, decimals=decimals) for value in (old, new)]
    way = "same" if shown[0] == shown[1] else "up" if shown[1] > shown[0] else "down"
    values = {
        "old": format_number(old, decimals=decimals, lang=data.lang),
        "new": data.amount(new),
        "where": data.t(f"practice_effect.where.{_where(data)}"),
    }
    said = data.t(f"practice_effect.median_change.{way}", **values)
    return f" {said.replace('..', '.')}"


def _where(data: EffectData) -> str:
    if data.group.code == WHOLE_COUNTRY:
        return f"all_{data.group.level}"
    return "city" if data.unit.city_county else data.group.level


def _mark(data: EffectData, year: int) -> str:
    before, after, _ = data.measured.years
    started = data.wanted.started
    if year == before:
        return "before_started" if year == started else "before"
    if year == after:
        return "after"
    return "started" if year == started else ""


def _subtitle(data: EffectData) -> str:
    t, indicator = data.t, data.indicator
    years = [int(year) for year in data.frame["year"]]
    values = {
        "name": indicator.name(data.lang),
        "polarity": t(f"common.polarity.{indicator.polarity}"),
    }
    if not years:
        return f"{values['name']} · {values['polarity']}"
    key = "years_range" if years[-1] > years[0] else "year_bare"
    span = t(f"practice_effect.{key}", year=years[0], first=years[0], last=years[-1])
    measure = indicator.unit(data.lang)
    key = "subtitle" if measure else "subtitle_no_measure"
    return t(f"practice_effect.{key}", **values, measure=measure, years=span)


def _half(data: EffectData, low: float, high: float) -> str:
    if pd.isna(low) or pd.isna(high):
        return ""
    start = format_number(low, decimals=data.indicator.decimals, lang=data.lang)
    return data.t("practice_effect.half_range", low=start, high=data.amount(high))


def _signed(data: EffectData, number: float) -> str:
    unit, decimals = data.indicator.unit(data.lang), data.indicator.decimals
    return format_difference(number, unit=unit, decimals=decimals, lang=data.lang)


def _last_year(data: EffectData) -> int:
    return int(data.frame["year"].max())
