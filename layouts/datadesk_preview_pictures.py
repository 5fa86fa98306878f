"""Map and chart of the selection of the data desk, with what they show, and as files."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import empty_state, icon, legend_part
from smup.figures.theme import graph_config
from smup.formats import measure_forms
from smup.i18n import Texts
from smup.services import Services
from smup.views.as_of import state_date
from smup.views.datadesk.chart_picture import MOST_LINES, desk_chart
from smup.views.datadesk.map_picture import desk_map
from smup.views.datadesk.picture_values import DeskPicture, drawn_indicator
from smup.views.datadesk.selection import Chosen

ZOOM = (("in", "+"), ("out", "\u2212"), ("all", icon("fullscreen")))


def map_panel(services: Services, chosen: Chosen, t: Texts) -> list[Component]:
    """Return the map of an indicator in a year, the chosen units coloured, the others pale."""
    found = desk_map(services.repository, chosen)
    if found is None:
        return [_choice(chosen, t, None), _nothing("map", t)]
    unit = chosen.unit
    dataset = services.repository.dataset()
    record = {
        "matrix": dataset.matrix_path(found.indicator.code, chosen.level),
        "units": dataset.units_path(chosen.level),
        "year": found.year,
        "scheme": None if found.scheme is None else asdict(found.scheme),
        "codes": None if len(found.codes) >= _all_of(services, chosen) else found.codes,
        "mine": None if unit is None else unit.code_at(chosen.level),
        "place": None if unit is None or unit.lon is None else [unit.lon, unit.lat],
        "decimals": found.indicator.decimals,
        "unit": found.indicator.unit(t.lang),
        "forms": dict(measure_forms(found.indicator.unit(t.lang), t.lang)),
        "lang": t.lang,
        "empty": {
            flag: t(f"common.empty.{flag}.name")
            for flag in ("missing", "secret", "not-applicable", "not-yet-published")
        },
    }
    graph = dcc.Graph(
        id=ids.DATA_MAP,
        figure=found.figures["wide"],
        config=graph_config(t.lang),
        className="wykres-mapa",
    )
    stamp = html.Span(t("common.sample_stamp"), className="stamp") if dataset.is_sample else None
    picture = html.Div(
        [graph, stamp, _zoom(t)],
        className="mapa dane-pokaz",
        role="group",
        **{"aria-label": found.sentence, "data-dane-mapa": json.dumps(record)},
    )
    legend = html.Div(legend_part(found.legend, strip=True), className="legenda")
    parts = [picture, legend]
    return [_choice(chosen, t, found.year), _figure(services, chosen, found, parts, t)]


def chart_panel(services: Services, chosen: Chosen, t: Texts) -> list[Component]:
    """Return the chart of an indicator over the years chosen."""
    found = desk_chart(services.repository, chosen)
    if found is None:
        return [_choice(chosen, t, None), _nothing("chart", t)]
    graph = dcc.Graph(
        id=ids.DATA_CHART,
        figure=found.figures["wide"],
        config=graph_config(t.lang),
        className="wykres",
    )
    picture = html.Div(
        graph,
        role="img",
        **{"aria-label": found.sentence, "data-dane-waski": json.dumps(found.figures["narrow"])},
    )
    note = t("datadesk_preview.chart.grouped_note", most=MOST_LINES) if found.grouped else None
    key = html.P(note, className="xs") if note else None
    return [_choice(chosen, t, None), _figure(services, chosen, found, [picture, key], t)]


def _figure(
    services: Services,
    chosen: Chosen,
    found: DeskPicture,
    parts: Sequence[Component | None],
    t: Texts,
) -> html.Figure:
    """Return a picture under its sentence, over its source and the buttons that save it."""
    source = _source(services, found, t)
    words = {
        "title": found.indicator.name(t.lang),
        "text": found.sentence,
        "key": "",
        "source": source,
        "made": t("view.picture.made", date="{date}"),
        "stamp": t("common.sample_stamp") if services.repository.dataset().is_sample else "",
    }
    title = html.H3(found.indicator.name(t.lang))
    foot = html.Div(
        [
            html.Span(source),
            html.Span(_savers(services, chosen, found, words, t), className="obrazy nodr"),
        ],
        className="ps",
    )
    lead = html.P(found.sentence, className="dane-zdanie")
    return html.Figure([title, lead, *parts, foot], className="dane-obraz")


def _savers(
    services: Services, chosen: Chosen, found: DeskPicture, words: dict[str, str], t: Texts
) -> list[Component]:
    """Return the buttons that save the picture with its words as a file."""
    mark = t("api.sample.file") if services.repository.dataset().is_sample else ""
    file = "-".join(part for part in ("smup", found.indicator.code, str(found.year), mark) if part)
    return [
        html.Button(
            form.upper(),
            type="button",
            className="b s obraz",
            **{
                "data-dane-obraz": form,
                "data-words": json.dumps(words, ensure_ascii=False),
                "data-plik": file,
                "aria-label": t(
                    "view.picture.save",
                    form=form.upper(),
                    name=t(f"datadesk_preview.tab.{chosen.state.widok}").lower(),
                ),
            },
        )
        for form in ("png", "svg")
    ]


def _source(services: Services, found: DeskPicture, t: Texts) -> str:
    dataset = services.repository.dataset()
    if dataset.is_sample:
        source = t("indicator.source.sample")
    else:
        source = found.indicator.card_text("source", t.lang)
    changed = state_date(dataset, t.lang)
    return t("compare.source", source=source.rstrip("."), changed=changed)


def _choice(chosen: Chosen, t: Texts, year: int | None) -> html.Div:
    """Return the lists of what is drawn: indicator, and of a map the year."""
    drawn = drawn_indicator(chosen)
    indicators = [(item.code, item.short_name(t.lang)) for item in chosen.indicators]
    lists: list[Component] = []
    if len(indicators) > 1:
        lists.append(_list("na", t("datadesk_preview.drawn"), indicators, drawn.code))
    if year is not None:
        years = [(str(one), str(one)) for one in chosen.years]
        lists.append(_list("year", t("datadesk_preview.map.year"), years, str(year)))
    return html.Div(lists, className="zakres dane-wybor nodr")


def _list(key: str, label: str, options: Sequence[tuple[str, str]], now: str) -> html.Label:
    """Return a native list whose choice is put into the address."""
    choices = [html.Option(text, value=code, selected=code == now) for code, text in options]
    data = {"data-dane-klucz": key, "data-pokazane": now}
    return html.Label([label, html.Select(choices, id=f"data-{key}", className="wyb", **data)])


def _zoom(t: Texts) -> html.Div:
    buttons = [
        html.Button(
            sign, type="button", **{"data-dane-zoom": how, "aria-label": t(f"view.zoom.{how}")}
        )
        for how, sign in ZOOM
    ]
    return html.Div(buttons, className="zoom nodr")


def _nothing(kind: str, t: Texts) -> html.Div:
    title, note = (t(f"datadesk_preview.{kind}.{key}") for key in ("no_title", "no_note"))
    return empty_state(title, note)


def _all_of(services: Services, chosen: Chosen) -> int:
    return len(services.repository.directory().codes_of(chosen.level))
