"""The seven views of the comparison: their controls, pictures, keys and tables."""

from collections.abc import Callable
from typing import Any

from dash import html
from dash.development.base_component import Component

from layouts.compare_controls import change, choice, listed
from layouts.compare_table import (
    better_table,
    card_link,
    heat_table,
    places_table,
    points_table,
    series_table,
    spread_table,
)
from layouts.components import icon
from smup.compare_state import MOST_UNITS
from smup.figures.scatter import kind_look
from smup.figures.series import GREY
from smup.figures.theme import Figure
from smup.formats import format_date
from smup.views.compare import CompareData
from smup.views.compare.better import MOST, better_picture, gap, weak_indicators
from smup.views.compare.export import export_rows
from smup.views.compare.overtime import lines_picture, looks, panels_picture
from smup.views.compare.places import places_picture
from smup.views.compare.scatter import kinds, points, scatter_picture
from smup.views.compare.selection import judged
from smup.views.compare.spread import spread_picture, weighted_median
from smup.views.compare.words import heading, sentence
from smup.views.linked import series_breaks

Maker = Callable[..., Figure]
PICTURES: dict[str, Maker] = {
    "lines": lines_picture,
    "panels": panels_picture,
    "places": places_picture,
    "scatter": scatter_picture,
    "spread": spread_picture,
}


def figures(data: CompareData) -> dict[str, Any] | None:
    """Return the picture of the view for wide and for narrow screens, with what is said in it."""
    view = data.chosen.state.view
    if view == "better":
        found = gap(data)
        if not found.found:
            return None
        made = {name: better_picture(data, found, narrow=name == "narrow") for name in WIDTHS}
    elif view in PICTURES:
        made = {name: PICTURES[view](data, narrow=name == "narrow") for name in WIDTHS}
    else:
        return None
    return made | {"words": _picture_words(data)}


WIDTHS = ("wide", "narrow")


def _picture_words(data: CompareData) -> dict[str, str]:
    """Return what a saved picture says besides its drawing."""
    t = data.t
    sample = data.dataset.is_sample
    return {
        "title": heading(data),
        "text": sentence(data).text,
        "note": group_line(data),
        "source": source_line(data),
        "made": t("view.picture.made", date="{date}"),
        "stamp": t("common.sample_stamp") if sample else "",
        "file": "-".join(
            [
                "smup",
                t(f"compare.file.{data.chosen.state.view}"),
                data.x.code,
                *([t("api.sample.file")] if sample else []),
            ]
        ),
        "label": t(
            f"compare.picture_name.{data.chosen.state.view}",
            name=data.x.short_name(data.lang),
        ),
    }


def source_line(data: CompareData) -> str:
    """Return the sources of the indicators of the view and the date of the data."""
    view, t = data.chosen.state.view, data.t
    items = data.chosen.indicators if view == "table" else (data.x,)
    if view == "scatter":
        items = (data.x, data.y)
    texts = (item.card_text("source", data.lang).rstrip(".") for item in items)
    found = [text for text in dict.fromkeys(texts) if text]
    if data.dataset.is_sample:
        found = [t("indicator.source.sample").rstrip(".")]
    changed = format_date(data.dataset.changed_at, data.lang)
    key = "compare.source" if len(found) < 2 else "compare.sources"
    return t(key, source="; ".join(found), changed=changed)


def group_line(data: CompareData) -> str:
    """Return the comparison group with the number of its units."""
    n = data.t.plural("common.units", data.chosen.group.size)
    return data.t("compare.group_line", group=data.chosen.group.label, n=n)


def top_part(data: CompareData) -> list[Component]:
    """Return heading, download and the controls of the view."""
    t = data.t
    rows = t.plural("common.rows", len(export_rows(data)))
    query = data.chosen.state.to_query()
    csv = html.A(
        [icon("filetype-csv"), t("compare.csv", rows=rows)],
        id="compare-csv",
        href=f"/eksport/{data.lang}/porownanie.csv?{query}",
        download="",
        className="b s",
    )
    picture = data.chosen.state.view != "table"
    actions = html.Div([csv, picture_buttons(data) if picture else None], className="bb nodr")
    head = html.Div([html.H2(heading(data)), actions], className="cmp-glowa")
    return [head, html.Div(_controls(data), className="cmp-ster nodr")]


def picture_buttons(data: CompareData) -> html.Span:
    """Return the buttons that save the picture with title, source and sample mark inside."""
    name = data.t("compare.picture")
    buttons = [
        html.Button(
            form.upper(),
            type="button",
            id=f"compare-save-{form}",
            className="b s obraz",
            **{
                "data-cmp-picture": form,
                "aria-label": data.t("view.picture.save", form=form.upper(), name=name),
            },
        )
        for form in ("png", "svg")
    ]
    return html.Span(buttons, className="obrazy")


def _controls(data: CompareData) -> list[Component]:
    view, t = data.chosen.state.view, data.t
    if view == "table":
        return []
    options = [(item.code, item.short_name(data.lang)) for item in data.chosen.indicators]
    if view == "scatter":
        swap = html.Button(
            t("compare.swap"),
            type="button",
            id="compare-swap",
            className="b s",
            **change(x=data.y.code, y=data.x.code, box=None),
        )
        return [
            listed("x", t("compare.axis_x"), options, data.x.code),
            listed("y", t("compare.axis_y"), options, data.y.code),
            swap,
        ]
    parts: list[Component] = [listed("x", t("compare.indicator"), options, data.x.code)]
    if view == "places":
        among = data.chosen.state.among
        choices = [
            (t(f"compare.places.among_{one}"), {"among": one}, one == among)
            for one in ("units", "group")
        ]
        parts.append(choice(t, t("compare.places.among"), choices))
    return parts


def body_part(data: CompareData) -> list[Component]:
    """Return what stands under the picture: key, notes, the table twin, the source."""
    t = data.t
    foot = html.Div(
        [
            html.Span(source_line(data)),
            html.Span(
                [group_line(data)]
                + ([] if data.chosen.state.view == "table" else [" ", card_link(data, data.x)])
            ),
        ],
        className="m zrodlo",
    )
    view = data.chosen.state.view
    if view == "table":
        return [*heat_table(data), foot]
    parts = {
        "lines": _lines_body,
        "panels": _panels_body,
        "places": _places_body,
        "scatter": _scatter_body,
        "spread": _spread_body,
        "better": _better_body,
    }[view](data)
    return [*parts, html.P(t("common.sample_badge"), className="bp tylko-druk")
            if data.dataset.is_sample else None, foot]  # fmt: skip


def _key(items: list[tuple[str, str]]) -> html.P:
    spans = [
        html.Span([html.I(className=kind, **{"aria-hidden": "true"}), text]) for kind, text in items
    ]
    return html.P(spans, className="klucz cmp-klucz")


def _unit_key(data: CompareData) -> html.Ul:
    """Return the units with their signs; where lines are grey, each can be highlighted."""
    styles = looks(data)
    grey = any(style is GREY for style in styles.values())
    picked = data.chosen.state.sel
    items = []
    for unit in data.units:
        code, name = data.code(unit), data.names[unit.id]
        sign = html.I(className=f"probka {styles[code].key}", **{"aria-hidden": "true"})
        if grey and not data.is_mine(unit):
            on = code == picked
            label = {"aria-label": data.t("compare.highlight", name=name)}
            words: Component = html.Button(
                name,
                type="button",
                id=f"compare-pick-{code}",
                className="wiersz",
                **label,
                **{"aria-pressed": str(on).lower()},
                **change(sel=None if on else code),
            )
        else:
            words = html.Span(name)
        items.append(html.Li([sign, words]))
    return html.Ul(items, className="cz cmp-nazwy")


def _break_notes(data: CompareData) -> list[Component]:
    years = data.years_of(data.x)
    notes = [
        data.t("compare.lines.break_note", year=item.year, reason=item.reason(data.lang))
        for item in series_breaks(data.x)
        if years and years[0] < item.year <= years[-1]
    ]
    return [html.P(note, className="m przerwa") for note in notes]


def _lines_body(data: CompareData) -> list[Component]:
    t = data.t
    grey = any(style is GREY for style in looks(data).values())
    return [
        _unit_key(data),
        _key([("lk md", t("compare.lines.median")), ("lk sr", t("compare.lines.half"))]),
        html.P(t("compare.many"), className="m nodr") if grey else None,
        *_break_notes(data),
        html.H3(t("compare.table_of")),
        series_table(data),
    ]


def _panels_body(data: CompareData) -> list[Component]:
    t = data.t
    return [
        _key([("lk md", t("compare.lines.median")), ("lk sr", t("compare.lines.half"))]),
        *_break_notes(data),
        html.H3(t("compare.table_of")),
        series_table(data),
    ]


def _places_body(data: CompareData) -> list[Component]:
    t = data.t
    rule = "judged" if judged(data.x) else "not_judged"
    return [
        _unit_key(data),
        html.P(t(f"compare.places.{rule}"), className="m"),
        *_break_notes(data),
        html.H3(t("compare.table_of")),
        places_table(data),
    ]


def _scatter_body(data: CompareData) -> list[Component]:
    t, found = data.t, points(data)
    names = kinds(data, found)
    shapes = html.P(
        [
            html.Span(
                [
                    html.I(
                        className=f"ks {kind_look(code, list(names))[1]}",
                        style={"color": kind_look(code, list(names))[0]},
                        **{"aria-hidden": "true"},
                    ),
                    name,
                ]
            )
            for code, name in names.items()
        ]
        + [html.Span([html.I(className="lk md"), t("compare.scatter.line")])],
        className="klucz cmp-klucz",
    )
    return [
        shapes,
        html.P(t("compare.scatter.more.caution"), className="m"),
        _unit_key(data),
        _brushed(data),
        html.H3(t("compare.table_of")),
        *points_table(data),
    ]


def _brushed(data: CompareData) -> html.Div:
    """Return how to brush, by hand or by numbers, and what to do with the brushed units."""
    t, box = data.t, data.chosen.state.box_bounds
    fields = [
        html.Label(
            [
                html.Span(text),
                html.Span(
                    className="wejscie",
                    **{
                        "data-cmp-box": str(at),
                        "data-value": "" if box is None else f"{box[at]:.6g}",
                    },
                ),
            ]
        )
        for at, text in enumerate(
            text
            for item in (data.x, data.y)
            for text in (
                t("compare.scatter.more.x_low", name=item.short_name(data.lang)),
                t("compare.scatter.more.x_high"),
            )
        )
    ]
    apply = html.Button(
        t("compare.scatter.more.apply"),
        type="button",
        id="compare-box-apply",
        className="b s",
        **{"data-cmp-apply": ""},
    )
    typed = html.Details(
        [
            html.Summary(t("compare.scatter.more.typed")),
            html.Div([*fields, apply], className="zakres"),
        ],
        className="wpisz",
    )
    parts: list[Component] = [html.P(t("compare.scatter.more.brush"), className="m"), typed]
    if box is not None:
        parts.append(_marked(data))
    return html.Div(parts, className="cmp-zaz nodr")


def _marked(data: CompareData) -> html.Div:
    t = data.t
    inside = [one.unit for one in points(data) if one.inside]
    here = {unit.id for unit in data.units}
    new = [unit for unit in inside if unit.id not in here][: MOST_UNITS - len(data.units)]
    codes = [data.code(unit) for unit in (*data.units, *new)]
    add = html.Button(
        f"{t('compare.scatter.more.add')} ({len(new)})",
        type="button",
        id="compare-box-add",
        className="b s",
        **change(units=".".join(codes), box=None),
    )
    clear = html.Button(
        t("compare.scatter.more.clear"),
        type="button",
        id="compare-box-clear",
        className="b s",
        **change(box=None),
    )
    words = html.B(t.plural("compare.scatter.inside", len(inside)))
    return html.Div([words, add if new else None, clear], className="bb", role="status")


def _spread_body(data: CompareData) -> list[Component]:
    t = data.t
    stats, weighted = data.stats_of(data.x, data.year), weighted_median(data)
    items = [("lk sr2", t("view.trend.half"))]
    if stats is not None:
        value = data.amount(stats.median, data.x)
        items.append(("lk md", t("compare.spread.key_median", value=value)))
    if weighted is not None:
        value = data.amount(weighted, data.x)
        items.append(("lk mw", t("compare.spread.key_weighted", value=value)))
    return [
        _unit_key(data),
        _key(items),
        html.P([t("compare.spread.weighted_note"), " ", t("compare.spread.bars_note")],
               className="m"),
        html.H3(t("compare.table_of")),
        spread_table(data),
    ]  # fmt: skip


def _better_body(data: CompareData) -> list[Component]:
    t, found = data.t, gap(data)
    parts: list[Component] = []
    if found.found:
        mine = data.names[data.mine.id] if data.mine else ""
        parts += [
            _key([
                ("lk ja", t("compare.better.my_line", unit=mine)),
                ("lk md", t("compare.lines.median")),
                ("lk sr", t("compare.lines.half")),
            ]),
            html.P([t("compare.better.caution"), " ",
                    t("compare.better.first") if len(found.found) > MOST else ""], className="m"),
            *_break_notes(data),
            html.H3(t("compare.table_of")),
            *better_table(data, found),
        ]  # fmt: skip
    if data.mine is not None:
        parts.append(_weak(data))
    return parts


def _weak(data: CompareData) -> html.Div:
    t, weak = data.t, weak_indicators(data)
    name = data.names[data.mine.id] if data.mine else ""
    if not weak:
        return html.Div(html.P(t("compare.better.weak_none"), className="m"))
    buttons = [
        html.Button(
            item.short_name(data.lang),
            type="button",
            id=f"compare-weak-{item.code}",
            className="b s",
            **change(x=item.code, ind=".".join(one.code for one in data.chosen.indicators)),
            **({"aria-current": "true"} if item.id == data.x.id else {}),
        )
        for item in weak
    ]
    title = html.H3(t("compare.better.weak", unit=name))
    return html.Div([title, html.Div(buttons, className="bb")], className="cmp-slabe nodr")
