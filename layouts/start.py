"""The start page: find my unit, the map that invites, ten sectors, ready questions, news."""

import json
from datetime import UTC, datetime

from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import (
    button_link,
    empty_state,
    icon,
    legend_part,
    section_heading,
    unit_search,
)
from layouts.components.mini import columns_picture, lines_picture, practice_picture, strip_picture
from layouts.components.search import MARK
from layouts.components.tiles import sector_tiles
from smup.figures.theme import graph_config
from smup.formats import format_date
from smup.i18n import Texts, texts
from smup.links import (
    cost_href,
    data_href,
    href,
    indicator_href,
    practice_href,
    releases_href,
    session_href,
    unit_href,
)
from smup.services import Services
from smup.views.practices.records import SmallEffect
from smup.views.questions import ColumnsPicture, Question, Questions, StripPicture, questions
from smup.views.releases.sources import warnings
from smup.views.start import FeaturedMap, NewsItem, featured_map, indicator_count, news, tiles


def title(_services: Services, lang: str) -> str:
    """Return the title of the window."""
    return texts(lang)("start.title")


def layout(services: Services, lang: str, **_query: str) -> html.Div:
    """Return the page; the questions are asked again when the browser knows the last unit."""
    t = texts(lang)
    repository = services.repository
    shown = tiles(repository, lang)
    featured = featured_map(repository, lang)
    sample = repository.dataset().is_sample
    sections = [
        sector_section(t, sector_tiles(shown, lang), count=indicator_count(repository))
        if shown
        else _empty_database(t),
        html.Div(
            question_section(questions(repository, lang, unit=None), lang),
            id=ids.START_QUESTIONS,
        ),
        html.Div(
            [
                _news(news(repository, lang), t, warnings(repository, lang, now=datetime.now(UTC))),
                html.Section(take_away(lang), id=ids.START_TAKE, className="sek k5"),
            ],
            className="siatka",
        ),
    ]
    return html.Div(
        [
            _hero(t, _map(featured, t, sample=sample) if featured else None),
            html.Div(sections, className="w"),
            dcc.Store(id=ids.START_UNIT),
        ]
    )


def sector_section(t: Texts, table: Component, *, count: int) -> html.Section:
    """Return the ruled table of sectors with the way to all indicators."""
    words = t.plural("start.search_indicators", count)
    every = button_link(words, href(t.lang, "/wskazniki"), icon_name="search")
    take = button_link(t("start.data"), data_href(t.lang), icon_name="download")
    return html.Section(
        [section_heading(t("start.sectors"), actions=[every, take]), table], className="sek"
    )


def question_section(found: Questions, lang: str) -> html.Section | None:
    """Return the ready questions, or nothing when the database answers none of them."""
    if not found.items:
        return None
    t = texts(lang)
    note = (
        t("start.questions_for", unit=found.unit_name)
        if found.unit_name
        else t("start.questions_country")
    )
    cards = [_question(item, t) for item in found.items]
    way = None
    if found.unit is not None:
        words = t("start.profile_of", unit=found.unit_name)
        way = button_link(words, unit_href(lang, found.unit), icon_name="arrow-right")
    head = section_heading(t("start.questions"), note=note, actions=way)
    return html.Section([head, html.Div(cards, className="pyt")], className="sek")


def take_away(lang: str, found: Questions | None = None) -> list[Component]:
    """Return what can be taken along; with a unit its profile and packet come first.

    Without one these two lead to the search: they are of a unit.
    """
    t = texts(lang)
    unit = found.unit if found else None
    find = f"#{ids.START_SEARCH}-field"
    ways = (
        ("journal-text", "packet", session_href(lang, unit) if unit else find),
        ("graph-up", "profile", unit_href(lang, unit) if unit else find),
        ("download", "data", data_href(lang)),
        ("table", "csv", "/api/v1/indicators"),
        ("easel", "projector", href(lang, "/", projektor=1)),
        ("info-circle", "method", href(lang, "/o-systemie") + "#metoda"),
    )
    rows = [
        html.Li([icon(sign), html.Div(_way(t, key, address, found))]) for sign, key, address in ways
    ]
    return [section_heading(t("start.take_away")), html.Ul(rows, className="cz now znaki")]


def _way(t: Texts, key: str, address: str, found: Questions | None) -> list[Component]:
    note = t(f"start.take.{key}_note")
    if key in ("packet", "profile") and found and found.unit:
        note = t("start.take.for_unit", unit=found.unit_name, note=note)
    file = {"target": "_self"} if address.endswith(".pdf") else {}
    link = html.A(html.B(t(f"start.take.{key}")), href=address, **file)
    return [link, html.P(note, className="m")]


def _hero(t: Texts, picture: Component | None) -> html.Div:
    search = unit_search(
        ids.START_SEARCH, t, label=t("start.find"), address=unit_href(t.lang, MARK)
    )
    left = html.Div(
        [
            html.H1(t("start.heading")),
            html.P(t("start.lead"), className="lead"),
            search,
            html.P(
                id=ids.START_RECENT,
                className="m ostatnio",
                **{
                    "data-ostatnio": t("start.recent"),
                    "data-address": unit_href(t.lang, MARK),
                    "data-store": ids.START_UNIT,
                },
            ),
        ],
        className="k7",
    )
    return html.Div(html.Div([left, picture], className="w siatka"), className="hero")


def _map(featured: FeaturedMap, t: Texts, *, sample: bool) -> html.Figure:
    address = indicator_href(t.lang, featured.indicator.code, level=featured.level)
    name = featured.indicator.short_name(t.lang)
    level = t(f"common.level.{featured.level}")
    picture = html.Div(
        [
            _graph(featured, t.lang),
            html.Span(t("common.sample_stamp"), className="stamp") if sample else None,
        ],
        className="mapa",
    )
    caption = [
        *legend_part(featured.legend, strip=True),
        html.B(name),
        f", {level}, {featured.year}. ",
        html.Span(t("common.sample_badge"), className="bp") if sample else None,
        " ",
        html.A(t("start.open_map"), href=address, className="nb"),
    ]
    says = t("start.map_name", level=level, sentence=featured.sentence)
    return html.Figure(
        [
            html.A(
                [html.Span(says, className="vh"), picture], href=address, className="mapa-start"
            ),
            html.Figcaption(caption, className="m podpis"),
        ],
        className="k5",
    )


def _graph(featured: FeaturedMap, lang: str) -> html.Div:
    """Return the drawing; a link stands around it, so it takes no clicks of its own."""
    graph = dcc.Graph(
        id=ids.START_MAP,
        figure=featured.figure,
        config={**graph_config(lang), "staticPlot": True},
        responsive=True,
        className="graf-start",
    )
    drawn = {"aria-hidden": "true", "data-puste": json.dumps(featured.empty)}
    return html.Div(graph, **drawn)


def _question(question: Question, t: Texts) -> html.A:
    picture = question.picture
    if isinstance(picture, StripPicture):
        drawn = strip_picture(picture)
    elif isinstance(picture, ColumnsPicture):
        drawn = columns_picture(picture)
    elif isinstance(picture, SmallEffect):
        drawn = practice_picture(picture)
    else:
        drawn = lines_picture(picture)
    further = html.Span([t(f"start.further.{question.key}"), icon("arrow-right")], className="dal")
    words = [html.H3(question.title), html.P(question.text, className="m"), further]
    return html.A(
        [drawn, html.Div(words, className="tr")],
        href=_answer(question, t.lang),
    )


def _answer(question: Question, lang: str) -> str:
    """Return where a question is answered: by a practice, a cost, a profile or an indicator."""
    if question.practice is not None:
        return practice_href(lang, question.practice, unit=question.unit)
    if question.service is not None and question.unit is not None:
        return cost_href(lang, question.service, unit=question.unit)
    if question.unit is None or question.key == "places":
        return indicator_href(lang, question.indicator, unit=question.unit)
    return unit_href(lang, question.unit, ind=question.indicator)


def _news(items: tuple[NewsItem, ...], t: Texts, warned: tuple[str, ...]) -> html.Section:
    rows = [
        html.Li(
            [
                html.Time(
                    format_date(item.moment, t.lang),
                    dateTime=item.moment.date().isoformat(),
                ),
                html.Div([html.B(item.title), html.P(item.note, className="m")]),
            ]
        )
        for item in items
    ]
    history = html.A(t("start.history"), href=releases_href(t.lang))
    said = [html.P([icon("exclamation-triangle"), " ", line], className="m") for line in warned]
    body = html.Ul(rows, className="cz now") if rows else html.P(t("start.no_news"), className="m")
    return html.Section(
        [section_heading(t("start.news")), *said, body, html.P(history)], className="sek k7"
    )


def _empty_database(t: Texts) -> html.Section:
    way = button_link(t("start.empty_way"), href(t.lang, "/o-systemie") + "#prawdziwe-dane")
    state = empty_state(t("start.empty_title"), t("start.empty_note"), action=way)
    return html.Section(state, className="sek")
