"""The part of a report about the full cost of services: words, waterfall, table, warnings."""

import math

from smup.catalogue.schema import Bilingual
from smup.costs.dictionary import read_dictionary
from smup.formats import format_number
from smup.i18n import Texts
from smup.links import cost_href, cost_workbook_href
from smup.reports.chart_records import ChartStep, StepChart
from smup.reports.records import (
    Block,
    Bullets,
    Charts,
    Facts,
    Links,
    Paragraph,
    PlainTable,
    Section,
)
from smup.reports.spec import ReportSpec
from smup.repository.facade import Repository
from smup.typography import NBSP
from smup.view_state import ViewState
from smup.views.costs.card_words import cards_of
from smup.views.costs.money import per_unit, per_unit_number, percent, unit_decimals, zloty
from smup.views.costs.opening import opening, opening_text
from smup.views.costs.overview import Overview, ServiceRow, read_overview
from smup.views.costs.overview_words import (
    amount,
    deviation_words,
    per_words,
    place_words,
    why_empty,
)
from smup.views.costs.read import read_cost
from smup.views.costs.records import CostData
from smup.views.costs.selection import select_service
from smup.views.costs.spoken import opened, spoken
from smup.views.costs.state import CostState
from smup.views.costs.warnings import cost_notes
from smup.views.costs.waterfall import Term, has_output, terms_of
from smup.views.costs.waterfall_words import origin, picture_text, picture_unit, term_name

KEY = "koszt"
ANSWERED_AT = "gmina"


def read_service_cost(
    repository: Repository, spec: ReportSpec, service: str, unit: str | None
) -> CostData | None:
    """Return the cost of a service in a unit; None when it is not counted or not asked for.

    One SELECT for the costs beside those of the group; the regression takes those of its
    conditions the first time after a load.
    """
    card = read_dictionary().services.get(service)
    if card is None or unit is None or not spec.wants(KEY):
        return None
    view = ViewState(
        unit=unit, group=spec.state.group, year=spec.state.year, own=spec.state.own, w=spec.state.w
    )
    chosen = select_service(repository, card, state=CostState(view=view), lang=spec.lang)
    data = read_cost(repository, chosen, lang=spec.lang)
    return None if data is None or data.mine is None else data


def read_unit_costs(repository: Repository, spec: ReportSpec, unit: str) -> Overview | None:
    """Return the list of services with costs for a unit; None when that is not asked for."""
    if not spec.wants(KEY):
        return None
    state = spec.state
    query = {"unit": unit, "group": state.group, "own": state.own, "w": state.w}
    return read_overview(repository, query, lang=spec.lang)


def service_cost_section(t: Texts, spec: ReportSpec, data: CostData | None) -> Section:
    """Return the cost of one service; without blocks when there is none."""
    blocks: tuple[Block, ...] = () if data is None else _of_service(t, spec, data)
    return Section(key=KEY, title=t("reports.section.koszt"), blocks=blocks)


def unit_cost_section(t: Texts, overview: Overview | None) -> Section:
    """Return the costs of all services in a unit; without blocks when none is known."""
    title = t("cost_files.list.title")
    rows = [] if overview is None else [row for row in overview.rows if row.unit_cost is not None]
    if overview is None or not rows:
        return Section(key=KEY, title=title, blocks=())
    names = ("service", "cost", "net", "deviation", "place")
    table = PlainTable(
        caption=t("cost_files.report.services"),
        columns=tuple(t(f"cost_files.list.column.{name}") for name in names),
        rows=tuple(_row(row, t) for row in rows),
    )
    empty = [(row, why_empty(row, overview, t)) for row in overview.rows if row.unit_cost is None]
    left = tuple((f"{_name(row.service.title, t)}:", why) for row, why in empty if why)
    blocks: list[Block] = [table]
    blocks += [Bullets(items=left, compact=True)] if left else []
    return Section(key=KEY, title=title, blocks=tuple(blocks), note=t("cost_files.list.key"))


def _row(row: ServiceRow, t: Texts) -> tuple[str, ...]:
    return (
        _name(row.service.title, t),
        f"{amount(row, row.unit_cost, t.lang)} {per_words(row, t.lang)}",
        amount(row, row.net, t.lang),
        deviation_words(row, t.lang),
        place_words(row, t.lang),
    )


def _name(text: Bilingual, t: Texts) -> str:
    return opened(spoken(text, t.lang))


def _of_service(t: Texts, spec: ReportSpec, data: CostData) -> tuple[Block, ...]:
    terms = [term for term in terms_of(data) if term.known]
    numbers = [
        (
            card.title,
            " · ".join(filter(None, (f"{card.number}{NBSP}{card.unit}".strip(), card.note))),
        )
        for card in cards_of(data)
    ]
    blocks: list[Block] = [
        Paragraph(text=opening_text(opening(data))),
        Facts(rows=(*numbers, *_interval(t, data))),
    ]
    if terms:
        blocks += [Charts(items=(_picture(data, terms),)), _table(t, data, terms)]
    notes = tuple((f"{note.title}.", note.text) for note in cost_notes(data))
    blocks += [Bullets(items=notes)] if notes else []
    return (*blocks, _links(t, spec, data))


def _interval(t: Texts, data: CostData) -> tuple[tuple[str, str], ...]:
    """Return the unit cost under all permitted keys."""
    low, high = (float(column[data.mine]) for column in data.interval)
    if math.isnan(low):
        return ()
    words = {"low": per_unit(data, low), "high": per_unit(data, high)}
    return ((t("cost_files.report.interval"), t("cost_files.report.between", **words)),)


def _picture(data: CostData, terms: list[Term]) -> StepChart:
    """Return the waterfall per unit of output, or in zloty without output."""
    each = has_output(data)
    steps = []
    for term in terms:
        value = term.unit if each else term.amount
        signed = -value if term.kind == "taken" else value
        text = (
            per_unit_number(data, signed, signed=term.kind == "added")
            if each
            else format_number(signed, decimals=0, lang=data.lang, group_all=True)
        )
        name = term_name(data, term.key)
        steps.append(ChartStep(name=name, text=text, amount=value, kind=term.kind))
    service = spoken(data.service.title, data.lang)
    return StepChart(
        title=data.t("cost_page.page.heading", service=service),
        alt=picture_text(data),
        measure=picture_unit(data) if each else data.t("cost_page.unit.zl"),
        steps=tuple(steps),
        stamp=data.stamp or "",
    )


def _table(t: Texts, data: CostData, terms: list[Term]) -> PlainTable:
    per = spoken(data.service.per, data.lang)
    names = [t(f"cost_files.report.{name}") for name in ("part", "amount")]
    names += [t("cost_files.column.per", per=per)]
    names += [t(f"cost_files.report.{name}") for name in ("share", "where")]

    def each(term: Term) -> float:
        return -term.unit if term.kind == "taken" else term.unit

    rows = [
        (
            term_name(data, term.key),
            zloty(term.change, lang=t.lang, group_all=True),
            zloty(each(term), decimals=unit_decimals(data), lang=t.lang, group_all=True),
            percent(term.share, lang=t.lang),
            origin(data, term.key),
        )
        for term in terms
    ]
    return PlainTable(
        caption=t("cost_files.report.table", year=data.selection.year),
        columns=tuple(names),
        rows=tuple(rows),
    )


def _links(t: Texts, spec: ReportSpec, data: CostData) -> Links:
    selection = data.selection
    unit = "" if selection.unit is None else selection.unit.code_at(data.service.level)
    asked = {"unit": unit, "year": selection.year}
    code = data.service.code
    page = cost_href(t.lang, code, **asked)
    workbook = cost_workbook_href(t.lang, code, **asked)
    return Links(
        items=(
            (t("cost_files.report.page"), f"{spec.origin}{page}"),
            (t("cost_files.report.workbook"), f"{spec.origin}{workbook}"),
        )
    )
