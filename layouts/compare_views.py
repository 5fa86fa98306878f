"""The seven views of the comparison: their controls, pictures, keys and tables."""

from collections.abc import Callable
from typing import Any

from dash import html
from dash.development.base_component import Component

from layouts.compare_bodies import (
    better_body,
    lines_body,
    panels_body,
    places_body,
    spread_body,
)
from layouts.compare_controls import change, choice, listed
from layouts.compare_notes import notes_part
from layouts.compare_scatter import scatter_body
from layouts.compare_table import card_link, heat_table
from layouts.components import icon
from layouts.components.take_out import take_out_button
from smup.figures.theme import Figure
from smup.links import href, with_query
from smup.views.as_of import state_date
from smup.views.compare import CompareData
from smup.views.compare.better import better_picture, gap
from smup.views.compare.export import export_rows
from smup.views.compare.overtime import lines_picture, panels_picture
from smup.views.compare.places import places_picture
from smup.views.compare.scatter import scatter_picture
from smup.views.compare.spread import spread_picture
from smup.views.compare.words import heading, sentence

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
    changed = state_date(data.dataset, data.lang)
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
    pdf = html.A(
        [icon("download"), t("compare.pdf")],
        href=with_query(href(data.lang, "/raport/porownanie.pdf"), query),
        target="_self",
        className="b s",
    )
    picture = data.chosen.state.view != "table"
    take_out = take_out_button(t, "/porownaj")
    pictures = picture_buttons(data) if picture else None
    actions = html.Div([take_out, csv, pdf, pictures], className="bb nodr")
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
    address = html.P(className="xs tylko-druk", **{"data-address-shown": ""})
    view = data.chosen.state.view
    if view == "table":
        return [*heat_table(data), *notes_part(data), foot, address]
    parts = {
        "lines": lines_body,
        "panels": panels_body,
        "places": places_body,
        "scatter": scatter_body,
        "spread": spread_body,
        "better": better_body,
    }[view](data)
    return [*parts, *notes_part(data), foot, address]
