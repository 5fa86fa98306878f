"""The picture of a unit before and after a practice, and its name in words."""

from smup.figures.before_after import BeforeAfterText, before_after_figure
from smup.figures.theme import Figure
from smup.figures.trend import SeriesBreak
from smup.formats import format_value
from smup.views.pictures import d3_format, suffix
from smup.views.practices.records import EffectData


def figures(data: EffectData) -> dict[str, Figure]:
    """Return the picture; none without a year of implementation or values of the unit."""
    started = data.wanted.started
    if started is None or data.frame["value"].isna().all():
        return {}
    t = data.t
    text = BeforeAfterText(
        unit=data.unit_name,
        unit_end=_end(data, "value", data.unit_name),
        unit_short=_end(data, "value"),
        median=t("practice_effect.median"),
        median_end=_end(data, "median", t("practice_effect.median")),
        median_short=_end(data, "median"),
        before=t("practice_effect.picture_before"),
        after=t("practice_effect.picture_after", year=started),
        moment=t("practice_effect.picture_moment", year=started),
        measure=data.indicator.unit(data.lang),
        number_format=d3_format(data.indicator),
        suffix=suffix(data.indicator, data.lang),
    )
    return before_after_figure(
        data.frame,
        started=started,
        text=text,
        breaks=[
            SeriesBreak(year=year, label=t("practice_effect.break_label", year=year))
            for year in data.wanted.breaks
        ],
        lang=data.lang,
        sample_text=t("common.sample_stamp") if data.dataset.is_sample else None,
    )


def alt(data: EffectData) -> str:
    """Return the name of the picture: first and last value, median, implementation."""
    known = data.frame.dropna(subset=["value"])
    first, last = known.iloc[0], known.iloc[-1]
    said = data.t(
        "practice_effect.alt",
        unit=data.unit_name,
        first=data.amount(float(first["value"])),
        first_year=int(first["year"]),
        last=data.amount(float(last["value"])),
        last_year=int(last["year"]),
        started=data.wanted.started,
    )
    medians = data.frame.dropna(subset=["median"])
    if medians.empty:
        return said
    end = medians.iloc[-1]
    value = data.amount(float(end["median"]))
    said += data.t("practice_effect.alt_median", year=int(end["year"]), value=value)
    return said.replace("..", ".")


def _end(data: EffectData, column: str, name: str = "") -> str:
    """Return the newest number of a line, with its name if one is given."""
    known = data.frame[column].dropna()
    if known.empty:
        return ""
    value = short(data, float(known.iloc[-1]))
    return data.t("practice_effect.end", value=value, name=name) if name else value


def short(data: EffectData, value: float) -> str:
    """Return a value; a unit of measure other than the percent sign stands above the axis."""
    unit = data.indicator.unit(data.lang)
    decimals = data.indicator.decimals
    return format_value(value, unit=unit if unit == "%" else "", decimals=decimals, lang=data.lang)
