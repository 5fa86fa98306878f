"""A picture of the page of costs: a figure for wide and one for narrow screens, and its files.

Of the two the browser draws the one that fits (``assets/js/cost/page.js``), and saves it with
title, sentence, source, date, address and sample mark inside (``assets/js/linked/picture.js``).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from dash import dcc, html

from layouts import ids
from smup.figures.theme import Figure, graph_config
from smup.formats import format_date
from smup.views.costs.records import CostData


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureWords:
    """What a picture says.

    Attributes:
        title: heading of the saved picture.
        text: the picture in a sentence: its name for those who do not see it.
        key: what its colours and signs mean, in words, for the saved picture.
    """

    title: str
    text: str
    key: str = ""


PHONE = 576


def cost_picture(
    data: CostData,
    name: str,
    figures: Mapping[str, Figure],
    words: PictureWords,
    *,
    wide_from: int = PHONE,
) -> html.Div:
    """Return the place of a picture; it is drawn by the browser.

    Args:
        data: the page.
        name: of the picture, once on the page: ``waterfall``.
        figures: plain figures by width, ``wide`` and ``narrow``, both with ``layout.height``.
        words: what it says.
        wide_from: width of the window in pixels from which the wide figure is drawn.
    """
    graph = dcc.Graph(
        id={"type": ids.COST_GRAPH, "name": name},
        figure={"data": [], "layout": {**_still(figures["wide"])}},
        config=graph_config(data.lang),
        className="koszt-wykres",
    )
    store = dcc.Store(
        id={"type": ids.COST_FIGURES, "name": name}, data={**figures, "from": wide_from}
    )
    label = {"aria-label": words.text}
    return html.Div([html.Div(graph, role="img", **label), store])


def _still(figure: Figure) -> Figure:
    """Return the layout of an empty picture that takes the room of the one to come."""
    hidden = {"visible": False}
    return {"height": figure["layout"]["height"], "xaxis": hidden, "yaxis": hidden}


def picture_buttons(data: CostData, name: str, words: PictureWords) -> html.Span:
    """Return the buttons that save a picture with title, source and sample mark inside."""
    t = data.t
    said = {
        "title": words.title,
        "text": words.text,
        "key": words.key,
        "source": source_words(data),
        "made": t("view.picture.made", date="{date}"),
        "stamp": t("common.sample_stamp") if data.dataset.is_sample else "",
        "file": file_name(data, name),
    }
    buttons = [
        html.Button(
            form.upper(),
            type="button",
            className="b s obraz",
            **{
                "data-cost-picture": name,
                "data-form": form,
                "data-words": json.dumps(said, ensure_ascii=False),
                "aria-label": t("view.picture.save", form=form.upper(), name=words.title),
            },
        )
        for form in ("png", "svg")
    ]
    return html.Span(buttons, className="obrazy")


def file_name(data: CostData, name: str) -> str:
    """Return the name of a saved picture without its ending; sample data say so in it."""
    unit = data.selection.unit
    parts = ["smup", "koszt", data.service.code, name, "" if unit is None else unit.teryt]
    parts += [str(data.selection.year), data.t("api.sample.file") if data.dataset.is_sample else ""]
    return "-".join(part for part in parts if part)


def source_words(data: CostData) -> str:
    """Return the source of the numbers, the method and the date of the data."""
    t = data.t
    kind = "sample" if data.dataset.is_sample else "loaded"
    changed = format_date(data.dataset.changed_at, data.lang)
    return t("cost_page.source.line", source=t(f"cost_page.source.{kind}"), changed=changed)
