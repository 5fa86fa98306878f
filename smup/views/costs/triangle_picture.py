"""The scatter of cost, quality and availability: its words and its figures of two widths."""

from collections.abc import Sequence

from smup.figures.cost_readings import Corner, CornerText, CostAxis, CostScatter
from smup.figures.cost_scatter import beyond, cost_scatter_figure
from smup.figures.theme import Figure
from smup.formats import format_value
from smup.views.costs.money import per_unit_number, unit_decimals
from smup.views.costs.records import CostData
from smup.views.costs.spoken import opened, spoken
from smup.views.costs.triangle import (
    Axis,
    Comparison,
    Reading,
    named,
    side_key,
    tint,
)
from smup.views.pictures import d3_format, suffix

CORNERS: tuple[Corner, ...] = ((False, True), (True, True), (False, False), (True, False))
"""Whether more of x and more of y; in the order of the buttons: as one reads the picture."""


def corner_words(data: CostData, shown: Comparison, corner: Corner) -> str:
    """Return what a corner means: "lower cost, better result"."""
    right, top = corner
    across = data.t(f"cost_places.corner.{side_key(shown.x, high=right)}")
    up = data.t(f"cost_places.corner.{side_key(shown.y, high=top)}")
    return f"{across}, {up}"


def scatter(data: CostData, shown: Comparison) -> CostScatter:
    """Return what the scatter of a pair shows, made once for an answer."""
    return data.once(f"scatter {shown.pair}", lambda: _scatter(data, shown))


def _scatter(data: CostData, shown: Comparison) -> CostScatter:
    codes = [data.unit_at(at).code_at(data.service.level) for at in shown.positions]
    mine = shown.positions.index(data.mine) if data.mine in shown.positions else None
    low, high = data.interval
    with_interval = mine is not None and shown.x.kind == "cost"
    return CostScatter(
        codes=codes,
        x=_axis(data, shown.x, shown.positions),
        y=_axis(data, shown.y, shown.positions),
        corners={
            corner: CornerText(
                text=corner_words(data, shown, corner),
                tint=tint(shown.x, shown.y, right=corner[0], top=corner[1]),
            )
            for corner in CORNERS
        },
        mine=mine,
        mine_name=data.unit_name,
        interval=(float(low[data.mine]), float(high[data.mine])) if with_interval else None,
        named=[
            (place, _name_at(data, shown.positions[place]))
            for place in named(shown, mine=data.mine)
        ],
        sample=data.stamp,
    )


def scatter_figures(data: CostData, shown: Comparison) -> dict[str, Figure]:
    """Return the figure for wide and for narrow screens."""
    picture = scatter(data, shown)
    return {
        "wide": cost_scatter_figure(picture, lang=data.lang),
        "narrow": cost_scatter_figure(picture, lang=data.lang, narrow=True),
    }


def many_units(data: CostData) -> str:
    """Return the genitive plural of the units: "gmin"."""
    return data.t(f"costs.many.{data.service.level}")


def sentence(data: CostData, shown: Comparison) -> str:
    """Return what the scatter shows: the corner of lower cost and better result, and my unit."""
    counts, t = shown.counts(), data.t
    corner = next(
        (one for one in CORNERS if tint(shown.x, shown.y, right=one[0], top=one[1]) == "good"),
        CORNERS[0],
    )
    first = t(
        "cost_places.sentence.corner",
        corner=opened(corner_words(data, shown, corner)),
        n=counts[corner],
        all=len(shown.positions),
        units=many_units(data),
    )
    return " ".join(part for part in (first, _of_mine(data, shown)) if part)


def _of_mine(data: CostData, shown: Comparison) -> str:
    t, name = data.t, data.unit_name
    if not name:
        return ""
    if data.mine is None or data.mine not in data.ranked:
        return t("cost_places.sentence.mine_none", unit=name)
    if data.mine not in shown.positions:
        return t("cost_places.sentence.mine_without", unit=name)
    corner = shown.quadrants[shown.positions.index(data.mine)]
    if corner is None:
        return t("cost_places.sentence.mine_on", unit=name)
    words = corner_words(data, shown, corner)
    return t("cost_places.sentence.mine", unit=name, corner=words)


def label(data: CostData, shown: Comparison) -> str:
    """Return the picture in a sentence, for those who do not see it."""
    picture = scatter(data, shown)
    return data.t(
        "cost_places.sentence.label",
        x=picture.x.title,
        y=picture.y.title,
        n=len(shown.positions),
        units=many_units(data),
        text=sentence(data, shown),
    )


def notes(data: CostData, shown: Comparison) -> list[str]:
    """Return the years of the readings and what the scatter leaves out."""
    t, outside = data.t, beyond(scatter(data, shown))
    found = [year_note(data, one.reading) for one in (shown.y, shown.x) if one.reading]
    if shown.without:
        found.append(t.plural("cost_places.triangle.without", shown.without))
    if outside:
        found.append(t.plural("cost_places.triangle.beyond", outside))
    return found


def year_note(data: CostData, reading: Reading) -> str:
    """Return of which years the numbers are; of an older indicator that there is nothing newer."""
    t, year = data.t, data.selection.year
    name = reading.indicator.short_name(data.lang)
    text = t("cost_places.triangle.years", year=year, name=name, of=reading.year)
    if year is None or reading.year == year:
        return text
    return f"{text} {t('cost_places.triangle.older', year=year)}"


def reading_text(data: CostData, reading: Reading, value: float) -> str:
    """Return a value of an indicator with its unit of measure."""
    indicator, lang = reading.indicator, data.lang
    return format_value(value, unit=indicator.unit(lang), decimals=indicator.decimals, lang=lang)


def _name_at(data: CostData, at: int) -> str:
    return data.directory.display_name(data.unit_at(at), lang=data.lang)


def _axis(data: CostData, axis: Axis, positions: Sequence[int]) -> CostAxis:
    values = [float(axis.values[at]) for at in positions]
    if axis.reading is None:
        per = spoken(data.service.per, data.lang)
        median = per_unit_number(data, axis.median)
        return CostAxis(
            title=data.t("cost_places.axis.cost", per=per, median=median),
            short=data.t("cost_places.axis.cost_short", per=per, median=median),
            values=[round(value, unit_decimals(data)) for value in values],
            median=axis.median,
            number_format=f",.{unit_decimals(data)}f",
            suffix=f"\u00a0{data.t('cost_page.unit.zl')}",
        )
    indicator = axis.reading.indicator
    unit, year = indicator.unit(data.lang), axis.reading.year
    name = ", ".join(part for part in (indicator.short_name(data.lang), unit) if part)
    median = reading_text(data, axis.reading, axis.median)
    return CostAxis(
        title=data.t("cost_places.axis.indicator", name=name, year=year, median=median),
        short=data.t("cost_places.axis.indicator_short", name=name, year=year),
        values=values,
        median=axis.median,
        number_format=d3_format(indicator),
        suffix=suffix(indicator, data.lang),
    )
