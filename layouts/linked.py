"""The linked view: what its callback sends for all years, and the parts two pages show it in."""

from dataclasses import asdict
from typing import Any

from dash import html
from dash.development.base_component import Component

from layouts.components import kpi_card, kpi_row, legend_part, strip_key
from layouts.components.coverage_badge import coverage_mark
from layouts.cost_links import cost_link
from layouts.linked_words import browser_notes, browser_words, picture_words, voivodeship_medians
from smup.formats import measure_forms
from smup.links import indicator_href, sector_href, with_query
from smup.view_state import ViewState
from smup.views.groups import WHOLE_COUNTRY
from smup.views.kpi import kpi
from smup.views.linked import LinkedData, series_breaks
from smup.views.pictures import (
    MapScheme,
    distribution,
    legend,
    map_scheme,
    ramp_of_dimension,
    trend,
)
from smup.views.sentences import opening

Payload = dict[str, Any]
MODES = ("value", "group")


def payload(data: LinkedData, *, page: str) -> Payload:
    """Return what the browser needs to show any year of the selection without asking again.

    Args:
        data: the linked view.
        page: ``sector`` or ``indicator``; the latter has no row of cards, a longer legend, the
            band p5-p95 in the trend, and all units of the level in the table.
    """
    selection = data.selection
    if selection.year is None:
        sentence = opening(data, None)
        return {
            "empty": True,
            "lang": data.lang,
            "state": _asked(selection.state),
            "level": selection.level,
            "titles": titles(data),
            "sentence": sentence.before,
        }
    scheme = map_scheme(data)
    return {
        "empty": False,
        "lang": data.lang,
        "latest": selection.years[-1],
        "state": _asked(selection.state),
        "level": selection.level,
        "titles": titles(data),
        "view": _view(data, scheme, whole=page == "indicator"),
        "trend": trend(data, wide_band=page == "indicator"),
        "frames": {str(year): _frame(data, scheme, year, page=page) for year in selection.years},
    }


def titles(data: LinkedData) -> dict[str, Any]:
    """Return the headings of the selection and the key to its strips."""
    t, years = data.t, data.selection.years
    who = {"unit": data.unit_name} if data.unit_name else {}
    key = "title" if who else f"title_all_{data.selection.level}"
    span = {"first": years[0], "last": years[-1]} if years else {"first": "", "last": ""}
    return {
        "title": data.indicator.short_name(data.lang),
        "trend": t(f"view.trend.{key}", **who, **span),
        "distribution": t(f"view.distribution.{key}", **who),
        "table": t("view.table.title", group=data.group_name),
        "key": strip_key(t, data.unit_name),
    }


def question(data: LinkedData) -> dict[str, str | None]:
    """Return the part of the state that the server has to be asked about."""
    return _asked(data.selection.state)


def _asked(state: ViewState) -> dict[str, str | None]:
    """Return the choices; defaults are null, so that the address leaves them out."""
    return {
        "service": state.service,
        "ind": state.ind,
        "level": state.level,
        "unit": state.unit,
        "group": None if state.group == ViewState().group else state.group,
        "own": state.own,
        "w": state.w,
    }


def _frame(data: LinkedData, scheme: MapScheme, year: int, *, page: str) -> dict[str, Any]:
    sentence = opening(data, year)
    strip = page == "sector"
    return {
        "sentence": [
            sentence.before,
            html.B(sentence.strong, className="ja-t" if data.unit else None),
            sentence.after,
        ],
        "text": sentence.text,
        "note": indicator_note(data, year),
        "kpi": _cards(data, year) if strip else None,
        "legend": {mode: _legend(data, scheme, year, mode=mode, strip=strip) for mode in MODES},
        "distribution": distribution(data, year),
    }


def _cards(data: LinkedData, year: int) -> Component:
    selection = data.selection
    cards = []
    for item in selection.indicators:
        state = selection.state.with_changes(ind=item.code, year=None, low=None, high=None)
        address = sector_href(data.lang, selection.sector.code)
        cards.append(
            kpi_card(
                kpi(data, item, year),
                data.t,
                address=with_query(address, state.to_query()),
                coverage=coverage_mark(data.badges[item.code], data.t),
                selected=item.code == data.indicator.code,
            )
        )
    return kpi_row(cards, label=data.t("sector.kpi_label"))


def _legend(
    data: LinkedData, scheme: MapScheme, year: int, *, mode: str, strip: bool
) -> list[Component]:
    """Return the legend of a year; the long one says what it shows and how to use it."""
    rows = legend(data, scheme, year, mode=mode)
    parts = legend_part(rows, strip=strip)
    if strip:
        return parts
    t = data.t
    what = ", ".join(text for text in (data.indicator.unit(data.lang), str(year)) if text)
    head = [
        html.H3(what if mode == "value" else t("view.legend.against", year=year)),
        html.P(t(f"view.legend.use.{data.selection.level}"), className="xs"),
    ]
    classes, kinds = parts
    if all(row.colour is not None for row in rows):
        return [*head, classes]
    return [*head, classes, html.H4(t("view.legend.why_empty")), kinds]


def _view(data: LinkedData, scheme: MapScheme, *, whole: bool) -> dict[str, Any]:
    selection, indicator, dataset = data.selection, data.indicator, data.dataset
    level = selection.level
    stats = {year: data.stats_of(indicator, year) for year in selection.years}
    unit = data.unit
    return {
        "level": level,
        "lang": data.lang,
        "matrix_url": dataset.matrix_path(indicator.code, level),
        "cards": {
            item.code: {
                "matrix_url": dataset.matrix_path(item.code, level),
                "ramp": ramp_of_dimension(item),
            }
            for item in selection.indicators
        },
        "units_url": dataset.units_path(level),
        "indicator": {
            "code": indicator.code,
            "name": indicator.short_name(data.lang),
            "unit": indicator.unit(data.lang),
            "forms": dict(measure_forms(indicator.unit(data.lang), data.lang)),
            "decimals": indicator.decimals,
            "polarity": indicator.polarity,
        },
        "years": list(selection.years),
        "breaks": [item.year for item in series_breaks(indicator)],
        "map": asdict(scheme),
        "stats": {str(year): found._asdict() for year, found in stats.items() if found},
        "unit": unit.code_at(level) if unit else None,
        "place": [unit.lon, unit.lat] if unit and unit.lon is not None else None,
        "members": [data.codes[column] for column in data.member_columns],
        "outline_members": selection.group_code != WHOLE_COUNTRY,
        "whole": whole,
        "voivodeships": voivodeship_medians(data) if whole else {},
        "notes": browser_notes(data),
        "words": browser_words(data, whole=whole),
        "picture": picture_words(data),
    }


def indicator_note(data: LinkedData, year: int) -> list[Component | str]:
    """Return the line under the name of the indicator: what it is, year, polarity, its card."""
    t, indicator = data.t, data.indicator
    parts = [indicator.name(data.lang), indicator.unit(data.lang), str(year)]
    what = ", ".join(part for part in parts if part)
    query = data.selection.state.with_changes(service=None, ind=None).to_query()
    address = with_query(indicator_href(data.lang, indicator.code), query)
    judged = t(f"common.polarity.{indicator.polarity}")
    cost = cost_link(t, indicator.service_code, data.selection.state)
    more = [] if cost is None else [" · ", cost]
    return [f"{what} · {judged} · ", html.A(t("view.card_link"), href=address), *more]
