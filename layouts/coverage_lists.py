"""Lists of indicators on the page of coverage: gaps, dimensions, freshness."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from layouts.components import empty_state, section_heading, tag
from layouts.components.basics import TagKind
from layouts.coverage_links import Change, chips, page_of, pager, state_link
from smup.catalogue.publication import read_publication
from smup.formats import format_date
from smup.i18n import Texts
from smup.links import indicator_href
from smup.repository import IndicatorInfo
from smup.repository.facade import Repository
from smup.views.coverage.gaps import (
    DIMENSIONS,
    DimensionRow,
    FreshRow,
    GapRow,
    dimension_rows,
    fresh_rows,
    gap_rows,
)
from smup.views.coverage.selection import Chosen
from smup.views.coverage.states import GAPS, KINDS
from smup.views.coverage.words import dates, details, fresh_text, whole

MOST_NAMED = 6


def gap_section(chosen: Chosen, t: Texts) -> html.Section:
    """Return the years that lack values, the most important first."""
    rows = gap_rows(chosen)
    count = t.plural("coverage.gaps.count", len(rows))
    return listed(
        section_heading(t("coverage.gaps.title"), note=[count, ". ", t("coverage.gaps.note")]),
        [_kinds(chosen, [row.state.kind for row in _unfiltered(chosen)], t)],
        _gap_table(chosen, page_of(rows, chosen), t) if rows else None,
        pager(rows, chosen, t),
        empty_state(t("coverage.gaps.none_title"), t("coverage.gaps.none")),
    )


def fresh_section(chosen: Chosen, t: Texts) -> html.Section:
    """Return the newest year of every indicator and when the next one is expected."""
    rows = fresh_rows(chosen)
    count = t.plural("coverage.freshness.count", len(rows))
    kinds = [one.fresh.kind for one in chosen.indicators if one.fresh is not None]
    return listed(
        section_heading(
            t("coverage.freshness.title"), note=[count, ". ", t("coverage.freshness.note")]
        ),
        [_kinds(chosen, kinds, t)],
        _fresh_table(page_of(rows, chosen), t) if rows else None,
        html.Div([pager(rows, chosen, t), _sources(t)]),
        empty_state(t("coverage.freshness.none_title"), t("coverage.freshness.none")),
    )


def dimension_section(repository: Repository, chosen: Chosen, t: Texts) -> html.Section:
    """Return sectors or services by dimensions; those without an indicator of quality are named."""
    rows = dimension_rows(repository, chosen, lang=t.lang)
    without = [row.name for row in rows if not row.counts["jakosc"][1]]
    names = ", ".join(without[:MOST_NAMED]) + (", …" if len(without) > MOST_NAMED else "")
    said = (
        t.plural("coverage.dimensions.without_quality", len(without), names=names)
        if without
        else t("coverage.dimensions.none")
    )
    return listed(
        section_heading(t("coverage.dimensions.title"), note=t("coverage.dimensions.note")),
        [html.P(said, className="pod")],
        _dimension_table(chosen, rows, t) if rows else None,
        None,
        empty_state(t("coverage.dimensions.none_title"), t("coverage.dimensions.none")),
    )


def listed(
    heading: Component,
    filters: Sequence[Component | None],
    table: Component | None,
    foot: Component | None,
    nothing: Component,
) -> html.Section:
    """Return a section with a table in its own frame, or what stands in place of no rows."""
    body = [nothing] if table is None else [html.Div(table, className="tw"), foot]
    return html.Section([heading, *filters, *body], className="sek luki-sekcja")


def _unfiltered(chosen: Chosen) -> list[GapRow]:
    return gap_rows(replace(chosen, state=chosen.state.having(stan=None)))


def _kinds(chosen: Chosen, kinds: Sequence[str], t: Texts) -> Component | None:
    """Return the states that occur with their counts, each a filter."""
    counts = Counter(kinds)
    if len(counts) < 2:
        return None
    every = t("coverage.gaps.every")
    options = [Change(every, chosen.state.stan is None, {"stan": None})]
    options += [
        Change(
            f"{t(f'coverage.state.{kind}')} {whole(counts[kind], t.lang)}",
            kind == chosen.state.stan,
            {"stan": kind},
        )
        for kind in KINDS
        if counts[kind]
    ]
    return chips(chosen, t, t("coverage.gaps.kinds"), options)


def _gap_table(chosen: Chosen, rows: Sequence[GapRow], t: Texts) -> html.Table:
    head = ("indicator", "year", "state", "lacking", "why")
    heads = [
        html.Th(
            t(f"coverage.gaps.{key}"), scope="col", className="num" if key == "lacking" else None
        )
        for key in head
    ]
    body = [
        html.Tr(
            [
                _named(row.of.indicator, t),
                html.Td(html.A(str(row.year), href=_units(chosen, row, t))),
                html.Td(_state_tag(row.state.kind, t)),
                html.Td([html.B(whole(row.lacking, t.lang)), " ", _of(row, t)], className="num"),
                html.Td(", ".join(details(row.state, t)), className="m"),
            ]
        )
        for row in rows
    ]
    return table(t("coverage.gaps.caption"), heads, body)


def _units(chosen: Chosen, row: GapRow, t: Texts) -> str:
    return state_link(chosen, t, widok="obraz", ind=row.of.indicator.code, year=row.year, stan=None)


def _of(row: GapRow, t: Texts) -> html.Small:
    return html.Small(t("coverage.gaps.of", n=whole(row.wanted, t.lang)))


def _fresh_table(rows: Sequence[FreshRow], t: Texts) -> html.Table:
    heads = [html.Th(t("coverage.gaps.indicator"), scope="col")]
    heads += [
        html.Th(t(f"coverage.freshness.{key}"), scope="col") for key in ("last", "next", "source")
    ]
    body = [
        html.Tr(
            [
                _named(row.of.indicator, t),
                html.Td(str(row.of.last or "–")),
                html.Td(_next(row, t)),
                html.Td(getattr(row.of.source.name, t.lang), className="m"),
            ]
        )
        for row in rows
    ]
    return table(t("coverage.freshness.caption"), heads, body)


def _next(row: FreshRow, t: Texts) -> list[Component | str]:
    if row.state is None or row.of.last is None:
        return [tag(fresh_text(None, t))]
    kind: TagKind = "worse" if row.state.kind in GAPS else "plain"
    return [
        html.B(str(row.of.last + 1)),
        " ",
        tag(fresh_text(row.state, t), kind),
        " ",
        html.Span(", ".join(dates(row.state, t)), className="m"),
    ]


def _sources(t: Texts) -> html.Details:
    """Return the kinds of sources with their days and where these are from."""
    items = []
    for kind in read_publication():
        day = format_date(kind.due(2000), t.lang, with_year=False)
        key = "due" if kind.years_later else "due_same"
        assumed = f" ({t('coverage.freshness.assumed')})" if kind.basis == "assumed" else ""
        items.append(
            html.Li(
                [
                    html.B(getattr(kind.name, t.lang)),
                    f": {t(f'coverage.freshness.{key}', date=day)}{assumed}. ",
                    html.Span(getattr(kind.note, t.lang), className="m"),
                ]
            )
        )
    summary = html.Summary(t("coverage.freshness.sources"))
    return html.Details([summary, html.Ul(items)], className="rozwin luki-metoda")


def _dimension_table(chosen: Chosen, rows: Sequence[DimensionRow], t: Texts) -> html.Table:
    heads = [html.Th(t(f"coverage.heat.head_{rows[0].kind}"), scope="col")]
    heads += [
        html.Th(t(f"common.dimension.{name}"), scope="col", className="num") for name in DIMENSIONS
    ]
    key = "sektor" if rows[0].kind == "sector" else "usluga"
    above = dict.fromkeys(("sektor", "usluga", "ind"))
    body = [
        html.Tr(
            [
                html.Th(
                    html.A(row.name, href=state_link(chosen, t, **(above | {key: row.code}))),
                    scope="row",
                ),
                *(_count(row, name, t) for name in DIMENSIONS),
            ]
        )
        for row in rows
    ]
    return table(t("coverage.dimensions.caption"), heads, body)


def _count(row: DimensionRow, dimension: str, t: Texts) -> html.Td:
    every, known = row.counts[dimension]
    words = t("coverage.dimensions.in_catalogue", known=known, all=every)
    gap = dimension == "jakosc" and not known
    shown: Component | str = tag(t("coverage.dimensions.gap"), "worse") if gap else str(known)
    rest = html.Small(f" / {every}") if every != known else None
    return html.Td([shown, rest], className="num", title=words)


def _named(indicator: IndicatorInfo, t: Texts) -> html.Th:
    """Return an indicator as the head of a row."""
    link = html.A(indicator.name(t.lang), href=indicator_href(t.lang, indicator.code))
    return html.Th([link, html.Small(indicator.code)], scope="row")


def _state_tag(kind: str, t: Texts) -> html.Span:
    return tag(t(f"coverage.state.{kind}"), "worse" if kind in GAPS else "plain")


def table(caption: str, heads: Sequence[Component], body: Sequence[Component]) -> html.Table:
    """Return a table of a list with its hidden caption."""
    return html.Table(
        [
            html.Caption(caption, className="vh"),
            html.Thead(html.Tr(list(heads))),
            html.Tbody(list(body)),
        ],
        className="t luki-lista",
    )
