"""Lists of units on the page of coverage."""

from dash import html
from dash.development.base_component import Component

from layouts.components import button_link, empty_state, section_heading
from layouts.coverage_links import Change, chips, page_of, pager
from layouts.coverage_lists import listed, table
from smup.i18n import Texts
from smup.links import indicator_href, unit_href
from smup.repository.facade import Repository
from smup.territory.unit import TerritorialUnit
from smup.views.coverage.selection import Chosen
from smup.views.coverage.units import (
    EMPTY,
    NEVER,
    ReportingRow,
    UnitList,
    UnitRow,
    reporting_rows,
    unit_list,
)
from smup.views.coverage.words import whole

VALUED = ("zero", "ponizej", "wartosc")
PATTERNS = {
    "brak": "wz-brak",
    "bez-wiersza": "wz-brak",
    "tajemnica": "wz-taj",
    "nie-dotyczy": "wz-nd",
    "jeszcze-nie-ma": "wz-np",
    "zero": "wz-zero",
    "ponizej": "wz-form",
}


def units_section(repository: Repository, chosen: Chosen, t: Texts) -> Component | None:
    """Return the units of the picked year of an indicator; None without an indicator."""
    found, indicator = unit_list(repository, chosen), chosen.indicator
    if found is None or indicator is None:
        return None
    count = t.plural("coverage.units.count", len(found.rows))
    way = button_link(
        t("coverage.units.to_indicator"),
        indicator_href(t.lang, indicator.code, level=chosen.level.level, year=chosen.year),
    )
    title = t("coverage.units.title", name=indicator.short_name(t.lang), year=chosen.year)
    note = [count, ". ", t("coverage.units.note")]
    return listed(
        section_heading(title, note=note, actions=[way]),
        [_kinds(chosen, found, t), _places(repository, chosen, found, t)],
        _unit_table(repository, chosen, list(page_of(found.rows, chosen)), t)
        if found.rows
        else None,
        pager(found.rows, chosen, t),
        empty_state(t("coverage.units.none_title"), t("coverage.units.none")),
    )


def reporting_section(repository: Repository, chosen: Chosen, t: Texts) -> html.Section:
    """Return the units that lack any value of some indicators, those that lack most first."""
    rows = reporting_rows(repository, chosen)
    silent = sum(row.known == 0 for row in rows)
    said = html.P(t.plural("coverage.reporting.silent", silent), className="pod")
    count = t.plural("coverage.units.count", len(rows))
    return listed(
        section_heading(
            t("coverage.reporting.title"), note=[count, ". ", t("coverage.reporting.note")]
        ),
        [said if silent else None, _chosen_place(repository, chosen, t)],
        _reporting_table(repository, chosen, list(page_of(rows, chosen)), t) if rows else None,
        pager(rows, chosen, t),
        empty_state(t("coverage.reporting.none_title"), t("coverage.reporting.none")),
    )


def _kinds(chosen: Chosen, found: UnitList, t: Texts) -> Component:
    picked = chosen.state.rodzaj
    empty = sum(found.counts[kind] for kind in EMPTY)
    label = f"{t('coverage.units.all_empty')} {whole(empty, t.lang)}"
    options = [Change(label, picked is None, {"rodzaj": None, "woj": None})]
    options += [
        Change(
            f"{t(f'coverage.unit_kind.{kind}')} {whole(found.counts[kind], t.lang)}",
            kind == picked,
            {"rodzaj": kind, "woj": None},
        )
        for kind in (*EMPTY, NEVER, *VALUED)
        if found.counts[kind] or kind == picked
    ]
    return chips(chosen, t, t("coverage.units.kinds"), options)


def _places(repository: Repository, chosen: Chosen, found: UnitList, t: Texts) -> Component | None:
    if len(found.voivodeships) < 2 and chosen.state.woj is None:
        return None
    directory = repository.directory()
    options = [Change(t("coverage.units.all_places"), chosen.state.woj is None, {"woj": None})]
    options += [
        Change(
            f"{directory.by_code(code).name} {whole(n, t.lang)}",
            code == chosen.state.woj,
            {"woj": code},
        )
        for code, n in found.voivodeships
        if code
    ]
    return chips(chosen, t, t("coverage.units.places"), options)


def _chosen_place(repository: Repository, chosen: Chosen, t: Texts) -> Component | None:
    if chosen.level.level not in ("gmina", "powiat"):
        return None
    options = [Change(t("coverage.units.all_places"), chosen.state.woj is None, {"woj": None})]
    options += [
        Change(unit.name, unit.teryt == chosen.state.woj, {"woj": unit.teryt})
        for unit in repository.directory().units_of("wojewodztwo")
    ]
    return chips(chosen, t, t("coverage.units.places"), options)


def _unit_table(
    repository: Repository, chosen: Chosen, rows: list[UnitRow], t: Texts
) -> html.Table:
    heads = [html.Th(t(f"coverage.units.{key}"), scope="col") for key in ("unit", "voivodeship")]
    heads.append(html.Th(t("coverage.units.has"), scope="col"))
    body = []
    for row in rows:
        has = t(f"coverage.unit_kind.{row.kind}")
        never = html.Small(f" · {t('coverage.units.never')}") if row.never else None
        body.append(
            html.Tr(
                [
                    *_unit(repository, chosen, row.unit, t),
                    html.Td([_has(row.kind, has), never]),
                ]
            )
        )
    return table(t("coverage.units.caption"), heads, body)


def _has(kind: str, words: str) -> html.Span:
    """Return what a unit has, with the pattern of its kind of empty."""
    pattern = [html.I(className=PATTERNS[kind])] if kind in PATTERNS else []
    return html.Span([*pattern, words], className="puste")


def _reporting_table(
    repository: Repository, chosen: Chosen, rows: list[ReportingRow], t: Texts
) -> html.Table:
    heads = [html.Th(t(f"coverage.units.{key}"), scope="col") for key in ("unit", "voivodeship")]
    heads += [
        html.Th(t(f"coverage.reporting.{key}"), scope="col", className="num")
        for key in ("indicators", "known", "lacking")
    ]
    body = [
        html.Tr(
            [
                *_unit(repository, chosen, row.unit, t),
                html.Td(whole(row.indicators, t.lang), className="num"),
                html.Td(whole(row.known, t.lang), className="num"),
                html.Td(html.B(whole(row.lacking, t.lang)), className="num"),
            ]
        )
        for row in rows
    ]
    return table(t("coverage.reporting.caption"), heads, body)


def _unit(
    repository: Repository, chosen: Chosen, unit: TerritorialUnit, t: Texts
) -> list[Component]:
    directory = repository.directory()
    code, above = unit.code_at(chosen.level.level), directory.voivodeship_of(unit)
    beside = directory.beside_name(unit, lang=t.lang)
    link = html.A(directory.display_name(unit, lang=t.lang), href=unit_href(t.lang, code))
    return [
        html.Th([link, html.Small(f"{beside} · {code}" if beside else code)], scope="row"),
        html.Td("" if above is None or above is unit else above.name, className="m"),
    ]
