"""Coverage in words: badges, states with their reasons, the sentences a page opens with."""

from smup.formats import format_date, format_number
from smup.i18n import Texts
from smup.views.coverage.facts import IndicatorCoverage
from smup.views.coverage.heat import HeatCell
from smup.views.coverage.selection import Chosen
from smup.views.coverage.states import (
    ENDED,
    EXPECTED,
    GAPS,
    LATE,
    NONE,
    PARTIAL,
    YearState,
)

REASONS = ("missing", "secret", "not_yet_published", "no_row", "not_applicable")


def whole(n: int, lang: str) -> str:
    """Return a number of units as it stands in tables and badges."""
    return format_number(n, decimals=0, lang=lang, group_all=True)


def badge_text(one: IndicatorCoverage, t: Texts) -> str:
    """Return coverage in one line: ``2 431 z 2 477 gmin w 2024 · 2010–2024 · na czas``."""
    last, first = one.last, one.first
    if last is None or first is None:
        return t("coverage.badge.never")
    row = one.series.rows[last]
    known, units = whole(row.with_value, t.lang), whole(row.units, t.lang)
    span = str(last) if first == last else f"{first}–{last}"
    counted = t.plural(f"coverage.badge.{one.level}", row.units, known=known, units=units)
    return " · ".join((counted, span, fresh_text(one.fresh, t)))


def fresh_text(state: YearState | None, t: Texts) -> str:
    """Return how fresh an indicator is, from the state of the year after its last one."""
    if state is None:
        return t("coverage.fresh.never")
    if state.kind == EXPECTED:
        return t("coverage.fresh.on_time")
    if state.kind == LATE:
        return t.plural("coverage.fresh.late", state.days)
    if state.kind == ENDED:
        return t("coverage.fresh.ended")
    return t("coverage.fresh.unknown")


def state_text(state: YearState, t: Texts) -> str:
    """Return a state with what is known of it: when it is due, how late it is, who was asked."""
    words, parts = t(f"coverage.state.{state.kind}"), details(state, t)
    return f"{words}: {', '.join(parts)}" if parts else words


def details(state: YearState, t: Texts) -> list[str]:
    """Return what is known beside the name of a state: dates, why units have no value."""
    late = [t.plural("coverage.detail.late", state.days)] if state.kind == LATE else []
    return [*late, *dates(state, t), *reasons(state, t)]


def dates(state: YearState, t: Texts) -> list[str]:
    """Return the days that belong to a state: when values are due, when a source was asked."""
    parts = []
    if state.kind == EXPECTED and state.due is not None:
        parts.append(t("coverage.detail.due", date=format_date(state.due, t.lang)))
    if state.kind == LATE and state.due is not None:
        parts.append(t("coverage.detail.was_due", date=format_date(state.due, t.lang)))
    if state.asked is not None and state.kind in (NONE, LATE):
        parts.append(t("coverage.detail.asked", date=format_date(state.asked, t.lang)))
    return parts


def reasons(state: YearState, t: Texts) -> list[str]:
    """Return why units have no value, with how many of them: ``brak informacji 12``."""
    if state.row is None:
        return []
    found = ((name, getattr(state.row, name)) for name in REASONS)
    return [f"{t(f'coverage.reason.{name}')} {whole(n, t.lang)}" for name, n in found if n]


def cell_sign(cell: HeatCell, t: Texts) -> str:
    """Return what stands in a cell: the share in whole per cent, or a sign for its kind."""
    if cell.known:
        return str(cell.percent)
    return t(f"coverage.sign.{cell.kind}")


def cell_words(cell: HeatCell, t: Texts) -> str:
    """Return a cell for those who do not see it, and under the pointer."""
    if cell.state is not None and not cell.known:
        return state_text(cell.state, t)
    if not cell.known:
        words = t(f"coverage.state.{cell.kind}")
        more = t.plural("coverage.empty_indicators", cell.empty) if cell.empty else ""
        return f"{words}, {more}" if more else words
    known, wanted = whole(cell.known, t.lang), whole(cell.wanted, t.lang)
    parts = [t("coverage.cell", known=known, wanted=wanted, percent=cell.percent)]
    if cell.state is not None:
        parts += reasons(cell.state, t)
    elif cell.empty:
        parts.append(t.plural("coverage.empty_indicators", cell.empty))
    return ", ".join(parts)


def lead(chosen: Chosen, t: Texts) -> list[str]:
    """Return the most important facts of a selection, in sentences."""
    every, years = chosen.indicators, chosen.years
    wanted = sum(one.wanted(year) for one in every for year in years)
    if not wanted:
        return [t("coverage.lead.nothing")]
    known = sum(one.known(year) for one in every for year in years)
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    percent = format_number(_down(known, wanted), decimals=1, lang=t.lang)
    count = t.plural("coverage.lead.indicators", len(every))
    lines = [
        t(f"coverage.lead.share.{chosen.level.level}", span=span, percent=percent, count=count)
    ]
    empty = sum(one.state(year).kind in GAPS for one in every for year in years)
    partial = sum(one.state(year).kind == PARTIAL for one in every for year in years)
    lines.append(t.plural("coverage.lead.empty", empty) if empty else t("coverage.lead.no_empty"))
    if partial:
        lines.append(t.plural("coverage.lead.partial", partial))
    late = sum(one.fresh is not None and one.fresh.kind == LATE for one in every)
    lines.append(t.plural("coverage.lead.late", late) if late else t("coverage.lead.on_time"))
    return lines


def _down(known: int, wanted: int) -> float:
    """Return a share in per cent, rounded down to a tenth: 100 only when nothing lacks."""
    return (1000 * known // wanted) / 10
