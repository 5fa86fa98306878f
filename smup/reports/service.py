"""The report of one service: its indicators in a unit, or over the whole country."""

from collections.abc import Sequence
from dataclasses import replace

from smup.flags import Flag
from smup.formats import format_value
from smup.i18n import Texts
from smup.reports.chart_records import TrendChart
from smup.reports.cost import service_cost_section
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
from smup.reports.lines import table_of
from smup.reports.members import MembersOfYear
from smup.reports.notes import with_notes
from smup.reports.records import (
    Block,
    Bullets,
    Charts,
    Facts,
    Paragraph,
    PlainTable,
    Report,
    Section,
)
from smup.reports.spec import ReportSpec
from smup.reports.trends import Stats
from smup.reports.unit import opening
from smup.reports.words import amount, tidy
from smup.repository.records import IndicatorInfo, ServiceInfo
from smup.typography import EN_DASH
from smup.views.costs.records import CostData
from smup.views.groups import Group
from smup.views.profile import Profile

FULL_OPENING = 4  # judged indicators from which the bar of shares says something


def service_rows(profile: Profile, service: ServiceInfo, spec: ReportSpec) -> Profile:
    """Return the profile of a unit with the indicators of one service only."""
    rows = tuple(
        row
        for row in profile.rows
        if row.indicator.service_code == service.code
        and (not spec.ind or row.indicator.code in spec.ind)
    )
    return replace(profile, rows=rows)


def service_report(  # noqa: PLR0913  the parts of one report
    spec: ReportSpec,
    service: ServiceInfo,
    profile: Profile,
    *,
    origin: Origin,
    charts: Sequence[TrendChart],
    members: MembersOfYear | None,
    cost: CostData | None = None,
) -> Report:
    """Return the report of a service in a unit.

    Args:
        spec: what was asked for.
        service: the service.
        profile: of the unit, with the rows of the service only.
        origin: where the numbers come from.
        charts: of its indicators.
        members: values of the group for the first indicator.
        cost: its full cost in the unit; None when it is not counted.
    """
    t = t_of(spec)
    known = sum(row.value.known for row in profile.rows)
    words = {"service": service.name(t.lang), "name": profile.name}
    said = t("reports.service.counted", known=known, n=len(profile.rows), **words)
    blocks: list[Block] = [Paragraph(text=said, style="lead")]
    if sum(row.judged for row in profile.rows) >= FULL_OPENING:
        blocks.append(opening(t, profile)[-1])
    if service.task_level not in (profile.level, "oba") and not profile.unit.city_county:
        task = t(f"common.task.{service.task_level}")
        blocks.append(Paragraph(text=t("reports.service.not_task", task=task)))
    sections = [
        _indicators(t, spec, profile),
        service_cost_section(t, spec, cost),
        _trends(t, charts, name=profile.name),
        *([] if members is None else [_members(t, members, profile)]),
        *_ends(
            t, [row.indicator for row in profile.rows], [row.value.flag for row in profile.rows]
        ),
    ]
    facts = (
        (t("reports.fact.unit"), profile.directory.label(profile.unit, lang=t.lang)),
        *group_facts(t, profile.group),
        (t("reports.fact.year"), str(profile.year)),
    )
    report = _report(t, spec, service, origin=origin, facts=facts, opened=tuple(blocks))
    return replace(
        report, sections=_wanted(spec, sections), stem=stem(spec, profile.unit.name, profile.year)
    )


def service_overview(  # noqa: PLR0913  as above
    spec: ReportSpec,
    service: ServiceInfo,
    group: Group,
    *,
    indicators: Sequence[IndicatorInfo],
    stats: Stats,
    origin: Origin,
    charts: Sequence[TrendChart],
) -> Report:
    """Return the report of a service without a unit: distributions over the country."""
    t = t_of(spec)
    level = t(f"reports.service.level.{group.level}")
    rows, newest = _distributions(t, indicators, stats)
    said = t("reports.service.no_unit", service=service.name(t.lang), level=level)
    names = ("indicator", "median", "middle", "units", "year")
    table = PlainTable(
        caption=service.name(t.lang),
        columns=tuple(t(f"reports.table.{name}") for name in names),
        rows=tuple(rows),
    )
    body: Block = table if rows else Paragraph(text=t("reports.service.none"))
    sections = [
        Section(key="wskazniki", title=t("reports.section.wskazniki"), blocks=(body,)),
        _trends(t, charts, name=""),
        *_ends(t, indicators, ()),
    ]
    opened = (Paragraph(text=said, style="lead"),)
    facts = ((t("reports.fact.year"), str(newest)),) if newest else ()
    report = _report(t, spec, service, origin=origin, facts=facts, opened=opened)
    return replace(
        report, sections=_wanted(spec, sections), stem=stem(spec, service.code, newest or None)
    )


def _distributions(
    t: Texts, indicators: Sequence[IndicatorInfo], stats: Stats
) -> tuple[list[tuple[str, ...]], int]:
    """Return a row of texts for each indicator with values, and the newest year of all."""
    rows: list[tuple[str, ...]] = []
    newest = 0
    for indicator in indicators:
        years = [year for key, year in stats if key == indicator.id]
        if not years:
            continue
        year = max(years)
        newest = max(newest, year)
        found = stats[indicator.id, year]
        low, high = (
            format_value(value, unit="", decimals=indicator.decimals, lang=t.lang)
            for value in (found.q1, found.q3)
        )
        median = amount(indicator, found.median, t.lang)
        units = t.plural("common.units", found.n)
        rows.append((indicator.name(t.lang), median, f"{low}{EN_DASH}{high}", units, str(year)))
    return rows, newest


def _report(
    t: Texts,
    spec: ReportSpec,
    service: ServiceInfo,
    *,
    origin: Origin,
    facts: tuple[tuple[str, str], ...],
    opened: tuple[Block, ...],
) -> Report:
    task = t(f"common.task.{service.task_level}")
    rows = (*facts, *data_facts(t, origin), (t("reports.fact.link"), link(spec)))
    return Report(
        kind=spec.kind,
        lang=spec.lang,
        label=t("reports.label.usluga"),
        title=service.name(t.lang),
        subtitle=f"{task} · {service.code}",
        opening=opened,
        facts=Facts(rows=rows),
        sections=(),
        problems=problem_lines(t, spec.problems),
        sample=sample_mark(t, origin.dataset),
        sample_note=sample_note(t, origin.dataset),
        foot=foot(t, origin),
        address=link(spec),
    )


def _wanted(spec: ReportSpec, sections: Sequence[Section]) -> tuple[Section, ...]:
    return tuple(section for section in sections if section.blocks and spec.wants(section.key))


def _indicators(t: Texts, spec: ReportSpec, profile: Profile) -> Section:
    title = t("reports.section.wskazniki")
    if not profile.rows:
        none = Paragraph(text=t("reports.service.none"))
        return Section(key="wskazniki", title=title, blocks=(none,))
    caption = t("reports.table.caption", name=profile.name, year=profile.year)
    table = table_of(spec, profile, profile.rows, caption=caption)
    blocks = with_notes(t, profile, profile.rows, table)
    return Section(key="wskazniki", title=title, blocks=blocks, note=t("reports.table.key"))


def _trends(t: Texts, charts: Sequence[TrendChart], *, name: str) -> Section:
    note = t("reports.trends.note", name=name) if name else t("reports.trends.note_no_unit")
    blocks: tuple[Block, ...] = (Charts(items=tuple(charts)),) if charts else ()
    return Section(key="trendy", title=t("reports.section.trendy"), blocks=blocks, note=note)


def _members(t: Texts, members: MembersOfYear, profile: Profile) -> Section:
    table = PlainTable(
        caption=t("reports.service.around", indicator=members.name, year=members.year),
        columns=(t("reports.fact.unit"), t("reports.service.value")),
        rows=tuple((name, value) for name, value, _ in members.rows),
        mine=frozenset(place for place, row in enumerate(members.rows) if row[2]),
    )
    note = t("reports.service.around_note", n=members.most)
    title = t("reports.section.powiat")
    return Section(
        key="powiat", title=title, blocks=(table,), note=f"{profile.group.label}. {note}"
    )


def _ends(
    t: Texts, indicators: Sequence[IndicatorInfo], flags: Sequence[object]
) -> tuple[Section, Section]:
    """Return the definitions of the indicators and the method."""
    blocks: list[Block] = []
    for indicator in indicators:
        parts = (("measures", "definition"), ("reading", "reading"), ("caveats", "caveats"))
        told = tuple(
            (t(f"reports.service.card_{key}"), tidy(text, t.lang))
            for key, name in parts
            if (text := indicator.card_text(name, t.lang))
        )
        title = f"{indicator.name(t.lang)} ({indicator.code})"
        blocks += [Paragraph(text=title, style="title"), Bullets(items=told)]
    definitions = Section(
        key="definicje", title=t("reports.section.definicje"), blocks=tuple(blocks)
    )
    known = [flag for flag in flags if isinstance(flag, Flag)]
    return definitions, method_section(t, flags=known, indicators=indicators)
