"""The head of an indicator page: path, name, tags, opening sentence."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import breadcrumbs, tag
from layouts.linked_controls import problem_notes
from smup.formats import format_date
from smup.links import href, sector_href
from smup.views.linked import LinkedData


def page_path(data: LinkedData) -> html.Nav:
    """Return the path of links to the page."""
    t, selection, lang = data.t, data.selection, data.lang
    sector = selection.sector
    unit = selection.chosen.teryt if selection.chosen else None
    steps: list[tuple[str, str | None]] = [
        (t("view.start"), href(lang, "/")),
        (sector.name(lang), sector_href(lang, sector.code, unit=unit)),
    ]
    if selection.service is not None:
        address = sector_href(lang, sector.code, service=selection.service.code, unit=unit)
        steps.append((selection.service.name(lang), address))
    return breadcrumbs(t, [*steps, (data.indicator.short_name(lang), None)])


def page_head(data: LinkedData, badge: Component) -> html.Div:
    """Return name, tags, code, date and coverage of the data, and the opening sentence."""
    t, years = data.t, data.selection.years
    changed = format_date(data.dataset.state_at, data.lang)
    facts = [
        t("indicator.code", code=data.indicator.code),
        t("indicator.last_year", year=years[-1]) if years else t("indicator.no_data"),
        t("indicator.version", version=data.dataset.release_number, changed=changed),
    ]
    name = html.Div([html.H1(data.indicator.name(data.lang)), _tags(data), badge], className="k9")
    side = html.Div([html.Div(fact) for fact in facts], className="k3 xs fakty")
    return html.Div(
        [
            html.Div([name, side], className="siatka tytul"),
            html.P(id=ids.VIEW_SENTENCE, className="lead", **{"aria-live": "polite"}),
            *problem_notes(data),
        ],
        className="w naglowek",
    )


def _tags(data: LinkedData) -> html.Div:
    t, indicator = data.t, data.indicator
    signs = {"up": "tri up", "down": "tri down", "none": "tri flat"}
    judged = t(f"common.polarity.{indicator.polarity}")
    parts = [
        tag(
            t(f"common.dimension.{indicator.dimension}"),
            "context" if indicator.dimension == "kontekst" else "plain",
        ),
        tag(_capital(t(f"common.task.{indicator.task_level}"))),
        html.Span(
            [
                html.I(className=signs[indicator.polarity], **{"aria-hidden": "true"}),
                _capital(judged),
            ],
            className="tag o",
        ),
    ]
    if data.dataset.is_sample:
        parts.append(html.Span(t("common.sample_badge"), className="bp"))
    return html.Div(parts, className="tags")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
