"""Beside the text of a card: similar practices, and how to cite and take the card."""

from dash import html
from dash.development.base_component import Component

from layouts.components import icon
from smup.links import practice_href, practices_href
from smup.views.practices.card_page import CardPage
from smup.views.practices.citation import Citation
from smup.views.practices.similar_practices import SimilarPractice

ADDRESS = "{address}"


def similar_section(
    page: CardPage, found: tuple[SimilarPractice, ...], unit: str | None
) -> html.Section:
    """Return practices near this one, with what they have in common.

    Args:
        page: the page.
        found: the practices.
        unit: TERYT code of the reader's unit, which the links keep.
    """
    t = page.t
    every = html.A(
        t("practice.similar.all"), href=practices_href(page.lang, obszar=page.info.sector, jst=unit)
    )
    body: Component = html.P(t("practice.similar.none"), className="m")
    if found:
        items = [_similar(one, page, unit) for one in found]
        body = html.Ul(items, className="cz now podobne")
    heading = html.H2(t("practice.similar.title"), className="h3")
    return html.Section([heading, body, html.P(every)], className="sek", id="podobne-praktyki")


def cite_section(page: CardPage, citation: Citation) -> html.Section:
    """Return the citation to copy and the card as files; the browser puts the address in."""
    t = page.t
    copy = html.Button(
        [icon("quote"), html.Span(t("practice.cite.copy"))],
        type="button",
        className="b s",
        **{
            "data-kopiuj": citation.text,
            "data-cytat": citation.text,
            "data-done": t("controls.copied"),
        },
    )
    files = [
        html.A(
            name,
            href=f"/praktyki/{page.card.slug}.{ending}",
            download="",
            className="b s",
            **{"aria-label": t(f"practice.cite.{ending}")},
        )
        for name, ending in (("Markdown", "md"), ("BibTeX", "bib"), ("RIS", "ris"))
    ]
    return html.Section(
        [
            html.H2(t("practice.cite.title"), className="h3"),
            html.P(citation.text, className="cytat", **{"data-cytat": citation.text}),
            html.Div([copy, *files], className="bb nodr"),
        ],
        className="sek",
        id="cytowanie",
    )


def _similar(one: SimilarPractice, page: CardPage, unit: str | None) -> html.Li:
    t = page.t
    status = t(f"practice.status.{one.info.status}")
    words = " · ".join([one.place, t(f"practice.similar.{one.reason}"), status])
    language = {"lang": "pl"} if page.lang != "pl" else {}
    link = html.A(
        one.info.title, href=practice_href(page.lang, one.info.slug, unit=unit), **language
    )
    badge = [html.Span(t("practice.example"), className="bp")] if one.info.example else []
    return html.Li([link, html.Span([words, " ", *badge], className="m")])
