"""Under the preview: code that reads exactly this table, how to cite it, what its files hold."""

from dash import html
from dash.development.base_component import Component

from layouts.components import icon
from smup.exports.forms import file_name
from smup.i18n import Texts
from smup.links import data_href, table_href, with_query
from smup.services import Services
from smup.views.datadesk.screen import Screen
from smup.views.take_out.citation import apa, bibtex
from smup.views.take_out.snippets import Snippet, snippets

HERE = "https://this-site.example"
"""Stands for the address of the site where no setting names it; the browser knows its own."""


def code_part(services: Services, screen: Screen, t: Texts) -> html.Div:
    """Return code, citation and content of the files of the table."""
    site = services.settings.public_url.rstrip("/") or HERE
    extract = screen.extract
    description = extract.description
    file = f"{site}{table_href(t.lang, description.table, 'csv', description.query)}"
    page = site + with_query(data_href(t.lang), description.query)
    found = snippets(
        file,
        extract.table.columns,
        name=file_name("csv", description),
        sample=description.sample,
        lang=t.lang,
    )
    entry = bibtex(description, page)
    side: list[Component] = [
        html.H3(t("datadesk_preview.cite.title")),
        html.P(apa(description, page), className="m dane-cytat", **{"data-dane-tu": ""}),
        html.Details(
            [
                html.Summary("BibTeX", id="data-bibtex"),
                html.Pre(entry, tabIndex=0, **{"data-dane-tu": ""}),
            ],
            className="wpisz",
        ),
        html.H3(t("datadesk_preview.inside.title")),
        html.P(t("datadesk_preview.inside.text"), className="m"),
    ]
    return html.Div(
        [html.Div(_code(found, t), className="k7"), html.Div(side, className="k5")],
        className="siatka dane-kod nodr",
        **{"data-dane-serwis": HERE if site == HERE else ""},
    )


def _code(found: tuple[Snippet, ...], t: Texts) -> list[Component]:
    """Return the tabs of languages with the code of each; pictures.js moves between them."""
    tabs = [_tab(one, on=place == 0) for place, one in enumerate(found)]
    panels = [_panel(one, t, on=place == 0) for place, one in enumerate(found)]
    label = {"aria-label": t("datadesk_preview.code.label")}
    title = html.H3(t("datadesk_preview.code.title"), className="vh")
    return [title, html.Div(tabs, className="zak", role="tablist", **label), *panels]


def _tab(one: Snippet, *, on: bool) -> html.Button:
    return html.Button(
        one.title,
        type="button",
        id=f"data-code-{one.key}",
        role="tab",
        tabIndex=0 if on else -1,
        **{
            "aria-selected": str(on).lower(),
            "aria-controls": f"data-code-{one.key}-panel",
            "data-dane-kod": one.key,
        },
    )


def _panel(one: Snippet, t: Texts, *, on: bool) -> html.Div:
    copy = html.Button(
        [icon("file-earmark-code"), html.Span(t("datadesk_preview.code.copy"))],
        type="button",
        className="b s",
        **{
            "data-kopiuj": one.code,
            "data-done": t("datadesk_preview.code.copied"),
            "aria-label": t("datadesk_preview.code.copy_named", name=one.title),
        },
    )
    # Code wider than the box scrolls, so it must be reachable by keyboard.
    code = html.Pre(one.code, tabIndex=0, **{"data-dane-tu": ""})
    return html.Div(
        [code, copy],
        id=f"data-code-{one.key}-panel",
        role="tabpanel",
        hidden=not on,
        className="dane-kod-jeden",
        **{"aria-labelledby": f"data-code-{one.key}"},
    )
