"""One release: what it added, revised and withdrew."""

from dash import html
from dash.development.base_component import Component

from layouts.components import breadcrumbs, button_link, problem_note, section_heading
from layouts.components.take_out import take_out_button
from layouts.releases_picture import sizes_picture
from layouts.releases_table import SECTION, revised_part
from smup.as_of import PAGE_KEY
from smup.i18n import Texts, texts
from smup.links import href, indicator_href, releases_href, unit_href
from smup.repository import IndicatorInfo
from smup.repository.release_page_reads import RefusedRows
from smup.repository.release_reads import ChangeInfo, IndicatorCounts
from smup.services import Services
from smup.views.releases.one import Changed, OneRelease, SectorPart, read_one, release_of_number
from smup.views.releases.words import counts_words, heading_of, kind_name, number


def title(services: Services, lang: str, *, number: str) -> str:
    """Return the title of the window; an unknown release raises UnknownCodeError."""
    info = release_of_number(services.repository, number, lang).info
    return texts(lang)("releases.one_title", number=info.id)


def layout(services: Services, lang: str, *, number: str, **query: str) -> html.Div:
    """Return the page for its address."""
    t, repository = texts(lang), services.repository
    page = read_one(repository, number, query, lang=lang)
    info = page.summary.info
    crumbs = [
        (t("start.title"), href(lang, "/")),
        (t("releases.crumb"), releases_href(lang)),
        (t("releases.one_title", number=info.id), None),
    ]
    actions = [take_out_button(t, f"/wydania/{info.id}")]
    if page.summary.readable:
        address = href(lang, "/", **{PAGE_KEY: info.id})
        actions.insert(0, button_link(t("releases.as_of.open"), address, icon_name="clock-history"))
    head = [
        html.H1(heading_of(info, lang)),
        html.P(kind_name(info.kind, lang), className="lead pod"),
        html.Div(actions, className="bb nodr"),
        *_problems(page, t),
    ]
    revised = html.Section(
        [
            section_heading(t("releases.revisions.heading"), note=t("releases.revisions.note")),
            *(
                revised_part(page, repository, t)
                if page.summary.readable
                else [html.P(t("releases.revisions.dropped"))]
            ),
        ],
        id=SECTION,
        className="sek",
    )
    body = [
        _totals(page, t),
        _sectors(page, t),
        *(sizes_picture(page.revised, t) if page.summary.readable else ()),
        revised,
        _changes(page, t),
        _refused(page.refused, t),
    ]
    return html.Div([breadcrumbs(t, crumbs), html.Div([*head, *body], className="w wydania")])


def _problems(page: OneRelease, t: Texts) -> list[Component]:
    if not page.revised.problems:
        return []
    lines = [t("releases.problem.value", value=one.value) for one in page.revised.problems]
    return [problem_note(t("releases.problem.title"), lines)]


def _totals(page: OneRelease, t: Texts) -> html.Section:
    summary, info = page.summary, page.summary.info
    values = summary.indicators > 0
    counts = (
        ("new", summary.rows_new if values else info.rows_new),
        ("revised", summary.rows_changed if values else info.rows_changed),
        ("withdrawn", summary.rows_withdrawn),
        ("same", info.rows_same),
        ("rejected", info.rows_rejected),
    )
    cells: list[Component] = []
    for key, count in counts:
        cells += [html.Dt(t(f"releases.totals.{key}")), html.Dd(number(count, t.lang))]
    source = t("releases.totals.source", source=info.source)
    lines = [html.P(source, className="m")]
    if info.file_name:
        lines.append(html.P(t("releases.totals.file", file=info.file_name), className="m"))
    if info.note:
        lines.append(html.P(t("releases.totals.note", note=info.note), className="m"))
    head = section_heading(t("releases.totals.heading"))
    return html.Section([head, html.Dl(cells, className="wydania-liczby"), *lines], className="sek")


def _sectors(page: OneRelease, t: Texts) -> html.Section:
    head = section_heading(t("releases.sectors.heading"), note=t("releases.sectors.note"))
    if not page.sectors:
        return html.Section([head, html.P(t("releases.sectors.none"))], className="sek")
    few = len(page.sectors) == 1
    return html.Section(
        [head, *(_sector(part, t, few=few) for part in page.sectors)], className="sek"
    )


def _sector(part: SectorPart, t: Texts, *, few: bool) -> html.Details:
    words = "; ".join(counts_words(t, part.counts))
    name = t("releases.sectors.sector", sector=part.sector.name(t.lang), values=words)
    keys = ("indicator", "years", "new", "revised", "withdrawn")
    cells = [
        html.Th(t(f"releases.sectors.{key}"), scope="col", className="num" if at > 1 else None)
        for at, key in enumerate(keys)
    ]
    table = html.Table(
        [
            html.Caption(t("releases.sectors.caption"), className="vh"),
            html.Thead(html.Tr(cells)),
            html.Tbody([_indicator(item, row, t) for item, row in part.rows]),
        ],
        className="t",
    )
    return html.Details(
        [html.Summary(name), html.Div(table, className="tw", tabIndex=0)],
        open=few,
        className="wydania-obszar",
    )


def _indicator(item: IndicatorInfo, row: IndicatorCounts, t: Texts) -> html.Tr:
    link = html.A(item.name(t.lang), href=indicator_href(t.lang, item.code))
    first, last = row.first_year, row.last_year
    years = str(first) if first == last else f"{first}–{last}"
    counts = (row.rows_new, row.rows_changed, row.rows_withdrawn)
    return html.Tr(
        [
            html.Th([link, html.Br(), html.Small(item.code)], scope="row"),
            html.Td(years, className="nb"),
            *(html.Td(number(count, t.lang), className="num") for count in counts),
        ]
    )


def _changes(page: OneRelease, t: Texts) -> html.Section:
    head = section_heading(t("releases.changes.heading"), note=t("releases.changes.note"))
    if not page.changed:
        return html.Section([head, html.P(t("releases.changes.none"))], className="sek")
    return html.Section([head, *(_changed(one, t) for one in page.changed)], className="sek")


def _changed(one: Changed, t: Texts) -> html.Details:
    kind = t(f"releases.change.{one.kind}")
    items = [html.Li(_change(change, t)) for change in one.first]
    if one.count > len(one.first):
        items.append(html.Li(t("releases.changes.more", n=one.count - len(one.first))))
    words = t("releases.changes.count", kind=kind, n=one.count)
    return html.Details(
        [html.Summary(words), html.Ul(items, className="cz")],
        open=one.count <= 10,
        className="wydania-obszar",
    )


def _change(change: ChangeInfo, t: Texts) -> Component:
    if change.old and change.new:
        values = {"name": change.name, "code": change.code, "old": change.old, "new": change.new}
        return html.Span(t("releases.changes.from_to", **values))
    words = t("releases.changes.plain", name=change.name, code=change.code)
    if change.kind == "indicator-new":
        return html.A(words, href=indicator_href(t.lang, change.code))
    if change.kind == "unit-new":
        return html.A(words, href=unit_href(t.lang, change.code))
    return html.Span(words)


def _refused(refused: tuple[RefusedRows, ...], t: Texts) -> html.Section:
    head = section_heading(t("releases.rejects.heading"))
    if not refused:
        return html.Section([head, html.P(t("releases.rejects.none"))], className="sek")
    keys = ("reason", "count", "example")
    cells = [
        html.Th(t(f"releases.rejects.{key}"), scope="col", className="num" if at == 1 else None)
        for at, key in enumerate(keys)
    ]
    rows = [
        html.Tr(
            [
                html.Th(one.reason, scope="row", lang="pl"),
                html.Td(number(one.rows, t.lang), className="num"),
                html.Td(html.Code(one.example)),
            ]
        )
        for one in refused
    ]
    table = html.Table(
        [
            html.Caption(t("releases.rejects.caption"), className="vh"),
            html.Thead(html.Tr(cells)),
            html.Tbody(rows),
        ],
        className="t",
    )
    return html.Section([head, html.Div(table, className="tw", tabIndex=0)], className="sek")
