"""The report of a comparison: the units and indicators of the comparison page."""

from collections.abc import Iterator

from smup.flags import Flag
from smup.i18n import Texts
from smup.links import href, with_query
from smup.reports.chart_records import TrendChart, TrendLine
from smup.reports.frame import (
    Origin,
    data_facts,
    foot,
    group_facts,
    link,
    method_section,
    problem_lines,
    sample_mark,
    sample_note,
    stem,
    t_of,
)
from smup.reports.notes import comparison_notes
from smup.reports.records import (
    Block,
    Charts,
    Facts,
    Links,
    Paragraph,
    PlainTable,
    Report,
    Section,
    Tone,
)
from smup.reports.spec import ReportSpec
from smup.reports.words import amount
from smup.repository.records import IndicatorInfo
from smup.views.compare import CompareData
from smup.views.compare.table import HeatCell, HeatRow, heat_rows
from smup.views.linked import series_breaks
from smup.views.profile import Band, band_word

COLUMNS = 5  # indicators beside each other on A4
MOST_CHARTS = 6
MOST_LINES = 5
TONES: dict[int, Tone] = {0: "worse", 1: "worse", 2: "middle", 3: "better", 4: "better"}
BANDS = {"worse": Band.WORST, "middle": Band.MIDDLE, "better": Band.BEST}


def comparison_report(spec: ReportSpec, data: CompareData | None, *, origin: Origin) -> Report:
    """Return the report of a comparison; ``data`` is None when there is nothing to compare."""
    t = t_of(spec)
    page = f"{spec.origin}{href(spec.lang, '/porownaj')}"
    query = spec.compare.to_query() if spec.compare is not None else ""
    links = Links(items=((t("reports.comparison.link"), with_query(page, query)),))
    if data is None:
        sections: tuple[Section, ...] = ()
        opening: tuple[Block, ...] = (Paragraph(text=t("reports.comparison.nothing")), links)
        facts: list[tuple[str, str]] = []
        year = None
    else:
        year = data.year
        opening = (Paragraph(text=_subject(data), style="lead"),)
        facts = [*group_facts(t, data.chosen.group), (t("reports.fact.year"), str(year))]
        sections = (_table(t, data), _trends(t, data), _method(t, data, links))
    rows = (*facts, *data_facts(t, origin), (t("reports.fact.link"), link(spec)))
    return Report(
        kind=spec.kind,
        lang=spec.lang,
        label=t("reports.label.porownanie"),
        title=t("reports.comparison.title"),
        subtitle="" if data is None else ", ".join(data.names[unit.id] for unit in data.units),
        opening=opening,
        facts=Facts(rows=rows),
        sections=tuple(one for one in sections if one.blocks and spec.wants(one.key)),
        problems=problem_lines(t, spec.problems),
        sample=sample_mark(t, origin.dataset),
        sample_note=sample_note(t, origin.dataset),
        foot=foot(t, origin),
        address=link(spec),
        stem=stem(spec, t("reports.comparison.title"), year),
    )


def _subject(data: CompareData) -> str:
    t = data.t
    parts = (
        t.plural("common.units", len(data.units)),
        t.plural("common.indicators", len(data.chosen.indicators)),
        str(data.year),
    )
    return " · ".join(parts)


def _table(t: Texts, data: CompareData) -> Section:
    indicators = data.chosen.indicators
    found = heat_rows(data, data.year)
    tables = tuple(_part(t, data, found, first) for first in range(0, len(indicators), COLUMNS))
    note = t("reports.comparison.legend", label=data.chosen.group.label)
    blocks: tuple[Block, ...] = (*tables, *comparison_notes(t, data))
    return Section(key="tabela", title=t("reports.section.tabela"), blocks=blocks, note=note)


def _part(t: Texts, data: CompareData, found: list[HeatRow], first: int) -> PlainTable:
    """Return the table of some of the indicators, all units."""
    shown = data.chosen.indicators[first : first + COLUMNS]
    names = tuple(f"{item.short_name(t.lang)}\n{item.unit(t.lang)}".strip() for item in shown)
    tones: dict[tuple[int, int], Tone] = {}
    rows = []
    for place, row in enumerate(found):
        cells = row.cells[first : first + COLUMNS]
        rows.append((row.name, *(_text(t, cell) for cell in cells)))
        for column, cell in enumerate(cells, start=1):
            if cell.place is not None:
                tones[place, column] = TONES[cell.place]
    return PlainTable(
        caption=t("reports.comparison.table", year=data.year),
        columns=(t("reports.comparison.unit"), *names),
        rows=tuple(rows),
        tones=tones,
        mine=frozenset(place for place, row in enumerate(found) if row.mine),
    )


def _text(t: Texts, cell: HeatCell) -> str:
    if cell.place is None:
        return cell.text
    return f"{cell.text}\n{band_word(BANDS[TONES[cell.place]], t.lang)}"


def _trends(t: Texts, data: CompareData) -> Section:
    charts = tuple(_charts(t, data))
    blocks: tuple[Block, ...] = (Charts(items=charts),) if charts else ()
    return Section(key="trendy", title=t("reports.section.trendy"), blocks=blocks)


def _charts(t: Texts, data: CompareData) -> Iterator[TrendChart]:
    for indicator in data.chosen.indicators[:MOST_CHARTS]:
        years = tuple(data.years_of(indicator))
        lines = tuple(_lines(t, data, indicator, years))
        if len(years) > 1 and lines:
            names = "; ".join(line.name.replace("\n", " ") for line in lines)
            yield TrendChart(
                title=indicator.short_name(t.lang),
                alt=f"{indicator.short_name(t.lang)}, {years[0]}–{years[-1]}: {names}.",
                measure=indicator.unit(t.lang),
                years=years,
                lines=lines,
                breaks=tuple(item.year for item in series_breaks(indicator)),
                break_label=t.entries["reports.trends.break"],
                decimals=indicator.decimals,
                lang=t.lang,
                stamp=sample_mark(t, data.dataset),
            )


def _lines(
    t: Texts, data: CompareData, indicator: IndicatorInfo, years: tuple[int, ...]
) -> Iterator[TrendLine]:
    others = [unit for unit in data.units if not data.is_mine(unit)][:MOST_LINES]
    mine = [unit for unit in data.units if data.is_mine(unit)]
    for unit in (*mine, *others):
        found = [data.value_of(indicator, unit, year) for year in years]
        values = tuple(value.value if value.known else None for value in found)
        known = [value for value in values if value is not None]
        if known:
            end = amount(indicator, known[-1], t.lang)
            name = f"{data.names[unit.id]} {end}"
            yield TrendLine(name=name, values=values, mine=data.is_mine(unit))


def _method(t: Texts, data: CompareData, links: Links) -> Section:
    flags: set[Flag] = {
        data.value_of(item, unit, data.year).flag
        for item in data.chosen.indicators
        for unit in data.units
    }
    return method_section(t, flags=flags, indicators=data.chosen.indicators, extra=(links,))
