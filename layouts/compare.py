"""The comparison: up to 30 units x indicators x years, in seven views of one selection."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.compare_choose import (
    adding_part,
    chosen_part,
    indicator_picker,
    shown_lists,
    start_part,
)
from layouts.compare_controls import (
    compare_bar,
    group_signature,
    level_part,
    problem_part,
    year_signature,
)
from layouts.compare_views import body_part, figures, top_part
from layouts.components import breadcrumbs, empty_state
from layouts.components.practice_links import practice_section
from layouts.linked_pictures import NO_FIGURE
from layouts.synthetic_link import index_link
from smup.compare_state import VIEW_CHOICES, parse_compare_state
from smup.figures.theme import graph_config
from smup.i18n import texts
from smup.links import href
from smup.services import Services
from smup.views.compare import CompareData, read_comparison, select_comparison
from smup.views.compare.words import sentence
from smup.views.practices.gap_questions import compare_question


def title(_services: Services, lang: str) -> str:
    """Return the title of the window."""
    return texts(lang)("compare.title")


def read(services: Services, lang: str, query: dict[str, Any]) -> CompareData:
    """Return the data of an address; what does not exist becomes the default and is told."""
    state, problems = parse_compare_state(query)
    chosen = select_comparison(services.repository, state, problems=problems, lang=lang)
    return read_comparison(services.repository, chosen, lang=lang)


def layout(services: Services, lang: str, **query: str) -> html.Div:
    """Return the page with the state of its address already shown."""
    data = read(services, lang, query)
    t, empty = data.t, not data.units
    path = breadcrumbs(t, [(t("view.start"), href(lang, "/")), (t("compare.title"), None)])
    head = html.Div(
        [
            html.H1(t("compare.title")),
            html.P(
                sentence_part(data),
                id=ids.COMPARE_SENTENCE,
                className="lead",
                **{"aria-live": "polite"},
            ),
            html.Div(problem_part(data), id=ids.COMPARE_NOTES),
        ],
        className="w naglowek",
    )
    start = html.Div(start_part(services, t), id=ids.COMPARE_START, hidden=not empty,
                     className="sek")  # fmt: skip
    views = html.Div(
        [
            _choosing(services, data),
            _tabs(data),
            _panel(data),
            html.Div(practice_links(services, data), id=ids.COMPARE_PRACTICES),
        ],
        id=ids.COMPARE_VIEWS,
        hidden=empty,
    )
    return html.Div(
        [
            *_stores(data),
            path,
            head,
            compare_bar(services, data),
            html.Div([start, views], className="w"),
        ],
        className="porownanie",
    )


def _choosing(services: Services, data: CompareData) -> html.Details:
    t = data.t
    return html.Details(
        [
            html.Summary(t("compare.what")),
            html.Div(chosen_part(data), id=ids.COMPARE_CHOSEN, className="cmp-wybrane"),
            html.Div(
                [adding_part(t), indicator_picker(services, t, data)], className="cmp-dodaj nodr"
            ),
        ],
        className="cmp-co wpisz",
        open=True,
        **{"data-cmp-what": ""},
    )


def sentence_part(data: CompareData) -> list[Component | str]:
    """Return the sentence of the view, or what the page is for."""
    if not shows_values(data):
        return [data.t("compare.lead_empty")]
    said = sentence(data)
    of_mine = data.mine is not None and data.chosen.state.view != "scatter"
    return [said.before, html.B(said.strong, className="ja-t" if of_mine else None), said.after]


def shows_values(data: CompareData) -> bool:
    """Tell whether there is anything to show: units, indicators and a year."""
    return bool(data.units) and data.chosen.x is not None and data.chosen.year is not None


def practice_links(services: Services, data: CompareData) -> html.Section | None:
    """Return the practices for the indicators compared; nothing before any is chosen."""
    if not shows_values(data):
        return None
    return practice_section(services, compare_question(data), data.lang)


def shown(data: CompareData) -> dict[str, Any]:
    """Return what the browser has to know of what it shows."""
    return {
        "query": data.chosen.state.to_query(),
        "view": data.chosen.state.view,
        "year": data.chosen.year,
        "group": group_signature(data),
        "years": year_signature(data),
        "unit_label": data.directory.label(data.chosen.chosen, lang=data.lang)
        if data.chosen.chosen
        else "",
        **shown_lists(data),
    }


def view_parts(data: CompareData) -> dict[str, Any]:
    """Return the parts of the view shown: top, figures, whether there is a picture, body."""
    if not shows_values(data):
        t = data.t
        nothing = empty_state(t("compare.empty.no_values"), t("compare.empty.no_values_note"))
        return {"top": [], "figures": None, "hidden": True, "body": [nothing]}
    made = figures(data)
    return {
        "top": top_part(data),
        "figures": made,
        "hidden": made is None,
        "body": [
            *body_part(data),
            index_link(data.t, data.mine, data.chosen.state, level=data.chosen.level),
        ],
    }


def _stores(data: CompareData) -> list[Component]:
    return [
        dcc.Store(id=ids.COMPARE_CONTEXT, data={"lang": data.lang}),
        dcc.Store(id=ids.COMPARE_ASKED),
        dcc.Store(id=ids.COMPARE_SHOWN, data=shown(data)),
        dcc.Store(id=ids.COMPARE_WRITTEN),
        dcc.Store(id=ids.COMPARE_BRUSHED),
    ]


def _tabs(data: CompareData) -> html.Div:
    t, chosen = data.t, data.chosen.state.view
    tabs = [
        html.Button(
            t(f"compare.view.{view}"),
            id=f"compare-tab-{view}",
            type="button",
            role="tab",
            tabIndex=0 if view == chosen else -1,
            **{
                "aria-selected": str(view == chosen).lower(),
                "aria-controls": ids.COMPARE_PANEL,
                "data-cmp-view": view,
            },
        )
        for view in VIEW_CHOICES
    ]
    label = {"aria-label": t("compare.views")}
    levels = html.Div(level_part(data), id=ids.COMPARE_LEVELS, className="bb nodr")
    return html.Div(
        [html.Div(tabs, className="zak", role="tablist", **label), levels], className="zr"
    )


def _panel(data: CompareData) -> html.Div:
    parts = view_parts(data)
    graph = dcc.Graph(
        id=ids.COMPARE_GRAPH,
        figure=NO_FIGURE,
        config=graph_config(data.lang),
        className="cmp-wykres",
    )
    return html.Div(
        [
            html.Div(parts["top"], id=ids.COMPARE_TOP),
            dcc.Store(id=ids.COMPARE_FIGURES, data=parts["figures"]),
            html.Figure(graph, id=ids.COMPARE_FIGURE, hidden=parts["hidden"]),
            html.Div(parts["body"], id=ids.COMPARE_BODY),
        ],
        id=ids.COMPARE_PANEL,
        role="tabpanel",
        className="cmp-panel",
        **{"aria-labelledby": f"compare-tab-{data.chosen.state.view}"},
    )
