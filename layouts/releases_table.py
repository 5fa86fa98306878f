"""The table of revised values, with its filters and pages."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import empty_state
from layouts.components.search import unit_of_form
from smup.flags import Flag
from smup.i18n import Texts
from smup.links import indicator_href, release_href, unit_href
from smup.repository import IndicatorInfo, Repository
from smup.repository.revision_reads import RevisionRow
from smup.territory.unit import TerritorialUnit
from smup.views.releases.one import OneRelease
from smup.views.releases.revised import ORDERS, PAGE, Revised
from smup.views.releases.words import number, revised_value

SECTION = "poprawki"
_PATTERNS = {
    Flag.MISSING: "wz-brak",
    Flag.SECRET: "wz-taj",
    Flag.NOT_APPLICABLE: "wz-nd",
    Flag.NOT_YET_PUBLISHED: "wz-np",
}
_SORT_TEXTS = {"zmiana": "change", "jednostka": "unit", "wskaznik": "indicator"}


def value_cell(said: str, flag: Flag | None) -> Component | str:
    """Return a value, or the word of its emptiness beside the pattern of that kind."""
    if flag is None:
        return said
    return html.Span([html.I(className=_PATTERNS[flag]), said], className="puste")


def revised_part(page: OneRelease, repository: Repository, t: Texts) -> list[Component]:
    """Return filters, table and pages of the revised values."""
    revised = page.revised
    if not revised.every:
        return [html.P(t("releases.revisions.none"))]
    key = page.summary.info.id
    form = _filters(revised, repository, key, t)
    if not revised.rows:
        back = html.A(t("releases.revisions.any"), href=_address(key, {}, t))
        return [form, empty_state(t("releases.revisions.none_chosen"), "", action=back)]
    return [form, _table(revised, repository, t), _pages(revised, key, t)]


def _filters(revised: Revised, repository: Repository, key: int, t: Texts) -> html.Form:
    """Return a form that asks for the page anew."""
    asked, directory = revised.asked, repository.directory()
    names = [(one.code, one.name(t.lang)) for one in revised.indicators]
    places = [(one.teryt, directory.display_name(one, lang=t.lang)) for one in revised.voivodeships]
    orders = [(one, t(f"releases.revisions.sort_{_SORT_TEXTS[one]}")) for one in ORDERS]
    every = ("", t("releases.revisions.any"))
    unit = asked.unit
    chosen_unit = (unit.teryt, directory.label(unit, lang=t.lang)) if unit else ("", "")
    unit_field = unit_of_form(
        ids.RELEASE_UNIT,
        t,
        name="unit",
        label=t("releases.revisions.filter_unit"),
        chosen=chosen_unit,
        optional=True,
    )
    chosen = asked.indicator.code if asked.indicator else ""
    place = asked.voivodeship.teryt if asked.voivodeship else ""
    fields = [
        _select(ids.RELEASE_INDICATOR, "ind", t("releases.revisions.filter_indicator"),
                [every, *names], chosen),
        *unit_field,
        _select(ids.RELEASE_PLACE, "woj", t("releases.revisions.filter_voivodeship"),
                [("", t("releases.revisions.all")), *places], place),
        _select(ids.RELEASE_SORT, "sort", t("releases.revisions.filter_sort"),
                orders, asked.order),
        html.Button(t("releases.revisions.show"), type="submit", className="b g"),
    ]  # fmt: skip
    action = f"{release_href(t.lang, key)}#{SECTION}"
    return html.Form(fields, action=action, method="get", className="wydania-form nodr")


def _select(
    field: str, name: str, label: str, options: Sequence[tuple[str, str]], chosen: str
) -> html.Div:
    items = [html.Option(text, value=code, selected=code == chosen) for code, text in options]
    select = html.Select(items, id=field, name=name, className="wyb")
    return html.Div([html.Label(label, htmlFor=field), select])


def _table(revised: Revised, repository: Repository, t: Texts) -> html.Div:
    keys = ("unit", "indicator", "year", "old", "new", "difference", "percent")
    cells = [
        html.Th(t(f"releases.revisions.{key}"), scope="col", className="num" if at > 1 else None)
        for at, key in enumerate(keys)
    ]
    rows = [_row(*found, repository, t) for found in revised.rows]
    table = html.Table(
        [
            html.Caption(t("releases.revisions.caption"), className="vh"),
            html.Thead(html.Tr(cells)),
            html.Tbody(rows),
        ],
        className="t wydania-wartosci",
    )
    return html.Div(table, className="tw", tabIndex=0)


def _row(
    row: RevisionRow,
    indicator: IndicatorInfo,
    unit: TerritorialUnit,
    repository: Repository,
    t: Texts,
) -> html.Tr:
    said = revised_value(row, indicator, t.lang)
    directory = repository.directory()
    name = html.A(directory.display_name(unit, lang=t.lang), href=unit_href(t.lang, unit.teryt))
    beside = html.Small(directory.beside_name(unit, lang=t.lang))
    what = html.A(
        indicator.name(t.lang),
        href=indicator_href(t.lang, indicator.code, unit=unit.teryt, year=row.year),
    )
    return html.Tr(
        [
            html.Th([name, html.Br(), beside], scope="row"),
            html.Td([what, html.Br(), html.Small(indicator.code)]),
            html.Td(str(row.year), className="num"),
            html.Td(value_cell(said.old, said.old_flag), className="num"),
            html.Td(value_cell(said.new, said.new_flag), className="num"),
            html.Td(said.difference, className="num"),
            html.Td(said.percent, className="num nb"),
        ]
    )


def _pages(revised: Revised, key: int, t: Texts) -> html.Div:
    asked, count = revised.asked, revised.count
    low, high = asked.after + 1, asked.after + len(revised.rows)
    told = {"low": number(low, t.lang), "high": number(high, t.lang)}
    words = t("releases.revisions.place", count=number(count, t.lang), **told)
    links = [html.Span(words, className="m")]
    if asked.after:
        links.append(html.A(t("releases.revisions.first"), href=_address(key, asked.pairs(), t)))
    if high < count:
        further = asked.pairs(after=asked.after + PAGE)
        links.append(html.A(t("releases.revisions.further"), href=_address(key, further, t)))
    return html.Div(links, className="bb wydania-strony")


def _address(key: int, pairs: dict[str, str | int | None], t: Texts) -> str:
    return f"{release_href(t.lang, key, **pairs)}#{SECTION}"
