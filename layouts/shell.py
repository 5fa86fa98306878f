"""The frame of every page: skip link, header, sample bar, main, footer, place for alerts."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.components.as_of import open_as_of
from layouts.components.basics import icon
from layouts.components.states import skeleton
from smup import __version__
from smup.i18n import LANGUAGES, Texts, texts
from smup.links import NAV, footer_links, href, with_query
from smup.repository import DatasetInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the frame needs to know of the page inside it.

    Attributes:
        lang: language of the page.
        path: path without the language.
        search: query string with its question mark, kept by the language switch.
        nav: item of the header that the page belongs to.
        dataset: what the database holds.
        notes: what stands above the content: the release that the data are read as of.
    """

    lang: str
    path: str
    search: str
    nav: str | None
    dataset: DatasetInfo
    notes: Sequence[Component] = ()


def root() -> html.Div:
    """Return the layout of the application: the router's parts and an empty page."""
    return html.Div(
        [
            dcc.Location(id=ids.LOCATION, refresh="callback-nav"),
            dcc.Store(id=ids.PAGE_INFO),
            dcc.Store(id=ids.PAGE_SHOWN),
            html.Div(id=ids.ALERT, className="alarm", role="alert", **{"data-slowa": _no_answer()}),
            html.Div(_first_screen(), id=ids.PAGE),
        ]
    )


def _no_answer() -> str:
    """Return JSON, by language, of the words told when the server does not answer."""

    def words(t: Texts) -> dict[str, str]:
        return {
            "title": t("shell.no_answer_title"),
            "note": t("shell.no_answer_note"),
            "dismiss": t("shell.error_dismiss"),
        }

    return json.dumps({lang: words(texts(lang)) for lang in LANGUAGES})


def framed(frame: Frame, content: Component) -> list[Component]:
    """Return the page: the content inside the frame."""
    t = texts(frame.lang)
    return [
        html.A(t("shell.skip"), href=f"#{ids.MAIN}", className="skip"),
        _header(frame, t),
        html.Main(content, id=ids.MAIN, tabIndex=-1),
        footer(frame, t),
    ]


def sample_bar(t: Texts) -> html.Div:
    """Return the bar that no page of a sample database goes without."""
    words = html.Div(
        [
            html.B(t("shell.sample_title")),
            " ",
            t("shell.sample_text"),
            " ",
            html.A(
                t("shell.sample_link"),
                href=href(t.lang, "/o-systemie") + "#prawdziwe-dane",
                className="tylko-d",
            ),
        ]
    )
    bar = html.Div([icon("exclamation-triangle"), words], className="w")
    return html.Div(bar, className="proba", role="note")


def footer(frame: Frame, t: Texts) -> html.Footer:
    """Return the footer."""
    kind = frame.dataset.kind
    note = t("shell.footer_note", version=__version__, data=t(f"shell.data_{kind}"))
    past = html.P(open_as_of(frame.path, t), className="m nodr")
    first = html.Div([html.H2(t("shell.footer_title")), html.P(note, className="m zd"), past])
    return html.Footer(
        html.Div(
            [first, *(_footer_column(t, *column) for column in footer_links(t.lang))], className="w"
        ),
        className="stopka",
    )


def _footer_column(t: Texts, title: str, links: tuple[tuple[str, str], ...]) -> html.Div:
    items = [html.Li(html.A(t(f"shell.{key}"), href=address)) for key, address in links]
    return html.Div([html.H2(t(f"shell.{title}")), html.Ul(items, className="cz")])


def _header(frame: Frame, t: Texts) -> html.Header:
    bar = html.Div([_logo(t), _nav(frame, t), _buttons(frame, t)], className="w")
    sample = sample_bar(t) if frame.dataset.is_sample else None
    return html.Header([html.Div(bar, className="gora"), sample, *frame.notes])


def _logo(t: Texts) -> html.A:
    return html.A(
        [
            html.Img(src="/assets/img/logo.svg", alt="", width=34, height=34),
            t("common.site"),
            html.Small(t("common.site_full")),
            _hidden(t("shell.home")),
        ],
        href=href(t.lang, "/"),
        className="logo",
    )


def _nav(frame: Frame, t: Texts) -> html.Nav:
    links = []
    for key, path in NAV:
        current = {"aria-current": "page" if frame.path == path else "true"}
        mark = current if key == frame.nav else {}
        links.append(html.A(t(f"shell.nav_{key}"), href=href(t.lang, path), **mark))
    label = {"aria-label": t("shell.nav_label")}
    return html.Nav(links, id=ids.MENU, className="nav", **label)


def _buttons(frame: Frame, t: Texts) -> html.Div:
    other = "en" if t.lang == "pl" else "pl"
    switch = html.A(
        [html.Span(other.upper(), **{"aria-hidden": "true"}), _hidden(t("shell.other_language"))],
        href=with_query(href(other, frame.path), frame.search.lstrip("?")),
        className="gb",
        lang=other,
        hrefLang=other,
        **{"data-jezyk": other},
    )
    projector = html.Button(
        icon("easel"),
        type="button",
        className="gb tylko-d",
        title=t("shell.projector"),
        **{
            "aria-label": t("shell.projector"),
            "aria-pressed": "false",
            "data-projektor": "",
        },
    )
    menu = html.Button(
        [icon("list"), t("shell.menu")],
        type="button",
        className="gb menu",
        **{"aria-expanded": "false", "aria-controls": ids.MENU, "data-menu": ""},
    )
    return html.Div([projector, switch, menu], className="gn")


def _hidden(text: str) -> html.Span:
    return html.Span(text, className="vh")


def _first_screen() -> list[Component]:
    waiting = html.Div(skeleton("", height=320), className="w wstep")
    return [html.Div(className="gora pusta", **{"aria-hidden": "true"}), waiting]
