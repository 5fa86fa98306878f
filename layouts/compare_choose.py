"""What is compared: units and indicators as chips, groups to add, the list of indicators."""

import json
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.compare_controls import change
from layouts.components import empty_state, icon
from layouts.components.basics import button_link
from layouts.components.search import unit_picker
from smup.compare_state import MOST_INDICATORS, MOST_UNITS, CompareState
from smup.i18n import Texts
from smup.links import compare_href, with_query
from smup.repository.records import IndicatorInfo
from smup.services import Services
from smup.territory.unit import TerritorialUnit
from smup.views.compare import CompareData
from smup.views.compare.group import offered_units
from smup.views.compare.overtime import looks

EXAMPLES = ("1420011", "0264011", "1420")


def chosen_part(data: CompareData) -> list[Component]:
    """Return the chosen units and indicators with what removes and adds them."""
    t = data.t
    note = None if data.chosen.picked or data.mine is None else t("compare.picked_note")
    return [
        html.Div(
            [
                html.H2(t("compare.units")),
                html.Ul(_unit_chips(data), className="cz cmp-chipy"),
                html.P(note, className="m") if note else None,
                _offers(data),
            ],
            className="cmp-kol",
        ),
        html.Div(
            [
                html.H2(t("compare.indicators")),
                html.Ul(_indicator_chips(data), className="cz cmp-chipy"),
            ],
            className="cmp-kol",
        ),
    ]


def _unit_chips(data: CompareData) -> list[html.Li]:
    codes = [data.code(unit) for unit in data.units]
    styles = looks(data)
    chips = []
    for unit in data.units:
        code, name = data.code(unit), data.names[unit.id]
        mine = data.is_mine(unit)
        sign = (
            html.I(className="romb", **{"aria-hidden": "true"})
            if mine
            else html.I(className=f"probka {styles[code].key}", **{"aria-hidden": "true"})
        )
        rest = [other for other in codes if other != code]
        parts: list[Component | str] = [sign, html.Span(name)]
        if not mine and rest:
            parts.append(_remove(data.t, name, f"unit-{code}", units=".".join(rest), sel=None))
        chips.append(html.Li(parts, className="chip ja" if mine else "chip"))
    return chips


def _indicator_chips(data: CompareData) -> list[html.Li]:
    codes = [item.code for item in data.chosen.indicators]
    chips = []
    for item in data.chosen.indicators:
        name = item.short_name(data.lang)
        rest = [other for other in codes if other != item.code]
        parts: list[Component | str] = [html.Span(name)]
        if rest:
            dropped = {key: None for key in ("x", "y") if getattr(data, key).code == item.code}
            parts.append(_remove(data.t, name, f"ind-{item.code}", ind=".".join(rest), **dropped))
        chips.append(html.Li(parts, className="chip"))
    return chips


def _remove(t: Texts, name: str, key: str, **changes: object) -> html.Button:
    label = {"aria-label": t("compare.remove", name=name), "data-cmp-said": t("compare.removed")}
    return html.Button(
        icon("x"), type="button", id=f"compare-drop-{key}", **label, **change(**changes)
    )


def _offers(data: CompareData) -> html.Div | None:
    """Return the groups that may be added, each with the number of its units not yet here."""
    if data.mine is None:
        return None
    t, here = data.t, {unit.id for unit in data.units}
    offers = offered_units(data.directory, data.mine, data.chosen.group, data.chosen.peers)
    buttons = []
    for key, units in offers.items():
        new = [unit for unit in units if unit.id not in here]
        new = new[: MOST_UNITS - len(data.units)]
        if new:
            codes = [data.code(unit) for unit in (*data.units, *new)]
            buttons.append(
                html.Button(
                    [icon("plus"), f"{t(f'compare.offer.{key}')} ({len(new)})"],
                    type="button",
                    id=f"compare-offer-{key}",
                    className="b s",
                    **change(units=".".join(codes)),
                )
            )
    if not buttons:
        return None
    return html.Div(
        [html.Span(t("compare.offer.label"), className="m"), *buttons], className="bb nodr"
    )


def adding_part(t: Texts) -> html.Div:
    """Return the search of another unit and the field for a list of codes."""
    words = {
        "data-full": t("compare.full"),
        "data-absent": t("compare.absent"),
        "data-added": t("compare.added", name="{name}"),
        "data-none": t("compare.paste_none"),
        "data-most": str(MOST_UNITS),
    }
    field = "compare-codes"
    paste = html.Details(
        [
            html.Summary(t("compare.paste")),
            html.Label(t("compare.paste_label"), htmlFor=field, className="m"),
            html.Div(className="wejscie", **{"data-cmp-codes": field}),
            html.Button(
                t("compare.paste_button"), type="button", className="b s", **{"data-cmp-paste": ""}
            ),
        ],
        className="wpisz",
    )
    said = html.P(id=ids.COMPARE_SAID, className="m", role="status", **words)
    search = unit_picker(ids.COMPARE_ADD, t, label=t("compare.add_unit"))
    return html.Div([search, paste, said], className="cmp-kol")


def indicator_picker(services: Services, t: Texts, data: CompareData) -> html.Details:
    """Return the list of all indicators by sector, with a filter; each turns on and off."""
    on = {item.code for item in data.chosen.indicators}
    every = services.repository.indicators()
    names = {sector.code: sector.name(t.lang) for sector in services.repository.sectors()}
    sections = [
        html.Section([html.H3(names[code]), html.Div([_indicator(item, t, names[code],
                     on=item.code in on) for item in found])])
        for code, found in groupby(every, key=lambda item: item.sector_code)
    ]  # fmt: skip
    return html.Details(
        [
            html.Summary(t("compare.choose")),
            html.P(t("compare.most_indicators"), className="m"),
            _filter(t),
            html.Div(sections, id=ids.COMPARE_PICKER, className="cmp-wsk",
                     **{"data-most": str(MOST_INDICATORS)}),
        ],
        className="wpisz cmp-wybor nodr",
    )  # fmt: skip


def _indicator(item: IndicatorInfo, t: Texts, sector: str, *, on: bool) -> html.Button:
    name, short = item.name(t.lang), item.short_name(t.lang)
    return html.Button(
        short,
        type="button",
        title=name,
        **{
            "aria-pressed": str(on).lower(),
            "data-cmp-ind": item.code,
            "data-szukaj": f"{name} {short} {item.code} {sector}",
        },
    )


def _filter(t: Texts) -> html.Div:
    nothing = html.Div(html.P(t("compare.filter_none")), className="nic", hidden=True)
    return html.Div(
        [
            html.Label(t("compare.filter"), htmlFor=ids.COMPARE_FILTER),
            html.Div([icon("search"), html.Span(className="wejscie")], className="pole"),
            html.P(className="m komunikat", role="status"),
            nothing,
        ],
        className="szuk mala",
        **{
            "data-filtr": ids.COMPARE_PICKER,
            "data-bez-adresu": "",
            "data-field": ids.COMPARE_FILTER,
            "data-placeholder": t("compare.filter_placeholder"),
            "data-shown": "",
            "data-count": t("compare.filter_shown"),
        },
    )


def start_part(services: Services, t: Texts) -> list[Component]:
    """Return what stands there before a unit is chosen: ready examples."""
    directory = services.repository.directory()
    known = directory.ids_by_code
    links = []
    for code, view in zip(EXAMPLES, ("table", "lines", "places"), strict=True):
        if code in known:
            unit = directory.by_code(code)
            links.append(_example(t, directory.display_name(unit, lang=t.lang), unit, view))
    if not links:
        return [empty_state(t("compare.examples"), t("compare.pick_own"))]
    return [
        html.H2(t("compare.examples")),
        html.P([t("compare.examples_note"), " ", t("compare.pick_own")], className="m"),
        html.Ul(links, className="cz bb"),
    ]


def _example(t: Texts, name: str, unit: TerritorialUnit, view: str) -> html.Li:
    state = CompareState(unit=unit.teryt, view=view)
    address = with_query(compare_href(t.lang), state.to_query())
    words = f"{t('compare.example_question', name=name)} · {t(f'compare.view.{view}')}"
    return html.Li(button_link(words, address, icon_name="arrow-right", variant=""))


def shown_lists(data: CompareData) -> dict[str, object]:
    """Return the codes that the browser adds to and takes from."""
    return {
        "units": [data.code(unit) for unit in data.units],
        "ind": [item.code for item in data.chosen.indicators],
        "level": data.chosen.level,
        "judged": json.dumps([item.code for item in data.chosen.indicators if data.judged(item)]),
    }
