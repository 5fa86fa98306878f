"""The data desk: a table put together from indicators, units and years, and taken out."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import breadcrumbs
from layouts.datadesk_choices import choices
from layouts.datadesk_preview import preview
from smup.i18n import texts
from smup.links import href
from smup.services import Services
from smup.views.datadesk.selection import Chosen, select_desk


def title(_services: Services, lang: str) -> str:
    """Return the title of the window."""
    return texts(lang)("datadesk.title")


def layout(services: Services, lang: str, **query: str) -> html.Div:
    """Return the page for its address."""
    t, parts = texts(lang), changing(services, read_page(services, lang, query))
    path = [(t("start.title"), href(lang, "/")), (t("datadesk.crumb"), None)]
    head = html.Div(
        [html.H1(t("datadesk.heading")), html.P(t("datadesk.lead"), className="lead")],
        className="w naglowek",
    )
    body = html.Div(
        [
            html.H2(t("datadesk.parts"), className="vh"),
            html.Aside(parts["choices"], id=ids.DATA_CHOICES),
            html.Section(parts["preview"], id=ids.DATA_PREVIEW),
        ],
        className="w kro",
    )
    return html.Div([*_stores(parts, lang), breadcrumbs(t, path), head, body], className="dane")


def read_page(services: Services, lang: str, query: dict[str, str]) -> Chosen:
    """Return what an address asks for."""
    return select_desk(services.repository, query, lang=lang)


def changing(services: Services, chosen: Chosen) -> dict[str, Any]:
    """Return the parts of the page that follow its address, by the name of their output."""
    return {
        "choices": choices(services, chosen),
        "preview": preview(services, chosen),
        "shown": {"query": chosen.state.to_query()},
    }


def _stores(parts: dict[str, Any], lang: str) -> list[Component]:
    return [
        dcc.Store(id=ids.DATA_CONTEXT, data={"lang": lang}),
        dcc.Store(id=ids.DATA_SHOWN, data=parts["shown"]),
        dcc.Store(id=ids.DATA_ASKED),
        dcc.Store(id=ids.DATA_WRITTEN),
    ]
