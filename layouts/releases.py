"""Releases of the data: state of the sources, changes since my last visit, list of releases."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import breadcrumbs, empty_state, problem_note, section_heading
from layouts.releases_since import since_section
from smup.as_of import PAGE_KEY as RELEASE_KEY
from smup.formats import format_date
from smup.i18n import Texts, texts
from smup.links import (
    href,
    release_href,
    releases_feed_href,
    releases_href,
    split_language,
    with_query,
)
from smup.moments import aware
from smup.repository.release_reads import ReleaseSummary
from smup.services import Services
from smup.views.releases.listing import BEFORE_KEY, KIND_KEY, PAGE_KEY, Listing, read_listing
from smup.views.releases.since import read_since
from smup.views.releases.sources import SourceLine, source_lines
from smup.views.releases.words import kind_name, what_changed

SOURCES_ID = "zrodla"
LIST_ID = "lista"
LONGEST_NAME = 90


def title(_services: Services, lang: str) -> str:
    """Return the title of the window."""
    return texts(lang)("releases.title")


def layout(services: Services, lang: str, **query: str) -> html.Div:
    """Return the page for its address."""
    t, repository = texts(lang), services.repository
    listing = read_listing(repository, query)
    path = breadcrumbs(t, [(t("start.title"), href(lang, "/")), (t("releases.crumb"), None)])
    feed = html.A(t("releases.feed"), href=releases_feed_href(lang), target="_self")
    head = [
        html.H1(t("releases.heading")),
        html.P(t("releases.lead"), className="lead pod"),
        *_problems(listing, t),
    ]
    if not listing.kinds:
        body = [empty_state(t("releases.none"), t("releases.none_note"))]
    else:
        body = [
            _sources(source_lines(repository, lang), t),
            since_section(repository, read_since(repository, query), t),
            _list(listing, t),
            html.P(feed, className="m nodr"),
        ]
    return html.Div([path, html.Div([*head, *body], className="w wydania")])


def _problems(listing: Listing, t: Texts) -> list[Component]:
    if not listing.problems:
        return []
    lines = [t("releases.problem.value", value=one.value) for one in listing.problems]
    return [problem_note(t("releases.problem.title"), lines)]


def _sources(lines: tuple[SourceLine, ...], t: Texts) -> html.Section:
    head = section_heading(t("releases.sources.heading"), note=t("releases.sources.note"))
    if not lines:
        body: Component = html.P(t("releases.sources.none"))
    else:
        keys = ("source", "complete", "tried", "state")
        cells = [html.Th(t(f"releases.sources.{key}"), scope="col") for key in keys]
        table = html.Table(
            [
                html.Caption(t("releases.sources.caption"), className="vh"),
                html.Thead(html.Tr(cells)),
                html.Tbody([_source(line, t) for line in lines]),
            ],
            className="t",
        )
        body = html.Div(table, className="tw", tabIndex=0)
    return html.Section([head, body], id=SOURCES_ID, className="sek")


def _source(line: SourceLine, t: Texts) -> html.Tr:
    name = html.Th([line.name, html.Br(), html.Small(line.address)], scope="row")
    state: list[Component | str] = [html.B(line.state) if line.failed else line.state]
    if line.message and line.failed:
        state += [html.Br(), html.Small(line.message, lang="pl")]
    if line.left:
        state += [html.Br(), html.Small(t("releases.sources.left", n=line.left))]
    cells = [name, html.Td(line.complete), html.Td(line.tried), html.Td(state)]
    return html.Tr(cells, className="zawiodlo" if line.failed else None)


def _list(listing: Listing, t: Texts) -> html.Section:
    head = section_heading(t("releases.list.heading"), note=t("releases.list.note"))
    body: list[Component] = [_filter(listing, t)]
    if listing.rows:
        keys = ("when", "source", "what", "data")
        cells = [html.Th(t(f"releases.list.{key}"), scope="col") for key in keys]
        table = html.Table(
            [
                html.Caption(t("releases.list.caption"), className="vh"),
                html.Thead(html.Tr(cells)),
                html.Tbody([_row(one, listing, t) for one in listing.rows]),
            ],
            className="t wydania-lista",
        )
        body.append(html.Div(table, className="tw", tabIndex=0))
    else:
        body.append(empty_state(t("releases.list.empty"), t("releases.list.empty_note")))
    return html.Section([head, *body, _pages(listing, t)], id=LIST_ID, className="sek")


def _filter(listing: Listing, t: Texts) -> html.Nav:
    """Return the links that narrow the list to loads of one kind."""
    links = [_kind(None, listing, t), *(_kind(kind, listing, t) for kind in listing.kinds)]
    label = html.P(t("releases.list.filter"), className="kl", id=ids.RELEASES_KINDS)
    named = {"aria-labelledby": ids.RELEASES_KINDS}
    return html.Nav([label, html.Ul(links, className="cz grupy")], className="nodr", **named)


def _kind(kind: str | None, listing: Listing, t: Texts) -> html.Li:
    words = t("releases.list.all") if kind is None else kind_name(kind, t.lang)
    mark = {"aria-current": "true"} if kind == listing.kind else {}
    kept: dict[str, str | int | None] = {KIND_KEY: kind, PAGE_KEY: _asked_page(listing)}
    address = f"{releases_href(t.lang, **kept)}#{LIST_ID}"
    return html.Li(html.A(words, href=address, **mark))


def _row(summary: ReleaseSummary, listing: Listing, t: Texts) -> html.Tr:
    info = summary.info
    day = format_date(aware(info.fetched_at), t.lang)
    number = html.A(t("releases.list.number", number=info.id), href=release_href(t.lang, info.id))
    when = html.Th([html.Span(day, className="nb"), html.Br(), number], scope="row")
    name = kind_name(info.kind, t.lang)
    source = [name, html.Br(), html.Small(_cut(info.file_name or info.source))]
    words = "; ".join(what_changed(summary, t.lang))
    see = (
        html.A(t("releases.as_of.open"), href=_opened(listing.page, info.id, t))
        if summary.readable
        else html.Small(t("releases.as_of.not_kept"))
    )
    return html.Tr([when, html.Td(source), html.Td(words), html.Td(see)])


def _asked_page(listing: Listing) -> str | None:
    return None if listing.page == "/" else listing.page


def _opened(page: str, release: int, t: Texts) -> str:
    """Return the address of a view, as the reader came from it, as of a release."""
    address, _, query = page.partition("?")
    path = split_language(address)[1]
    kept = "&".join(one for one in query.split("&") if not one.startswith(f"{RELEASE_KEY}="))
    return with_query(href(t.lang, path, **{RELEASE_KEY: release}), kept)


def _cut(text: str) -> str:
    """Return the names of files, of many the first ones."""
    return text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME].rstrip(' ,')} …"


def _pages(listing: Listing, t: Texts) -> html.Div:
    links = []
    kept: dict[str, str | int | None] = {KIND_KEY: listing.kind, PAGE_KEY: _asked_page(listing)}
    if listing.before is not None:
        links.append(html.A(t("releases.list.newest"), href=releases_href(t.lang, **kept)))
    if listing.older is not None:
        address = releases_href(t.lang, **kept, **{BEFORE_KEY: listing.older})
        links.append(html.A(t("releases.list.older"), href=f"{address}#{LIST_ID}"))
    return html.Div(links, className="bb nodr")
