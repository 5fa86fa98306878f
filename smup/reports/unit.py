"""The report of a unit: the whole profile, told and shown."""

from collections.abc import Sequence
from dataclasses import replace

from smup.formats import format_number
from smup.i18n import Texts
from smup.links import href
from smup.reports.chart_records import TrendChart
from smup.reports.cost import unit_cost_section
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
from smup.reports.heat import cut_heat, heat_table
from smup.reports.lines import table_of
from smup.reports.notes import with_notes
from smup.reports.records import (
    Bar,
    Block,
    Bullets,
    Charts,
    Facts,
    Links,
    Paragraph,
    Report,
    Section,
    Share,
    Stories,
    Told,
)
from smup.reports.spec import ReportSpec
from smup.reports.strips import strip_of
from smup.reports.words import told_change, told_value
from smup.view_state import Problem
from smup.views.costs.overview import Overview
from smup.views.profile import (
    Band,
    Profile,
    ProfileRow,
    band_word,
    headline,
    plain,
)

SIDES = 5
MOST_MEMBERS = 60


def unit_report(
    spec: ReportSpec,
    profile: Profile,
    *,
    origin: Origin,
    charts: Sequence[TrendChart],
    costs: Overview | None = None,
) -> Report:
    """Return the report of a unit.

    Args:
        spec: what was asked for; its problems are told.
        profile: of the unit against the group, whole.
        origin: where the numbers come from.
        charts: of the featured indicators.
        costs: of its services; None when they are not asked for.
    """
    t, (shown, problems) = t_of(spec), filtered(profile, spec)
    parts = {
        "obraz": _overview(t, shown),
        "strony": _sides(t, spec, shown),
        "trendy": _trends(t, shown, charts),
        "wskazniki": _indicators(t, spec, shown),
        "koszt": unit_cost_section(t, costs),
        "kontekst": _context(t, spec, shown),
        "grupa": _group(t, spec, shown),
        "metoda": _method(t, shown),
    }
    return Report(
        kind=spec.kind,
        lang=spec.lang,
        label=t("reports.label.jednostka"),
        title=profile.name,
        subtitle=subtitle(t, profile),
        opening=opening(t, shown),
        facts=Facts(rows=facts(t, spec, profile, origin)),
        sections=tuple(
            section for key, section in parts.items() if spec.wants(key) and section.blocks
        ),
        problems=problem_lines(t, (*spec.problems, *problems)),
        sample=sample_mark(t, profile.dataset),
        sample_note=sample_note(t, profile.dataset),
        foot=foot(t, origin),
        address=link(spec),
        stem=stem(spec, profile.unit.name, profile.year),
    )


def _method(t: Texts, profile: Profile) -> Section:
    flags = [row.value.flag for row in profile.rows]
    return method_section(t, flags=flags, indicators=[row.indicator for row in profile.rows])


def filtered(profile: Profile, spec: ReportSpec) -> tuple[Profile, tuple[Problem, ...]]:
    """Return the profile with the asked sectors and indicators, and what was not found.

    When nothing of what was asked for exists, the whole profile is taken, which is told.
    """
    codes = {row.indicator.code for row in profile.rows}
    sectors = {row.indicator.sector_code for row in profile.rows}
    problems = [Problem(parameter="ind", value=code) for code in spec.ind if code not in codes]
    problems += [
        Problem(parameter="sectors", value=code) for code in spec.sectors if code not in sectors
    ]
    rows = tuple(
        row
        for row in profile.rows
        if (not spec.ind or row.indicator.code in spec.ind)
        and (not spec.sectors or row.indicator.sector_code in spec.sectors)
    )
    if not rows or len(rows) == len(profile.rows):
        return profile, tuple(problems)
    kept = {row.indicator.id for row in rows}
    heat = tuple(cut_heat(row, kept) for row in profile.heat)
    heat = tuple(row for row in heat if any(cell.rows for cell in row.cells))
    return replace(profile, rows=rows, heat=heat), tuple(problems)


def subtitle(t: Texts, profile: Profile) -> str:
    """Return kind, powiat, voivodeship and code of the unit."""
    directory, unit = profile.directory, profile.unit
    parents = [directory.powiat_of(unit), directory.voivodeship_of(unit)]
    names = [directory.display_name(one, lang=t.lang) for one in parents if one and one != unit]
    kind = directory.kind_label(unit, lang=t.lang)
    code = f"TERYT {unit.code_at(profile.level)}"
    return " · ".join([kind, *names, code])


def opening(t: Texts, profile: Profile) -> tuple[Block, ...]:
    """Return the counted sentence and the bar of the three shares."""
    counts = [len(profile.of_band(band)) for band in (Band.BEST, Band.MIDDLE, Band.WORST)]
    blocks: list[Block] = [Paragraph(text=plain(headline(profile)), style="lead")]
    if any(counts):
        blocks.append(share_bar(t, *counts))
    return tuple(blocks)


def share_bar(t: Texts, best: int, middle: int, worst: int) -> Bar:
    """Return the bar of best quarter, middle and worst quarter."""
    shares = (
        Share(count=best, label=band_word(Band.BEST, t.lang), tone="better"),
        Share(count=middle, label=band_word(Band.MIDDLE, t.lang), tone="middle"),
        Share(count=worst, label=band_word(Band.WORST, t.lang), tone="worse"),
    )
    return Bar(shares=shares, alt=t("reports.bar", best=best, middle=middle, worst=worst))


def facts(
    t: Texts, spec: ReportSpec, profile: Profile, origin: Origin
) -> tuple[tuple[str, str], ...]:
    """Return the lines under the title: population, group, year, data, permanent link."""
    unit = profile.unit
    people: list[tuple[str, str]] = []
    if unit.population is not None:
        count = format_number(unit.population, decimals=0, lang=t.lang)
        value = t("reports.fact.population_value", count=count, year=unit.population_year)
        people = [(t("reports.fact.population"), value)]
    return (
        *people,
        *group_facts(t, profile.group),
        (t("reports.fact.year"), str(profile.year)),
        *data_facts(t, origin),
        (t("reports.fact.link"), link(spec)),
    )


def _section(t: Texts, key: str, *blocks: Block, note: str = "") -> Section:
    return Section(key=key, title=t(f"reports.section.{key}"), blocks=tuple(blocks), note=note)


def _overview(t: Texts, profile: Profile) -> Section:
    heat = heat_table(t, profile)
    return _section(t, "obraz", *([] if heat is None else [heat]))


def _sides(t: Texts, spec: ReportSpec, profile: Profile) -> Section:
    blocks: list[Block] = []
    for side, rows in (("best", profile.strengths), ("worst", profile.weaknesses)):
        blocks.append(Paragraph(text=t(f"reports.side.{side}"), style="title"))
        if rows:
            blocks.append(Stories(items=tuple(told(spec, profile, row) for row in rows[:SIDES])))
        else:
            blocks.append(Paragraph(text=t(f"reports.side.no_{side}")))
        if len(rows) > SIDES:
            more = t(f"reports.side.{side}_more", n=len(rows))
            blocks.append(Paragraph(text=more, style="note"))
    changes = profile.changes[:SIDES]
    if changes:
        items = tuple(_told_change(spec, profile, row) for row in changes)
        blocks += [Paragraph(text=t("reports.side.changes"), style="title"), Stories(items=items)]
        blocks.append(Paragraph(text=t("reports.side.changes_note"), style="note"))
    return _section(t, "strony", *blocks)


def told(spec: ReportSpec, profile: Profile, row: ProfileRow) -> Told:
    """Return a strength or weakness in a sentence with its strip."""
    return Told(
        name=row.indicator.short_name(spec.lang),
        sentence=told_value(profile, row),
        tone="better" if row.band is Band.BEST else "worse",
        strip=strip_of(row),
        address=indicator_address(spec, profile, row),
    )


def _told_change(spec: ReportSpec, profile: Profile, row: ProfileRow) -> Told:
    good = row.change is not None and row.change.good
    return Told(
        name=row.indicator.short_name(spec.lang),
        sentence=told_change(profile, row),
        tone="better" if good else "worse",
        strip=strip_of(row),
        address=indicator_address(spec, profile, row),
    )


def indicator_address(spec: ReportSpec, profile: Profile, row: ProfileRow) -> str:
    """Return the full address of the page of an indicator with this unit chosen."""
    path = href(
        spec.lang, f"/wskaznik/{row.indicator.code}", unit=profile.unit.code_at(profile.level)
    )
    return f"{spec.origin}{path}"


def _trends(t: Texts, profile: Profile, charts: Sequence[TrendChart]) -> Section:
    known = {row.indicator.short_name(t.lang) for row in profile.rows}
    shown = tuple(chart for chart in charts if chart.title in known)
    if not shown:
        return _section(t, "trendy")
    note = t("reports.trends.note", name=profile.name)
    return _section(t, "trendy", Charts(items=shown), note=note)


def _indicators(t: Texts, spec: ReportSpec, profile: Profile) -> Section:
    rows = [row for row in profile.rows if row.indicator.dimension != "kontekst"]
    if not rows:
        return _section(t, "wskazniki")
    caption = t("reports.table.caption", name=profile.name, year=profile.year)
    table = table_of(spec, profile, rows, caption=caption)
    return _section(
        t, "wskazniki", *with_notes(t, profile, rows, table), note=t("reports.table.key")
    )


def _context(t: Texts, spec: ReportSpec, profile: Profile) -> Section:
    if not profile.context:
        return _section(t, "kontekst")
    caption = t("reports.table.context", year=profile.year)
    table = table_of(spec, profile, profile.context, caption=caption)
    blocks = with_notes(t, profile, profile.context, table)
    return _section(t, "kontekst", *blocks, note=t("reports.context_note"))


def _group(t: Texts, spec: ReportSpec, profile: Profile) -> Section:
    group, directory = profile.group, profile.directory
    how = t(f"reports.group_how.{group.kind}")
    text = t("reports.group.text", label=group.label, how=how, n=group.size)
    units = [directory.units[position] for position in group.positions]
    names = [directory.display_name(unit, lang=t.lang) for unit in units[:MOST_MEMBERS]]
    listed = ", ".join(names)
    if len(units) > MOST_MEMBERS:
        listed += " " + t("reports.group.more", n=len(units) - MOST_MEMBERS)
    page = f"{spec.origin}{href(t.lang, f'/jednostka/{profile.unit.code_at(profile.level)}')}"
    return _section(
        t,
        "grupa",
        Paragraph(text=text),
        Bullets(items=((t("reports.group.members"), listed),)),
        Links(items=((t("reports.session.link_profile"), page),)),
    )
