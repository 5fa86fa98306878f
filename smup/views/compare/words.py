"""The sentence that opens each view of the comparison, and its heading."""

from smup.formats import format_change, format_number
from smup.views.compare.better import gap
from smup.views.compare.data import CompareData
from smup.views.compare.overtime import comparable_since, series_rows
from smup.views.compare.places import Place, places
from smup.views.compare.scatter import fitted, points
from smup.views.compare.spread import spread_rows, weighted_median
from smup.views.compare.table import heat_rows
from smup.views.linked import Value
from smup.views.sentences import Sentence

STRENGTHS = (0.05, 0.25, 0.5)
"""R² from which two indicators go together weakly, fairly and very clearly."""


def heading(data: CompareData) -> str:
    """Return the heading of the view shown."""
    short = data.x.short_name(data.lang)
    return data.t(
        f"compare.heading.{data.chosen.state.view}",
        name=short,
        x=short,
        y=data.y.short_name(data.lang),
        year=data.year,
    )


def sentence(data: CompareData) -> Sentence:
    """Return the sentence of the view shown."""
    makers = {
        "table": _table,
        "lines": _lines,
        "panels": _lines,
        "places": _places,
        "scatter": _scatter,
        "spread": _spread,
        "better": _better,
    }
    return makers[data.chosen.state.view](data).with_one_stop()


def _plain(text: str) -> Sentence:
    return Sentence(before=text, strong="", after="")


def _my_name(data: CompareData) -> str:
    return data.names[data.mine.id] if data.mine else ""


def _table(data: CompareData) -> Sentence:
    t = data.t
    if data.mine is None:
        return _plain(t.plural("compare.table.units", len(data.units), year=data.year))
    row = heat_rows(data, data.year)[0]
    found = [cell.place for cell in row.cells if cell.place is not None]
    if not found:
        return _plain(t("compare.table.unjudged", unit=_my_name(data), year=data.year))
    return _plain(
        t.plural(
            "compare.table.mine",
            len(found),
            unit=_my_name(data),
            year=data.year,
            better=sum(place > 2 for place in found),
            worse=sum(place < 2 for place in found),
        )
    )


def _lines(data: CompareData) -> Sentence:
    t, name = data.t, data.x.short_name(data.lang)
    years = [year for year in data.years_of(data.x) if year <= data.year]
    rows = series_rows(data, years)
    row = rows[0] if data.mine is not None else rows[-1]
    if row.since is None:
        return _plain(t("compare.lines.none", name=name, year=data.year))
    span = {"start": row.since, "year": data.year, "name": name}
    if data.mine is None:
        before = t("compare.lines.of_group", **span)
        return Sentence(before=before, strong=row.change, after=t("compare.lines.end"))
    median = _median_change(data, rows[-1].values, years, row.since)
    after = t("compare.lines.median_part", median=median) if median else t("compare.lines.end")
    before = t("compare.lines.sentence", unit=_my_name(data), **span)
    return Sentence(before=before, strong=row.change, after=after)


def _median_change(
    data: CompareData, medians: tuple[Value, ...], years: list[int], since: int
) -> str:
    """Return the change of the median over the same years as that of my unit."""
    start = medians[years.index(since)]
    if comparable_since(data, medians, years) is None or not start.known:
        return ""
    unit, decimals = data.x.unit(data.lang), data.x.decimals
    last = medians[-1].value
    return format_change(last, start.value, unit=unit, decimals=decimals, lang=data.lang)


def _places(data: CompareData) -> Sentence:
    t, name = data.t, data.x.short_name(data.lang)
    if data.mine is None:
        return _plain(
            t("compare.places.without", name=name, n=t.plural("common.units", len(data.units)))
        )
    known = places(data)
    now = known.get((data.mine.id, data.year))
    if now is None:
        return _plain(t("compare.places.none", name=name, year=data.year))
    earlier = [year for year in data.years_of(data.x) if (data.mine.id, year) in known]
    first = known[data.mine.id, earlier[0]]
    after = (
        t("compare.places.before", year=earlier[0], place=first.place, of=first.of)
        if earlier[0] < data.year
        else t("compare.places.only")
    )
    return Sentence(
        before=t("compare.places.sentence", name=name, unit=_my_name(data), year=data.year),
        strong=_place(data, now),
        after=after,
    )


def _place(data: CompareData, place: Place) -> str:
    return data.t("compare.places.strong", place=place.place, of=place.of)


def _scatter(data: CompareData) -> Sentence:
    t = data.t
    names = {"x": data.x.short_name(data.lang), "y": data.y.short_name(data.lang)}
    if data.x.id == data.y.id:
        return _plain(t("compare.scatter.more.same"))
    line = fitted(points(data))
    if line is None:
        return _plain(t("compare.scatter.more.none", year=data.year, **names))
    strength = sum(line.r2 >= edge for edge in STRENGTHS)
    direction = "none" if strength == 0 else "up" if line.slope > 0 else "down"
    return Sentence(
        before=t("compare.scatter.sentence", year=data.year, **names),
        strong=t(f"compare.scatter.strength.{strength}"),
        after=t(
            f"compare.scatter.rest.{direction}",
            r2=format_number(line.r2, decimals=2, lang=data.lang),
            n=t.plural("common.units", line.n),
        ),
    )


def _spread(data: CompareData) -> Sentence:
    t, name = data.t, data.x.short_name(data.lang)
    stats, weighted = data.stats_of(data.x, data.year), weighted_median(data)
    tail = t("compare.spread.end")
    if weighted is not None:
        tail = t("compare.spread.weighted_part", weighted=data.amount(weighted, data.x))
    median = data.amount(stats.median, data.x) if stats else "\u2013"
    if data.mine is None:
        before = t("compare.spread.without", name=name, year=data.year)
        return Sentence(before=before, strong=median, after=tail)
    row = spread_rows(data)[0]
    rest = t("compare.spread.median_part", median=median) + tail
    named = {"name": name, "unit": _my_name(data), "year": data.year}
    if row.place is None:
        return Sentence(before=t("compare.spread.none", **named), strong="", after=rest)
    place = t("compare.spread.place", place=row.place, of=row.of)
    amount = data.amount(row.value.value, data.x)
    before = t("compare.spread.sentence", **named)
    return Sentence(before=before, strong=amount, after=place + rest)


def _better(data: CompareData) -> Sentence:
    t, found = data.t, gap(data)
    name = data.x.short_name(data.lang)
    if found.reason == "unit":
        return _plain(t("compare.better.unit"))
    if found.reason == "judged":
        return _plain(t("compare.better.judged", name=name))
    if found.reason == "value":
        unit = _my_name(data)
        return _plain(t("compare.better.value", name=name, unit=unit, year=data.year))
    if found.reason == "short":
        return _plain(t("compare.better.short", name=name))
    after = t("compare.better.gap", median=data.amount(found.median, data.x), year=data.year)
    if found.reason == "ahead":
        after += t("compare.better.ahead")
    if found.found:
        n = t.plural("common.units", found.better)
        after += t("compare.better.better", n=n, improved=len(found.found))
    else:
        after += t("compare.better.none")
    return Sentence(
        before=t("compare.better.sentence", name=name, unit=_my_name(data)),
        strong=data.amount(found.mine, data.x),
        after=after,
    )
