"""„Przed i po”: each linked indicator before and after the practice, against similar units."""

import json

from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import section_heading
from layouts.components.take_out import take_out_button
from layouts.practice_text import missing_way
from smup.figures.theme import graph_config
from smup.links import href, indicator_href
from smup.views.as_of import state_date
from smup.views.practices.card_page import CardPage
from smup.views.practices.effect import EffectRow, EffectView

VERDICT_CLASS = {"lepiej": "wynik l", "gorzej": "wynik g"}
COLUMNS = ("year", "value", "median", "half")


def effect_section(page: CardPage, effects: tuple[EffectView, ...]) -> html.Section:
    """Return the section: a picture for each indicator, or why there is none."""
    t = page.t
    badge = html.Span(t("common.sample_badge"), className="bp")
    head = section_heading(
        t("practice.effect.title"),
        note=t("practice.effect.note") if any(view.figures for view in effects) else None,
        actions=badge if page.dataset.is_sample and effects else None,
    )
    shared = _shared_reason(effects)
    parts: list[Component] = [_effect(page, view, told=bool(shared)) for view in effects]
    if shared:
        parts.insert(0, html.P(shared, className="uw"))
    elif not parts:
        parts = [_nothing(page)]
    unknown = [link.code for link in page.card.indicators]
    known = {item.code for item in page.indicators}
    absent = [code for code in unknown if code not in known]
    if absent:
        parts.append(html.P(t("practice.effect.absent", codes=", ".join(absent)), className="m"))
    return html.Section([head, *parts], className="sek glowna przed-po", id="przed-i-po")


def _shared_reason(effects: tuple[EffectView, ...]) -> str:
    """Return why none of the indicators has a picture, where it is the same for all of them."""
    reasons = {view.reason for view in effects}
    drawn = any(view.figures for view in effects)
    return "" if drawn or len(reasons) != 1 else reasons.pop()


def _nothing(page: CardPage) -> html.Div:
    """Say why there is no chart at all."""
    t = page.t
    if page.unit is None and page.indicators:
        key = "institution"
    elif page.indicators:
        key = "no_values"
    else:
        key = "no_indicator"
    parts: list[Component] = [
        html.H3(t(f"practice.effect.{key}_title")),
        html.P(t(f"practice.effect.{key}"), className="m"),
    ]
    if not page.indicators:
        parts.append(html.P(missing_way(page), className="bb nodr"))
    return html.Div(parts, className="stan c niski")


def _effect(page: CardPage, view: EffectView, *, told: bool) -> html.Div:
    parts: list[Component] = [html.H3(_title(page, view)), html.P(view.subtitle, className="m")]
    if view.figures:
        parts += [html.Figure([_graph(page, view), _key(view)]), _buttons(page, view)]
    if not view.reason:
        parts.append(_result(view))
    elif not told:
        parts.append(html.P(view.reason, className="uw"))
    if view.cautions:
        parts.append(html.Div([html.P(line) for line in view.cautions], className="uw i"))
    if view.rows:
        parts.append(_table(page, view))
    return html.Div(parts, className="efekt", id=f"efekt-{view.indicator.code}")


def _title(page: CardPage, view: EffectView) -> html.A:
    unit = None if page.unit is None else page.unit.teryt
    name = view.indicator.short_name(page.lang)
    return html.A(name, href=indicator_href(page.lang, view.indicator.code, unit=unit))


def _result(view: EffectView) -> html.Div:
    mark = VERDICT_CLASS.get(view.verdict, "wynik")
    verdict = html.P(html.B(view.verdict_text), className=mark)
    lines = [html.P(line, className="m") for line in (view.difference, view.place) if line]
    return html.Div([verdict, *lines], className="roznica")


def _graph(page: CardPage, view: EffectView) -> html.Div:
    """Return the place of the picture; the browser draws the figure of its width."""
    hidden = {"visible": False}
    height = view.figures["wide"]["layout"]["height"]
    graph = dcc.Graph(
        id={"type": ids.PRACTICE_GRAPH, "code": view.indicator.code},
        figure={"data": [], "layout": {"height": height, "xaxis": hidden, "yaxis": hidden}},
        config=graph_config(page.lang),
        className="wykres",
    )
    store = dcc.Store(
        id={"type": ids.PRACTICE_FIGURES, "code": view.indicator.code}, data=dict(view.figures)
    )
    label = {"aria-label": view.alt}
    return html.Div([html.Div(graph, role="img", **label), store])


def _key(view: EffectView) -> html.P:
    signs = ("lk pk", "lk md", "lk sr")
    spans = [
        html.Span([html.I(className=sign, **{"aria-hidden": "true"}), text])
        for sign, text in zip(signs, view.keys, strict=True)
    ]
    return html.P(spans, className="klucz")


def _buttons(page: CardPage, view: EffectView) -> html.Div:
    t = page.t
    said = json.dumps(picture_words(page, view), ensure_ascii=False)
    buttons: list[Component] = [
        html.Button(
            form.upper(),
            type="button",
            className="b s obraz",
            **{
                "data-practice-picture": form,
                "data-words": said,
                "aria-label": t("view.picture.save", form=form.upper(), name=view.name),
            },
        )
        for form in ("png", "svg")
    ]
    address = href(page.lang, f"/praktyki/{page.card.slug}/{view.indicator.code}.csv")
    table = html.A(
        "CSV",
        href=address,
        download="",
        className="b s",
        **{"aria-label": t("practice.effect.csv", name=view.name)},
    )
    own = f"/praktyki/{page.card.slug}/{view.indicator.code}"
    return html.Div([*buttons, table, take_out_button(t, own)], className="obrazy nodr")


def picture_words(page: CardPage, view: EffectView) -> dict[str, str]:
    """Return the words that stand inside a saved picture, and the name of its file."""
    t = page.t
    kind = "sample" if page.dataset.is_sample else "loaded"
    changed = state_date(page.dataset, page.lang)
    parts = ["smup", page.card.slug, view.indicator.code]
    parts += [t("api.sample.file")] if page.dataset.is_sample else []
    return {
        "title": f"{page.place}: {view.name}",
        "text": "".join(part.text for part in view.lead) or view.subtitle,
        "key": " · ".join(view.keys),
        "source": t(f"practice.source.{kind}", changed=changed),
        "made": t("view.picture.made", date="{date}"),
        "stamp": t("common.sample_stamp") if page.dataset.is_sample else "",
        "file": "-".join(parts),
    }


def _table(page: CardPage, view: EffectView) -> html.Details:
    t = page.t
    names = [t("practice.effect.year"), page.place, *view.keys[1:]]
    heads = [
        html.Th(name, scope="col", className="num" if place else None)
        for place, name in enumerate(names)
    ]
    title = t("practice.effect.table" if view.figures else "practice.effect.table_only")
    table = html.Table(
        [
            html.Caption(f"{title}: {view.name}", className="vh"),
            html.Thead(html.Tr(heads)),
            html.Tbody([_row(row) for row in reversed(view.rows)]),
        ],
        className="t",
    )
    label = {"aria-label": f"{title}: {view.name}"}
    frame = html.Div(table, className="tw", tabIndex=0, role="region", **label)
    return html.Details([html.Summary(title), frame], className="rozwin")


def _row(row: EffectRow) -> html.Tr:
    year: list[Component | str] = [str(row.year)]
    if row.mark_text:
        year += [" ", html.Span(row.mark_text, className="xs")]
    cells = [html.Td(html.B(row.value), className="num")]
    cells += [html.Td(text, className="num") for text in (row.median, row.half)]
    kind = "wazny" if row.mark in {"before", "after"} else None
    return html.Tr([html.Th(year, scope="row"), *cells], className=kind)
