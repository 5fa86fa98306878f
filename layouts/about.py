"""About the system: method, words, sources, loading of real data, loads so far, accessibility."""

from datetime import UTC, datetime

from dash import html
from dash.development.base_component import Component

from layouts.components import breadcrumbs
from smup.flags import Flag
from smup.formats import format_date, format_number
from smup.i18n import Texts, texts
from smup.links import coverage_href, desk_href, href, practices_href, releases_href
from smup.repository import ReleaseInfo
from smup.services import Services
from smup.views.releases.sources import warnings
from smup.views.releases.words import kind_name

SECTIONS = (
    "metoda", "puste", "slownik", "zrodla", "praktyki", "prawdziwe-dane", "wczytania",
    "dane-osobowe", "dostepnosc",
)  # fmt: skip
TERMS = 12
METHODS = (
    ("place", 2),
    ("trend", 3),
    ("chance", 3),
    ("breaks", 1),
    ("groups", 2),
    ("index", 1),
    ("reports", 1),
)
RELEASES = 20
COMMANDS = """python -m smup init --empty
python -m smup sync all

python -m smup import terc TERC_Urzedowy.csv
python -m smup import boundaries gminy.json --level gmina
python -m smup import bdl-csv RYNE_1944_CTAB.csv
python -m smup import observations wartosci.csv
python -m smup check"""
_PATTERNS = {
    Flag.DID_NOT_OCCUR: "wz-zero",
    Flag.BELOW_FORMAT: "wz-form",
    Flag.MISSING: "wz-brak",
    Flag.SECRET: "wz-taj",
    Flag.NOT_APPLICABLE: "wz-nd",
    Flag.NOT_YET_PUBLISHED: "wz-np",
}


def title(_services: Services, lang: str) -> str:
    """Return the title of the window."""
    return texts(lang)("about.title")


def layout(services: Services, lang: str, **_query: str) -> html.Div:
    """Return the page."""
    t = texts(lang)
    loads = services.repository.releases(limit=RELEASES)
    bodies: dict[str, list[Component]] = {
        "metoda": [*_paragraphs(t, "method", 6), *_methods(t)],
        "puste": [html.P(t("about.empty.1")), _kinds_of_empty(t)],
        "slownik": [_glossary(t)],
        "zrodla": [html.Ul([html.Li(t(f"about.sources.{n}")) for n in range(1, 5)])],
        "praktyki": _practices(t),
        "prawdziwe-dane": _loading(t),
        "wczytania": [*_state(services, t), _releases(loads, t)],
        "dane-osobowe": _paragraphs(t, "persons", 4),
        "dostepnosc": _paragraphs(t, "accessibility", 5),
    }
    path = breadcrumbs(t, [(t("start.title"), href(lang, "/")), (t("about.title"), None)])
    head = [
        html.H1(t("about.title")),
        html.P(t("about.lead"), className="lead pod"),
        html.Nav(
            html.Ul(
                [html.Li(html.A(t(f"about.heading.{key}"), href=f"#{key}")) for key in SECTIONS],
                className="cz spis",
            ),
            **{"aria-label": t("about.contents")},
        ),
    ]
    sections = [
        html.Section([html.H2(t(f"about.heading.{key}")), *bodies[key]], id=key, className="sek")
        for key in SECTIONS
    ]
    return html.Div([path, html.Div([*head, *sections], className="w tresc-tekst")])


def _paragraphs(t: Texts, part: str, count: int) -> list[Component]:
    return [html.P(t(f"about.{part}.{n}")) for n in range(1, count + 1)]


def _practices(t: Texts) -> list[Component]:
    """Return what practices and notes are and are not, and the way to them."""
    ways = (("catalogue", practices_href(t.lang)), ("desk", desk_href(t.lang)))
    links = [html.Li(html.A(t(f"about.practices.{key}"), href=address)) for key, address in ways]
    return [*_paragraphs(t, "practices", 4), html.Ul(links, className="cz")]


def _methods(t: Texts) -> list[Component]:
    """Return how places, trends and groups are worked out, a short part each."""
    parts: list[Component] = []
    for key, count in METHODS:
        parts.append(html.H3(t(f"methods.{key}.title"), id=f"metoda-{key}"))
        parts += [html.P(t(f"methods.{key}.{n}")) for n in range(1, count + 1)]
    return [*parts, html.P(t("methods.more"), className="m")]


def _kinds_of_empty(t: Texts) -> html.Ul:
    rows = [
        html.Li(
            [
                html.Span(className=f"pr {pattern}"),
                html.Span(
                    [
                        html.B(t(f"common.empty.{flag.label}.name")),
                        html.Br(),
                        html.Span(t(f"common.empty.{flag.label}.note"), className="xs"),
                    ]
                ),
            ]
        )
        for flag, pattern in _PATTERNS.items()
    ]
    return html.Ul(rows, className="cz leg rodzaje")


def _glossary(t: Texts) -> html.Dl:
    rows: list[Component] = []
    for n in range(1, TERMS + 1):
        rows += [html.Dt(t(f"about.term.{n}")), html.Dd(t(f"about.meaning.{n}"))]
    return html.Dl(rows, className="kart")


def _loading(t: Texts) -> list[Component]:
    return [
        html.P(t("about.loading.1")),
        html.Pre(html.Code(COMMANDS), tabIndex=0, **{"aria-label": t("about.commands")}),
        html.P([t("about.loading.2"), html.Code("--help", className="nb"), "."]),
        html.P(t("about.loading.3")),
    ]


def _state(services: Services, t: Texts) -> list[Component]:
    """Return what is wrong with the sources, if anything, and the ways to releases and gaps."""
    said = [html.P(line) for line in warnings(services.repository, t.lang, now=datetime.now(UTC))]
    ways = [
        html.P(html.A(t("releases.sources.see"), href=releases_href(t.lang))),
        html.P(html.A(t("coverage.about"), href=coverage_href(t.lang))),
    ]
    return [*said, *ways]


def _releases(loads: list[ReleaseInfo], t: Texts) -> Component:
    if not loads:
        return html.P(t("start.no_news"))
    head = ("when", "what", "read", "new", "changed", "rejected")
    cells = [
        html.Th(t(f"about.loads.{key}"), scope="col", className="num" if place > 1 else None)
        for place, key in enumerate(head)
    ]
    table = html.Table(
        [
            html.Caption(t("about.loads.caption"), className="vh"),
            html.Thead(html.Tr(cells)),
            html.Tbody([_release(load, t) for load in loads]),
        ],
        className="t",
    )
    return html.Div(table, className="tw", tabIndex=0)


def _release(load: ReleaseInfo, t: Texts) -> html.Tr:
    counts = (load.rows_read, load.rows_new, load.rows_changed, load.rows_rejected)
    numbers = [
        html.Td(format_number(count, decimals=0, lang=t.lang, group_all=True), className="num")
        for count in counts
    ]
    what = [kind_name(load.kind, t.lang), html.Br(), html.Small(load.file_name or load.source)]
    return html.Tr([html.Td(format_date(load.fetched_at, t.lang)), html.Td(what), *numbers])
