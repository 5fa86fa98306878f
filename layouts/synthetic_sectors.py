"""Parts of the page of the index about my unit: cards and sectors."""

import numpy as np
from dash import html
from dash.development.base_component import Component

from layouts.components import band_strip, section_heading, tag
from layouts.components.basics import TagKind
from layouts.components.strip import Marker, Spread
from smup.links import sector_href
from smup.statistics.index import quarters
from smup.views.synthetic import IndexData, Reading
from smup.views.synthetic.records import CENTRE, Sensitivity, points
from smup.views.synthetic.words import coverage, quarter_word

_BAND: dict[int, tuple[str, TagKind, Marker]] = {
    1: ("best", "better", "better"),
    2: ("middle", "plain", "mine"),
    3: ("middle", "plain", "mine"),
    4: ("worst", "worse", "worse"),
}
_EDGE = 3.0  # percent of a strip kept free at its ends


def cards(data: IndexData, found: Sensitivity | None) -> html.Div:
    """Return the row of four numbers: level, dynamics, interval of places, coverage."""
    t = data.t
    unused = len(data.level.excluded)
    note = t.plural("synthetic.card.coverage_note", unused, year=data.year) if unused else ""
    return html.Div(
        [
            _reading_card(data, data.level, t("synthetic.card.level", year=data.year)),
            _change_card(data),
            _place_card(data, found),
            _card(
                t("synthetic.card.coverage"),
                coverage(data, data.level),
                None,
                note or t("synthetic.card.coverage_none", year=data.year),
            ),
        ],
        className="kpi czworka",
    )


def _reading_card(data: IndexData, reading: Reading, title: str) -> html.Div:
    total, spread = float(reading.totals[data.mine]), reading.total_spread()
    quarter = int(reading.quarters[data.mine])
    if not quarter or spread is None:
        return _card(title, data.t("synthetic.no_score"), None, coverage(data, reading))
    strip = band_strip(spread, points(total), marker=_BAND[quarter][2])
    note = data.t("synthetic.card.level_note", quarter=quarter_word(data, quarter), n=spread.n)
    return _card(title, data.number(total), strip, note[:1].upper() + note[1:])


def _change_card(data: IndexData) -> html.Div:
    title = data.t("synthetic.card.change", since=data.since, year=data.year)
    if data.change is None:
        note = data.t("synthetic.card.change_none", since=data.since)
        return _card(title, data.t("synthetic.no_score"), None, note)
    return _reading_card(data, data.change, title)


def _place_card(data: IndexData, found: Sensitivity | None) -> html.Div:
    t = data.t
    title = t("synthetic.card.place")
    if found is None:
        return _card(title, t("synthetic.no_score"), None, t("synthetic.card.place_none"))
    key = "place_note_equal" if found.chosen == found.equal else "place_note"
    words = {"place": found.chosen, "equal": found.equal or t("synthetic.no_score")}
    if key == "place_note_equal":
        words.pop("equal")
    span = t("synthetic.card.range", low=found.low, high=found.high, n=found.n)
    strip = place_track(found.low, found.high, found.n, mark=found.chosen)
    return _card(title, span, strip, t(f"synthetic.card.{key}", **words))


def _card(title: str, number: str, strip: Component | None, note: str) -> html.Div:
    return html.Div(
        [
            html.Span(title, className="et"),
            html.Span(number, className="wa"),
            strip,
            html.Span(note, className="xs"),
        ]
    )


def place_track(low: int, high: int, n: int, *, mark: int | None = None) -> html.Div:
    """Return an interval of places as a bar on a line from the first place to the last."""
    left, right = _at(low, 1, n), _at(high, 1, n)
    bar = {"left": f"{left:.1f}%", "width": f"max(6px, {right - left:.1f}%)"}
    parts = [html.I(className="z"), html.I(className="p", style=bar)]
    if mark is not None:
        parts.append(html.I(className="j", style={"left": f"{_at(mark, 1, n):.1f}%"}))
    return html.Div(parts, className="pas miejsca", **{"aria-hidden": "true"})


def sectors_table(data: IndexData) -> html.Section:
    """Return the sectors as rows: level, strip on one common scale, dynamics, coverage."""
    t = data.t
    spreads = [data.level.sector_spread(place) for place in range(len(data.sectors))]
    known = [spread for spread in spreads if spread is not None]
    low = min((spread.min for spread in known), default=CENTRE)
    high = max((spread.max for spread in known), default=CENTRE)
    rows = [_sector_row(data, place, spreads[place], (low, high)) for place in range(len(spreads))]
    heads = [
        html.Th(t("synthetic.sectors.sector"), scope="col"),
        html.Th(t("synthetic.sectors.score"), scope="col", className="num"),
        html.Th(t("synthetic.sectors.strip"), scope="col", className="kol-pas"),
        html.Th(t("synthetic.sectors.change"), scope="col", className="num"),
        html.Th(t("synthetic.sectors.known"), scope="col", className="num"),
    ]
    caption = t("synthetic.sectors.caption", unit=data.name, year=data.year)
    table = html.Table(
        [
            html.Caption(caption, className="vh"),
            html.Thead(html.Tr(heads)),
            html.Tbody(rows),
        ],
        className="t obszary",
    )
    head = section_heading(t("synthetic.sectors.title"), note=t("synthetic.sectors.note"))
    return html.Section([head, table, _key(data)], className="sek")


def _key(data: IndexData) -> html.P:
    signs: tuple[tuple[Component, str], ...] = (
        (html.Span(html.I(className="j"), className="pas l"), "best"),
        (html.I(className="romb"), "middle"),
        (html.Span(html.I(className="j"), className="pas g"), "worst"),
    )
    items = [html.Span([sign, data.t(f"synthetic.sectors.{word}")]) for sign, word in signs]
    return html.P(items, className="klucz")


def _sector_row(
    data: IndexData, place: int, spread: Spread | None, scale: tuple[float, float]
) -> html.Tr:
    t, row = data.t, data.mine
    sector, scores = data.sectors[place], data.level.sectors
    value = float(scores.values[row, place])
    there = not np.isnan(value)
    weight = data.selection.weights[place]
    name: list[Component | str | None] = [
        html.A(
            sector.name(data.lang),
            href=sector_href(data.lang, sector.code, unit=data.unit.teryt),
        ),
        html.Small(f" {t('synthetic.sectors.off')}") if weight == 0 else None,
    ]
    quarter = quarters(scores.values[:, place], among=data.level.members)[row]
    word, kind, marker = _BAND.get(int(quarter), ("none", "plain", "hollow"))
    strip = None if spread is None else aligned_strip(spread, value, scale, marker)
    known = t(
        "synthetic.of", known=int(scores.known[row, place]), counted=int(scores.counted[row, place])
    )
    label = t(f"synthetic.sectors.{word}") if there else t("synthetic.sectors.too_few")
    return html.Tr(
        [
            html.Th(name, scope="row"),
            html.Td(html.B(data.number(value)) if there else "\u2013", className="num"),
            html.Td([strip, html.Span(tag(label, kind))], className="kol-pas"),
            html.Td(_sector_change(data, place), className="num"),
            html.Td(known, className="num"),
        ],
        className="zero" if weight == 0 else None,
    )


def _sector_change(data: IndexData, place: int) -> str:
    if data.change is None:
        return "\u2013"
    value = float(data.change.sectors.values[data.mine, place])
    return "\u2013" if np.isnan(value) else data.number(value)


def aligned_strip(
    spread: Spread, value: float, scale: tuple[float, float], marker: Marker
) -> html.Div:
    """Return a band strip on a scale that several strips share; NaN draws the group alone.

    Args:
        spread: distribution of the group, in points.
        value: score of my unit, in deviations.
        scale: least and greatest number of all strips.
        marker: shape of the marker.
    """
    low, high = scale
    ends = {"z": (spread.min, spread.max), "p": (spread.q1, spread.q3)}
    parts = [
        html.I(className=name, style=_between(start, end, low, high))
        for name, (start, end) in ends.items()
    ]
    parts.append(html.I(className="sto", style={"left": f"{_at(CENTRE, low, high):.1f}%"}))
    parts.append(html.I(className="d", style={"left": f"{_at(spread.median, low, high):.1f}%"}))
    if not np.isnan(value):
        parts.append(html.I(className="j", style={"left": f"{_at(points(value), low, high):.1f}%"}))
    shape = {"better": "pas l", "worse": "pas g", "hollow": "pas n"}.get(marker, "pas")
    return html.Div(parts, className=shape, **{"aria-hidden": "true"})


def _between(start: float, end: float, low: float, high: float) -> dict[str, str]:
    left = _at(start, low, high)
    return {"left": f"{left:.1f}%", "width": f"{_at(end, low, high) - left:.1f}%"}


def _at(number: float, low: float, high: float) -> float:
    share = (number - low) / (high - low) if high > low else 0.5
    return _EDGE + (100 - 2 * _EDGE) * share
